"""Files and the messages that they go with: bound when it is sent, seen as long as it is seen."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.endpoints import Endpoint
from onrecord.errors import AttachmentNotReady, NotFound, Refusal
from onrecord.wire.attachments import GetContent, GetThumbnail
from onrecord.wire.messages import SendMessage
from onrecord_server.attachments import access as attachments
from onrecord_server.attachments import images, present, reading
from onrecord_server.attachments import rows as tables
from onrecord_server.attachments.plans import Serving
from onrecord_server.core.operation import Tx, implements
from onrecord_server.messages import access


CONTENT: Final = Endpoint("attachments.content", "GET", "", GetContent, Serving, writes=False)
THUMBNAIL: Final = Endpoint("attachments.thumbnail", "GET", "", GetThumbnail, Serving, writes=False)


# -- binding -----------------------------------------------------------------------------------


def may_not_go(tx: Tx, command: SendMessage) -> Refusal | None:
    """Say why files cannot go with a message: not one's own, not for here, or not ready."""
    for attachment_id, row in zip(command.attachments, _rows(tx, command), strict=True):
        extra = {"attachment_id": attachment_id}
        if row is None or row.owner != tx.actor.person:
            return NotFound("There is no such file of yours.", extra=extra)
        if row.conversation != command.conversation_id:
            return NotFound("This file was uploaded for another conversation.", extra=extra)
        if row.state != "ready":
            said = f"This file is {row.state}, not ready."
            return AttachmentNotReady(said, extra={**extra, "state": row.state})
    return None


def bind(tx: Tx, command: SendMessage, message_id: str) -> list[dict[str, Any]]:
    """Give files to a message, each once; return what it will say of them.

    Raises ``AttachmentNotReady`` where one was taken or removed at this very moment.
    """
    if not command.attachments:
        return []
    table = tables.attachments
    ready = sa.update(table).where(
        table.c.tenant == tx.tenant,
        table.c.id.in_(command.attachments),
        table.c.state == "ready",
    )
    changed = tx.execute(ready.values(state="bound", message=message_id, due=None)).rowcount
    if changed != len(command.attachments):
        raise AttachmentNotReady("A file was taken away at the same moment; look at it again.")
    return shown(tx, command)


def shown(tx: Tx, command: SendMessage) -> list[dict[str, Any]]:
    """Return what a message says of its files."""
    found = map(present.attachment, _rows(tx, command))
    return [one.model_dump(mode="json") for one in found if one is not None]


def _rows(tx: Tx, command: SendMessage) -> Sequence[Any]:
    if not command.attachments:
        return []
    table = tables.attachments
    query = attachments.with_content().where(
        table.c.tenant == tx.tenant, table.c.id.in_(command.attachments)
    )
    found = {row.id: row for row in tx.execute(query)}
    return [found.get(attachment_id) for attachment_id in command.attachments]


# -- downloads ---------------------------------------------------------------------------------


@implements(CONTENT)
def open_content(tx: Tx, command: GetContent) -> Serving:
    """Say what a download consists of, for who may read its message now."""
    row = _visible(tx, command.attachment_id)
    found = present.attachment(row)
    if found is None:
        raise NotFound
    return _serving(tx, row, "file", found.model_dump(include={"name", "media_type", "sha256"}))


@implements(THUMBNAIL)
def open_thumbnail(tx: Tx, command: GetThumbnail) -> Serving:
    """Say what the thumbnail of an image consists of, for who may read its message now."""
    row = _visible(tx, command.attachment_id)
    found = present.attachment(row)
    if found is None or not found.thumbnail:
        raise NotFound
    known = {"name": "thumbnail.webp", "media_type": images.THUMBNAIL_TYPE}
    return _serving(tx, row, "thumbnail", known | {"sha256": f"{found.sha256}-t"})


def _visible(tx: Tx, attachment_id: str) -> Any:
    """Load a file through its message; one that is ready and not sent yet is its owner's alone."""
    row = attachments.one(tx, attachment_id)
    if row is None or row.state not in ("ready", "bound"):
        raise NotFound
    if row.state == "ready":
        return attachments.own(tx, attachment_id, attachments.member)
    message, _ = access.message(tx, row.message)
    if message.state != "active" or message.body is None:
        raise NotFound
    return row


def _serving(tx: Tx, row: Any, part: str, known: dict[str, Any]) -> Serving:
    table = tables.parts
    query = sa.select(table).where(
        table.c.tenant == tx.tenant, table.c.attachment == row.id, table.c.part == part
    )
    pieces = [reading.piece(found) for found in tx.execute(query.order_by(table.c.start))]
    size = sum(piece.size for piece in pieces)
    keys = {"attachment_id": row.id, "store": row.store, "size": size, "pieces": pieces}
    return Serving.model_validate(known | keys)
