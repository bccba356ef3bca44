"""Files that belong to messages."""

from typing import Annotated

from pydantic import Field

from onrecord.wire._base import Wire
from onrecord.wire.scalars import AttachmentId


class Attachment(Wire):
    """A file of a message. ``size`` is in bytes; ``width`` and ``height`` are an image's, in pixels.

    ``sha256`` is of the bytes that a download gives, 64 hex digits: the record commits to it.
    """

    id: AttachmentId
    name: str
    media_type: str
    size: Annotated[int, Field(ge=0)]
    width: int | None = None
    height: int | None = None
    thumbnail: bool = False
    sha256: str
