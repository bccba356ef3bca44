"""What waits for one's own acknowledgement, and what one has acknowledged of a page of messages."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.announcements.rows import acknowledgements
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.operation import Tx
from onrecord_server.messages import extras, queries
from onrecord_server.messages.rows import messages


_DONE: Final = (
    sa.exists()
    .where(
        acknowledgements.c.tenant == messages.c.tenant,
        acknowledgements.c.message == messages.c.id,
        acknowledgements.c.person == members.c.person,
        acknowledgements.c.version == messages.c.version,
    )
    .correlate(messages, members)
)
#: From one's conversations to the few messages in them that ask, ``= TRUE`` as the partial index
#: says it. The empty text keeps SQLite, which plans without statistics, from turning the join round:
#: it would read every message of the tenant.
_ASKED: Final = (
    sa.select(messages.c.id)
    .select_from(members)
    .join(
        messages,
        sa.and_(
            messages.c.tenant == members.c.tenant,
            messages.c.conversation == members.c.conversation + "",
        ),
    )
    .join(
        conversations,
        sa.and_(
            conversations.c.tenant == members.c.tenant,
            conversations.c.id == members.c.conversation,
        ),
    )
    .where(
        members.c.tenant == sa.bindparam("tenant"),
        members.c.person == sa.bindparam("person"),
        members.c.active,
        messages.c.acknowledge == sa.literal_column("TRUE"),
        queries.sight_place >= members.c.history_from,
        messages.c.position < sa.bindparam("before", type_=sa.BigInteger),
        messages.c.author != members.c.person,
        messages.c.state == "active",
        sa.not_(conversations.c.archived),
        sa.not_(_DONE),
    )
    .order_by(messages.c.position.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_PENDING: Final = (
    queries.with_content()
    .where(
        messages.c.tenant == sa.bindparam("tenant"),
        messages.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
    .order_by(messages.c.position.desc())
)


def of(tx: Tx, before: int | None, most: int) -> Sequence[Any]:
    """Read what waits for the actor before a position, or at all, the newest first."""
    bound = 2**62 if before is None else before
    given = {"tenant": tx.tenant, "person": tx.actor.person, "before": bound, "most": most}
    ids = list(tx.execute(_ASKED, given).scalars())
    return tx.execute(_PENDING, {"tenant": tx.tenant, "ids": ids}).all() if ids else []


_MINE: Final = sa.select(acknowledgements.c.message, acknowledgements.c.version).where(
    acknowledgements.c.tenant == sa.bindparam("tenant"),
    acknowledgements.c.message.in_(sa.bindparam("ids", expanding=True)),
    acknowledgements.c.person == sa.bindparam("person"),
)


@extras.enriches
def acknowledged(tx: Tx, documents: Sequence[dict[str, Any]]) -> None:
    """Say of each message that asks for it whether the actor acknowledged its newest version."""
    asking = [document for document in documents if document["acknowledge"]]
    if not asking:
        return
    ids = [document["id"] for document in asking]
    given = {"tenant": tx.tenant, "ids": ids, "person": tx.actor.person}
    done = {(row.message, row.version) for row in tx.execute(_MINE, given)}
    for document in asking:
        document["acknowledged"] = (document["id"], document["version"]) in done
