"""What can be done with uploads: begin, look, describe, finish, cancel."""

from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import FileTooLarge, FileTypeRefused, Invalid, QuotaExceeded, UploadClosed
from onrecord.wire import attachments as wire
from onrecord_server.attachments import access, changes, kinds, present, rules
from onrecord_server.attachments.rows import attachments
from onrecord_server.core.doc import Doc
from onrecord_server.core.files import FileRules
from onrecord_server.core.operation import Tx, implements
from onrecord_server.people import access as people_access


HOUR: Final = 3600 * 1_000_000


def policy(tx: Tx) -> tuple[FileRules, str]:
    """Return what the tenant takes, and the name of the store that it goes to."""
    return tx.unit.hooks.files(tx.tenant) if tx.unit.hooks.files else (FileRules(), "database")


@implements(endpoints.BEGIN_ATTACHMENT)
def begin_attachment(tx: Tx, command: wire.BeginAttachment) -> wire.Upload:
    """Take note of a file that its bytes will follow."""
    people_access.admit(tx)
    access.writer(tx, command.conversation_id)
    limits, store = policy(tx)
    _may_begin(tx, command, limits)
    attachment_id = tx.ports.new_id("attachment")
    words = {"name": command.name, "alt": command.alt, "sha256": command.sha256}
    row = _row(tx, command, attachment_id, limits, store)
    tx.execute(sa.insert(attachments), row)
    draft = changes.draft(
        "begun", attachment_id, command.conversation_id, tx.actor.person, size=row["size"]
    )
    draft.facts = {**draft.facts, "store": store}
    changes.speak(draft, 1, words)
    tx.record(draft)
    return changes.shown(tx, attachment_id)


def _may_begin(tx: Tx, command: wire.BeginAttachment, limits: FileRules) -> None:
    claim = rules.may_claim(command.name, limits)
    if not claim.allowed:
        raise FileTypeRefused(claim.reason)
    kind = kinds.claimed(command.name)
    fits = rules.fits(command.size, kind, limits)
    if not fits.allowed:
        raise FileTooLarge(fits.reason, extra={"most": rules.most(kind, limits)})
    _within_quotas(tx, command.size, limits)


def _within_quotas(tx: Tx, size: int, limits: FileRules) -> None:
    tx.unit.lock([tx.tenant])  # uploads that begin at two workers count one after the other
    mine = sa.select(sa.func.count()).where(
        attachments.c.tenant == tx.tenant,
        attachments.c.owner == tx.actor.person,
        attachments.c.state.in_(rules.OPEN),
    )
    if tx.execute(mine).scalar_one() >= limits.uploads_a_person:
        said = (
            f"You have {limits.uploads_a_person} files that are in no message: send or cancel some."
        )
        raise QuotaExceeded(said, extra={"quota": "uploads"})
    if limits.bytes_a_tenant is not None:
        stored = sa.func.sum(sa.func.coalesce(attachments.c.stored, attachments.c.size))
        kept = attachments.c.state.in_(rules.OPEN | {"bound"})
        query = sa.select(stored).where(attachments.c.tenant == tx.tenant, kept)
        decision = rules.within_quota(int(tx.execute(query).scalar() or 0), size, limits)
        if not decision.allowed:
            raise QuotaExceeded(decision.reason, extra={"quota": "bytes_of_files"})


def _row(
    tx: Tx, command: wire.BeginAttachment, attachment_id: str, limits: FileRules, store: str
) -> dict[str, Any]:
    expires = tx.now + limits.hours_unbound * HOUR
    return {
        "tenant": tx.tenant,
        "id": attachment_id,
        "conversation": command.conversation_id,
        "owner": tx.actor.person,
        "state": "uploading",
        "content_id": f"{attachment_id}:1",
        "version": 1,
        "store": store,
        "size": command.size,
        "tries": 0,
        "created_at": tx.now,
        "expires_at": expires,
        "due": expires,
    }


@implements(endpoints.GET_ATTACHMENT)
def get_attachment(tx: Tx, command: wire.GetAttachment) -> wire.Upload:
    """Return where an upload of the actor's own stands."""
    row = access.own(tx, command.attachment_id, access.member)
    return present.upload(row, changes.received(tx, row))


@implements(endpoints.DESCRIBE_ATTACHMENT)
def describe_attachment(tx: Tx, command: wire.DescribeAttachment) -> wire.Upload | Doc[wire.Upload]:
    """Change what is said of an image before it is sent."""
    row = access.own(tx, command.attachment_id, access.writer)
    if row.state not in rules.OPEN:
        raise changes.closed(row)
    words = present.said(row)
    if words.get("alt") == command.alt:
        return changes.unchanged(tx, row)
    changes.change(
        tx, row, {"version": row.version + 1, "content_id": f"{row.id}:{row.version + 1}"}
    )
    draft = changes.draft("described", row.id, row.conversation, row.owner)
    changes.speak(draft, row.version + 1, words | {"alt": command.alt})
    tx.record(draft)
    return changes.shown(tx, row.id)


@implements(endpoints.FINISH_ATTACHMENT)
def finish_attachment(tx: Tx, command: wire.FinishAttachment) -> wire.Upload | Doc[wire.Upload]:
    """Close an upload that has all its bytes; its check begins after the commit."""
    row = access.own(tx, command.attachment_id, access.writer)
    words = present.said(row)
    digest = command.sha256 or words.get("sha256")
    if command.sha256 is not None and words.get("sha256") not in (None, command.sha256):
        raise Invalid("The sha256 is not the one that the upload began with.")
    if row.state in ("checking", "ready"):
        return changes.unchanged(tx, row)
    if row.state != "uploading":
        raise changes.closed(row)
    received = changes.received(tx, row)
    complete = rules.may_finish(received, row.size)
    if not complete.allowed:
        raise UploadClosed(complete.reason, extra={"state": row.state, "received": received})
    draft = changes.draft("finished", row.id, row.conversation, row.owner)
    values: dict[str, Any] = {"state": "checking", "due": tx.now, "tries": 0}
    if digest != words.get("sha256"):
        values |= {"version": row.version + 1, "content_id": f"{row.id}:{row.version + 1}"}
        changes.speak(draft, row.version + 1, words | {"sha256": digest})
    changes.change(tx, row, values)
    tx.record(draft)
    return changes.shown(tx, row.id)


@implements(endpoints.CANCEL_ATTACHMENT)
def cancel_attachment(tx: Tx, command: wire.CancelAttachment) -> wire.Upload | Doc[wire.Upload]:
    """Take an upload back; whoever tidies up after the commit removes its bytes."""
    row = access.own(tx, command.attachment_id, access.member)
    if row.state in rules.ENDED:
        return changes.unchanged(tx, row)
    if row.state == "bound":
        raise UploadClosed("This file belongs to a message by now.", extra={"state": row.state})
    changes.change(tx, row, {"state": "cancelled", "due": tx.now, "tries": 0})
    tx.record(changes.draft("ended", row.id, row.conversation, row.owner, how="cancelled"))
    return changes.shown(tx, row.id)
