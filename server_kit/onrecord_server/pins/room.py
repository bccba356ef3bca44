"""How many pins a conversation has room for: asked before, and proved inside the seal."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Full
from onrecord_server.core.draft import Sealed
from onrecord_server.core.hooks import Projection
from onrecord_server.core.operation import Tx
from onrecord_server.core.stream import RightsMoved
from onrecord_server.core.unit import Unit
from onrecord_server.messages.rows import messages
from onrecord_server.pins.rows import pins


PINNED: Final = frozenset({"message.pinned"})


def shown(query: sa.Select[Any], tenant: str, conversation_id: str) -> sa.Select[Any]:
    """Narrow to pins whose message is still there to be read."""
    same = sa.and_(messages.c.tenant == pins.c.tenant, messages.c.id == pins.c.message)
    return (
        query.select_from(pins)
        .join(messages, same)
        .where(
            pins.c.tenant == tenant,
            pins.c.conversation == conversation_id,
            messages.c.state == "active",
        )
    )


def demand(tx: Tx, conversation_id: str) -> None:
    """Refuse one more than a conversation may have. Raises ``Full``."""
    most = tx.settings.pins
    if _has(tx.unit, tx.tenant, conversation_id, most):
        said = f"A conversation has at most {most} pinned messages: unpin one first."
        raise Full(said, extra={"most": most})


def keeping(most: int) -> Projection:
    """Return what lets a batch ask again under the lock, where another worker pinned the last."""

    def check(unit: Unit, sealed: Sequence[Sealed]) -> None:
        for tenant, conversation in {(s.tenant, s.draft.facts["conversation"]) for s in sealed}:
            if _has(unit, tenant, conversation, most + 1):
                raise RightsMoved(tenant)

    return Projection("pins.room", PINNED, check)


def _has(unit: Unit, tenant: str, conversation_id: str, many: int) -> bool:
    few = shown(sa.select(sa.literal(1).label("one")), tenant, conversation_id).limit(many)
    count: int = unit.execute(sa.select(sa.func.count()).select_from(few.subquery())).scalar_one()
    return count >= many
