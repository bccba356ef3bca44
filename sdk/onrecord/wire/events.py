"""Everything that can happen, and the envelope it travels in."""

from typing import Annotated, Any, Final, TypeAlias, get_args

from pydantic import BaseModel, Field

from onrecord.wire._base import Wire
from onrecord.wire.announcements import (
    AnnouncementExported,
    AudienceRuled,
    MessageAcknowledged,
    MessageReminded,
)
from onrecord.wire.appeals import AppealDecided, AppealMade
from onrecord.wire.attachments import (
    AttachmentBegun,
    AttachmentDescribed,
    AttachmentEnded,
    AttachmentFinished,
    AttachmentHeld,
    AttachmentReady,
    AttachmentRefused,
)
from onrecord.wire.case_events import (
    CaseAppealed,
    CaseApproved,
    CaseAsked,
    CaseAssigned,
    CaseClosed,
    CaseDecided,
    CaseDenied,
    CaseEscalated,
    CaseHidden,
    CaseNoted,
    CaseOpened,
    CaseQueued,
    CaseRevealed,
    CaseWidened,
)
from onrecord.wire.conversations import (
    ConversationArchived,
    ConversationCreated,
    ConversationLevel,
    ConversationMuted,
    ConversationRead,
    ConversationUnarchived,
    ConversationUpdated,
    MemberChanged,
    MemberRemoved,
    MembersAdded,
)
from onrecord.wire.data_requests import (
    DataRequestAdvanced,
    DataRequestMade,
    DataRequestMoved,
    DataRequestWeighed,
)
from onrecord.wire.exports import ExportBegun, ExportMoved
from onrecord.wire.freezes import FreezeDecided, PersonFrozen, PersonUnfrozen
from onrecord.wire.grant_places import GrantSought
from onrecord.wire.grant_search import GrantSearched
from onrecord.wire.grants import (
    DisclosureMade,
    GrantApproved,
    GrantClosed,
    GrantDenied,
    GrantListed,
    GrantOpened,
    GrantRequested,
    GrantReviewed,
)
from onrecord.wire.handovers import (
    ConversationHandedOver,
    HandoverAdvanced,
    HandoverEnded,
    HandoverStarted,
)
from onrecord.wire.holding import (
    HeldErased,
    MessageBlocked,
    MessageFlagged,
    MessageHeld,
    MessageRejected,
    MessageReleased,
    MessageWithdrawn,
)
from onrecord.wire.holds import (
    HoldAcknowledged,
    HoldApproved,
    HoldPlaced,
    HoldPreviewed,
    HoldRefused,
    HoldReleaseAsked,
    HoldReleased,
    HoldTold,
    HoldWidened,
)
from onrecord.wire.impersonations import ImpersonationUsed
from onrecord.wire.import_requests import (
    ImportRequestAnswered,
    ImportRequestAsked,
    ImportRequestEnded,
)
from onrecord.wire.imports import (
    ImportBegun,
    ImportErased,
    ImportMoved,
    ImportReceived,
    ImportTaken,
)
from onrecord.wire.lexicons import (
    LexiconApproved,
    LexiconDrafted,
    LexiconTriedOut,
    LexiconWithdrawn,
)
from onrecord.wire.messages import (
    MessageCreated,
    MessageEdited,
    MessageErased,
    MessageRemoved,
    MessageRestored,
)
from onrecord.wire.notice_templates import TemplateSet
from onrecord.wire.notices import NoticeMade, NoticeRead
from onrecord.wire.people import (
    PersonAdded,
    PersonDeactivated,
    PersonReactivated,
    PersonSignedOut,
    PersonUpdated,
)
from onrecord.wire.pins import MessagePinned, MessageUnpinned
from onrecord.wire.policies import (
    PolicyAcknowledged,
    PolicyApproved,
    PolicyDecided,
    PolicyDrafted,
    PolicyProposed,
    PolicyWithdrawn,
)
from onrecord.wire.policy_trials import PolicyTried
from onrecord.wire.preferences import PreferencesChanged
from onrecord.wire.reach import ReachRead
from onrecord.wire.reactions import ReactionAdded, ReactionRemoved
from onrecord.wire.record import RecordAlarmed, RecordCheckBegun, RecordCheckEnded
from onrecord.wire.reports import ReportMade
from onrecord.wire.retention import (
    RetentionAdvanced,
    RetentionBegun,
    RetentionEnded,
    RetentionTried,
)
from onrecord.wire.retention_asks import (
    RetentionAskAdvanced,
    RetentionAskCounted,
    RetentionAskMoved,
)
from onrecord.wire.samples import SampleCommitted, SampleDrawn, SampleListed, SampleReckoned
from onrecord.wire.saved import MessageSaved, MessageUnsaved
from onrecord.wire.scalars import Position, Timestamp
from onrecord.wire.sms_campaign_events import SmsCampaignEvent
from onrecord.wire.sms_events import SmsEvent
from onrecord.wire.spaces import (
    SpaceArchived,
    SpaceCreated,
    SpaceDecided,
    SpaceMemberChanged,
    SpaceMemberRemoved,
    SpaceMembersAdded,
    SpaceRequested,
    SpaceRuled,
    SpaceUnarchived,
    SpaceUpdated,
    SpaceWithdrawn,
)
from onrecord.wire.subjects import SubjectDescribed, SubjectRemoved
from onrecord.wire.tags import ConversationTagged, ConversationUntagged
from onrecord.wire.tenants import (
    TenantBranded,
    TenantCreated,
    TenantLogoAdded,
    TenantResumed,
    TenantSuspended,
)
from onrecord.wire.threads import ThreadFollowed, ThreadRead, ThreadsRead, ThreadUnfollowed
from onrecord.wire.trail import RecordSearched
from onrecord.wire.watching import ReviewerNoticed


