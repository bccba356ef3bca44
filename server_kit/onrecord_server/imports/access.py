"""Who may import, and which import is meant."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Conflict, Forbidden, NotFound
from onrecord_server.core.operation import Tx
from onrecord_server.imports import rules
from onrecord_server.imports.rows import imports
from onrecord_server.policy import access as policy_access


#: The host's own code holds it.
BRING: Final = "imports:bring"
DUTY: Final = "compliance_officer"


def demand(tx: Tx) -> None:
    """Let in who imports. Raises ``Forbidden``."""
    duties = policy_access.duties(tx)
    if not tx.actor.has(BRING) and DUTY not in duties:
        raise Forbidden(f"This needs the duty {DUTY}, which the host gives.")


def found(tx: Tx, import_id: str) -> Any:
    """Load an import. Raises ``Forbidden`` and ``NotFound``."""
    demand(tx)
    query = sa.select(imports).where(imports.c.tenant == tx.tenant, imports.c.id == import_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row


def changing(tx: Tx, import_id: str, *states: str) -> Any:
    """Load an import for who is about to change it; nobody else does so meanwhile.

    Raises ``Conflict`` in another state.
    """
    demand(tx)
    tx.unit.lock([tx.tenant])
    row = found(tx, import_id)
    in_state(row, *states)
    return row


def demand_whole(row: Any) -> None:
    """Refuse what was cancelled before all of its file had come. Raises ``Conflict``."""
    if row.sha256 is None:
        said = "It was cancelled before all of the file had come: upload it again."
        raise Conflict(said, extra={"state": row.state})


def in_state(row: Any, *states: str) -> None:
    """Let through an import in one of these states. Raises ``Conflict``."""
    decision = rules.may(row.state, *states)
    if not decision.allowed:
        raise Conflict(decision.reason, extra={"state": row.state})
