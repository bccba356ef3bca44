"""What a live socket is told of spaces, and what it is never told."""

from typing import Any

import pytest

from tests.support.live import Live, Wire
from tests.support.soon import PATIENCE


@pytest.fixture
def space(worker: Live) -> str:
    """A closed space of alice, with bob as its moderator."""
    for name in ("alice", "bob", "carol", "dora"):
        assert worker.rest(name).get("me").status_code == 200
    with worker.chat.acting_as("acme", "alice") as me:
        made = me.spaces.create(title="Sales").id
        me.spaces.add_members(made, ["bob"], role="moderator")
    return made


def ready(worker: Live, person: str, **hello: Any) -> Wire:
    """A socket that stands."""
    wire = worker.socket(person, **hello)
    wire.until("ready")
    return wire


def kinds(wire: Wire, count: int) -> list[str]:
    """The types of the next events, and that nothing follows them."""
    found = [envelope["event"]["type"] for envelope in wire.events(count)]
    assert len(found) == count
    assert wire.silent() == []
    return found


def test_a_new_member_hears_from_joining_on_and_others_nothing(worker: Live, space: str) -> None:
    carol, dora = ready(worker, "carol"), ready(worker, "dora")
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.update(space, title="Before carol")
        me.conversations.create(kind="channel", title="Hall", space_id=space, joining="everybody")
        me.spaces.add_members(space, ["carol"])
        me.spaces.update(space, about="With carol")
    assert kinds(carol, 3) == ["space.members_added", "members.added", "space.updated"]
    assert dora.silent() == []


def test_who_is_removed_hears_that_and_nothing_after_it(worker: Live, space: str) -> None:
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.add_members(space, ["carol"])
        hall = me.conversations.create(
            kind="channel", title="Hall", space_id=space, joining="everybody"
        ).id
    carol = worker.socket("carol")
    start = carol.until("ready")
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.update(space, title="Still with carol")
        me.spaces.remove_member(space, "carol")
        me.spaces.update(space, title="Not for carol")
        me.messages.send(hall, "not for carol either")
    told = ["space.updated", "space.member_removed", "member.removed"]
    assert kinds(carol, 3) == told
    again = worker.socket("carol", after=start["position"], epoch=start["epoch"])
    events = again.events(2)
    assert [e["event"]["type"] for e in events] == told[1:], "the past is closed too"
    assert "Not for" not in str(events)


def test_requests_are_for_moderators_and_who_asks(worker: Live, space: str) -> None:
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.update(space, access="request")
        me.spaces.add_members(space, ["dora"])
    wires = {name: ready(worker, name) for name in ("alice", "bob", "carol", "dora")}
    with worker.chat.acting_as("acme", "carol") as me:
        me.spaces.request(space)
    with worker.chat.acting_as("acme", "bob") as me:
        me.spaces.decide(space, "carol", accept=False)
    for name in ("alice", "bob", "carol"):
        assert kinds(wires[name], 2) == ["space.requested", "space.decided"], name
    assert wires["dora"].silent() == [], "a plain member hears nothing of who asks"


def test_a_guest_hears_of_the_space_and_of_nobody_in_it(worker: Live, space: str) -> None:
    with worker.chat.acting_as("acme", "alice") as me:
        side = me.conversations.create(kind="channel", title="Side", space_id=space).id
    carol = worker.socket("carol")
    start = carol.until("ready")
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.add_members(space, ["carol"], role="guest", channel_id=side)
        me.spaces.add_members(space, ["dora"])
        me.spaces.update(space, title="For all")
        me.spaces.archive(space)
    told = ["space.members_added", "members.added", "space.updated", "space.archived"]
    assert kinds(carol, 5) == [*told, "conversation.archived"]
    again = worker.socket("carol", after=start["position"], epoch=start["epoch"])
    assert "dora" not in str(again.events(4))


def test_a_role_moves_one_between_the_audiences(worker: Live, space: str) -> None:
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.update(space, access="request")
        me.spaces.add_members(space, ["dora"])
    dora = ready(worker, "dora")
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.change_member(space, "dora", role="moderator")
    with worker.chat.acting_as("acme", "carol") as me:
        me.spaces.request(space)
    with worker.chat.acting_as("acme", "alice") as me:
        me.spaces.change_member(space, "dora", role="member")
    with worker.chat.acting_as("acme", "carol") as me:
        me.spaces.withdraw(space)
    changed = "space.member_changed"
    assert kinds(dora, 3) == [changed, "space.requested", changed]


def test_many_who_come_at_once_fit_into_frames(worker: Live, space: str) -> None:
    """No frame is larger than 64 KiB and its own lines, however many people a rule lets in."""
    names = [f"{'long-name-' * 11}{number:04}" for number in range(900)]
    with worker.chat.acting_as("acme", "alice") as me:
        for start in (0, 450):
            me.spaces.add_members(space, names[start : start + 450])
        alice = ready(worker, "alice")
        me.conversations.create(kind="channel", title="Hall", space_id=space, joining="everybody")
    seen: set[str] = set()
    while len(seen) < 902:
        raw = alice.raw.recv(timeout=PATIENCE)
        assert len(raw) < 66_000
        seen |= {name for name in [*names, "alice", "bob"] if f'"{name}"' in str(raw)}
