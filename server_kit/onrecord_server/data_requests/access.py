"""Loading is authorising: a request for whom it is about, and for those who answer."""

from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict, NotFound
from onrecord_server.core.decision import demand
from onrecord_server.core.operation import Tx
from onrecord_server.data_requests import rules
from onrecord_server.data_requests.rows import data_requests
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself, with_duty


def demand_duty(tx: Tx, needed: frozenset[str]) -> None:
    """Let in who has one of some duties, in person. Raises ``Forbidden``."""
    demand(with_duty(policy_access.duties(tx), needed))
    by_oneself(tx)


def request(tx: Tx, request_id: str) -> Any:
    """Load a request for whom it is about, or who answers or audits. Raises ``NotFound``."""
    duties = policy_access.duties(tx)
    mine = (data_requests.c.tenant == tx.tenant, data_requests.c.id == request_id)
    row = tx.execute(sa.select(data_requests).where(*mine)).one_or_none()
    if row is None or (row.person != tx.actor.person and rules.READERS.isdisjoint(duties)):
        raise NotFound
    return row


def changing(tx: Tx, request_id: str, needed: frozenset[str], *states: str) -> Any:
    """Load a request for who decides about it; nobody else does meanwhile.

    Raises ``NotFound``, ``Forbidden``, and ``Conflict`` in another state.
    """
    tx.unit.lock([tx.tenant])
    tx.unit.flush()
    row = request(tx, request_id)
    demand_duty(tx, needed)
    demand(rules.may_decide(tx.actor.person, row.person))
    return in_state(row, *states)


def in_state(row: Any, *states: str) -> Any:
    """Return a request that is in one of some states. Raises ``Conflict``."""
    if row.state not in states:
        raise Conflict(f"This request is {row.state}: read it again.", extra={"state": row.state})
    return row
