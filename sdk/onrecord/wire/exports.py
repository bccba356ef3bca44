"""Exports: what a grant opens, handed over in the formats that others read, with what proves it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.grants import GrantId
from onrecord.wire.scalars import (
    Cursor,
    PageSize,
    PersonId,
    Position,
    Sha256,
    Timestamp,
    each_once,
)


ArchiveId = Annotated[str, StringConstraints(pattern=r"^arc_[0-9a-f]{32}$")]
ExportFormat = Literal[
    "jsonl",
    "csv",
    "eml",
    "actiance",
    "global-relay",
    "rsmf",
    "edrm",
    "concordance",
    "pdf",
    "html",
]
#: ``requested`` waits for somebody else, ``stopped`` ended because its grant opens nothing any more.
ArchiveState = Literal["requested", "running", "done", "stopped", "cancelled"]
#: Why one stopped. ``changed_meanwhile``: each time that it was written, something of it was erased meanwhile,
#: or not opened any more.
StoppedBecause = Literal["grant_over", "key_unavailable", "storage", "changed_meanwhile", "failed"]
#: A public key (X25519): 32 bytes in base64.
SealingKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]
Formats = Annotated[
    list[ExportFormat], Field(min_length=1, max_length=9), AfterValidator(each_once)
]


class Archive(Wire):
    """An export under a grant, and how far it has come.

    ``written`` counts the bytes that are there. Once it is ``done`` it can be downloaded for as long as
    the grant is open: ``size`` is that of the archive, ``manifest_sha256`` the hash of its manifest, which
    is on the record, too. It covers the record up to ``upto``. ``since`` and ``until`` narrow what its
    grant opens. What was ``sealed_to`` a key, only who has the other half of it opens. ``expires_at`` is
    when the grant ends, and with it the download.
    """

    id: ArchiveId
    grant_id: GrantId
    state: ArchiveState
    formats: Formats
    requester: PersonId
    requested_at: Timestamp
    approved_by: PersonId | None = None
    written: Annotated[int, Field(ge=0)] = 0
    upto: Position | None = None
    size: Annotated[int, Field(ge=0)] | None = None
    manifest_sha256: Sha256 | None = None
    reason: StoppedBecause | None = None
    since: Timestamp | None = None
    until: Timestamp | None = None
    sealed_to: SealingKey | None = None
    expires_at: Timestamp | None = None


class CreateArchive(Command):
    """Hand over what an open grant of one's own opens, in some formats; a page to be read offline is always there.

    Needs a duty that may ``export`` by the policy in force. Whoever is or was in the conversations sees
    that it was exported. Where the policy asks for two people it waits for ``exports.approve``.
    ``since`` (included) and ``until`` (not included) narrow it; ``sealed_to`` is the public key of whoever
    is to open it, and nobody else can.
    """

    grant_id: GrantId
    formats: Formats
    since: Timestamp | None = None
    until: Timestamp | None = None
    sealed_to: SealingKey | None = None


class ApproveArchive(Command):
    """Approve an export that somebody else asked for; it begins. Never who could not approve its grant."""

    archive_id: ArchiveId


class CancelArchive(Command):
    """Stop an export of one's own, or throw what was written away."""

    archive_id: ArchiveId


class ResumeArchive(Command):
    """Begin an export of one's own anew that stopped for want of storage, of a key, by a failure, or by changes.

    It is a look again, and told again; a grant that is over stays over.
    """

    archive_id: ArchiveId


class GetArchive(Command):
    """Return an export and how far it has come."""

    archive_id: ArchiveId


class ListArchives(Command):
    """List one's own exports, the newest first; who approves or audits sees all."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class GetArchiveContent(Command):
    """Download an export that is done, as a zip; its grant has to be open still."""

    archive_id: ArchiveId


class ExportBegun(Wire):
    """Somebody asked for an export under a grant. Audience: that person."""

    type: Literal["export.begun"] = "export.begun"
    archive_id: ArchiveId
    grant_id: GrantId


class ExportMoved(Wire):
    """An export came further: it was approved, is done, stopped, or was cancelled. Audience: who asked for it."""

    type: Literal["export.moved"] = "export.moved"
    archive_id: ArchiveId
    state: ArchiveState
