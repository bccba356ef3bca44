"""Refusals of files: on their way in, where they lie, and on their way out."""

from onrecord.errors._base import Refusal
from onrecord.errors._general import Conflict, Invalid, TooLarge, Unavailable, UnsupportedMediaType


class FileRefused(Invalid):
    """The file was checked and is not kept; ``reason`` says why."""

    code = "file_refused"
    title = "The file was refused"


class FileTooLarge(TooLarge):
    """The file is larger than the tenant takes; ``most`` is its limit in bytes."""

    code = "file_too_large"
    title = "The file is too large"


class FileTypeRefused(UnsupportedMediaType):
    """The tenant takes no files of the kind that this name claims."""

    code = "file_type_refused"
    title = "Files of this kind are not taken here"


class WrongOffset(Conflict):
    """The piece does not begin where the last one ended; ``received`` is the right offset."""

    code = "wrong_offset"
    title = "The next byte is another one"


class UploadClosed(Conflict):
    """The upload is in a ``state`` in which this cannot be done to it any more."""

    code = "upload_closed"
    title = "This upload is closed"


class AttachmentNotReady(Conflict):
    """A file cannot be sent in the ``state`` it is in; ``attachment_id`` names it."""

    code = "attachment_not_ready"
    title = "A file is not ready"


class RangeNotSatisfiable(Refusal):
    """The range that was asked for lies outside the file."""

    code = "range_not_satisfiable"
    status = 416
    title = "The file has no such range"


class StorageUnavailable(Unavailable):
    """Where the files lie cannot be reached now, or does not hold what it should."""

    code = "storage_unavailable"
    title = "Files cannot be reached now"


class StorageFull(Refusal):
    """Where the files lie there is no room; nothing of this file was kept."""

    code = "storage_full"
    status = 507
    title = "There is no room for files"
