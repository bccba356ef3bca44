"""State before + events = state after, for every scene: real time tells exactly what REST shows.

The fixtures that the widgets' tests replay are written from the same scenes. ``ONRECORD_FIXTURES``
names the folder to write them to; without it they are compared with what is there.
"""

import itertools
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from onrecord.errors import NotFound
from onrecord.ids import PREFIXES
from onrecord_server.core.ports import Ports
from onrecord_server.core.writer import Committed
from onrecord_server.realtime import resume
from onrecord_server.realtime.items import item_of
from tests.replay import erased_scenes as _erased
from tests.replay import files_scenes as _files
from tests.replay import kept_scenes as _kept
from tests.replay import marks_scenes as _marks
from tests.replay import policy_scenes as _policy
from tests.replay import spaces_scenes as _spaces
from tests.replay import threads_scenes as _threads
from tests.replay.reducer import Document, Replayed
from tests.replay.scenes import ASKED_AGAIN, SCENES, Stage
from tests.support import engines
from tests.support.engines import Room, check_invariants


FIXTURES = Path(__file__).parent / "fixtures"
#: Every module whose import registers scenes.
STAGED = (_erased, _files, _kept, _marks, _policy, _spaces, _threads)
SUBJECTS = ["notice:1", "notice:2", "order:10", "order:9"]


def _ports() -> Ports:
    """A clock, ids and randomness that are the same in every run."""
    seconds, ids, salts = itertools.count(), itertools.count(1), itertools.count(1)
    begin = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    return Ports(
        clock=lambda: begin + timedelta(seconds=next(seconds)),
        new_id=lambda kind: f"{PREFIXES[kind]}_{next(ids):032x}",
        entropy=lambda size: next(salts).to_bytes(size, "big") if size else b"",
    )


class Watch:
    """Collects what bob's socket gets, action by action, and what was said live."""

    def __init__(self, room: Room) -> None:
        self.events: list[Document] = []
        self.live: dict[int, bytes] = {}
        self._room = room
        self._after = room.end()
        self._reading = Lock()
        room.engines.listeners.append(self._heard)

    def _heard(self, committed: Committed) -> None:
        """Read on; what a scene itself committed is told from its own thread, beside the writer's."""
        with self._reading:
            self._read(committed)

    def _read(self, committed: Committed) -> None:
        for item in committed.sealed:
            self.live[item.position] = item_of(item).told("bob")
        upto = max(self._after, committed.sealed[-1].position)
        database = self._room.engines.prepared("acme")
        with database.read() as connection:
            found = resume.seen(database, connection, ("acme", "bob"), (self._after, upto))
        self.events += [json.loads(item.told("bob")) for item in found or []]
        self._after = upto


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with engines.room(database_url, ports=_ports()) as found:
        for name in ("bob", "carol", "dora", "emil"):
            found.person(name)
        alice, bob, carol = found.person("alice"), found.plain("bob"), found.plain("carol")
        made = alice.conversations.create(kind="group", members=["bob", "carol"], title="Team").id
        played = Stage(found, alice, bob, carol, made, [])
        for who, text in ((alice, "first <@bob>"), (bob, "second"), (carol, "third")):
            played.sent.append(played.say(who, text))
        yield played
        check_invariants(found)


def _fetch(stage: Stage, conversation: str) -> Document | None:
    """Return all that REST shows bob of a conversation, or of a space."""
    try:
        if conversation == "policy":
            return _policy_of(stage)
        if conversation == "threads":
            return _threads_of(stage)
        if conversation.startswith("spc_"):
            return {"space": stage.bob.spaces.get(conversation).model_dump(mode="json")}
        shown = stage.bob.conversations.get(conversation)
    except NotFound:
        return None
    messages = stage.bob.messages.list(conversation).data
    members = stage.bob.conversations.members(conversation).data
    return {
        "conversation": shown.model_dump(mode="json"),
        "messages": [m.model_dump(mode="json") for m in messages],
        "members": sorted(
            (m.model_dump(mode="json") for m in members), key=lambda m: str(m["person_id"])
        ),
    }


def _spaces_of(stage: Stage) -> Document:
    """Only where a scene is about spaces: each question moves the clock of the stage."""
    listed = [s.model_dump(mode="json") for s in stage.bob.spaces.list().data]
    return {"spaces": sorted(listed, key=itemgetter("id"))} if listed else {}


