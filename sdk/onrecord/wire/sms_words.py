"""The choices that are made about texts: one list each."""

from typing import Literal


SmsProvider = Literal["twilio", "vonage", "telnyx", "plivo", "sinch", "aws", "local"]
SmsState = Literal["active", "paused"]
SmsCategory = Literal["marketing", "transactional", "conversational"]
SmsSenderKind = Literal["long_code", "toll_free", "short_code", "name"]
#: Whom a consent or a revocation reaches: everything of the company, one sender, or one programme.
SmsReach = Literal["all", "sender", "programme"]
#: A line of the ledger. ``doubt``: a text that may have meant a stop, and counts as one until somebody enters
#: ``cleared``, or ``opt_out``.
SmsEntryKind = Literal[
    "consent", "opt_out", "resubscription", "confirmation", "help", "doubt", "cleared", "note"
]
#: How it came: the first two by text.
SmsMeans = Literal["keyword", "words", "phone", "mail", "form", "carrier", "staff"]
#: What became of a text: how deliveries rank, and what never left. ``suppressed`` was held back.
SmsTextState = Literal[
    "queued",
    "sending",
    "unconfirmed",
    "sent",
    "canceled",
    "expired",
    "failed",
    "undelivered",
    "delivered",
    "suppressed",
]
#: What became of a request of a provider. ``parked`` waits for the text that it is about.
SmsHookState = Literal["parked", "applied", "refused"]
#: Why a text does not go; of what nobody was told yet it is null.
SmsReason = Literal[
    "opted_out",
    "confirmed",
    "confirmed_by_carrier",
    "not_to_confirm",
    "confirm_late",
    "frozen",
    "absent",
    "unregistered",
    "no_consent",
    "expired",
    "quiet_hours",
    "daily_cap",
    "not_assigned",
    "sender_paused",
    "number_refused",
    "no_page",
]
#: Why a text goes as a notice with a link: it is long, classified, or all of them do.
SmsNoticeReason = Literal["long", "classified", "always"]
