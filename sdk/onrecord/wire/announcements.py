"""Announcements: who was reached, who has read, who acknowledged, and who has not."""

from typing import Annotated, Literal

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    ExportId,
    MessageId,
    PageSize,
    PersonId,
    Position,
    Timestamp,
    Version,
)
from onrecord.wire.spaces import Confirmed, RuleText


#: How far a person has come with an announcement; each step holds the ones before it.
Progress = Literal["unreached", "reached", "read", "outdated", "acknowledged"]
#: Whom a roster lists. ``missing`` have not acknowledged the newest version, the ``outdated``
#: among them: those have acknowledged an earlier one.
RosterState = Literal[
    "reached", "unreached", "read", "unread", "acknowledged", "missing", "outdated"
]
#: Whom a reminder is for.
RemindedState = Literal["missing", "unread"]


class Acknowledgement(Wire):
    """A person's word, on the record, that they took note of one version of a message.

    ``commit`` is the commitment that the entry of that version carries; ``position`` is the entry
    of the acknowledgement itself, null only inside an open ``join``. ``on_behalf_of`` names the
    host's service where it acted as that person.
    """

    message_id: MessageId
    conversation_id: ConversationId
    person_id: PersonId
    version: int
    commit: str
    at: Timestamp
    position: Position | None = None
    on_behalf_of: str | None = None


class AnnouncementSummary(Wire):
    """How far an announcement has come, counted now.

    ``audience`` are the active members whose window holds the message, without its author; every
    other count is among them. ``reached`` holds ``read``, which holds who acknowledged any version,
    and ``missing`` holds ``outdated``. Where the message asks for no acknowledgement the last three
    are 0.
    """

    message_id: MessageId
    conversation_id: ConversationId
    version: int
    acknowledge: bool
    audience: int
    reached: int
    read: int
    acknowledged: int
    missing: int
    outdated: int
    reminded_at: Timestamp | None = None
    remind_again_at: Timestamp | None = None


class RosterEntry(Wire):
    """One person of an announcement's audience, and how far they have come.

    ``read`` says that they have read the conversation up to there. ``acknowledgement`` is their
    newest one, be it of an earlier version. ``member`` is false only in an export: of somebody who
    acknowledged and has left since.
    """

    person_id: PersonId
    name: str
    progress: Progress
    member: bool = True
    reached_at: Timestamp | None = None
    read: bool = False
    acknowledgement: Acknowledgement | None = None


class Reached(Wire):
    """The announcements among those named that count as reached now."""

    message_ids: list[MessageId]


class Reminder(Wire):
    """A reminder: for how many people it was when it went out, and when the next one may.

    With ``people`` 0 there was nobody to remind, and nothing was sent.
    """

    message_id: MessageId
    conversation_id: ConversationId
    version: int
    to: RemindedState
    people: int
    at: Timestamp
    again_at: Timestamp | None = None


class AnnouncementExport(Wire):
    """What can be shown of an announcement to somebody who checks: this, and its rows.

    It is on the record itself, at ``position``: who exported when. Its rows know the
    acknowledgements up to there, and are judged by ``version``, the newest one then, whose entry
    carries ``commit``. They can be read for a day.
    """

    id: ExportId
    message_id: MessageId
    conversation_id: ConversationId
    version: int
    commit: str
    at: Timestamp
    until: Timestamp
    position: Position | None = None
    summary: AnnouncementSummary


class AudienceRule(Wire):
    """By which rule people come into an announcement conversation; null is by hand alone.

    ``people`` are how many came in by it and are members now. ``version`` counts the rules.
    """

    conversation_id: ConversationId
    rule: RuleText | None
    version: int
    people: int


class AcknowledgeMessage(Command):
    """Take note of a message that asks for it, on the record; only of its newest version.

    Raises ``VersionOutdated``, with the newest ``version``, where the text has changed.
    """

    message_id: MessageId
    version: Version


class MarkReached(Command):
    """Say that announcements have arrived at one of one's devices.

    Ids that are no announcement, or not for one's eyes, are left out of the answer.
    """

    message_ids: Annotated[list[MessageId], Field(max_length=100)]


class GetAnnouncement(Command):
    """Count how far an announcement has come. For who posts there, and the host."""

    message_id: MessageId


class ListRoster(Command):
    """List the people of an announcement by name. For who posts there, and the host."""

    message_id: MessageId
    state: RosterState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class RemindAudience(Command):
    """Remind those who have not acknowledged, or not read. For who posts there, and the host.

    Once an hour for each announcement; sooner is refused with ``RateLimited``.
    """

    message_id: MessageId
    to: RemindedState = "missing"


class ListPending(Command):
    """List the messages that wait for one's own acknowledgement, the newest first."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class ExportAnnouncement(Command):
    """Make an export of everybody's standing, on the record. For who posts there, and the host."""

    message_id: MessageId


class GetExport(Command):
    """Ask for an export that one has made oneself within the last day."""

    export_id: ExportId


class ListExportRows(Command):
    """List the rows of one's own export by name, former members who acknowledged included."""

    export_id: ExportId
    cursor: Cursor | None = None
    limit: PageSize = 200


class DownloadExport(Command):
    """Download the rows of one's own export as CSV, UTF-8, one line for each person."""

    export_id: ExportId


class GetAudience(Command):
    """Ask for the rule of an announcement conversation. Owners and moderators only."""

    conversation_id: ConversationId


class SetAudience(Command):
    """Say by rule who reads an announcement conversation that is in no space, or with null by none.

    Owners who may make broadcast spaces only. Whom a rule matches comes in, now and when the host
    says something else of them; whom it matches no more goes. Who was added by hand stays, and who
    was taken out stays out until the rule has ceased to match them. One that matches more than 50
    people, or everybody, needs ``confirm``: their number. All whom it lets in read the whole history,
    so whoever reads only a part of it sets no rule.
    """

    conversation_id: ConversationId
    rule: RuleText | None = None
    confirm: Confirmed | None = None


class MessageAcknowledged(Wire):
    """A person acknowledged a version of a message. Audience: that person, and the author."""

    type: Literal["message.acknowledged"] = "message.acknowledged"
    conversation_id: ConversationId
    message_id: MessageId
    version: int
    person_id: PersonId
    commit: str


class MessageReminded(Wire):
    """Those who have not acknowledged, or not read, are reminded. Audience: the conversation.

    It names nobody: show it only where one's own acknowledgement, or reading, is missing.
    """

    type: Literal["message.reminded"] = "message.reminded"
    conversation_id: ConversationId
    message_id: MessageId
    version: int
    to: RemindedState


class AudienceRuled(Wire):
    """Another rule says who comes into an announcement conversation. Audience: who set it."""

    type: Literal["audience.ruled"] = "audience.ruled"
    conversation_id: ConversationId
    rule: str | None
    version: int


class AnnouncementExported(Wire):
    """Somebody exported who acknowledged what. Audience: that person."""

    type: Literal["announcement.exported"] = "announcement.exported"
    export_id: ExportId
    conversation_id: ConversationId
    message_id: MessageId
    version: int
