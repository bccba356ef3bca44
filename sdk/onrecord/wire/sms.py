"""Texts to people outside: accounts at providers, numbers that they go from, who gets them, and consents."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.imports import ZoneName
from onrecord.wire.scalars import (
    ConversationId,
    Cursor,
    MessageId,
    MessageText,
    PageSize,
    PersonId,
    PersonName,
    Timestamp,
    Title,
    clean_line,
    each_once,
)
from onrecord.wire.sms_notices import SmsNotice, SmsNotices
from onrecord.wire.sms_words import (
    SmsCategory,
    SmsEntryKind,
    SmsMeans,
    SmsProvider,
    SmsReach,
    SmsReason,
    SmsSenderKind,
    SmsState,
    SmsTextState,
)
from onrecord.wire.tenants import Locale


SmsAccountId = Annotated[str, StringConstraints(pattern=r"^sma_[0-9a-f]{32}$")]
SmsSenderId = Annotated[str, StringConstraints(pattern=r"^sms_[0-9a-f]{32}$")]
SmsContactId = Annotated[str, StringConstraints(pattern=r"^smc_[0-9a-f]{32}$")]
SmsConsentId = Annotated[str, StringConstraints(pattern=r"^sml_[0-9a-f]{32}$")]
SmsTextId = Annotated[str, StringConstraints(pattern=r"^smt_[0-9a-f]{32}$")]
#: A number as somebody types it; what is kept is E.164.
TypedNumber = Annotated[str, Field(strict=True, min_length=1, max_length=64)]
#: What texts go from: E.164, a short code, or up to eleven letters and digits.
SenderNumber = Annotated[str, StringConstraints(pattern=r"^(\+[0-9]{6,15}|[0-9A-Za-z ]{1,11})$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$")]
Language = Annotated[Locale, Field(max_length=35)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
UsState = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
ClientRef = Annotated[str, Field(strict=True, max_length=128), AfterValidator(clean_line)]
Inbox = Annotated[list[PersonId], Field(max_length=100), AfterValidator(each_once)]
SettingName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
SettingValue = Annotated[str, Field(strict=True, max_length=8000)]
Values = Annotated[dict[SettingName, SettingValue], Field(max_length=20)]


# -- what there is -----------------------------------------------------------------------------------


class SmsAccount(Wire):
    """An account at a provider. Its secrets are never shown: ``secrets`` names those that are kept.

    ``in_code``: the host's code gives the account under this ``name``, with its secrets. Providers call back at
    ``hook``, a path below the mount that nobody can guess.
    """

    id: SmsAccountId
    provider: SmsProvider
    name: str
    settings: dict[str, str] = {}
    secrets: list[str] = []
    in_code: bool = False
    state: SmsState = "active"
    hook: str
    version: int = 1
    created_at: Timestamp


class SmsSender(Wire):
    """A number that texts go from. ``rate`` is texts a minute, ``daily_cap`` texts a day (UTC).

    ``inbox`` are those who may write from it, and who get what unknown people write to it.
    """

    id: SmsSenderId
    account_id: SmsAccountId
    number: str
    kind: SmsSenderKind
    name: str
    programme: str | None = None
    brand_id: str | None = None
    campaign_id: str | None = None
    use_case: str | None = None
    category: SmsCategory = "conversational"
    rate: int = 60
    daily_cap: int | None = None
    state: SmsState = "active"
    inbox: list[PersonId] = []
    version: int = 1
    created_at: Timestamp


class SmsContact(Wire):
    """Somebody outside. ``person_id`` is who they are in conversations; they cannot log in.

    ``locale`` is the language that the house answers them in.

    ``generation`` counts those who had the number: who has it now sees nothing of who had it before.
    """

    id: SmsContactId
    number: str
    name: str
    client_ref: str | None = None
    tz: str | None = None
    us_state: str | None = None
    locale: str | None = None
    generation: int = 1
    active: bool = True
    person_id: PersonId
    created_at: Timestamp
    ended_at: Timestamp | None = None


class SmsStanding(Wire):
    """Whether a text may go now in a conversation, and what holds it back. ``said`` is that in words.

    ``until`` is when it has passed, where that is known; ``notices`` says which texts go as notices with a link.
    """

    conversation_id: ConversationId
    sender: SmsSender
    contact: SmsContact
    assignee: PersonId
    cover: PersonId | None = None
    cover_until: Timestamp | None = None
    disclosed_at: Timestamp | None = None
    goes: bool
    reason: SmsReason | None = None
    said: str = ""
    until: Timestamp | None = None
    notices: SmsNotices = SmsNotices()


class SmsConsent(Wire):
    """A line of the ledger, which nobody changes. ``words`` is what was said, or what was agreed to.

    ``at`` is when it was said, ``recorded_at`` when it was written down.
    """

    id: SmsConsentId
    number: str
    seq: int
    kind: SmsEntryKind
    reach: SmsReach
    sender_id: SmsSenderId | None = None
    programme: str | None = None
    categories: list[SmsCategory]
    means: SmsMeans
    words: str | None = None
    words_hash: str | None = None
    message_id: MessageId | None = None
    by: str
    at: Timestamp
    recorded_at: Timestamp
    expires: Timestamp | None = None


class SmsText(Wire):
    """What became of one text. ``tries`` counts its attempts, ``segments`` its parts, also of a ``notice`` of it."""

    id: SmsTextId
    message_id: MessageId
    conversation_id: ConversationId
    state: SmsTextState
    reason: str | None = None
    segments: int
    tries: int = 0
    next_at: Timestamp | None = None
    ended_at: Timestamp | None = None
    notice: SmsNotice | None = None


# -- what can be asked --------------------------------------------------------------------------------


class AddSmsAccount(Command):
    """Add an account at a provider. Needs the duty ``compliance_officer`` or the scope ``sms:manage``.

    ``settings`` are shown again, ``secrets`` never: they are kept encrypted with the tenant's key. Without
    secrets the host's code gives the account under its ``name``.
    """

    provider: SmsProvider
    name: Code
    settings: Values = {}
    secrets: Values = {}


class ChangeSmsAccount(Command):
    """Change an account; what is null stays. Needs the duty ``compliance_officer`` or ``sms:manage``.

    ``secrets`` take the place of all that were kept. Nothing leaves from one that is ``paused``.
    """

    account_id: SmsAccountId
    settings: Values | None = None
    secrets: Values | None = None
    state: SmsState | None = None


class ListSmsAccounts(Command):
    """List the accounts at providers, the newest first. For who looks after texts."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class AddSmsSender(Command):
    """Add a number that texts go from. Needs the duty ``compliance_officer`` or ``sms:manage``.

    A long code of the United States needs ``brand_id`` and ``campaign_id``.
    """

    account_id: SmsAccountId
    number: SenderNumber
    name: Title
    programme: Code | None = None
    brand_id: Code | None = None
    campaign_id: Code | None = None
    use_case: Code | None = None
    category: SmsCategory = "conversational"
    rate: Annotated[int, Field(strict=True, ge=1, le=60_000)] = 60
    daily_cap: Annotated[int, Field(strict=True, ge=1)] | None = None
    inbox: Inbox = []


