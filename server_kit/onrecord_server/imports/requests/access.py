"""Loading is authorising: a request for who asks, and for whom it asks."""

from typing import Any

import sqlalchemy as sa

from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord_server.core.decision import Decision
from onrecord_server.core.operation import Tx
from onrecord_server.imports.requests import rules
from onrecord_server.imports.requests.rows import import_requests
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself


DUTY = "compliance_officer"


def demand_officer(tx: Tx) -> None:
    """Let in who asks people for their chats, in person. Raises ``Forbidden``."""
    if DUTY not in policy_access.duties(tx):
        raise Forbidden(f"This needs the duty {DUTY}, which the host gives.")
    by_oneself(tx)


def request(tx: Tx, request_id: str) -> Any:
    """Load a request. Raises ``NotFound`` for whom it is neither theirs nor their work."""
    row = stored(tx, request_id)
    mine = row is not None and row.person == tx.actor.person
    if row is None or not (mine or DUTY in policy_access.duties(tx)):
        raise NotFound
    return row


def stored(tx: Tx, request_id: str) -> Any:
    """Return the row of a request, or nothing; who asks is not looked at."""
    mine = (import_requests.c.tenant == tx.tenant, import_requests.c.id == request_id)
    return tx.execute(sa.select(import_requests).where(*mine)).one_or_none()


def asked(tx: Tx, request_id: str) -> Any:
    """Load a request for whom it asks, who is about to change it. Raises ``NotFound``."""
    by_oneself(tx)
    tx.unit.lock([tx.tenant])
    row = stored(tx, request_id)
    if row is None or row.person != tx.actor.person:
        raise NotFound
    return row


def changing(tx: Tx, request_id: str) -> Any:
    """Load a request for who asks, and is about to change it. Raises ``Forbidden``, ``NotFound``."""
    demand_officer(tx)
    tx.unit.lock([tx.tenant])
    return request(tx, request_id)


def demand(row: Any, decision: Decision) -> None:
    """Raise ``Conflict`` with how it stands unless it is allowed."""
    if not decision.allowed:
        raise Conflict(decision.reason, extra={"state": row.state})


def sending(tx: Tx, request_id: str) -> Any:
    """Load a request for whom it asks, who agreed and sends something now."""
    row = asked(tx, request_id)
    demand(row, rules.may_send(row.state))
    return row


def demand_consent(tx: Tx, request_id: str | None) -> None:
    """Refuse a file whose sender took back that they agreed. Raises ``Conflict``."""
    row = None if request_id is None else stored(tx, request_id)
    if row is not None:
        demand(row, rules.may_use(row.state))
