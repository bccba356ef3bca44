"""Attachments, from row to wire."""

from typing import Any

from pydantic_core import from_json

from onrecord.wire.attachments import Attachment, Upload
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes


def said(row: Any) -> dict[str, Any]:
    """Return what the owner said of it: ``name``, and where given ``alt`` and ``sha256``."""
    found: dict[str, Any] = {} if row.body is None else from_json(row.body)
    return found


def attachment(row: Any) -> Attachment | None:
    """Return what a message holds of a file that was checked; ``None`` of any other."""
    if row.checked_body is None or row.body is None:
        return None
    named = said(row)
    checked = from_json(row.checked_body)
    caption = checked.pop("caption", None)
    known = {"id": row.id, "name": named["name"], "alt": named.get("alt") or caption}
    return Attachment.model_validate(checked | known)


def upload(row: Any, received: int) -> Upload:
    """Return where an upload stands, for its owner; of a bound one, nothing that was written."""
    named = {} if row.state == "bound" else said(row)
    return Upload(
        id=row.id,
        conversation_id=row.conversation,
        state=row.state,
        name=named.get("name"),
        alt=named.get("alt"),
        size=row.size,
        received=received,
        reason=row.reason,
        waits_for=row.waits_for if row.state == "checking" else None,
        attachment=attachment(row) if row.state == "ready" else None,
        expires_at=moment(row.expires_at),
    )


@composes(
    *("attachment.begun", "attachment.described", "attachment.finished", "attachment.held"),
    *("attachment.ready", "attachment.refused", "attachment.ended"),
)
def _attachment_event(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    shown = {k: v for k, v in facts.items() if k not in ("conversation", "scanner", "store")}
    return {
        "attachment_id": item.entry["object"],
        "conversation_id": facts["conversation"],
        **shown,
    }
