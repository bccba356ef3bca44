"""What can be asked about announcements."""

from onrecord.endpoints._base import Endpoint, RawEndpoint
from onrecord.wire import announcements as a
from onrecord.wire.messages import Message
from onrecord.wire.page import Page


ACKNOWLEDGE_MESSAGE = Endpoint(
    "announcements.acknowledge",
    "PUT",
    "/announcements/{message_id}/acknowledgement",
    a.AcknowledgeMessage,
    a.Acknowledgement,
    writes=True,
)
MARK_REACHED = Endpoint(
    "announcements.reached",
    "PUT",
    "/announcements/reached",
    a.MarkReached,
    a.Reached,
    writes=True,
)
LIST_PENDING = Endpoint(
    "announcements.pending",
    "GET",
    "/announcements/pending",
    a.ListPending,
    Page[Message],
    writes=False,
)
GET_ANNOUNCEMENT = Endpoint(
    "announcements.summary",
    "GET",
    "/announcements/{message_id}",
    a.GetAnnouncement,
    a.AnnouncementSummary,
    writes=False,
)
LIST_ROSTER = Endpoint(
    "announcements.roster",
    "GET",
    "/announcements/{message_id}/roster",
    a.ListRoster,
    Page[a.RosterEntry],
    writes=False,
)
REMIND_AUDIENCE = Endpoint(
    "announcements.remind",
    "POST",
    "/announcements/{message_id}/reminders",
    a.RemindAudience,
    a.Reminder,
    writes=True,
)
EXPORT_ANNOUNCEMENT = Endpoint(
    "announcements.export",
    "POST",
    "/announcements/{message_id}/exports",
    a.ExportAnnouncement,
    a.AnnouncementExport,
    writes=True,
    status=201,
)
GET_EXPORT = Endpoint(
    "announcements.exported",
    "GET",
    "/announcements/exports/{export_id}",
    a.GetExport,
    a.AnnouncementExport,
    writes=False,
)
LIST_EXPORT_ROWS = Endpoint(
    "announcements.export_rows",
    "GET",
    "/announcements/exports/{export_id}/rows",
    a.ListExportRows,
    Page[a.RosterEntry],
    writes=False,
)
GET_AUDIENCE = Endpoint(
    "announcements.audience",
    "GET",
    "/conversations/{conversation_id}/audience",
    a.GetAudience,
    a.AudienceRule,
    writes=False,
)
SET_AUDIENCE = Endpoint(
    "announcements.set_audience",
    "PUT",
    "/conversations/{conversation_id}/audience",
    a.SetAudience,
    a.AudienceRule,
    writes=True,
)
DOWNLOAD_EXPORT = RawEndpoint(
    "announcements.csv",
    "GET",
    "/announcements/exports/{export_id}/csv",
    a.DownloadExport,
    writes=False,
)
