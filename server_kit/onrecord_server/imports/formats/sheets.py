"""Sheets: CSV whose first row names the columns; which is which can be said."""

import csv
from collections.abc import Iterator
from typing import BinaryIO, Final

from onrecord.errors import ChoiceNeeded
from onrecord_server.imports.formats import lines as jsonl
from onrecord_server.imports.formats.base import MOST, Choices, Item, Span, Unparsed
from onrecord_server.imports.formats.rows import Line, lines


_WANTED: Final = ("author", "at", "text")
_ALSO: Final = ("id", "place", "name")


class _Feed:
    """Gives a reader of CSV its lines, and knows which of them it took."""

    def __init__(self, source: BinaryIO) -> None:
        self.odd: list[Unparsed] = []
        self.start: Span | None = None
        self.end: Span | None = None
        self._rows = lines(source)
        self._size = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        for row in self._rows:
            if isinstance(row, Line):
                self._bound(row)
                return row.text + "\n"
            self.odd.append(row)
        raise StopIteration

    def _bound(self, row: Line) -> None:
        """Take a line; a row that goes on and on, for want of a quote, is one that is too long."""
        self.start, self.end = self.start or row.span, row.span
        self._size += row.span.end - row.span.start
        if self._size > MOST:
            raise csv.Error("too long")

    def took(self) -> Span:
        """Return the lines that were taken since this was asked last."""
        first, last = self.start, self.end
        self.start, self._size = None, 0
        if first is None or last is None:
            return Span(0, 0, 0)
        return Span(first.start, last.end, first.line)


def read(source: BinaryIO, choices: Choices) -> Iterator[Item]:
    """Yield an item for each row. Raises ``ChoiceNeeded`` where a column cannot be told."""
    csv.field_size_limit(MOST)
    feed = _Feed(source)
    table = csv.reader(feed, strict=True)
    columns = _columns(_next(table) or [], choices)
    feed.took()
    while True:
        row = _next(table)
        yield from feed.odd
        feed.odd.clear()
        if row is None:
            return
        span = feed.took()
        if row == [""]:
            yield Unparsed(span, "not a row of CSV")
        elif row:
            yield _item(row, columns, span, choices)


def _next(table: "Iterator[list[str]]") -> list[str] | None:
    try:
        return next(table, None)
    except csv.Error:
        return [""]


def _columns(head: list[str], choices: Choices) -> dict[str, int]:
    names = [one.strip().lower() for one in head]
    found: dict[str, int] = {}
    for what in (*_WANTED, *_ALSO):
        asked = choices.columns.get(what, what).strip().lower()
        if asked in names:
            found[what] = names.index(asked)
    missing = [what for what in _WANTED if what not in found]
    if missing:
        said = f"Say which column is {', '.join(missing)}."
        raise ChoiceNeeded(said, extra={"choice": "columns", "choices": head[:100]})
    return found


def _item(row: list[str], columns: dict[str, int], span: Span, choices: Choices) -> Item:
    if len(row) <= max(columns.values()):
        return Unparsed(span, "too few columns")
    return jsonl.said({what: row[at] for what, at in columns.items()}, span, choices)
