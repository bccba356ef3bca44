"""Whatever places somebody has: nobody sees more than before, no room is ownerless, and nothing is lost."""

from dataclasses import dataclass, field
from itertools import count
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import NotFound
from onrecord.wire.handovers import Handover, HandoverPreview
from tests.operations.handovers.conftest import APART, House


_NUMBERS: Final = count()
COLLEAGUES: Final = ("boris", "carl", "dora", "eve")
ROLES: Final = ("member", "moderator", "owner")
ROOM: Final = st.tuples(
    st.sampled_from(["group", "subject", "direct", "free", "invited"]),
    st.dictionaries(st.sampled_from(COLLEAGUES), st.sampled_from(ROLES), max_size=3),
    st.sampled_from(ROLES),
    st.booleans(),
)


@dataclass
class World:
    """Rooms that a leaver is in, and what was said there."""

    house: House
    leaver: str
    rooms: dict[str, str] = field(default_factory=dict)
    spaces: list[str] = field(default_factory=list)

    def furnish(self, kind: str, others: dict[str, str], role: str, *, walled: bool) -> None:
        """Make a room that somebody else began, with the leaver in it, and let everybody say something."""
        if kind == "direct":
            for other in sorted(others)[:1]:
                talk = self.house.direct(self.leaver, other)
                self.rooms[talk] = kind
            return
        made = self._make(kind, others)
        if role != "member":
            self._as_founder(made, self.leaver, role)
        for name, theirs in others.items():
            if theirs != "member":
                self._as_founder(made, name, theirs)
        for name in (self.leaver, *others):
            self.house.me(name).messages.send(made, f"{name} says so")
        self._leave(made, [self.leaver, *others])
        self.rooms[made] = kind
        if walled:
            APART.add(made)

    def _as_founder(self, room: str, name: str, role: str) -> None:
        self.house.me("founder").conversations.change_member(room, name, role=role)  # type: ignore[arg-type]

    def _make(self, kind: str, others: dict[str, str]) -> str:
        founder = self.house.room.plain("founder")
        everybody = [self.leaver, *others]
        if kind in ("group", "subject"):
            subject = {"subject": f"case:{next(_NUMBERS)}"} if kind == "subject" else {}
            return founder.conversations.create(kind="group", members=everybody, **subject).id  # type: ignore[arg-type]
        space = founder.spaces.create(title="Desk", members=everybody).id
        self.spaces.append(space)
        return founder.conversations.create(
            kind="channel",
            title="Room",
            space_id=space,
            joining=kind,  # type: ignore[arg-type]
            members=everybody,
        ).id

    def _leave(self, room: str, inside: list[str]) -> None:
        """Let who began it go, where somebody else owns it."""
        roles = self.house.members(room, "founder")
        if any(roles[name] == "owner" for name in inside):
            self.house.me("founder").conversations.remove_member(room, "founder")

    def sight(self) -> dict[tuple[str, str], list[str | None]]:
        """Return what each colleague reads in each room they may enter."""
        found = {}
        for room in self.rooms:
            for name in (*COLLEAGUES, "founder"):
                try:
                    page = self.house.me(name).messages.list(room)
                except NotFound:
                    continue
                found[room, name] = [one.text for one in page.data]
        return found

    def members(self) -> dict[str, dict[str, str]]:
        """Return who is in each room, and as what, by the tables."""
        rows = self.house.room.rows()["onrecord_members"]
        found: dict[str, dict[str, str]] = {room: {} for room in self.rooms}
        for _, room, person, role, active, *_ in rows:
            if room in found and active:
                found[room][person] = role
        return found

    def said(self) -> list[tuple[object, ...]]:
        """Return every message there is."""
        return self.house.room.rows()["onrecord_messages"]


@given(rooms=st.lists(ROOM, min_size=1, max_size=5))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nobody_sees_more_no_room_is_ownerless_and_nothing_is_lost(
    house: House, rooms: list[tuple[str, dict[str, str], str, bool]]
) -> None:
    world = World(house, f"leaver-{next(_NUMBERS)}")
    APART.clear()
    for name in (world.leaver, "eve", "founder"):
        house.introduce(name)
    for kind, others, role, walled in rooms:
        world.furnish(kind, others, role, walled=walled)
    sight, members, said = world.sight(), world.members(), world.said()
    counted = house.host.handovers.preview(world.leaver, "boris")
    done = house.hand_over(world.leaver)
    assert done.state == "done"
    _is_what_was_counted(done, counted, direct=sum(kind == "direct" for kind, *_ in rooms))
    _nobody_sees_more(world, sight)
    _no_room_is_ownerless(world, members)
    assert world.said() == said


def _is_what_was_counted(done: Handover, counted: HandoverPreview, *, direct: int) -> None:
    """A preview counts direct conversations as for any successor, and all else as it comes."""
    assert (done.handed_over, done.left) == (counted.handed_over, counted.left)
    assert done.introduced + done.kept == counted.introduced + counted.kept
    assert 0 <= counted.introduced - done.introduced <= direct


def _nobody_sees_more(world: World, before: dict[tuple[str, str], list[str | None]]) -> None:
    for (room, name), texts in world.sight().items():
        known = before.get((room, name))
        if known is not None:
            assert texts == known
        else:
            assert name == "boris"
            assert world.rooms[room] != "direct"
            assert room not in APART
            assert texts == [] or world.rooms[room] == "free"
    assert before.keys() <= world.sight().keys()


def _no_room_is_ownerless(world: World, before: dict[str, dict[str, str]]) -> None:
    for room, inside in world.members().items():
        if world.rooms[room] == "direct":
            assert inside == before[room]
            continue
        assert "owner" in inside.values()
        if world.leaver in inside:
            assert inside == before[room], "what waits for somebody waits unchanged"
        else:
            others = {name: role for name, role in before[room].items() if name != world.leaver}
            assert others.keys() <= inside.keys()
            assert inside.keys() - others.keys() <= {"boris"}
