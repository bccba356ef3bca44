"""Whether a maximum can end before a minimum of the same rule, whatever day it begins on. Pure."""

from typing import Final

from onrecord_server.policy.durations import Length, length


#: Months are this many days in 400 years' mean; some of them differ from it by less than ``_ASTRAY``.
_MONTH: Final = 146_097 / 4_800
_ASTRAY: Final = 6


def crossed(minimum: str | None, maximum: str | None) -> bool:
    """Say whether the maximum might end before the minimum, whatever day it begins on."""
    if minimum is None or maximum is None:
        return False
    least, most = length(minimum), length(maximum)
    if most.months >= least.months and most.hours >= least.hours:
        return False
    return _at_least(most) < _at_most(least)


def _at_least(one: Length) -> float:
    return max(28 * one.months, _MONTH * one.months - _ASTRAY) * 24 + one.hours


def _at_most(one: Length) -> float:
    return min(31 * one.months, _MONTH * one.months + _ASTRAY) * 24 + one.hours
