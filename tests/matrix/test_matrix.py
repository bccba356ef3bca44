"""The authorisation matrix: every surface, everybody, every state, judged by the table.

The surfaces are read from the running list of endpoints; one without a row fails.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.endpoints import ENDPOINTS, RAW, Endpoint
from onrecord_server.core.operation import REGISTRY
from onrecord_server.rest.routes import Routes
from tests.matrix.asked import arguments, elsewhere
from tests.matrix.scenes import CANARY, PLACE, REPLY, TEXT, Parts, Scene
from tests.matrix.table import ACTIVE, CODES, PRINCIPALS, RESUME, STATES, cells, names_a_place
from tests.matrix.world import Answer, World
from tests.support.live import Wire


ALLOWED = frozenset("YTEG")
MESSAGE_STATES = ("active", "edited", "removed", "by_exmember", "in_thread", "archived")
#: The same endpoint asked for something else.
ASKED_STATES = {
    "conversations.create": ("active", "unbound", "bound"),
    "search.messages": (*MESSAGE_STATES, "inside"),
    "conversations.change_member": ("active", "of_moderator", "of_owner"),
    "conversations.remove_member": ("active", "of_moderator", "of_owner"),
    "subjects.get": ("active", "for_all"),
    "subjects.list": ("active", "for_all"),
}
#: What says something of a message.
ABOUT_MESSAGES = (
    *("messages.", "reactions.", "pins.", "saved."),
    *("conversations.list", "conversations.get", "threads.list", "threads.get"),
)
#: What is looked for is found by whoever may see it.
FINDS = {
    "search.messages": lambda scene: scene.text,
    "search.suggest": lambda scene: scene.conversation,
}
#: What changes its scene so that the next one could not do it again.
WEARS_OUT = frozenset(
    {
        *("conversations.add_members", "conversations.change_member"),
        *("conversations.remove_member", "conversations.archive"),
        *("spaces.archive", "spaces.leave", "spaces.add_members"),
        *("spaces.change_member", "spaces.remove_member"),
        *("messages.edit", "messages.remove"),
        "announcements.remind",
        *("pins.remove", "reactions.remove", "saved.remove", "subjects.remove"),
        *("attachments.begin", "attachments.describe", "attachments.cancel"),
    }
)
#: Whom no answer of any endpoint tells a word of what was said, wherever it was; to ``late``
#: everything was said too early, and a guest knows what the space is called.
HEARS_NOTHING = {
    **dict.fromkeys(("nonmember", "exmember", "foreigner", "deactivated", "nobody"), (CANARY,)),
    **dict.fromkeys(("suspended", "expired", "service", "guest"), (CANARY,)),
    **dict.fromkeys(("late", "manager"), (TEXT, REPLY)),
}
#: What only we ourselves do, behind every door.
IN_PROCESS = {
    *("people.introduce", "impersonations.note"),
    *(
        "messages.asked",
        "messages.classify",
        "samples.tick",
        "holds.remind",
        *("data_requests.carry_out", "data_requests.tell", "data_requests.written"),
        "data_requests.given_up",
    ),
    *("retention.dispose", "retention.follow", "retention_asks.count", "retention_asks.carry_out"),
    "handovers.carry_out",
    *(
        "sms.begin_attempt",
        "sms.settle_attempt",
        "sms.report_text",
        "sms.keep_hook",
        "sms.apply_hook",
        *("sms.look_at_notice", "sms.ask_for_code", "sms.open_notice"),
        *("sms.read_notice", "sms.answer_notice"),
        "sms_campaigns.take",
        "sms_campaigns.settle",
    ),
    *("record.begin_check", "record.end_check"),
    *("journals.begin", "journals.settle", "journals.set_aside"),
    *("journals.redelivered", "journals.late"),
    *("attachments.receive", "attachments.settle", "attachments.hold", "attachments.expire"),
    *("watch.notice", "exports.admit", "exports.places", "exports.settle"),
}


def test_every_endpoint_has_a_row_and_every_row_every_principal() -> None:
    assert set(ACTIVE) == set(ENDPOINTS)
    assert all(set(table) == set(ENDPOINTS) for table in STATES.values())
    for row in (*(row for table in STATES.values() for row in table.values()), RESUME):
        assert set(cells(row).values()) <= ALLOWED | set(CODES)


def test_the_rest_door_has_no_other_route() -> None:
    """V98: a route that is in no list would be in no table."""
    served = {e.name for route in Routes().routes for e in route.methods.values()}
    assert served == {*ENDPOINTS, *RAW}
    assert set(REGISTRY) - {*ENDPOINTS, *RAW} == IN_PROCESS


def verdicts(name: str, state: str, kind: str) -> dict[str, str]:
    """The cells of an endpoint; one that nobody has built yet is not there for anybody."""
    row = STATES[state][name]
    if name not in REGISTRY:
        row = "".join("N" if letter in "YTEGFNIACR" else letter for letter in row)
    nobody = {"service": "U", "manager": "U"} if kind == "socket" else {}
    return cells(row) | nobody


def states_of(name: str) -> tuple[str, ...]:
    """Where an endpoint is asked; nothing that names a place is left out where it is archived."""
    if name.startswith("announcements."):
        return ("active", "announced", "withdrawn", "announced_archived")
    about = name.startswith(ABOUT_MESSAGES) or not ENDPOINTS[name].writes
    states = (*(MESSAGE_STATES if about else ("active",)), *ASKED_STATES.get(name, ()))
    return tuple(dict.fromkeys((*states, *(("archived",) if names_a_place(name) else ()))))


def complaint(
    expected: str, answer: Answer, scene: Scene, principal: str, name: str = ""
) -> str | None:
    """Say what is wrong with an answer, or nothing."""
    if expected not in ALLOWED:
        return None if answer.code == CODES[expected] else f"wanted {CODES[expected]}"
    if answer.code is not None:
        return "wanted a success"
    hidden = {"Y": (), "T": (scene.text,), "E": scene.secrets, "G": scene.beyond_guests}[expected]
    foreign = ("moderator",) if principal in ("foreigner", "guest") else ()
    earlier = (scene.reply_text,) if principal == "late" else ()
    leaked = [word for word in (*hidden, *foreign, *earlier) if word in answer.text]
    if expected == "Y" and name in FINDS and FINDS[name](scene) not in answer.text:
        return "did not find it"
    return f"leaked {leaked}" if leaked else None


def canaries(world: World, principal: str, said: str) -> list[str]:
    """What sings: words of messages that were removed, and of what somebody is not in."""
    if principal == "guest":
        said = said.replace(PLACE, "place")
    never = (*HEARS_NOTHING.get(principal, ()), *world.removed)
    return [word for word in never if word in said]


class Door:
    """One way in, and what was heard there that nobody may hear."""

    def __init__(self, world: World, kind: str) -> None:
        self.world = world
        self.kind = kind
        self.heard: list[tuple[str, str, list[str]]] = []
        self._known: dict[str, Answer] = {}
        self._wires: dict[str, Wire | Answer] = {}

    def ask(self, principal: str, endpoint: Endpoint[Any, Any], args: dict[str, Any]) -> Answer:
        """Ask, and listen whether a canary sings in the answer, whatever was asked for."""
        answer = self._ask(principal, endpoint, args)
        if endpoint.name == "messages.remove" and answer.code is None:
            self.world.removed_message(args["message_id"])
        sings = canaries(self.world, principal, answer.text)
        if sings:
            self.heard.append((principal, endpoint.name, sings))
        return answer

    def once(self, principal: str, endpoint: Endpoint[Any, Any], args: dict[str, Any]) -> Answer:
        """Ask what changes nothing; in another state the very same command has the same answer."""
        key = repr((principal, endpoint.name, args))
        if key not in self._known:
            self._known[key] = self.ask(principal, endpoint, args)
        return self._known[key]

    def _ask(self, principal: str, endpoint: Endpoint[Any, Any], args: dict[str, Any]) -> Answer:
        if self.kind == "rest":
            return self.world.rest(principal, endpoint, args)
        wire = self._wires.get(principal)
        if wire is None:
            wire = self._wires[principal] = self._open(principal)
        if isinstance(wire, Answer):
            return wire
        frame = wire.call(endpoint.name, **args)
        if endpoint.name == "me.end_sessions" and "problem" not in frame:
            wire.raw.close()
            del self._wires[principal]
        return Answer.of(str(frame), frame.get("problem") or {})

    def _open(self, principal: str) -> Wire | Answer:
        wire = self.world.socket(principal)
        first = wire.frame()
        if first["type"] == "ready":
            return wire
        assert wire.closes() in (4401, 4403)
        return Answer.of(str(first), first["problem"])

    def close(self) -> None:
        for wire in self._wires.values():
            if isinstance(wire, Wire):
                wire.raw.close()


@pytest.fixture(params=["rest", "socket"])
def door(request: pytest.FixtureRequest, world: World) -> Iterator[Door]:
    found = Door(world, request.param)
    yield found
    found.close()
    assert found.heard == []


@pytest.mark.req("HIP-1")
@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_what_is_refused_is_refused_alike_and_writes_nothing(name: str, door: Door) -> None:
    world, wrong = door.world, []
    before, number = world.rows(), next(world.numbers)
    for state in states_of(name):
        for principal, expected in verdicts(name, state, door.kind).items():
            if expected in ALLOWED:
                continue
            scene = world.scene_for(principal, state)
            args = arguments(name, scene, number, state)
            answer = door.once(principal, ENDPOINTS[name], args)
            said = complaint(expected, answer, scene, principal, name)
            if said is None and expected == "N":
                said = _differs(door, principal, name, args, answer)
            if said is not None:
                wrong.append((state, principal, said, answer.text))
    assert wrong == []
    assert world.rows() == before


def _differs(
    door: Door, principal: str, name: str, args: dict[str, Any], answer: Answer
) -> str | None:
    random = door.once(principal, ENDPOINTS[name], elsewhere(args, principal))
    same = random.problem == answer.problem
    return None if same else f"unlike an id that does not exist: {random.text}"


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_what_is_allowed_succeeds_and_tells_no_more_than_it_may(name: str, door: Door) -> None:
    world, wrong = door.world, []
    writes = ENDPOINTS[name].writes
    before = None if writes else world.rows(files=False)
    ask = door.ask if writes else door.once
    for state in states_of(name):
        for principal, expected in verdicts(name, state, door.kind).items():
            if expected not in ALLOWED:
                continue
            scene = _scene(world, name, principal, state)
            args = arguments(name, scene, next(world.numbers), state)
            answer = ask(principal, ENDPOINTS[name], args)
            said = complaint(expected, answer, scene, principal, name)
            if said is not None:
                wrong.append((state, principal, said, answer.text))
            _restore(door, principal, name, answer)
    assert wrong == []
    assert before is None or world.rows(files=False) == before, "a read wrote something"


def _scene(world: World, name: str, principal: str, state: str) -> Scene:
    if name not in WEARS_OUT:
        return world.scene_for(principal, state)
    return world.fresh(principal, state, name.split(".", maxsplit=1)[0])


def _restore(door: Door, principal: str, name: str, answer: Answer) -> None:
    """Take back what can be asked for once only."""
    made = re.search(r"drq_[0-9a-f]{32}", answer.text)
    if name == "data_requests.make" and made is not None:
        door.ask(principal, ENDPOINTS["data_requests.withdraw"], {"request_id": made[0]})
    if name == "tenant.suspend":
        with door.world.worker.chat.acting_as("acme") as host:
            host.tenant.resume()


@pytest.mark.parametrize("principal", PRINCIPALS)
def test_a_resume_brings_what_one_may_see(world: World, principal: str) -> None:
    expected = cells(RESUME)[principal]
    start = world.position(principal)
    world.scene("removed", parts=Parts())
    scene = world.guest_scene("active") if principal == "guest" else world.scene("active")
    wire = world.socket(principal, after=start)
    first = wire.frame()
    if expected not in ALLOWED:
        assert first["problem"]["code"] == CODES[expected]
        return
    frames = _all_frames(wire, first)
    said = complaint(expected, Answer(_seen(frames), None, None), scene, principal)
    assert said is None
    assert not set(canaries(world, principal, _seen(frames))) & world.removed
    assert expected != "Y" or scene.message in _seen(frames)


def _all_frames(wire: Wire, first: dict[str, Any]) -> list[dict[str, Any]]:
    frames = [first]
    while True:
        try:
            frames.append(wire.frame(0.4))
        except TimeoutError:
            wire.raw.close()
            return frames


def _seen(frames: list[dict[str, Any]]) -> str:
    """What the frames say, but for one's own removal: it names the conversation, and may."""
    events = [e["event"] for f in frames if f["type"] == "events" for e in f["events"]]
    assert "resync" not in {frame["type"] for frame in frames}
    removals = ("member.removed", "space.member_removed")
    return "".join(str(e) for e in events if e["type"] not in removals)


def test_whose_history_starts_later_hears_nothing_of_older_messages(world: World) -> None:
    """An edit of a message from before one's time would tell its words."""
    start, scene = world.position(), world.scene("active")
    live = world.socket("late")
    live.until("ready")
    with world.worker.chat.acting_as("acme", "author") as me:
        me.messages.edit(scene.message, f"{scene.text} edited")
        me.messages.send(scene.conversation, "for everybody")
    told = _seen(_all_frames(live, {"type": "ready"}))
    again = world.socket("late", after=start)
    resumed = _seen(_all_frames(again, again.frame()))
    for text in (told, resumed):
        assert scene.text not in text
        assert "for everybody" in text