def _threads_of(stage: Stage) -> Document:
    """Return bob's places, every reply that he may see, and what he prefers."""
    marks = [mark.model_dump(mode="json") for mark in stage.bob.threads.marks().data]
    roots = sorted(sent.id for sent in stage.sent)
    pages = [stage.bob.messages.list(stage.group, thread_id=root).data for root in roots]
    return {
        "marks": marks,
        "replies": {
            root: [reply.model_dump(mode="json") for reply in page]
            for root, page in zip(roots, pages, strict=True)
            if page
        },
        "preferences": stage.bob.preferences.get().model_dump(mode="json"),
    }


def _policy_of(stage: Stage) -> Document:
    """Return the policy as bob reads it."""
    return {"policy": stage.bob.policy.get().model_dump(mode="json")}


def _kept_of(stage: Stage) -> Document:
    """Return the policy, and what bob sees of his own that was kept back."""
    kept = stage.bob.messages.held(stage.group).data
    shown = [message.model_dump(mode="json") for message in kept]
    return {**_policy_of(stage), "held": {stage.group: shown} if shown else {}}


#: What a snapshot holds besides, by how the name of its scene begins.
BESIDES = {"kept_": _kept_of, "policy_": _policy_of, "space_": _spaces_of, "thread_": _threads_of}


def _snapshot(stage: Stage, scene: str) -> Document:
    listed = [c.model_dump(mode="json") for c in stage.bob.conversations.list().data]
    fetched = {c["id"]: _fetch(stage, c["id"]) or {} for c in listed}
    assert listed == [one["conversation"] for one in fetched.values()], "listed as fetched"
    return {
        "me": stage.bob.me().model_dump(mode="json"),
        "conversations": listed,
        "messages": {found: one["messages"] for found, one in fetched.items()},
        "members": {found: one["members"] for found, one in fetched.items()},
        "subjects": [c.model_dump(mode="json") for c in stage.bob.subjects.list(SUBJECTS).data],
        **{
            key: value
            for begin, shown in BESIDES.items()
            if scene.startswith(begin)
            for key, value in shown(stage).items()
        },
    }


def _play(stage: Stage, name: str) -> tuple[Document, Watch]:
    scene = SCENES[name].__name__
    before, watch = _snapshot(stage, scene), Watch(stage.room)
    SCENES[name](stage)
    # The writer answers before it tells: wait for the last word.
    stage.room.engines.stop()
    after = _snapshot(stage, scene)
    return {"name": name, "before": before, "events": watch.events, "after": after}, watch


@pytest.mark.parametrize("name", SCENES)
def test_before_and_events_make_after(stage: Stage, name: str) -> None:
    """It holds for who watched and for who comes back, and both were told the same."""
    fixture, watch = _play(stage, name)
    for envelope in fixture["events"]:
        assert json.loads(watch.live[envelope["position"]]) == envelope, "live is as composed"
    assert _replayed(stage, fixture, fixture["events"]) == fixture["after"]
    assert _replayed(stage, fixture, _resumed(stage, fixture)) == fixture["after"]


def _replayed(stage: Stage, fixture: Document, events: list[Document]) -> Document:
    state = Replayed(fixture["before"], lambda found: _fetch(stage, found))
    for envelope in events:
        state.apply(envelope)
    state.position = fixture["after"]["me"]["position"]
    return state.shown(fixture["after"])


def _resumed(stage: Stage, fixture: Document) -> list[Document]:
    """Return what resume says: as it is now, so later edits show in earlier events."""
    between = (fixture["before"]["me"]["position"], fixture["after"]["me"]["position"])
    database = stage.room.engines.prepared("acme")
    with database.read() as connection:
        found = resume.seen(database, connection, ("acme", "bob"), between)
    return [json.loads(item.told("bob")) for item in found or []]


@pytest.mark.parametrize("name", [name for name in SCENES if name not in ASKED_AGAIN])
def test_the_widgets_replay_the_same(sqlite_stage: Stage, name: str) -> None:
    fixture, _ = _play(sqlite_stage, name)
    path = FIXTURES / f"scene_{SCENES[name].__name__}.json"
    text = json.dumps(fixture, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("ONRECORD_FIXTURES"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run again with ONRECORD_FIXTURES=1"


@pytest.fixture
def sqlite_stage(small_url: str) -> Any:
    yield from stage.__wrapped__(small_url)  # type: ignore[attr-defined]
