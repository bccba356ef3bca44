"""What a message says of its reactions to whoever asks for it: two statements for any page."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.messages.extras import enriches
from onrecord_server.reactions.rows import reaction_totals as totals
from onrecord_server.reactions.rows import reactions


# Built once: making a select costs more than running it.
_TOTALS: Final = (
    sa.select(totals.c.message, totals.c.emoji, totals.c.total)
    .where(
        totals.c.tenant == sa.bindparam("tenant"),
        totals.c.message.in_(sa.bindparam("messages", expanding=True)),
    )
    .order_by(totals.c.first_position)
)
_MINE: Final = sa.select(reactions.c.message, reactions.c.emoji).where(
    reactions.c.tenant == sa.bindparam("tenant"),
    reactions.c.person == sa.bindparam("person"),
    reactions.c.message.in_(sa.bindparam("messages", expanding=True)),
)


@enriches
def with_reactions(tx: Tx, documents: Sequence[dict[str, Any]]) -> None:
    """Set ``reactions`` of messages that the actor may see, the first emoji first."""
    by_id = {document["id"]: document for document in documents}
    given = {"tenant": tx.tenant, "messages": list(by_id)}
    rows = tx.execute(_TOTALS, given).all()
    if not rows:
        return
    mine = {tuple(row) for row in tx.execute(_MINE, {**given, "person": tx.actor.person})}
    for row in rows:
        document = by_id[row.message]
        is_mine = (row.message, row.emoji) in mine
        total = {"emoji": row.emoji, "count": row.total, "mine": is_mine}
        document["reactions"] = [*document["reactions"], total]
