"""Signal, as signal-export writes it: `[2024-03-01, 10:00] Name: text`, the comma or none."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from onrecord.errors import SourceUnreadable
from onrecord_server.imports.formats import blocks, clock, zips
from onrecord_server.imports.formats.base import Choices, Item, Said, Unparsed
from onrecord_server.imports.formats.rows import lines


_HEADER: Final = re.compile(
    r"\[(\d{4}-\d{2}-\d{2}),? (\d{2}:\d{2}(?::\d{2})?)\] ([^:\n]{1,100}):(?: |$)"
)


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield what a chat holds."""
    zone = clock.zone_of(choices)
    found = False
    with zips.one_text(source, "Signal") as (text, member):
        for block in blocks.blocks(lines(text, member), _begins):
            if isinstance(block, Unparsed):
                yield block
                continue
            found = True
            yield _said(block, zone)
    if not found:
        said = "This is no export of Signal: no line begins with a date in brackets and a name."
        raise SourceUnreadable(said, extra={"reason": "format"})


def _said(block: blocks.Block[tuple[datetime, str]], zone: ZoneInfo) -> Item:
    wall, author = block.head
    try:
        at, confidence = clock.moment(wall, zone)
    except ValueError:
        return Unparsed(block.span, "no such time")
    return Said(author, at, block.text, block.span, confidence=confidence)


def _begins(line: str) -> tuple[tuple[datetime, str], str] | None:
    found = _HEADER.match(line)
    if found is None:
        return None
    try:
        wall = datetime.fromisoformat(f"{found[1]}T{found[2]}")
    except ValueError:
        return None
    return (wall, found[3]), line[found.end() :]
