"""Who cannot be handed over so, and where the successor is kept out."""

import pytest

from onrecord.errors import Forbidden, HandoverRefused, HandoverRunning, NotFound
from onrecord_server.core.settings import Limits
from onrecord_server.handovers import steps
from onrecord_server.policy.starting import start as policy_start
from tests.operations.conftest import Refuses
from tests.operations.handovers.conftest import APART, House, channel
from tests.support import engines


def test_nobody_is_handed_over_to_two_at_once(
    house: House, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    house.group("carl")
    house.group("carl")
    begun = house.start()
    said = refuses(HandoverRunning, lambda: house.start(successor="dora"))
    assert said.extra == {"handover_id": begun.id}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("successor", "reason"), [("anna", "same"), ("nobody", "unknown"), ("dora", "deactivated")]
)
def test_who_cannot_take_over_is_refused(
    house: House, refuses: Refuses, successor: str, reason: str
) -> None:
    house.host.people.deactivate("dora")
    for call in (house.host.handovers.preview, house.start):
        said = refuses(HandoverRefused, lambda call=call: call("anna", successor))  # type: ignore[misc]
        assert said.extra == {"reason": reason}  # type: ignore[attr-defined]


def test_a_guest_takes_over_nothing_and_hands_over_nothing(house: House, refuses: Refuses) -> None:
    channel(house)
    said = refuses(HandoverRefused, lambda: house.start("anna", "pat"))
    assert said.extra == {"reason": "guest"}  # type: ignore[attr-defined]
    said = refuses(HandoverRefused, lambda: house.start("pat", "boris"))
    assert said.extra == {"reason": "leaver_is_guest"}  # type: ignore[attr-defined]


def test_who_leaves_must_be_known(house: House, refuses: Refuses) -> None:
    refuses(NotFound, lambda: house.start("nobody", "boris"))


def put_in_force(house: House) -> None:
    """Let a policy be in force by which ivan freezes people."""
    duties = {"paula": "policy_author", "cora": "compliance_officer", "prue": "privacy_officer"}
    for name, role in {**duties, "ivan": "investigator"}.items():
        house.introduce(name, (role,))
    drafted = house.me("paula").policy.draft(policy_start("general"))
    made = house.me("paula").policy.propose(drafted.version)
    for name in ("cora", "prue"):
        made = house.me(name).policy.approve(made.version, hash=made.hash)


def acknowledge(house: House, name: str) -> None:
    """Let somebody acknowledge the policy in force."""
    seen = house.me(name).policy.get()
    assert seen.version is not None
    assert seen.hash is not None
    house.me(name).policy.acknowledge(seen.version, hash=seen.hash)


def test_nobody_takes_over_who_may_not_write_by_the_policy(house: House, refuses: Refuses) -> None:
    """It is not said why they may not: who is frozen is not for everybody to know."""
    put_in_force(house)
    said = refuses(HandoverRefused, house.start)
    assert said.extra == {"reason": "cannot_write"}  # type: ignore[attr-defined]
    acknowledge(house, "boris")
    house.me("ivan").people.freeze("boris", lasts="P1D", reason_code="spam")
    said = refuses(HandoverRefused, house.start)
    assert said.extra == {"reason": "cannot_write"}  # type: ignore[attr-defined]
    house.me("ivan").people.unfreeze("boris")
    assert house.start().state == "done"


def test_only_whom_the_host_lets_write_people_hands_over(house: House, refuses: Refuses) -> None:
    for name in ("anna", "carl"):
        refuses(Forbidden, lambda name=name: house.me(name).handovers.preview("anna", "boris"))  # type: ignore[misc]
        refuses(
            Forbidden,
            lambda name=name: house.me(name).handovers.start(  # type: ignore[misc]
                "anna", "boris", reason_code="left"
            ),
        )
        refuses(Forbidden, lambda name=name: house.me(name).handovers.list())  # type: ignore[misc]


def test_a_gate_of_the_host_keeps_a_room_and_a_person_apart(house: House, refuses: Refuses) -> None:
    """A wall between two desks is a gate of the host: it is asked about each room, as by hand."""
    case, talk = house.group("carl", subject="case:1042"), house.direct("anna", "carl")
    APART.update((case, "carl"))
    assert house.items()[case].why == "refused"
    done = house.hand_over()
    assert (done.handed_over, done.introduced, done.kept) == (0, 0, 2)
    assert house.members(case, "carl")["anna"] == "owner"
    assert [one.id for one in house.me("carl").conversations.list().data].count(talk) == 1
    APART.clear()
    APART.add("dora")
    refuses(Forbidden, lambda: house.start(successor="dora"))
    refuses(Forbidden, lambda: house.host.handovers.preview("anna", "dora"))


def test_where_the_successor_is_in_as_many_as_may_be_the_rest_waits(database_url: str) -> None:
    with engines.room(database_url, limits=Limits(conversations_a_person=2)) as small:
        for name in ("boris", "carl", "dora", "eve"):
            small.person(name)
        anna = small.person("anna")
        rooms = [anna.conversations.create(kind="group", members=["carl"]).id for _ in range(2)]
        small.person("boris").conversations.create(kind="group", members=["dora"])
        host = small.plain(None)
        said = host.handovers.preview("anna", "boris")
        assert [one.why for one in said.data] == ["only_owner", "full"]
        done = host.handovers.start("anna", "boris", reason_code="left")
        assert (done.state, done.handed_over, done.kept) == ("done", 1, 1)
        assert host.handovers.start("anna", "eve", reason_code="left").handed_over == 1
        found = small.person("carl").conversations.members(rooms[1]).data
        assert {one.person_id for one in found} == {"carl", "eve"}
