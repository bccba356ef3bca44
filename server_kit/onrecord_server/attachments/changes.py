"""What all changes of attachments share: a row that moves on, an event that says so."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.errors import FileRefused, UploadClosed
from onrecord.wire.attachments import Upload
from onrecord_server.attachments import access, present
from onrecord_server.attachments.rows import attachments, parts
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged


def received(tx: Tx, row: Any) -> int:
    """Return how many bytes of what was stated are here."""
    if row.state not in ("uploading", "cancelled", "expired"):
        return int(row.size)
    query = sa.select(sa.func.max(parts.c.start + parts.c.size)).where(
        parts.c.tenant == tx.tenant, parts.c.attachment == row.id, parts.c.part == "file"
    )
    return int(tx.execute(query).scalar() or 0)


def shown(tx: Tx, attachment_id: str) -> Upload:
    """Return an upload after a change, in the same transaction."""
    tx.unit.flush()
    row = access.one(tx, attachment_id)
    return present.upload(row, received(tx, row))


def unchanged(tx: Tx, row: Any) -> Unchanged[Upload]:
    """Return an upload as it is: nothing was to be changed."""
    document = present.upload(row, received(tx, row))
    return Unchanged(Upload, document.model_dump(mode="json"))


def closed(row: Any) -> UploadClosed | FileRefused:
    """Return the refusal for an upload that is over."""
    if row.state == "refused":
        return FileRefused(f"This file is not kept: {row.reason}.", extra={"reason": row.reason})
    return UploadClosed(f"This file is {row.state}.", extra={"state": row.state})


def change(tx: Tx, row: Any, values: Mapping[str, Any]) -> None:
    """Change an upload as it was loaded. Raises ``UploadClosed`` where somebody was faster."""
    same = (
        attachments.c.tenant == tx.tenant,
        attachments.c.id == row.id,
        attachments.c.state == row.state,
        attachments.c.version == row.version,
    )
    if tx.execute(sa.update(attachments).where(*same).values(**values)).rowcount != 1:
        raise UploadClosed("The file was changed at the same moment; look at it again.")


def draft(kind: str, attachment_id: str, conversation: str, owner: str, **facts: Any) -> Draft:
    """Return the event of a change, for the owner and nobody else."""
    return Draft(
        type=f"attachment.{kind}",
        object=attachment_id,
        audience=to_person(owner),
        event={"attachment_id": attachment_id, "conversation_id": conversation, **facts},
        facts={"conversation": conversation, **facts},
    )


def speak(event: Draft, version: int, words: Mapping[str, Any]) -> None:
    """Give an event what the owner says of the file: words, so they go into a content row."""
    event.version = version
    event.content = {name: value for name, value in words.items() if value is not None}
    event.content_id = f"{event.object}:{version}"
