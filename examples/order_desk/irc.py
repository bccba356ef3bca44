"""Reads the public IRC logs in `data/`: who said what, who came and went, and who answered whom.

Two shapes of file are understood. `channels/*.txt` has `<channel> <date>` before every line;
`ubuntu/*.raw.txt` has neither, carries the date in its name, and may have an
`*.annotation.txt` beside it, in which `A B -` says that line B answers line A (both from 0).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


Kind = Literal["said", "action", "notice"]


@dataclass(frozen=True)
class Said:
    """One message: what `author` wrote on line `line` (from 0) of its file, at `clock`."""

    line: int
    clock: str
    author: str
    text: str
    kind: Kind = "said"


@dataclass(frozen=True)
class Joined:
    """`nick` came into the channel on line `line`."""

    line: int
    nick: str


@dataclass(frozen=True)
class Left:
    """`nick` left the channel, or the network, on line `line`."""

    line: int
    nick: str


@dataclass(frozen=True)
class Renamed:
    """`nick` calls itself `now` from line `line` on."""

    line: int
    nick: str
    now: str


@dataclass(frozen=True)
class Noted:
    """A line of the server that is about nobody in particular: a topic, a mode."""

    line: int
    text: str


Happening = Said | Joined | Left | Renamed | Noted


@dataclass(frozen=True)
class Log:
    """One file: the channel it is of, its name, what happened in order, and the answers in it."""

    channel: str
    name: str
    happenings: tuple[Happening, ...]
    answers: dict[int, int] = field(default_factory=dict)
    """Line of an answer → line of the message it answers; both are messages of this log."""

    @property
    def messages(self) -> list[Said]:
        """The messages alone, in order."""
        return [each for each in self.happenings if isinstance(each, Said)]

    @property
    def length(self) -> int:
        """How many lines the file has, blank ones at its end left out."""
        return self.happenings[-1].line + 1 if self.happenings else 0


_CLOCK = r"\[(?P<clock>\d\d:\d\d(?::\d\d)?)\] +"
_SPEECH: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("said", re.compile(_CLOCK + r"<(?P<author>[^>]+)> ?(?P<text>.*)$")),
    ("said", re.compile(_CLOCK + r"\((?P<author>[^/ ]+)/#\S+\) ?(?P<text>.*)$")),
    ("action", re.compile(_CLOCK + r"\* ?(?P<author>\S+) ?(?P<text>.*)$")),
    ("notice", re.compile(_CLOCK + r"-(?P<author>[^ ]+)- ?(?P<text>.*)$")),
)
_MOVED = re.compile(r"=== (?P<nick>.+?) +\[[^@]*@\S*\] +has (?P<how>joined|left|quit)\b")
_RENAMED = re.compile(r"=== (?P<nick>.+?) is now known as (?P<now>.+)$")
_SERVER = re.compile(r"=== (\.\.\[topic/|mode/|Topic \(|\S+ changed the topic)")
_ACTION = re.compile(r"=== (?P<author>\S+) (?P<text>.+)$")
_DATED = re.compile(r"(?P<channel>\S+) \d{4}-\d\d-\d\d (?P<rest>.*)$")


def read_all(folder: Path) -> Iterator[Log]:
    """Every log under `folder` (`channels/` first, then `ubuntu/`), in the order of their names."""
    for path in sorted((folder / "channels").glob("*.txt")):
        yield read_channel(path)
    for path in sorted((folder / "ubuntu").glob("*.raw.txt")):
        yield read_ubuntu(path)


def read_channel(path: Path) -> Log:
    """One file of `channels/`; raises ValueError at the first line it cannot place."""
    lines = [_undated(line, path) for line in lines_of(path)]
    channel = path.name.rsplit(".", 2)[0]
    return Log(channel, path.stem, tuple(_happenings(lines)))


def read_ubuntu(path: Path) -> Log:
    """One day of #ubuntu with its annotated answers, where there are any."""
    happenings = tuple(_happenings(lines_of(path)))
    said = {each.line for each in happenings if isinstance(each, Said)}
    annotation = path.with_name(path.name.replace(".raw.", ".annotation."))
    answers = _answers(annotation, said) if annotation.exists() else {}
    return Log("ubuntu", path.name.removesuffix(".raw.txt"), happenings, answers)


def lines_of(path: Path) -> list[str]:
    """The lines of a file, cut at line feeds only: the texts hold other separators of their own."""
    return path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def _undated(line: str, path: Path) -> str:
    found = _DATED.match(line)
    if found is None:
        raise ValueError(f"{path.name}: no channel and date in {line!r}")
    return found["rest"].removesuffix(" ")


def _happenings(lines: list[str]) -> Iterator[Happening]:
    for number, line in enumerate(lines):
        if line:
            yield parse(number, line)


def parse(number: int, line: str) -> Happening:
    """One line, without channel and date; raises ValueError when it is none of the known shapes."""
    for reader in (_speech, _movement, _renaming, _notice, _old_action):
        if found := reader(number, line):
            return found
    raise ValueError(f"line {number} is of no known shape: {line!r}")


def _speech(number: int, line: str) -> Happening | None:
    for kind, pattern in _SPEECH:
        if found := pattern.match(line):
            author, text = found["author"].strip(), found["text"] or ""
            return Said(number, found["clock"], author, text, kind)
    return None


def _movement(number: int, line: str) -> Happening | None:
    found = _MOVED.match(line)
    if found is None:
        return None
    kind: Callable[[int, str], Happening] = Joined if found["how"] == "joined" else Left
    return kind(number, found["nick"])


def _renaming(number: int, line: str) -> Happening | None:
    found = _RENAMED.match(line)
    return Renamed(number, found["nick"], found["now"].strip()) if found else None


def _notice(number: int, line: str) -> Happening | None:
    return Noted(number, line) if _SERVER.match(line) else None


def _old_action(number: int, line: str) -> Happening | None:
    found = _ACTION.match(line)
    return Said(number, "", found["author"], found["text"], "action") if found else None


def _answers(path: Path, said: set[int]) -> dict[int, int]:
    """Where a line answers several, the nearest one counts; a line that answers itself starts."""
    answers: dict[int, int] = {}
    for line in lines_of(path):
        asked, answer = (int(each) for each in line.split()[:2])
        if asked < answer and {asked, answer} <= said:
            answers[answer] = max(asked, answers.get(answer, -1))
    return answers