class ChangeSmsSender(Command):
    """Change a number that texts go from; what is null stays. Needs ``compliance_officer`` or ``sms:manage``."""

    sender_id: SmsSenderId
    name: Title | None = None
    programme: Code | None = None
    brand_id: Code | None = None
    campaign_id: Code | None = None
    use_case: Code | None = None
    category: SmsCategory | None = None
    rate: Annotated[int, Field(strict=True, ge=1, le=60_000)] | None = None
    daily_cap: Annotated[int, Field(strict=True, ge=1)] | None = None
    inbox: Inbox | None = None
    state: SmsState | None = None


class ListSmsSenders(Command):
    """List the numbers that texts go from: those one may write from, all for who looks after them."""

    cursor: Cursor | None = None
    limit: PageSize = 50


class AddSmsContact(Command):
    """Add somebody outside. For who may write from a number; answers the one who is there.

    ``home`` is the country (ISO 3166-1) of a number that is written without its code.
    """

    number: TypedNumber
    name: PersonName = ""
    client_ref: ClientRef | None = None
    tz: ZoneName | None = None
    us_state: UsState | None = None
    locale: Language | None = None
    home: Country | None = None


class ChangeSmsContact(Command):
    """Change what is known of somebody outside; what is null stays."""

    contact_id: SmsContactId
    name: PersonName | None = None
    client_ref: ClientRef | None = None
    tz: ZoneName | None = None
    us_state: UsState | None = None
    locale: Language | None = None