Event: TypeAlias = (
    TenantCreated
    | TenantSuspended
    | TenantResumed
    | TenantBranded
    | TenantLogoAdded
    | PolicyDrafted
    | PolicyProposed
    | PolicyApproved
    | PolicyDecided
    | PolicyWithdrawn
    | PolicyTried
    | RetentionTried
    | RecordCheckBegun
    | RecordCheckEnded
    | RecordAlarmed
    | RetentionBegun
    | RetentionAdvanced
    | RetentionEnded
    | HandoverStarted
    | HandoverAdvanced
    | HandoverEnded
    | ConversationHandedOver
    | RetentionAskCounted
    | RetentionAskMoved
    | RetentionAskAdvanced
    | RecordSearched
    | PolicyAcknowledged
    | LexiconDrafted
    | LexiconApproved
    | LexiconWithdrawn
    | LexiconTriedOut
    | GrantRequested
    | GrantApproved
    | GrantOpened
    | GrantListed
    | GrantSearched
    | GrantSought
    | GrantDenied
    | GrantClosed
    | GrantReviewed
    | DisclosureMade
    | CaseQueued
    | CaseOpened
    | CaseAssigned
    | CaseNoted
    | CaseEscalated
    | CaseAsked
    | CaseApproved
    | CaseDenied
    | CaseWidened
    | CaseRevealed
    | CaseHidden
    | CaseAppealed
    | CaseClosed
    | CaseDecided
    | ReportMade
    | AppealMade
    | AppealDecided
    | TemplateSet
    | NoticeMade
    | NoticeRead
    | ImpersonationUsed
    | SampleCommitted
    | SampleListed
    | SampleDrawn
    | SampleReckoned
    | ReviewerNoticed
    | PersonAdded
    | PersonUpdated
    | PersonDeactivated
    | PersonReactivated
    | PersonSignedOut
    | PersonFrozen
    | PersonUnfrozen
    | FreezeDecided
    | SpaceCreated
    | SpaceUpdated
    | SpaceRuled
    | SpaceArchived
    | SpaceUnarchived
    | SpaceMembersAdded
    | SpaceMemberRemoved
    | SpaceMemberChanged
    | SpaceRequested
    | SpaceWithdrawn
    | SpaceDecided
    | ConversationCreated
    | ConversationUpdated
    | ConversationArchived
    | ConversationUnarchived
    | ConversationTagged
    | ConversationUntagged
    | ConversationMuted
    | ConversationLevel
    | ConversationRead
    | MembersAdded
    | MemberRemoved
    | MemberChanged
    | MessageCreated
    | MessageEdited
    | MessageRemoved
    | MessageRestored
    | MessageErased
    | MessageFlagged
    | MessageHeld
    | MessageBlocked
    | MessageReleased
    | MessageRejected
    | MessageWithdrawn
    | HeldErased
    | MessageAcknowledged
    | MessageReminded
    | AnnouncementExported
    | AudienceRuled
    | ReachRead
    | DataRequestMade
    | DataRequestWeighed
    | DataRequestAdvanced
    | DataRequestMoved
    | HoldPlaced
    | HoldApproved
    | HoldRefused
    | HoldWidened
    | HoldReleaseAsked
    | HoldReleased
    | HoldPreviewed
    | HoldTold
    | HoldAcknowledged
    | ExportBegun
    | ExportMoved
    | ImportRequestAsked
    | ImportRequestAnswered
    | ImportRequestEnded
    | ImportBegun
    | ImportReceived
    | ImportMoved
    | ImportTaken
    | ImportErased
    | ReactionAdded
    | ReactionRemoved
    | MessagePinned
    | MessageUnpinned
    | MessageSaved
    | MessageUnsaved
    | SmsEvent
    | SmsCampaignEvent
    | SubjectDescribed
    | SubjectRemoved
    | ThreadFollowed
    | ThreadUnfollowed
    | ThreadRead
    | ThreadsRead
    | PreferencesChanged
    | AttachmentBegun
    | AttachmentDescribed
    | AttachmentFinished
    | AttachmentHeld
    | AttachmentReady
    | AttachmentRefused
    | AttachmentEnded
)

#: Event type → model.
EVENTS: Final[dict[str, type[BaseModel]]] = {
    model.model_fields["type"].default: model for model in get_args(Event)
}


class Actor(Wire):
    """Who did it; ``on_behalf_of`` names the service that acted as that person."""

    id: str
    on_behalf_of: str | None = None


class Envelope(Wire):
    """An event at its place in the tenant's stream."""

    position: Position
    at: Timestamp
    actor: Actor
    event: Annotated[Event, Field(discriminator="type")]


class UnknownEvent(Wire):
    """An event of a newer server: its type and its members, unread."""

    type: str
    data: dict[str, Any]


class UnknownEnvelope(Wire):
    """An envelope whose event this client does not know; the position still counts."""

    position: Position
    at: Timestamp
    actor: Actor
    event: UnknownEvent


def parse_envelope(document: dict[str, Any]) -> Envelope | UnknownEnvelope:
    """Return the typed envelope; an event of a newer server becomes an ``UnknownEnvelope``."""
    event = document.get("event")
    kind = event.get("type") if isinstance(event, dict) else None
    if kind in EVENTS:
        return Envelope.model_validate(document)
    unknown = {"type": str(kind), "data": event if isinstance(event, dict) else {}}
    return UnknownEnvelope.model_validate({**document, "event": unknown})
