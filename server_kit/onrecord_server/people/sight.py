"""Whom an actor may see: everybody of the tenant, unless somebody here says otherwise."""

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx


#: Returns what the row of a person must satisfy for the actor to see it; ``None`` says nothing.
Narrowing = Callable[[Tx], sa.ColumnElement[bool] | None]
_narrowings: Final[list[Narrowing]] = []


def narrows(narrowing: Narrowing) -> Narrowing:
    """Register what keeps people from an actor's eyes."""
    _narrowings.append(narrowing)
    return narrowing


def seen_by(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Return what the rows of the people must satisfy whom the actor may see."""
    found = (narrowing(tx) for narrowing in _narrowings)
    return [condition for condition in found if condition is not None]
