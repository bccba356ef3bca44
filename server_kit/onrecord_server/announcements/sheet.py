"""An export as a sheet: CSV (RFC 4180) that no spreadsheet program takes for formulas. Pure."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from onrecord.wire.announcements import AnnouncementExport, RosterEntry
from onrecord.wire.scalars import format_time


#: So that spreadsheet programs read UTF-8 as such.
MARK: Final = "\ufeff"
COLUMNS: Final = (
    *("export_id", "message_id", "version", "person_id", "name", "member", "progress"),
    *("reached_at", "read", "acknowledged_version", "acknowledged_at", "commitment"),
    *("position", "on_behalf_of"),
)
#: Where spreadsheet programs find a formula, wide signs included: at the beginning of a cell, and
#: some (by the country they are set to) begin a cell at every semicolon, whatever the quotes say.
_FORMULA: Final = re.compile(r"""((?:^|[;,\t\r\n"])[\s"]*)(?=[-=+@\uff1d\uff0b\uff0d\uff20])""")


def plain(text: str) -> str:
    """Return a text that stays text in a cell: an apostrophe before what could be a formula."""
    safe = _FORMULA.sub(r"\1'", text)
    return f"'{safe}" if safe[:1] in ("\t", "\r", "\n") else safe


def head() -> str:
    """Return the line of the column names."""
    return MARK + _lines([COLUMNS])


def body(export: AnnouncementExport, rows: Sequence[RosterEntry]) -> str:
    """Return one line for each person; times are RFC 3339 in UTC, what is not there is empty."""
    made = (export.id, export.message_id, str(export.version))
    return _lines([(*made, *_person(row)) for row in rows])


def _person(row: RosterEntry) -> tuple[str, ...]:
    done = row.acknowledgement
    evidence = ("", "", "", "", "")
    if done is not None:
        place = "" if done.position is None else str(done.position)
        by = plain(done.on_behalf_of or "")
        evidence = (str(done.version), format_time(done.at), done.commit, place, by)
    return (
        plain(row.person_id),
        plain(row.name),
        _yes(row.member),
        row.progress,
        _time(row.reached_at),
        _yes(row.read),
        *evidence,
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(value: datetime | None) -> str:
    return "" if value is None else format_time(value)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
