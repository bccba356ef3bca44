"""What somebody who leaves wrote stays under their name for holds and exports, and a silent hold shows nowhere."""

import json

from onrecord.wire.holds import HoldScope
from tests.operations.handovers.conftest import House


WHY = "A claim of a customer about order 1042"


def hold(house: House, *, silent: bool) -> str:
    """Let legal hold what anna wrote."""
    for name, role in (("cora", "compliance_officer"), ("lena", "legal")):
        house.introduce(name, (role,))
    scope = HoldScope(persons=["anna"])
    held = house.me("cora").holds.create("M-1", scope, reason=WHY, silent=silent)
    if silent:
        house.me("lena").holds.approve(held.id, scope_hash=held.scope_hash)
    return held.id


def test_a_hold_covers_afterwards_what_it_covered_before(house: House) -> None:
    case, talk = house.group("carl", subject="case:1042"), house.direct("anna", "carl")
    house.me("anna").messages.send(case, "Signed by me")
    held = hold(house, silent=False)
    before = house.me("cora").holds.preview(HoldScope(persons=["anna"]))
    house.hand_over()
    after = house.me("cora").holds.preview(HoldScope(persons=["anna"]))
    assert before.messages == after.messages == 2
    assert house.me("cora").holds.get(held).state == "open"
    assert {case, talk} <= {row[1] for row in house.room.rows()["onrecord_conversations"]}


def test_a_silent_hold_changes_no_answer_and_no_entry_of_it(house: House) -> None:
    """Said of one who is held, and of one who is not, it is the same but for names, ids and times."""
    for name in ("anna", "dora"):
        house.group("carl", owner=name, subject=f"case:{name}")
    hold(house, silent=True)
    said = [house.host.handovers.preview(name, "boris") for name in ("anna", "dora")]
    first, second = (one.model_dump(exclude={"person_id", "data"}) for one in said)
    assert first == second
    kinds = []
    for name in ("anna", "dora"):
        start = house.room.end()
        house.hand_over(name)
        kinds.append(house.room.types(after=start))
    assert kinds[0] == kinds[1]
    assert "hold" not in json.dumps(kinds)
