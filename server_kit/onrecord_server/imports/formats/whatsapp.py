"""WhatsApp's text exports, of every phone and language whose form we know."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import BinaryIO, Final, TypeAlias
from zoneinfo import ZoneInfo

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats import blocks, clock, dates, marks, zips
from onrecord_server.imports.formats.base import Choices, Confidence, Item, Order, Said, Unparsed
from onrecord_server.imports.formats.rows import lines


_GAP: Final = r"[ \u00a0\u202f]"
_NOON: Final = rf"[ap]\.?{_GAP}?m\.?|上午|下午|오전|오후|午前|午後|ص|م"
_HEADER: Final = re.compile(
    rf"[\u200e\u200f\ufeff]*(?P<open>\[?)"
    rf"(?P<a>\d{{1,4}})\u200f?(?P<sep>[-/.]){_GAP}?(?P<b>\d{{1,2}})\u200f?(?P=sep){_GAP}?(?P<c>\d{{1,4}})\.?"
    rf"(?P<comma>[,،]?){_GAP}(?P<klo>klo{_GAP})?(?:(?P<early>{_NOON}){_GAP}?)?"
    rf"(?P<h>\d{{1,2}})[:.](?P<m>\d{{2}})(?:[:.](?P<s>\d{{2}}))?"
    rf"(?:{_GAP}?(?P<late>{_NOON}))?(?P<close>\]|{_GAP}-|:){_GAP}",
    re.IGNORECASE,
)
_AFTER: Final = ("下午", "오후", "午後", "م")
_QUOTES: Final = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201a\u2018\xab\xbb", '"'))
_NAME: Final = re.compile(r"([^\n]{1,100}?):(?: |(?=\n|\Z))")

Shape: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    fields: tuple[int, int, int]
    at: time


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield what a chat holds: an export as text, or in its archive."""
    zone = clock.zone_of(choices)
    with zips.one_text(source, "WhatsApp") as (text, member):
        shape, order = _form(text, choices.order)
        last: datetime | None = None
        for block in blocks.blocks(lines(text, member), lambda line: _begins(line, shape)):
            if isinstance(block, Unparsed):
                yield block
                continue
            found = _moment(block.head, order, zone)
            if found is None:
                yield Unparsed(block.span, "no such day")
                continue
            at, confidence = found
            back: Confidence = "clock_went_back" if last is not None and at < last else confidence
            last = at
            yield _said(block, at, back, choices)


def _moment(head: _Head, order: Order, zone: ZoneInfo) -> tuple[datetime, Confidence] | None:
    day = dates.dated(head.fields, order)
    try:
        return None if day is None else clock.moment(datetime.combine(day, head.at), zone)
    except ValueError:
        return None


def _form(source: BinaryIO, chosen: Order | None) -> tuple[Shape, Order]:
    """Look through a whole file: in which form are most headers, and in which order their dates?"""
    shapes: Counter[Shape] = Counter()
    weighing: dict[Shape, dates.Weighing] = {}
    for line in lines(source):
        found = None if isinstance(line, Unparsed) else _HEADER.match(line.text)
        if found is not None and _head(found) is not None:
            shape = _shape(found)
            shapes[shape] += 1
            weighing.setdefault(shape, dates.Weighing()).add(_fields(found))
    if not shapes:
        said = "This is no export of WhatsApp: no line begins with a date and a time."
        raise SourceUnreadable(said, extra={"reason": "format"})
    shape = shapes.most_common(1)[0][0]
    return shape, weighing[shape].order(chosen)


def _shape(found: re.Match[str]) -> Shape:
    """Return what headers of one phone have in common: a line of another form is somebody's words."""
    noon = bool(found["early"] or found["late"])
    return (
        *(found["open"], found["sep"], found["comma"], found["klo"], found["close"][-1]),
        *(len(found["a"]) > 2, len(found["c"]) > 2, found["s"] is None, noon),
    )


def _fields(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found["a"]), int(found["b"]), int(found["c"])


def _head(found: re.Match[str]) -> _Head | None:
    hour, noon = int(found["h"]), (found["early"] or found["late"] or "").lower()
    if noon and 1 <= hour <= 12:
        hour = hour % 12 + (12 if noon.startswith("p") or noon in _AFTER else 0)
    try:
        return _Head(_fields(found), time(hour, int(found["m"]), int(found["s"] or 0)))
    except ValueError:
        return None


def _begins(line: str, shape: Shape) -> tuple[_Head, str] | None:
    found = _HEADER.match(line)
    if found is None or _shape(found) != shape:
        return None
    head = _head(found)
    return None if head is None else (head, line[found.end() :])


def _said(
    block: blocks.Block[_Head], at: datetime, confidence: Confidence, choices: Choices
) -> Said:
    author, text = _split(block.text, choices.names)
    if author is None:
        return Said(None, at, text, block.span, kind="notice", confidence=confidence)
    text, kind, files = marks.read(text)
    return Said(author, at, text, block.span, files=files, kind=kind, confidence=confidence)


def _split(text: str, names: frozenset[str]) -> tuple[str | None, str]:
    """Tell the name from the words; a notice of the program has no name."""
    for name in sorted((one for one in names if ":" in one), key=len, reverse=True):
        if text.startswith(f"{name}: "):
            return name, text[len(name) + 2 :]
    found = _NAME.match(text)
    if found is None or not _is_name(found[1]):
        return None, text
    return found[1].lstrip("\u200e\u200f\u202a").rstrip("\u202c"), text[found.end() :]


def _is_name(name: str) -> bool:
    """Say whether this can be a name: what a notice quotes is cut in its middle by the colon."""
    return bool(name.strip()) and not name.translate(_QUOTES).count('"') % 2
