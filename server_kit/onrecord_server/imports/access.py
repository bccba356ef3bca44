"""Who may import, and which import is meant."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Conflict, Forbidden, NotFound, SourceErased
from onrecord_server.core.operation import Tx
from onrecord_server.imports import rules
from onrecord_server.imports.requests import access as request_access
from onrecord_server.imports.rows import imports
from onrecord_server.policy import access as policy_access
from onrecord_server.policy.deciding import by_oneself


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
    row = stored(tx, import_id)
    if row is None:
        raise NotFound
    return row


def stored(tx: Tx, import_id: str) -> Any:
    """Return the row of an import, or nothing; who asks is not looked at."""
    query = sa.select(imports).where(imports.c.tenant == tx.tenant, imports.c.id == import_id)
    return tx.execute(query).one_or_none()


def sent(tx: Tx, import_id: str) -> Any:
    """Load an import for who imports, and for who was asked for it and sent it themselves.

    Raises ``Forbidden`` and ``NotFound``.
    """
    row = stored(tx, import_id)
    if row is None or row.request is None or row.created_by != tx.actor.person:
        return found(tx, import_id)
    by_oneself(tx)
    return row


def taking(tx: Tx, import_id: str) -> Any:
    """Load an import for who takes its file back: the host's own code, and no person.

    Raises ``Forbidden``, ``NotFound`` and ``SourceErased``.
    """
    if not tx.actor.has(BRING):
        raise Forbidden(
            "The host's own code alone takes a file back: it holds the words of people."
        )
    tx.unit.lock([tx.tenant])
    row = found(tx, import_id)
    demand_file(row)
    return row


def changing_file(tx: Tx, import_id: str, *states: str) -> Any:
    """Load an import for who sends its file; who was asked for it does so as long as they agree.

    Raises ``Conflict`` in another state.
    """
    sent(tx, import_id)
    tx.unit.lock([tx.tenant])
    row = sent(tx, import_id)
    if row.request is not None and row.created_by == tx.actor.person:
        request_access.sending(tx, row.request)
    demand_file(row)
    in_state(row, *states)
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
    """Refuse what was cancelled before all of its file had come, and what is gone.

    Raises ``Conflict`` and ``SourceErased``.
    """
    demand_file(row)
    if row.sha256 is None:
        said = "It was cancelled before all of the file had come: upload it again."
        raise Conflict(said, extra={"state": row.state})


def demand_file(row: Any) -> None:
    """Let through an import whose file is there. Raises ``SourceErased``."""
    if row.erased_position is not None:
        said = (
            f"Its file was erased by event {row.erased_position}: nothing is read of it any more."
        )
        raise SourceErased(said, extra={"erased_by": row.erased_position})


def in_state(row: Any, *states: str) -> None:
    """Let through an import in one of these states. Raises ``Conflict``."""
    decision = rules.may(row.state, *states)
    if not decision.allowed:
        raise Conflict(decision.reason, extra={"state": row.state})
