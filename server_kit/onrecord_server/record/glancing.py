"""Glances at pages of entries in a process of its own, so that nobody who writes waits for the reckoning.

The process is given rows and answers with a leaf hash and a yes or no for each; it opens no file, no connection
and no key. Where none can be started, or it ends before its time, the thread itself glances.
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


#: A row of `joined`, as the driver gave it.
Row = Sequence[object]
#: The leaf hash of a row, and whether all of it holds beyond doubt.
Glance = tuple[bytes, bool]

#: Rows below which a process of its own is not worth its start, which takes some seconds.
WORTH: Final = 100_000
#: Rows after which others are let in for a moment.
BREATH: Final = 32
#: Bytes of one answer: a yes or no, and a leaf hash.
_ANSWER: Final = 33
_LENGTH: Final = 8
#: Bytes that a pipe takes, on any system, before anybody has read them.
_ROOM: Final = 16_384
#: How far behind the app the process stands: whoever waits for an answer goes first.
_NICE: Final = 19
_PROGRAM: Final = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"


class Glances:
    """Glances at pages, one ahead of whoever goes through them. Use it as a context manager."""

    def __init__(self, tenant: str, *, beside: bool) -> None:
        """Start a process where it is worth one."""
        self._tenant = tenant
        #: What glances beside, while it does.
        self.process = _start(tenant) if beside else None

    def __enter__(self) -> Self:
        """Give what glances."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

    def over(
        self, pages: Iterable[Sequence[Row]]
    ) -> Iterator[tuple[Sequence[Row], Sequence[Glance]]]:
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

    def _next(self, before: Sequence[Row], rows: Sequence[Row]) -> Sequence[Glance]:
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

    def _answer(self, rows: Sequence[Row]) -> Sequence[Glance]:
        if self.process is not None and self.process.stdout is not None:
            found = self.process.stdout.read(_ANSWER * len(rows))
            if len(found) == _ANSWER * len(rows):
                return list(_split(found))
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
        yield leaf_of(str(row[8])), holds(tenant, row)


def _split(found: bytes) -> Iterator[Glance]:
    for at in range(0, len(found), _ANSWER):
        yield found[at + 1 : at + _ANSWER], found[at] == 1


# -- the process -----------------------------------------------------------------------------------


def _start(tenant: str) -> "subprocess.Popen[bytes] | None":
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
        process.stdin.write(_framed(tenant.encode()))
    return process


def serve() -> None:
    """Answer pages from standard input until it ends: the whole of the process."""
    _give_way()
    gc.disable()  # nothing here refers to itself, and pages come and go by the thousand
    read, write = sys.stdin.buffer, sys.stdout.buffer
    tenant = (_read(read) or b"").decode()
    while (page := _read(read)) is not None:
        found = _here(tenant, marshal.loads(page))  # noqa: S302 - from who started it, by a pipe of its own
        write.write(b"".join(bytes((good,)) + leaf for leaf, good in found))
        write.flush()


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
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    return stream.read(int.from_bytes(length, "big"))
