"""The story of a case is told from the record alone: what found it, who looked, what came of it."""

import subprocess
import sys
from typing import Any

from onrecord_server.record.story import story
from onrecord_server.record.verify import snapshot
from tests.operations.judging.conftest import IBAN, LOOKS, policy
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House


def told(desk: Desk, case: str) -> list[str]:
    """Return the lines of a story without times and positions."""
    with snapshot(desk.house.room.engines.prepared("acme")) as connection:
        return [line.split(" ", 4)[4] for line in story(connection, "acme", case)]


def test_a_case_of_a_report_names_nobody_who_reported(house: House) -> None:
    desk = seated(house)
    desk.report()
    desk.open()
    case = desk.decide(disposition="violation", rationale="It is an insult, and not the first")
    lines = told(desk, case.id)
    assert [line.split(" ")[0] for line in lines[:4]] == [
        "service:oversight",
        "somebody",
        "rhea",
        "service:oversight",
    ]
    assert [line for line in lines if "violation" in line and line.startswith("rhea")]
    assert "bob" not in "".join(lines), "who reported is not told"


def test_a_case_of_a_rule_is_told_from_what_it_found_to_what_was_undone(house: House) -> None:
    desk = seated(house)
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "carol"):
        house.acknowledge(name)
    message = desk.me("alice").messages.send(desk.talk, f"pay to {IBAN}").id
    first = told(desk, desk.case("ivan").id)
    assert [line.split(" of policy")[0] for line in first[:2]] == [
        f"alice wrote {message}, which was held for iban (detector)",
        f"alice wrote {message}, which was flagged for iban (detector)",
    ], "before anybody looked, too"
    case = desk.open("ivan").case
    given: dict[str, Any] = {"version": case.version, "disposition": "coach"}
    desk.me("ivan").cases.decide(case.id, **given, action="reject")
    made = desk.me("alice").appeals.make("It is the number of the house", message_id=message)
    desk.open("inga")
    desk.me("inga").appeals.decide(made.id, upheld=True, rationale="It is public indeed")
    lines = "\n".join(told(desk, case.id))
    for part in (
        "ivan opened it as",
        "ivan decided: coach, action reject",
        f"rejected {message}",
        "gave notice: reject",
        "alice asked for another reviewer",
        "inga opened it as",
        "upheld it, and what was done is undone",
        f"released {message}",
    ):
        assert part in lines


def test_a_server_tells_them_as_whoever_verifies_does_and_no_fact_of_what_it_cannot_tell() -> None:
    asked = (
        "import onrecord_server.engine\n"
        "from onrecord_server.record.story import told\n"
        "facts = {'duty': 'reviewer', 'person': 'alice', 'messages': 1, 'conversation': 'cnv_1'}\n"
        "for kind in ('case.opened', 'disclosure.made', 'strange.kind'):\n"
        "    print(told({'type': kind, 'object': 'cas_1', 'facts': facts}))\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    opened, looked, strange = done.stdout.splitlines()
    assert opened == "opened it as reviewer; nothing is decided by that"
    assert not looked.startswith("disclosure.made")
    assert strange == "strange.kind"
    assert "alice" not in done.stdout
