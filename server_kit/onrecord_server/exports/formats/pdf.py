"""A transcript as PDF for each conversation and UTC day: tagged, PDF/A-2a and PDF/UA-1, for who reads and files.

Typst writes it, which needs the extra ``pdf``; it calls nobody. What people wrote comes to it as data and never as
source. A character that no font of this machine shows stands there as ``[U+…]``.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from importlib import import_module
from itertools import groupby, islice
from typing import Any, Final

from onrecord_server.exports.formats import sentences
from onrecord_server.exports.formats.files import files
from onrecord_server.exports.told import Event, Member, Person, Room, Told
from onrecord_server.exports.wording import (
    address,
    file_name,
    name_of,
    one_line,
    stamp,
    title_of,
    xml,
)


STANDARDS: Final = ["a-2a", "ua-1"]
#: Events that one file holds, at most: a longer day has several.
EVENTS: Final = 1000
_PIECE: Final = 1 << 16
#: So many characters of one block that are not shown, and the block counts as not shown: no such font is here.
_FEW: Final = 3
_FAR: Final = "\u0600"
_TRIES: Final = 50
_PLAIN: Final = frozenset(map(chr, range(0x20, 0x7F))) | {"\n"}
_LONG: Final = re.compile(r"\S{40}")
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: What says that a character has no glyph, or one that the standard does not let stand.
_UNSHOWN: Final = re.compile(r'(?:the text|contains the codepoint) `"(.*)"`', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_SOURCE: Final = """
#let data = json(bytes(sys.inputs.data))
#let at = data.at
#set document(title: data.title, author: "onrecord", date: datetime(
  year: at.at(0), month: at.at(1), day: at.at(2), hour: at.at(3), minute: at.at(4), second: at.at(5),
))
#set page(paper: "a4", margin: 2cm, numbering: "1 / 1", header: text(size: 8pt, data.title))
#set text(size: 10pt, lang: "en")
#let lines(value) = value.split("\\n").join(linebreak())
= #data.title
#for one in data.about [#one

]
#for one in data.events [
  #block(below: 1em)[#strong(one.who) #text(size: 8pt, one.at) \\
  #lines(one.what)]
]
"""
_PROBE: Final = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))
#for one in data [#one

]
"""


def write(told: Told) -> Iterator[Member]:
    """Write a file for each day on which something happened in a conversation, and the files."""
    for room in told.rooms():
        name = file_name(room.scene.place.id, "conversation")
        for day, events in groupby(room.events(), key=lambda event: event.at.date()):
            for number, some in enumerate(_batches(events), 1):
                part = "" if number == 1 else f"-{number}"
                path = f"pdf/{name}/{day.isoformat()}{part}.pdf"
                yield Member(path, _pieces(_said(told, room, day, number, some)))
    yield from files(told)


def _batches(events: Iterator[Event]) -> Iterator[list[Event]]:
    while some := list(islice(events, EVENTS)):
        yield some


def _said(
    told: Told, room: Room, day: date, number: int, events: Sequence[Event]
) -> dict[str, Any]:
    scene = room.scene
    part = f", part {number}" if number > 1 else ""
    there = ", ".join(_person(told, one) for one in scene.present) or "nobody"
    return {
        "title": f"{title_of(scene.place)}, {day} UTC{part}",
        "at": list(told.at.timetuple()[:6]),
        "about": [
            f"{scene.place.kind} {one_line(scene.place.id)}, of {one_line(told.tenant)}. All times are UTC.",
            f"Export {told.export}, written {stamp(told.at)}.",
            f"There when the export begins, {stamp(scene.since)}: {there}.",
        ],
        "events": [_event(one) for one in events],
    }


def _person(told: Told, person: Person) -> str:
    return f"{name_of(person)} ({address(person, told.tenant)})"


def _event(event: Event) -> dict[str, str]:
    who, what = sentences.told(event)
    name = name_of(who)
    shown = name if name == who.id else f"{name} ({one_line(who.id)})"
    return {
        "who": shown,
        "at": f"{stamp(event.at)}, entry {event.position}",
        "what": what.replace("\r\n", "\n").replace("\r", "\n"),
    }


# -- writing one -----------------------------------------------------------------------------------


def _pieces(data: dict[str, Any]) -> Iterator[bytes]:
    written = compiled(data)
    for start in range(0, len(written), _PIECE):
        yield written[start : start + _PIECE]


def compiled(data: dict[str, Any]) -> bytes:
    """Return a transcript; what cannot be shown is named by its number."""
    typst: Any = import_module("typst")

    others = set("".join(_texts(data))) - _PLAIN
    unshown = _unshown(others)
    for _ in range(_TRIES):
        try:
            return _compile(_SOURCE, _shown(data, unshown))
        except typst.TypstError as error:
            unshown |= (_named(error) & others) or others
    return _compile(_SOURCE, _shown(data, others))


def _compile(source: str, data: Any) -> bytes:
    typst: Any = import_module("typst")

    given = {"data": json.dumps(data)}
    found = typst.compile(
        source.encode(), format="pdf", sys_inputs=given, pdf_standards=list(STANDARDS)
    )
    return bytes(found)


def _unshown(characters: Collection[str]) -> set[str]:
    """Return which characters no font shows: each is tried, those of a block that is not there together."""
    typst: Any = import_module("typst")

    unshown: set[str] = set()
    while left := sorted(set(characters) - unshown):
        try:
            _compile(_PROBE, [_clean(one) for one in left])
        except typst.TypstError as error:
            unshown |= (_named(error) & set(left)) or set(left)
            blocks = Counter(ord(one) >> 8 for one in unshown if one >= _FAR)
            unshown |= {one for one in left if blocks[ord(one) >> 8] >= _FEW}
        else:
            break
    return unshown


def _named(error: Exception) -> set[str]:
    """Return the characters that an error says are not shown: none where it says something else."""
    found = _UNSHOWN.search(str(error))
    return set() if found is None else set(_ESCAPED.sub(lambda one: chr(int(one[1], 16)), found[1]))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _texts(one)


def _shown(data: Any, unshown: Collection[str]) -> Any:
    """Return the same with each text as it can be shown, and with places to break long words."""
    if isinstance(data, str):
        named = "".join(f"[U+{ord(one):04X}]" if one in unshown else one for one in data)
        return _LONG.sub(lambda found: f"{found[0]}\u200b", _clean(named))
    if isinstance(data, dict):
        return {name: _shown(one, unshown) for name, one in data.items()}
    return [_shown(one, unshown) for one in data] if isinstance(data, list) else data


def _clean(text: str) -> str:
    return xml(_CONTROL.sub(" ", text))
