"""Dates whose order nobody wrote down: it is found out over a whole file, or asked for."""

from collections.abc import Iterable
from datetime import date
from typing import Final, TypeAlias

from onrecord.errors import ChoiceNeeded, SourceUnreadable
from onrecord_server.imports.formats.base import Order


Fields: TypeAlias = tuple[int, int, int]
_PLACES: Final[dict[Order, tuple[int, int, int]]] = {
    "dmy": (2, 1, 0),
    "mdy": (2, 0, 1),
    "ymd": (0, 1, 2),
}


def dated(fields: Fields, order: Order) -> date | None:
    """Return the date that three numbers are in an order, or nothing where there is no such day."""
    year, month, day = (fields[place] for place in _PLACES[order])
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


class Weighing:
    """Looks at every date of a file, in its order, and keeps a few numbers."""

    def __init__(self) -> None:
        """Begin with everything possible."""
        self._possible: set[Order] = set(_PLACES)
        self._first: dict[Order, date] = {}
        self._last: dict[Order, date] = {}
        self._back: dict[Order, int] = dict.fromkeys(_PLACES, 0)
        self._same = True
        self._known: Fields | None = None

    def add(self, fields: Fields) -> None:
        """Take the next date."""
        if fields == self._known:
            return
        self._known = fields
        readings = {order: dated(fields, order) for order in self._possible}
        for order, day in readings.items():
            self._weigh(order, day)
        self._same &= readings.get("dmy") == readings.get("mdy")

    def _weigh(self, order: Order, day: date | None) -> None:
        if day is None:
            self._possible.discard(order)
            return
        if order in self._last and day < self._last[order]:
            self._back[order] += 1
        self._first.setdefault(order, day)
        self._last[order] = day

    def order(self, chosen: Order | None = None) -> Order:
        """Return the order. Raises ``ChoiceNeeded`` where it cannot be known, and ``SourceUnreadable``."""
        if chosen is not None:
            return chosen
        found = self._sensible()
        if not found:
            raise SourceUnreadable(
                "The dates of this file are in no order that we know.", extra={"reason": "dates"}
            )
        if len(found) > 1 and not (self._same and "dmy" in found):
            raise ChoiceNeeded(
                "The file does not show whether the day or the month comes first: say the order.",
                extra={"choice": "order", "choices": sorted(found)},
            )
        return "dmy" if "dmy" in found else found[0]

    def _sensible(self) -> list[Order]:
        """Return the orders in which time goes on best."""
        usual: list[Order] = [one for one in ("dmy", "mdy") if one in self._possible]
        if not usual or self._is_year_first(usual):
            return ["ymd"] if "ymd" in self._possible else []
        least = min(self._back[one] for one in usual)
        return [one for one in usual if self._back[one] <= 4 * least]

    def _is_year_first(self, usual: list[Order]) -> bool:
        """Say whether a short year stands first: then days go on by one, and else by a year."""
        if "ymd" not in self._possible or self._back["ymd"]:
            return False
        days = min(self._days(one) for one in usual)
        back = all(self._back[one] for one in usual)
        return back or (self._days("ymd") + 1) * 10 < days

    def _days(self, order: Order) -> int:
        if order not in self._last:
            return 0
        return (self._last[order] - self._first[order]).days


def order_of(dates: Iterable[Fields], chosen: Order | None = None) -> Order:
    """Return the order of the dates of a whole file."""
    weighing = Weighing()
    for one in dates:
        weighing.add(one)
    return weighing.order(chosen)
