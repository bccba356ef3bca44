"""Stretches of conversations to be written: a small one to look at, and any that may be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from onrecord_server.exports import told
from onrecord_server.exports.told import File, Member, Person, Place, Room, Scene, Told, Words


START = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
ALICE = Person("alice", "Alice Moreau", "alice@example.com")
BOB = Person("bob", "Bob Tanaka")
ROBERT = Person("bob", "Robert Tanaka")
CAROL = Person("carol", "Carol Okafor", "carol@example.com")
HOUSE = Person("oversight", kind="bot")
BYTES = b"%PDF-1.7 the offer"
HOSTILE = "Eve\r\nBcc: all@example.com\x00\x14\u00fe\u00ae\u202e<b>&\"'"


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def file(**given: Any) -> File:
    known = {"media_type": "application/pdf", "size": len(BYTES)}
    return File(
        "att_1", **{"name": "offer.pdf", "sha256": sha256(BYTES).hexdigest(), **known, **given}
    )


def events() -> list[told.Event]:
    """Somebody offers, corrects, takes back; somebody comes, is renamed, goes; over two days."""
    first = Words("We offer 12 a ton.\nAre you in? 😀")
    second = Words("We offer 11 a ton.")
    return [
        told.Said(10, at(0), "msg_1", ALICE, first, (file(),), edited_at=at(2)),
        told.Joined(11, at(1), CAROL, ALICE),
        told.Edited(12, at(2), "msg_1", 2, ALICE, second, first),
        told.Reacted(13, at(3), "msg_1", CAROL, Words("👍"), added=True),
        told.Said(14, at(4), "msg_2", BOB, Words("=HYPERLINK(1)"), reply_to="msg_1"),
        told.Read(15, at(5), ALICE, 14),
        told.Renamed(16, at(6), ALICE, Words("Ore 2026")),
        told.Removed(
            17, at(130), "msg_2", 1, ROBERT, HOUSE, Words("=HYPERLINK(1)"), Words("rule 4")
        ),
        told.Said(18, at(131), "msg_3", ROBERT, Words(erased=30)),
        told.Left(19, at(132), CAROL, CAROL),
        told.Noted(20, at(133), "message.pinned", ALICE, "msg_1", {"conversation": "cnv_1"}),
    ]


def scene(title: str | None = "Ore", **given: Any) -> Scene:
    place = Place("cnv_1", "group", title)
    return Scene(
        **{"place": place, "since": at(-60), "until": at(200), "present": (ALICE, BOB), **given}
    )


def whole(*rooms: Room, data: bytes | None = BYTES) -> Told:
    shown = rooms or (Room(scene(), lambda: iter(events())),)

    def bytes_of(_: File) -> Iterator[bytes] | None:
        return None if data is None else iter([data[:4], data[4:]])

    return Told("acme", "exp_1", at(300), "cm9vdA==", lambda: iter(shown), bytes_of)


def written(members: Iterator[Member]) -> dict[str, bytes]:
    """Go through an export as whoever packs it does; each path is there once and is a safe one."""
    found: dict[str, bytes] = {}
    for member in members:
        assert member.path not in found
        parts = member.path.split("/")
        assert "" not in parts
        assert ".." not in parts
        assert not any(set(part) & set('\\:*?"<>|\r\n\0') for part in parts)
        found[member.path] = b"".join(member.pieces)
    return found


def hostile() -> Told:
    """Everything that people choose is chosen to break out of where it is put."""
    eve = Person("eve\r\nX: 1", HOSTILE, "eve@example.com\r\nBcc: x@example.com")
    evil = file(name="../../etc/=passwd\u202e\r\n.pdf", media_type="text/html\r\nX: 1")
    words = Words(HOSTILE + "\n.\n\nFrom eve\r<script>alert(1)</script>]]>" + "x" * 2000)
    said = told.Said(1, at(0), "msg_1", eve, words, (evil,), edited_at=at(1))
    edited = told.Edited(2, at(1), "msg_1", 2, eve, Words("=cmd|' /C calc'!A0"), words)
    gone = told.Removed(3, at(2), "msg_1", 2, eve, eve, words, Words(HOSTILE), (evil,))
    scenery = scene(f"-1+1 {HOSTILE}/../x", present=(eve,))
    return whole(Room(scenery, lambda: iter([said, edited, gone])))


# -- any stretch that may be ---------------------------------------------------------------------

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_ids = st.sampled_from(["a", "b", "c=", "d\r\n", "é"])
_people = st.builds(Person, _ids, st.none() | _text, st.none() | _text)
_words = st.builds(Words, _text) | st.builds(Words, st.none(), st.none() | st.integers(0, 99))
_files = st.builds(File, _ids, st.none() | _text, st.none() | _text, st.none() | st.integers(0, 9))
_facts = st.dictionaries(_text, _text | st.integers(0, 9) | st.booleans(), max_size=2)
_named = {
    "mentions": st.lists(_ids, max_size=2).map(tuple),
    "roles": st.lists(_ids, max_size=2).map(tuple),
    "wide": st.sampled_from([None, "channel"]),
}


_Fields = dict[str, tuple[type, dict[str, Any]]]
_moved = {"person": _people, "by": _people}
_about = {"id": st.sampled_from(["m1", "m2", "m3"])}
_shown = {**_about, "version": st.integers(1, 3), "author": _people, "words": _words}
#: What happens to a message that is there, and what happens in the room.
_ANY: _Fields = {
    "edited": (
        told.Edited,
        {**_shown, "version": st.integers(2, 4), "before": _words, **_named},
    ),
    "removed": (told.Removed, {**_shown, "by": _people, "reason": _words}),
    "restored": (told.Restored, {**_shown, "by": _people}),
    "reacted": (
        told.Reacted,
        {**_about, "person": _people, "emoji": _words, "added": st.booleans()},
    ),
    "joined": (told.Joined, {**_moved, "whole": st.booleans()}),
    "left": (told.Left, _moved),
    "called": (told.Called, _moved),
    "closed": (told.Closed, _moved),
    "reopened": (told.Reopened, _moved),
    "read": (told.Read, {"person": _people, "upto": st.integers(0, 99)}),
    "renamed": (told.Renamed, {"by": _people, "title": _words}),
    "noted": (told.Noted, {"type": _text, "by": _people, "object": _text, "facts": _facts}),
}


def _new(position: int) -> _Fields:
    """What comes to be: a message, or one that is kept back."""
    files = st.lists(_files, max_size=2, unique_by=lambda one: one.id).map(tuple)
    written = {"author": _people, "words": _words, "files": files}
    said = {"id": st.just(f"m{position}"), "reply_to": st.none() | _text, **written, **_named}
    kept = {"id": st.just(f"k{position}"), "version": st.integers(1, 3), **written}
    kept |= {"state": st.sampled_from(["held", "blocked"]), "rule": _text}
    return {"said": (told.Said, said), "kept": (told.Kept, kept)}


def _event(kind: str, position: int, moment: datetime) -> st.SearchStrategy[told.Event]:
    model, fields = {**_ANY, **_new(position)}[kind]
    return st.builds(model, position=st.just(position), at=st.just(moment), **fields)


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    kinds = ["said", "said", "kept", *_ANY]
    steps = draw(st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 90_000)), max_size=12))
    moment, found = START, []
    for position, (kind, seconds) in enumerate(steps, 1):
        moment += timedelta(seconds=seconds, microseconds=position)
        found.append(draw(_event(kind, position, moment)))
    place = draw(st.builds(Place, st.just("cnv_1"), st.just("group"), st.none() | _text))
    present = tuple(draw(st.lists(_people, max_size=2, unique_by=lambda one: one.id)))
    return Room(Scene(place, START, moment + timedelta(seconds=1), present), lambda: iter(found))
