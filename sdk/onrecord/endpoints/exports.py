"""What can be asked about exports."""

from typing import Final

from onrecord.endpoints._base import Endpoint, RawEndpoint
from onrecord.wire import exports as w
from onrecord.wire.page import Page


CREATE_ARCHIVE: Final = Endpoint(
    "exports.create", "POST", "/exports", w.CreateArchive, w.Archive, writes=True, status=201
)
LIST_ARCHIVES: Final = Endpoint(
    "exports.list", "GET", "/exports", w.ListArchives, Page[w.Archive], writes=False
)
GET_ARCHIVE: Final = Endpoint(
    "exports.get", "GET", "/exports/{archive_id}", w.GetArchive, w.Archive, writes=False
)
APPROVE_ARCHIVE: Final = Endpoint(
    "exports.approve",
    "POST",
    "/exports/{archive_id}/approve",
    w.ApproveArchive,
    w.Archive,
    writes=True,
)
CANCEL_ARCHIVE: Final = Endpoint(
    "exports.cancel",
    "POST",
    "/exports/{archive_id}/cancel",
    w.CancelArchive,
    w.Archive,
    writes=True,
)
RESUME_ARCHIVE: Final = Endpoint(
    "exports.resume",
    "POST",
    "/exports/{archive_id}/resume",
    w.ResumeArchive,
    w.Archive,
    writes=True,
)
GET_ARCHIVE_CONTENT: Final = RawEndpoint(
    "exports.content",
    "GET",
    "/exports/{archive_id}/content",
    w.GetArchiveContent,
    writes=False,
)
