"""What the host set up to keep the record sound, as values: nothing here holds a key or an address to call."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planned:
    """A journal as it is set up: after how many seconds it is late, and of which tenants it is."""

    name: str
    format: str
    late: float
    of: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Upkeep:
    """How often a record is checked, whether it is signed, and the names of what is outside."""

    check_seconds: float = 86_400.0
    signs: bool = False
    witnesses: tuple[str, ...] = ()
    journals: tuple[Planned, ...] = ()
