"""What happens to texts. None of these holds a number, a name or a word."""

from typing import Literal, TypeAlias

from onrecord.wire._base import Wire
from onrecord.wire.scalars import ConversationId, MessageId, PersonId, Timestamp
from onrecord.wire.sms import SmsAccountId, SmsConsentId, SmsContactId, SmsSenderId
from onrecord.wire.sms_words import SmsEntryKind, SmsNoticeReason, SmsTextState


class SmsAccountSet(Wire):
    """An account at a provider was added or changed. Audience: nobody."""

    type: Literal["sms.account_set"] = "sms.account_set"
    account_id: SmsAccountId


class SmsSenderSet(Wire):
    """A number that texts go from was added or changed. Audience: nobody."""

    type: Literal["sms.sender_set"] = "sms.sender_set"
    sender_id: SmsSenderId


class SmsContactSet(Wire):
    """Somebody outside was added, or changed, or has their number no more. Audience: nobody."""

    type: Literal["sms.contact_set"] = "sms.contact_set"
    contact_id: SmsContactId


class SmsPaired(Wire):
    """A conversation is of a sender and a contact from now on. Audience: the members."""

    type: Literal["sms.paired"] = "sms.paired"
    conversation_id: ConversationId
    sender_id: SmsSenderId
    contact_id: SmsContactId
    assignee: PersonId


class SmsAssigned(Wire):
    """Somebody serves a conversation, and somebody may stand in for them. Audience: the members."""

    type: Literal["sms.assigned"] = "sms.assigned"
    conversation_id: ConversationId
    assignee: PersonId
    cover: PersonId | None = None
    cover_until: Timestamp | None = None


class SmsDisclosed(Wire):
    """Somebody outside was told that what they write is kept. Audience: the members."""

    type: Literal["sms.disclosed"] = "sms.disclosed"
    conversation_id: ConversationId


class SmsConsentEntered(Wire):
    """The ledger of consents has a new line. Audience: nobody."""

    type: Literal["sms.consent_entered"] = "sms.consent_entered"
    consent_id: SmsConsentId
    kind: SmsEntryKind


class SmsStandingMoved(Wire):
    """What was agreed to with somebody outside is another now: ask whether a text may go. Audience: the members."""

    type: Literal["sms.standing_moved"] = "sms.standing_moved"
    conversation_id: ConversationId
    kind: SmsEntryKind


class SmsSuppressed(Wire):
    """A text was held back, and did not leave: ``reason`` says why.

    Audience: the members; where it was never a message, nobody.
    """

    type: Literal["sms.suppressed"] = "sms.suppressed"
    conversation_id: ConversationId
    message_id: MessageId | None = None
    reason: str


class SmsAttemptBegun(Wire):
    """A text is about to be given to a provider. Audience: nobody."""

    type: Literal["sms.attempt_begun"] = "sms.attempt_begun"
    conversation_id: ConversationId
    message_id: MessageId
    number: int


class SmsMoved(Wire):
    """More is known of what became of a text. Audience: the members."""

    type: Literal["sms.moved"] = "sms.moved"
    conversation_id: ConversationId
    message_id: MessageId
    state: SmsTextState
    reason: str | None = None


class SmsReported(Wire):
    """A provider said of a text what was known already, or what contradicts it. Audience: nobody."""

    type: Literal["sms.reported"] = "sms.reported"
    conversation_id: ConversationId
    message_id: MessageId
    state: SmsTextState


class SmsHookKept(Wire):
    """A request of a provider was kept as it came. Audience: nobody."""

    type: Literal["sms.hook_kept"] = "sms.hook_kept"
    hook_id: str
    kind: str


class SmsHookSettled(Wire):
    """What a request of a provider told was applied, or refused. Audience: nobody."""

    type: Literal["sms.hook_settled"] = "sms.hook_settled"
    hook_id: str
    state: Literal["applied", "refused"]


class SmsNoticed(Wire):
    """A text goes as a notice with a link: ``reason`` says why. Audience: nobody."""

    type: Literal["sms.noticed"] = "sms.noticed"
    conversation_id: ConversationId
    message_id: MessageId
    reason: SmsNoticeReason


class SmsNoticeLinked(Wire):
    """The link of a notice was made, or ended before its time. Audience: the members.

    ``until`` is how long it opens; it is null for one that ended.
    """

    type: Literal["sms.notice_linked"] = "sms.notice_linked"
    conversation_id: ConversationId
    message_id: MessageId
    until: Timestamp | None = None


class SmsNoticeCode(Wire):
    """Who has the link of a notice asked for a code, it was sent, or one was entered. Audience: nobody.

    ``wrong`` is none that opens, ``opened`` the right one.
    """

    type: Literal["sms.notice_code"] = "sms.notice_code"
    conversation_id: ConversationId
    message_id: MessageId
    step: Literal["asked", "sent", "wrong", "opened"]


class SmsNoticeRead(Wire):
    """A text that went as a notice was read on the page for the first time. Audience: the members."""

    type: Literal["sms.notice_read"] = "sms.notice_read"
    conversation_id: ConversationId
    message_id: MessageId


#: All of them.
SmsEvent: TypeAlias = (
    SmsAccountSet
    | SmsSenderSet
    | SmsContactSet
    | SmsPaired
    | SmsAssigned
    | SmsDisclosed
    | SmsConsentEntered
    | SmsStandingMoved
    | SmsSuppressed
    | SmsAttemptBegun
    | SmsMoved
    | SmsReported
    | SmsHookKept
    | SmsHookSettled
    | SmsNoticed
    | SmsNoticeLinked
    | SmsNoticeCode
    | SmsNoticeRead
)
