"""Records what clients asked, were answered and received, one JSON line each.

A `fail` is only what the server refused with a typed code: it says "not stored". A timeout, a
reset or a 5xx is `info`: nobody knows. A checker that took info for fail would report false bugs;
one that took it for ok would hide losses.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TextIO


Phase = Literal["invoke", "ok", "fail", "info", "frame", "nemesis"]


def sha(body: str) -> str:
    """Return the first 16 hex digits of a text's SHA-256: enough to tell bodies apart."""
    return hashlib.sha256(body.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Line:
    """One line of a history; `t` is in seconds of one monotonic clock for all clients.

    `result` of an ok send is `{id, position, created_at}`, of an ok read or page
    `{positions: [...]}` oldest first. Frames have `kind` ready, resync or events.
    """

    t: float
    client: str
    phase: Phase
    kind: str
    op: int = -1
    conv: str = ""
    client_id: str = ""
    body: str = ""
    result: dict[str, Any] = field(default_factory=dict)


class Recorder:
    """Keeps a history in memory and, when a path is given, in a JSONL file; safe from threads."""

    def __init__(self, path: Path | None = None) -> None:
        self.lines: list[Line] = []
        self._file: TextIO | None = path.open("a") if path else None
        self._lock = Lock()
        self._operations = 0

    def invoke(self, client: str, kind: str, **members: Any) -> Line:
        """Record that a client asks; give the answer to `ok`, `fail` or `info` with this line."""
        with self._lock:
            self._operations += 1
            number = self._operations
        return self._keep(Line(time.monotonic(), client, "invoke", kind, number, **members))

    def ok(self, asked: Line, **result: Any) -> None:
        """Record a definite success and what it said."""
        self._answer(asked, "ok", result)

    def fail(self, asked: Line, **result: Any) -> None:
        """Record a typed refusal: the server says that nothing was stored."""
        self._answer(asked, "fail", result)

    def info(self, asked: Line, **result: Any) -> None:
        """Record that the outcome is not known."""
        self._answer(asked, "info", result)

    def frame(self, client: str, kind: str, **result: Any) -> None:
        """Record a frame as it came in: `ready`, `resync` or `events`."""
        self._keep(Line(time.monotonic(), client, "frame", kind, result=result))

    def nemesis(self, kind: str, **result: Any) -> None:
        """Record what was done to the servers: kill, start, restore."""
        self._keep(Line(time.monotonic(), "", "nemesis", kind, result=result))

    def _answer(self, asked: Line, phase: Phase, result: dict[str, Any]) -> None:
        known = {k: v for k, v in asdict(asked).items() if k not in ("t", "phase", "result")}
        self._keep(Line(time.monotonic(), phase=phase, result=result, **known))

    def _keep(self, line: Line) -> Line:
        with self._lock:
            self.lines.append(line)
            if self._file:
                self._file.write(json.dumps(asdict(line), separators=(",", ":")) + "\n")
        return line

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file:
            self._file.close()


def load(path: Path) -> list[Line]:
    """Read a history back."""
    with path.open() as file:
        return list(_lines(file))


def _lines(rows: Iterable[str]) -> Iterator[Line]:
    return (Line(**json.loads(row)) for row in rows)