class RecycleSmsContact(Command):
    """Say that a number has another owner now: a new contact, who sees nothing of the old one.

    Conversations with the old one are archived; consents of before do not count for the new one.
    """

    contact_id: SmsContactId
    name: PersonName = ""


class GetSmsContact(Command):
    """Ask for one contact that one writes with."""

    contact_id: SmsContactId


class ListSmsContacts(Command):
    """List those outside whom one writes with, the newest first; all for who looks after texts."""

    number: TypedNumber | None = None
    client_ref: ClientRef | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class OpenSmsConversation(Command):
    """Start to write to somebody outside from a number; what is sent there leaves as a text.

    For who may write from it. Names a contact or a number. Where the two have a conversation that one is in,
    it is answered.
    """

    sender_id: SmsSenderId
    contact_id: SmsContactId | None = None
    number: TypedNumber | None = None
    home: Country | None = None


class GetSmsStanding(Command):
    """Ask whether a text may go now in a conversation that one is in."""

    conversation_id: ConversationId


class AssignSmsConversation(Command):
    """Give a conversation to somebody else of the number's inbox; they come in and see all of it.

    For who serves it, and who looks after texts.
    """

    conversation_id: ConversationId
    person_id: PersonId


class CoverSmsConversation(Command):
    """Let somebody of the number's inbox write in one's place ``until`` then; null ends that."""

    conversation_id: ConversationId
    person_id: PersonId | None = None
    until: Timestamp | None = None


class EnterSmsConsent(Command):
    """Write a consent or a revocation that came by phone, by mail or on a form into the ledger.

    ``words`` is what was agreed to or said, as it was. What is in the ledger stays there. For who may write from a
    number; a ``resubscription`` comes from the person alone, so it takes a ``form`` of theirs. ``cleared`` says that a
    text which may have meant a stop did not.
    """

    number: TypedNumber
    home: Country | None = None
    kind: Literal["consent", "opt_out", "resubscription", "cleared", "note"]
    reach: SmsReach = "all"
    sender_id: SmsSenderId | None = None
    programme: Code | None = None
    categories: list[SmsCategory] = ["marketing", "transactional", "conversational"]
    means: Literal["phone", "mail", "form", "staff"]
    words: MessageText
    at: Timestamp | None = None
    expires: Timestamp | None = None


class ListSmsConsents(Command):
    """List the ledger, the newest first: of one number for who writes to it, all for who looks after texts."""

    number: TypedNumber | None = None
    cursor: Cursor | None = None
    limit: PageSize = 50


class DecideSmsText(Command):
    """Say what became of a text that is ``unconfirmed``. For who serves it, and who looks after texts.

    ``sent``: it went. Else it did not, and is sent again; whoever gets it twice gets it by that decision.
    """

    text_id: SmsTextId
    sent: bool


class ListSmsTexts(Command):
    """List what became of the texts in a conversation that one is in, the newest first."""

    conversation_id: ConversationId
    cursor: Cursor | None = None
    limit: PageSize = 50
