"""What two people do to a space at once, and whom a channel belongs to when a role is taken."""

from functools import partial

from onrecord.errors import OnRecordError
from tests.support.at_once import at_once
from tests.support.engines import Room
from tests.support.verified import findings


def test_a_channel_whose_owner_is_owner_of_the_space_no_more_has_an_owner(room: Room) -> None:
    for name in ("otto", "mona", "bob"):
        room.person(name)
    alice, otto = room.person("alice"), room.plain("otto")
    space = alice.spaces.create(title="Sales", members=["bob", "mona"]).id
    alice.spaces.add_members(space, ["otto"], role="owner")
    made = {"kind": "channel", "space_id": space, "joining": "free"}
    shared = otto.conversations.create(title="Shared", members=["bob", "mona"], **made).id  # type: ignore[arg-type]
    alone = otto.conversations.create(title="Alone", **made).id  # type: ignore[arg-type]
    alice.spaces.change_member(space, "otto", role="member")
    for channel, person in ((shared, "bob"), (alone, "otto")):
        there = room.plain(person).conversations.members(channel).data
        assert [one.role for one in there].count("owner") == 1
    assert findings(room) == []


def test_who_takes_a_request_back_is_not_let_in(room: Room, elsewhere: Room) -> None:
    alice = room.person("alice")
    space = alice.spaces.create(title="Sales", access="request").id
    for number in range(8):
        name = f"person{number}"
        room.person(name).spaces.request(space)
        answers = at_once(
            [
                partial(room.plain(name).spaces.withdraw, space),
                partial(elsewhere.plain("alice").spaces.decide, space, name, accept=True),
            ]
        )
        inside = name in {one.person_id for one in alice.spaces.members(space).data}
        withdrawn, decided = answers
        assert inside == (not isinstance(decided, OnRecordError))
        if not isinstance(withdrawn, OnRecordError) and withdrawn.state == "withdrawn":
            assert not inside
    assert findings(room) == []
