"""Campaigns: one text with fields, to many people outside, each in the conversation that is theirs."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    MessageId,
    PageSize,
    PersonId,
    Timestamp,
    Title,
)
from onrecord.wire.sms import ClientRef, SmsContactId, SmsSenderId


SmsCampaignId = Annotated[str, StringConstraints(pattern=r"^smg_[0-9a-f]{32}$")]
#: Words with fields in braces, as ``{time}``; ``{name}`` is what the contact is called.
SmsTemplate = Annotated[str, Field(strict=True, min_length=1, max_length=1600)]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FieldValue = Annotated[str, Field(strict=True, max_length=200)]
Pace = Annotated[int, Field(strict=True, ge=1, le=6000)]
#: ``asked`` waits for a second person, ``ready`` to be started; ``stopped`` and ``done`` are ends.
SmsCampaignState = Literal["asked", "ready", "running", "paused", "stopped", "done"]
#: ``taken`` is being said now. ``said`` is a message, ``held`` one that a rule kept back; ``skipped`` was
#: refused, and ``reason`` says why; ``stopped`` was left out when the campaign was stopped.
SmsRecipientState = Literal["waiting", "taken", "said", "held", "skipped", "stopped"]


class SmsCampaign(Wire):
    """A campaign. ``pace`` is texts a minute; ``counts`` says how many recipients are in which state."""

    id: SmsCampaignId
    sender_id: SmsSenderId
    name: str
    template: str
    owner: PersonId
    approved_by: PersonId | None = None
    state: SmsCampaignState
    pace: int
    counts: dict[SmsRecipientState, int] = {}
    version: int = 1
    created_at: Timestamp
    started_at: Timestamp | None = None
    ended_at: Timestamp | None = None


class SmsRecipient(Wire):
    """What became of one recipient. ``text_state`` is what became of the text itself, once there is one."""

    contact_id: SmsContactId
    state: SmsRecipientState
    reason: str | None = None
    conversation_id: ConversationId | None = None
    message_id: MessageId | None = None
    text_state: str | None = None
    next_at: Timestamp | None = None


class SmsCampaignPreview(Wire):
    """What a campaign would do now. ``held_back`` counts recipients by what holds their text back.

    ``segments`` are the parts of all texts that would go, ``longest`` those of the longest one.
    """

    campaign_id: SmsCampaignId
    recipients: int
    goes: int
    held_back: dict[str, int] = {}
    segments: int
    longest: int
    sample: str


class SmsAddressee(Wire):
    """Somebody who gets it: a contact, or all contacts with the host's own id. ``fields`` fill the template."""

    contact_id: SmsContactId | None = None
    client_ref: ClientRef | None = None
    fields: Annotated[dict[FieldName, FieldValue], Field(max_length=20)] = {}


class AddSmsCampaign(Command):
    """Write a campaign; nothing is sent until a second person approved it and it is started.

    For who may write from the number. Every field of the template is given for every recipient.
    """

    sender_id: SmsSenderId
    name: Title
    template: SmsTemplate
    to: Annotated[list[SmsAddressee], Field(min_length=1, max_length=500)]
    pace: Pace = 30


class GetSmsCampaign(Command):
    """Ask for a campaign, and how far it is. For who writes from its number, and who looks after texts."""

    campaign_id: SmsCampaignId


class ListSmsCampaigns(Command):
    """List the campaigns that one sees, the newest first."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class ListSmsRecipients(Command):
    """List the recipients of a campaign and what became of each, in the order of their places."""

    campaign_id: SmsCampaignId
    state: SmsRecipientState | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class PreviewSmsCampaign(Command):
    """Ask how many texts of a campaign would go now, and what holds the others back."""

    campaign_id: SmsCampaignId


class ApproveSmsCampaign(Command):
    """Approve a campaign of somebody else's. For who writes from its number, and who looks after texts."""

    campaign_id: SmsCampaignId


class MoveSmsCampaign(Command):
    """Start, pause or stop a campaign. What was stopped stays so.

    Its owner starts it; who writes from the number or looks after texts may pause and stop it. Texts of it
    that wait to leave are taken back when it is stopped.
    """

    campaign_id: SmsCampaignId
    to: Literal["running", "paused", "stopped"]
