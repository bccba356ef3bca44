"""Telling those who may decide that something waits for a second person.

A domain says what waits, and asks of each who may hold the duty what it asks when they decide; who does
the telling lies above all of them. Whoever may decide is told, and nobody else is.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from onrecord.errors import Refusal
from onrecord.wire.notices import SecondNeed
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx
from onrecord_server.policy import access


class Waits(NamedTuple):
    """What waits: of which kind, the id of it, and by which rule it is asked for."""

    needs: SecondNeed
    about: str
    rule: str
    case: str | None = None


#: What they must be let through who decide; it refuses, or it does not.
Demands = Callable[[Tx], Any]
Tells = Callable[[Tx, str, Waits], None]
Still = Callable[[Tx], Sequence[sa.ColumnElement[bool]]]
_TELLERS: Final[list[Tells]] = []
_STILL: Final[dict[SecondNeed, tuple[sa.ColumnElement[str], Still]]] = {}


def tells(teller: Tells) -> Tells:
    """Register how somebody is told that something waits for them."""
    _TELLERS.append(teller)
    return teller


def still(needs: SecondNeed, about: sa.ColumnElement[str], waits: Still) -> None:
    """Register of what waits by which column it is found, and while what is so it waits for the actor."""
    _STILL[needs] = (about, waits)


def tell(tx: Tx, waits: Waits, duties: Iterable[str], demands: Demands) -> None:
    """Tell whoever of some duties may decide about it; ``demands`` is asked as each of them."""
    for person in sorted({one for duty in duties for one in access.holders(tx, duty)}):
        if _may(replace(tx, actor=Actor(tx.tenant, person), admitted=False), demands):
            for teller in _TELLERS:
                teller(tx, person, waits)


def _may(theirs: Tx, demands: Demands) -> bool:
    try:
        demands(theirs)
    except Refusal:
        return False
    return True


def waiting(tx: Tx, needs: SecondNeed, abouts: Collection[str]) -> set[str]:
    """Return what of some things waits for the actor still."""
    about, waits = _STILL[needs]
    query = sa.select(about).where(about.in_(sorted(abouts)), *waits(tx))
    return set(tx.execute(query).scalars())
