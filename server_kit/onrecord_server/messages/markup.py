"""Whom a text names: what the widgets draw as a mention is one, and what they draw as code is not.

The blocks are those of ``widgets/src/core/markdown.ts``; ``tests/data/mentions.json`` holds both to
the same answers. Pure, and linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal


MAX_DEPTH: Final = 4
#: Roles that one message names; more are plain text.
MOST_ROLES: Final = 10
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_QUOTE: Final = re.compile(r" {0,3}> ?")
_ITEM: Final = re.compile(r" {0,3}(?:[-*]|(\d{1,9})[.)]) +(?=\S)")
_TICKS: Final = re.compile(r"`+")
_LINK: Final = re.compile(
    r"\[([^\[\]\n]{1,1000})\]\((?:https?://|mailto:)(?:[^\s()<>]|\([^\s()<>]*\)){1,2000}\)",
    re.IGNORECASE,
)
_MARK: Final = re.compile(
    r"\\[!-/:-@\[-`{-~]|(?P<ticks>`+)|(?P<link>\[)"
    r"|<@&(?P<role>[a-z][a-z0-9_:-]{0,39})>|<!(?P<wide>channel|here)>"
    r"|<@(?P<person>[^\s\x00-\x1f\x7f-\x9f<>]{1,128})>"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a message names: people by id, roles, and whether everybody."""

    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    wide: Literal["channel", "here"] | None = None

    @property
    def many(self) -> bool:
        """Say whether it names more than single people."""
        return self.wide is not None or bool(self.roles)


NOBODY: Final = Named()


def named(text: str, limit: int) -> Named:
    """Return whom a text names: each once, in order, at most ``limit`` people and ten roles."""
    if "<@" not in text and "<!" not in text:
        return NOBODY
    found: dict[str, list[str]] = {"person": [], "role": [], "wide": []}
    for kind, value in _in_blocks(text.replace("\t", "    ").split("\n"), 0):
        found[kind].append(value)
    people, roles = dict.fromkeys(found["person"]), dict.fromkeys(found["role"])
    return Named(tuple(people)[:limit], tuple(roles)[:MOST_ROLES], _widest(found["wide"]))


def _widest(found: list[str]) -> Literal["channel", "here"] | None:
    if "channel" in found:
        return "channel"
    return "here" if found else None


Found = Iterator[tuple[str, str]]


def _in_blocks(lines: list[str], depth: int) -> Found:
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.fullmatch(line)
        if not line.strip():
            at += 1
        elif fence is not None:
            at = _after_code(lines, at + 1, fence[1])
        elif depth < MAX_DEPTH and _QUOTE.match(line):
            end = _while(lines, at, lambda other: _QUOTE.match(other) is not None)
            yield from _in_blocks([_QUOTE.sub("", x, count=1) for x in lines[at:end]], depth + 1)
            at = end
        elif depth < MAX_DEPTH and (item := _ITEM.match(line)):
            end = _while(lines, at + 1, _is_indented)
            yield from _in_blocks(_item(lines[at:end], len(item[0])), depth + 1)
            at = end
        else:
            end = _while(lines, at + 1, lambda other: not _ends_paragraph(other, depth))
            yield from _in_line("\n".join(x.strip() for x in lines[at:end]))
            at = end


def _while(lines: list[str], at: int, wanted: Callable[[str], bool]) -> int:
    while at < len(lines) and wanted(lines[at]):
        at += 1
    return at


def _after_code(lines: list[str], at: int, mark: str) -> int:
    while at < len(lines):
        line = lines[at].strip()
        at += 1
        if len(line) >= len(mark) and not line.strip(mark[0]):
            break
    return at


def _is_indented(line: str) -> bool:
    return line.startswith("  ") and bool(line.strip())


def _item(lines: list[str], width: int) -> list[str]:
    indent = re.compile(f" {{1,{max(2, width)}}}")
    return [lines[0][width:], *(indent.sub("", line, count=1) for line in lines[1:])]


def _ends_paragraph(line: str, depth: int) -> bool:
    if not line.strip() or _FENCE.fullmatch(line):
        return True
    if depth >= MAX_DEPTH:
        return False
    item = _ITEM.match(line)
    return _QUOTE.match(line) is not None or (item is not None and item[1] in (None, "1"))


def _in_line(text: str) -> Found:
    ends = _tick_runs(text)
    at = 0
    while (mark := _MARK.search(text, at)) is not None:
        at = mark.end()
        if mark["ticks"] is not None:
            at = _after_span(ends.get(len(mark["ticks"]), []), mark) or at
        elif mark["link"] is not None:
            link = _LINK.match(text, mark.start())
            if link is not None:
                yield from _in_line(link[1])
                at = link.end()
        elif mark.lastgroup is not None:
            yield mark.lastgroup, mark[mark.lastgroup]


def _tick_runs(text: str) -> dict[int, list[int]]:
    """Return where runs of ticks begin, by their length, the last first."""
    runs: dict[int, list[int]] = {}
    for run in reversed(list(_TICKS.finditer(text))):
        runs.setdefault(len(run[0]), []).append(run.start())
    return runs


def _after_span(runs: list[int], mark: re.Match[str]) -> int | None:
    """Return where the code span ends that begins here: at the next run of as many ticks."""
    while runs and runs[-1] <= mark.start():
        runs.pop()
    return runs[-1] + len(mark["ticks"]) if runs else None
