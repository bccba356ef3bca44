"""Files: on their way, and as part of messages."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    AltText,
    AttachmentId,
    ConversationId,
    FileName,
    Sha256,
    Timestamp,
)


#: Where an upload stands. The last five are final.
UploadState = Literal[
    "uploading", "checking", "ready", "bound", "refused", "expired", "cancelled", "erased"
]
#: Why a file was refused after its bytes had come.
RefusedBecause = Literal[
    "type_lies",
    "type_not_allowed",
    "digest_differs",
    "image_broken",
    "image_too_large",
    "malware",
]
#: What a check that could not be made yet waits for.
WaitsFor = Literal["scanner", "storage", "repair"]
Octets = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Attachment(Wire):
    """A file of a message. ``size`` is in bytes; ``width`` and ``height`` are an image's, in pixels.

    ``sha256`` is of the bytes that a download gives, 64 hex digits: the record commits to it. ``alt``
    says what is to be seen, for those who cannot see it.
    """

    id: AttachmentId
    name: str
    media_type: str
    size: Annotated[int, Field(ge=0)]
    width: int | None = None
    height: int | None = None
    thumbnail: bool = False
    sha256: str
    alt: str | None = None


class Upload(Wire):
    """One's own file on its way into a message.

    ``received`` of ``size`` bytes are here: the next piece starts there. While it is ``checking``,
    ``waits_for`` says what has to come back first. A ``refused`` one has its ``reason``. Once
    ``ready`` it may be sent, until ``expires_at``; ``attachment`` is what the message will hold.
    Once ``bound`` it belongs to a message, and what it is called is to be read there.
    """

    id: AttachmentId
    conversation_id: ConversationId
    state: UploadState
    name: str | None
    alt: str | None = None
    size: Octets
    received: Octets
    reason: RefusedBecause | None = None
    waits_for: WaitsFor | None = None
    attachment: Attachment | None = None
    expires_at: Timestamp


class BeginAttachment(Command):
    """Announce a file of one's own for a conversation; its bytes come in pieces after this.

    ``size`` is exact. What its name claims to be is checked at once, what it is once it is here. With
    ``sha256`` the bytes are checked against it; it may come with ``attachments.finish`` instead.
    """

    conversation_id: ConversationId
    name: FileName
    size: Annotated[int, Field(ge=1, le=2**53 - 1)]
    sha256: Sha256 | None = None
    alt: AltText | None = None


class GetAttachment(Command):
    """Ask where an upload of one's own stands: how much of it is here, and whether it may be sent."""

    attachment_id: AttachmentId


class DescribeAttachment(Command):
    """Say in words what is to be seen in an image, before it is sent. Without words: take them back."""

    attachment_id: AttachmentId
    alt: AltText | None = None


class FinishAttachment(Command):
    """Say that all bytes are here: they are checked, scanned and made safe before anybody sees them.

    The answer is ``checking``, and ``attachment.ready`` or ``attachment.refused`` follow.
    """

    attachment_id: AttachmentId
    sha256: Sha256 | None = None


class CancelAttachment(Command):
    """Take back an upload that is in no message yet; its bytes go."""

    attachment_id: AttachmentId


class PutBytes(Command):
    """Add bytes (``application/octet-stream``) at an offset, which is how many are here already.

    After a lost connection, ``HEAD`` on the same path, or ``attachments.get``, says where to go on.
    """

    attachment_id: AttachmentId
    offset: Octets


class GetContent(Command):
    """Download a file: ranges, ``If-None-Match`` and ``If-Range`` are understood.

    Who may read its message at this moment may download it; nobody else, the author included.
    """

    attachment_id: AttachmentId


class GetThumbnail(Command):
    """Download the small picture (WebP, at most 640 pixels a side) that stands for an image."""

    attachment_id: AttachmentId


class AttachmentBegun(Wire):
    """Somebody began to upload a file. Audience: the person who did."""

    type: Literal["attachment.begun"] = "attachment.begun"
    attachment_id: AttachmentId
    conversation_id: ConversationId
    size: Octets


class AttachmentDescribed(Wire):
    """A file has another description in words. Audience: the person who uploads it."""

    type: Literal["attachment.described"] = "attachment.described"
    attachment_id: AttachmentId
    conversation_id: ConversationId


class AttachmentFinished(Wire):
    """All bytes of a file are here, and are checked. Audience: the person who uploads it."""

    type: Literal["attachment.finished"] = "attachment.finished"
    attachment_id: AttachmentId
    conversation_id: ConversationId


class AttachmentHeld(Wire):
    """The check of a file has to wait, and is tried again. Audience: the person who uploads it."""

    type: Literal["attachment.held"] = "attachment.held"
    attachment_id: AttachmentId
    conversation_id: ConversationId
    waits_for: WaitsFor


class AttachmentReady(Wire):
    """A file was checked and may be sent. Audience: the person who uploaded it."""

    type: Literal["attachment.ready"] = "attachment.ready"
    attachment_id: AttachmentId
    conversation_id: ConversationId


class AttachmentRefused(Wire):
    """A file was checked and is not kept. Audience: the person who uploaded it."""

    type: Literal["attachment.refused"] = "attachment.refused"
    attachment_id: AttachmentId
    conversation_id: ConversationId
    reason: RefusedBecause


class AttachmentEnded(Wire):
    """A file that was in no message is gone: cancelled, or expired. Audience: who uploaded it."""

    type: Literal["attachment.ended"] = "attachment.ended"
    attachment_id: AttachmentId
    conversation_id: ConversationId
    how: Literal["cancelled", "expired"]
