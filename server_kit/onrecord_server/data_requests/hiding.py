"""Restriction: what somebody wrote is out of everyday sight and kept, and comes back as it was."""

import json
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import entries
from onrecord_server.data_requests.rows import data_requests
from onrecord_server.messages.removing import (
    remove_by_oversight,
    restore_by_oversight,
    restricting,
)
from onrecord_server.messages.rows import messages
from onrecord_server.moderation.freezing import HOUSE


#: What everybody reads in the place of a message that is out of sight; not who asked for it.
SAID: Final = "Restricted"


def meant(row: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """Return which messages are still to be hidden, or may have to come back."""
    if row.state == "lifting":
        return (messages.c.state == "removed", messages.c.removed_by == HOUSE)
    return (messages.c.state == "active",)


def turn(tx: Tx, row: Any, found: Sequence[Any]) -> int:
    """Hide messages; or bring back those that requests have hidden. Return how many were hidden.

    Another restriction of the same person that still stands keeps its messages out of sight.
    """
    if row.state != "lifting":
        for one in found:
            remove_by_oversight(tx, one.id, SAID, row.id)
        return len(found)
    for one in found:
        if _hidden_by(tx, one.id) is not None and not stands(tx, one):
            restore_by_oversight(tx, one.id)
    return 0


@restricting
def stands(tx: Tx, message: Any) -> bool:
    """Say whether a restriction of who wrote a message is to keep it out of sight."""
    query = sa.select(data_requests.c.id).where(
        data_requests.c.tenant == tx.tenant,
        data_requests.c.person == message.author,
        data_requests.c.kind == "restriction",
        data_requests.c.state.in_(("approved", "done")),
        data_requests.c.upto >= message.position,
    )
    return tx.execute(query.limit(1)).first() is not None


def _hidden_by(tx: Tx, message_id: str) -> str | None:
    """Return the request by which a message was put out of sight last."""
    query = sa.select(entries.c.entry).where(
        entries.c.tenant == tx.tenant,
        entries.c.object == message_id,
        entries.c.type == "message.removed",
    )
    entry = tx.execute(query.order_by(entries.c.position.desc()).limit(1)).scalar_one()
    found: str | None = json.loads(entry)["facts"].get("request")
    return found
