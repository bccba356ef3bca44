"""Glances at pages of entries in a process of its own, so that nobody who writes waits for the reckoning.

The process is given rows; it opens no file, no connection and no key. Of a page of which all holds it answers
with the tree up to there, of any other with a leaf hash and a yes or no for each row. Where no process can be
started, or it ends before its time, the thread itself glances.
"""

import gc
import marshal
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Self

from onrecord_server.record.glance import holds, leaf_of
from onrecord_server.record.merkle import Frontier


#: A row of `joined`, as the driver gave it.
Row = Sequence[object]
#: The leaf hash of a row, and whether all of it holds beyond doubt.
Glance = tuple[bytes, bool]
#: The tree up to the end of a page that goes on where it stood, with leaves and rows that hold; or each glance.
Found = Frontier | Sequence[Glance]

#: Rows below which a process of its own is not worth its start, which takes some seconds.
WORTH: Final = 100_000
#: Rows after which others are let in for a moment.
BREATH: Final = 32
#: The stored leaf hash among the columns of a row.
_LEAF: Final = 9
#: Bytes about one row: a yes or no, and a leaf hash.
_ANSWER: Final = 33
_LENGTH: Final = 8
#: Bytes that a pipe takes, on any system, before anybody has read them.
_ROOM: Final = 16_384
#: How far behind the app the process stands: whoever waits for an answer goes first.
_NICE: Final = 19
_PROGRAM: Final = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"


class Glances:
    """Glances at pages, one ahead of whoever goes through them. Use it as a context manager."""

    def __init__(self, tenant: str, tree: Frontier, *, beside: bool) -> None:
        """Start a process where it is worth one; ``tree`` is that over all before the first page."""
        self._tenant = tenant
        #: What glances beside, while it does.
        self.process = _start(tenant, tree) if beside else None

    def __enter__(self) -> Self:
        """Give what glances."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

    def over(self, pages: Iterable[Sequence[Row]]) -> Iterator[tuple[Sequence[Row], Found]]:
        """Yield each page with its glances, while the next one is read and glanced at."""
        before: Sequence[Row] | None = None
        for rows in pages:
            if before is None:
                self._ask(rows)
            else:
                yield before, self._next(before, rows)
            before = rows
        if before is not None:
            yield before, self._answer(before)

    def _next(self, before: Sequence[Row], rows: Sequence[Row]) -> Found:
        """Return the glances at one page, and ask for those at the next: first of all, where nobody gets stuck.

        Who writes a page waits until it is read, and it is read once the answer before it is written.
        """
        if len(before) * _ANSWER > _ROOM:
            found = self._answer(before)
            self._ask(rows)
            return found
        self._ask(rows)
        return self._answer(before)

    def _ask(self, rows: Sequence[Row]) -> None:
        if self.process is None or self.process.stdin is None:
            return
        try:
            _write(self.process.stdin, marshal.dumps([*map(tuple, rows)]))
        except OSError:
            self._end()

    def _answer(self, rows: Sequence[Row]) -> Found:
        if self.process is not None and self.process.stdout is not None:
            found = _read(self.process.stdout)
            if found:
                return _told(found)
            self._end()
        return list(_here(self._tenant, rows))

    def _end(self) -> None:
        """Close what it reads from, at which it ends, and wait until it has."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.communicate()


def _here(tenant: str, rows: Sequence[Row]) -> Iterator[Glance]:
    for number, row in enumerate(rows):
        if number % BREATH == 0:
            time.sleep(0)
        yield _glance(tenant, row)


def _glance(tenant: str, row: Row) -> Glance:
    return leaf_of(str(row[8])), holds(tenant, row)


# -- the process -----------------------------------------------------------------------------------


def _start(tenant: str, tree: Frontier) -> "subprocess.Popen[bytes] | None":
    """Start the process. An interpreter inside another program names that one: it is not started anew."""
    if not Path(sys.executable or "").name.lower().startswith("python"):
        return None
    program = _PROGRAM.format(path=[str(one) for one in sys.path], module=__name__)
    try:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, and nothing that anybody gave
            [sys.executable, "-I", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    if process.stdin is not None:
        process.stdin.write(_framed(tenant.encode()) + _framed(tree.to_bytes()))
    return process


def serve() -> None:
    """Answer pages from standard input until it ends: the whole of the process."""
    _give_way()
    gc.disable()  # nothing here refers to itself, and pages come and go by the thousand
    read, write = sys.stdin.buffer, sys.stdout.buffer
    tenant, tree = (_read(read) or b"").decode(), Frontier.from_bytes(_read(read) or b"")
    while (page := _read(read)) is not None:
        rows = marshal.loads(page)  # noqa: S302 - from who started it, by a pipe of its own
        _write(write, _said(rows, [_glance(tenant, row) for row in rows], tree))


def _said(rows: Sequence[Row], glances: Sequence[Glance], tree: Frontier) -> bytes:
    """Grow the tree by a page, and say what was found."""
    first = tree.size
    tree.extend(leaf for leaf, _ in glances)
    whole = all(
        good and row[0] == at and row[_LEAF] == leaf
        for at, (row, (leaf, good)) in enumerate(zip(rows, glances, strict=True), first)
    )
    if whole:
        return b"\1" + tree.to_bytes()
    return b"\0" + b"".join(bytes((good,)) + leaf for leaf, good in glances)


def _told(said: bytes) -> Found:
    """Understand what `_said` says."""
    if said[:1] == b"\1":
        return Frontier.from_bytes(said[1:])
    return [(said[at + 1 : at + _ANSWER], said[at] == 1) for at in range(1, len(said), _ANSWER)]


def _give_way() -> None:
    """Run only while nobody else would, as far as the system knows such a thing."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        with suppress(OSError):  # Linux weighs sessions against each other, whatever is in them
            Path("/proc/self/autogroup").write_text(str(_NICE))


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(_LENGTH, "big") + data


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_framed(data))
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    """Read what was framed; nothing where whoever wrote it ended in the middle."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    data = stream.read(size := int.from_bytes(length, "big"))
    return data if len(data) == size else None
