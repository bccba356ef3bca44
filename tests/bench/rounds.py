"""Anchor and ours, taken in turns, because the machine is never equally fast twice."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias


Measure: TypeAlias = Callable[[], float | Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of ours and of the anchor, and the median of each round's ratio."""

    ours: float
    anchor: float
    ratio: float


async def take_turns(ours: Measure, anchor: Measure, rounds: int) -> Pair:
    """Measure both once in every round, each first in every other one."""
    found: list[tuple[float, float]] = []
    for number in range(rounds):
        if number % 2:
            mine = await _taken(ours)
            theirs = await _taken(anchor)
        else:
            theirs = await _taken(anchor)
            mine = await _taken(ours)
        found.append((mine, theirs))
    ratio = median(mine / theirs for mine, theirs in found)
    return Pair(median(m for m, _ in found), median(t for _, t in found), ratio)


async def _taken(measure: Measure) -> float:
    value = measure()
    found: float = await value if inspect.isawaitable(value) else value
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; ``met`` is ``None`` where nothing could be measured."""

    figure: str
    ours: str
    anchor: str
    ratio: str
    target: str
    met: bool | None
    reason: str = ""

    @property
    def verdict(self) -> str:
        """Met, or not, or not measured; then the reason."""
        word = {True: "met", False: "missed", None: "not measured"}[self.met]
        return f"{word}: {self.reason}" if self.reason and not self.met else word


def at_least(figure: str, pair: Pair, least: float, anchor: str, *, unit: str, why: str) -> Line:
    """Return the line of a rate that should reach a multiple of its anchor."""
    return Line(
        figure,
        f"{pair.ours:,.0f}{unit}",
        f"{pair.anchor:,.0f}{unit} ({anchor})",
        f"{pair.ratio:.2f}",
        f"≥ {least:g}",
        pair.ratio >= least,
        why,
    )


def at_most(figure: str, pair: Pair, most: float, anchor: str, *, unit: str, why: str) -> Line:
    """Return the line of a cost that should stay below a multiple of its anchor."""
    return Line(
        figure,
        f"{pair.ours:.2f}{unit}",
        f"{pair.anchor:.2f}{unit} ({anchor})",
        f"{pair.ratio:.2f}",
        f"≤ {most:g}",
        pair.ratio <= most,
        why,
    )


def below(figure: str, unit: str, value: float | None, most: float, why: str) -> Line:
    """Return the line of a size that has a limit of its own."""
    if value is None:
        return Line(figure, "", "", "", f"< {most:g}{unit}", None, why)
    return Line(figure, f"{value:.1f}{unit}", "", "", f"< {most:g}{unit}", value < most, why)


def missing(figure: str, target: str, why: str) -> Line:
    """Return the line of what could not be measured here."""
    return Line(figure, "", "", "", target, None, why)
