"""The table: printed, and written for the documentation."""

import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from tests.bench.rounds import Line
from tests.support.project import ROOT


PAGE = ROOT / "docs" / "benchmarks.md"
_HEAD = ("figure", "ours", "anchor", "ratio", "target", "")
_WORDS = """# Benchmarks

`make bench` prints this table and writes this page. One worker of uvicorn runs on one core, its clients
on another, all on loopback. Every figure is a ratio to an anchor that was measured in the same run, in
turns with it: the absolute figures do not carry over to another machine, or to another hour of a shared
one. Where a line is missed, it says by how much and why.

{machine}

{table}

"Accepted" means authorised, on the record, committed with `synchronous=FULL` and answered. Deliveries
count every message that reached a socket. The anchors of the fan-out store nothing, and their messages
are 300 bytes long; ours are stored first, and about 620 bytes long. "32 in flight" means that so many
messages are sent and not yet answered at any time. A page is asked for over four kept connections.
Sends that are looked through are measured without a network, in batches of 64 straight into the writer:
messages of 200 characters that are delivered, under a policy that looks for the terms and for cards,
social security numbers, IBANs, NPIs, phone numbers and addresses. One text in a thousand holds a card
number, which is covered, put on the record and made a case of; the others hold nothing that is looked for.
That coming back over 500 visible events takes at most two queries is an exact test, not a timing:
`tests/realtime/test_resume_queries.py`.
"""


def machine() -> str:
    """Describe the machine by what matters for the figures, and by nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("uvicorn", "websockets", "sqlalchemy")
    )
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}: {platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {packages}; other work on the machine "
        f"(load average before the run) {os.getloadavg()[0]:.1f}."
    )


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a Markdown table."""
    rows = [(x.figure, x.ours, x.anchor, x.ratio, x.target, x.verdict) for x in lines]
    wide = [max(len(row[i]) for row in [_HEAD, *rows]) for i in range(len(_HEAD))]
    ruled = ["-" * width for width in wide]
    cells = [_HEAD, ruled, *rows]
    return "\n".join(
        f"| {' | '.join(c.ljust(w) for c, w in zip(row, wide, strict=True))} |" for row in cells
    )


def write(lines: Sequence[Line], where: str) -> None:
    """Print the table; write the page."""
    PAGE.write_text(_WORDS.format(machine=where, table=table(lines)), encoding="utf-8")
    sys.stdout.write(f"\n{where}\n\n{table(lines)}\n")
