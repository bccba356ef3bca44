"""A journal as the host's code names it."""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from onrecord.errors import UsageError
from onrecord_server.journaling.places import Place


FORMATS: Final = ("jsonl", "eml", "global-relay", "actiance")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Journal:
    """Hands what is said to an archive: in which format, where, of which tenants, and how often.

    ``every`` is how many seconds are gathered into one delivery, ``late`` after how many one is told that it
    is behind. What was refused ``tries`` times is set aside. A name is for ever: a new one begins anew.
    """

    name: str
    to: Place
    format: str = "eml"
    tenants: Collection[str] | None = None
    every: float = 300.0
    late: float = 1800.0
    tries: int = 5

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError``."""
        if not _NAME.fullmatch(self.name):
            raise UsageError("the name of a journal is of small letters, digits and hyphens")
        if self.format not in (self.to.formats or FORMATS):
            listed = ", ".join(self.to.formats or FORMATS)
            raise UsageError(f"{self.to.name} takes {listed}, not {self.format}")
        if not 0 <= self.every < self.late < math.inf or self.tries < 1:
            raise UsageError("every is seconds, late is more of them, and tries is at least one")
        if self.tenants is not None and isinstance(self.tenants, str):
            raise UsageError("tenants are a collection of names")

    def of(self, tenant: str) -> bool:
        """Say whether it journals a tenant."""
        return self.tenants is None or tenant in self.tenants
