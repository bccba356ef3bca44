"""onrecord: chat on the record. This package is the client; it imports nothing of the server."""

from onrecord.client import (
    Actor,
    AsyncActor,
    AsyncCaller,
    AsyncClient,
    AsyncStream,
    Caller,
    Client,
    Stream,
)
from onrecord.errors import (
    APIConnectionError,
    APITimeoutError,
    ClientIdReused,
    Conflict,
    ContrastTooLow,
    Forbidden,
    Full,
    IdempotencyKeyReused,
    Invalid,
    LastOwner,
    MethodNotAllowed,
    NotFound,
    OnRecordError,
    OriginRefused,
    PersonDeactivated,
    QuotaExceeded,
    RateLimited,
    Refusal,
    ResyncNeeded,
    ServerError,
    SubjectTaken,
    TenantSuspended,
    TextTooLong,
    TokenExpired,
    TokenInvalid,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    UsageError,
)
from onrecord.wire.conversations import Conversation, Member, ReadMark
from onrecord.wire.events import Envelope, UnknownEnvelope
from onrecord.wire.frames import Resync
from onrecord.wire.messages import Message, MessageVersion
from onrecord.wire.page import Page
from onrecord.wire.people import Me, Person
from onrecord.wire.pins import Pin, PinMark
from onrecord.wire.reactions import Reaction, ReactionTotal
from onrecord.wire.record import Checkpoint, Proof
from onrecord.wire.saved import Saved, SavedMark
from onrecord.wire.subjects import SubjectAction, SubjectCard, SubjectCards, SubjectField
from onrecord.wire.tenants import Branding, BrandingView, Palette, TenantStatus


__version__ = "0.1.0"

__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "Actor",
    "AsyncActor",
    "AsyncCaller",
    "AsyncClient",
    "AsyncStream",
    "Branding",
    "BrandingView",
    "Caller",
    "Checkpoint",
    "Client",
    "ClientIdReused",
    "Conflict",
    "ContrastTooLow",
    "Conversation",
    "Envelope",
    "Forbidden",
    "Full",
    "IdempotencyKeyReused",
    "Invalid",
    "LastOwner",
    "Me",
    "Member",
    "Message",
    "MessageVersion",
    "MethodNotAllowed",
    "NotFound",
    "OnRecordError",
    "OriginRefused",
    "Page",
    "Palette",
    "Person",
    "PersonDeactivated",
    "Pin",
    "PinMark",
    "Proof",
    "QuotaExceeded",
    "RateLimited",
    "Reaction",
    "ReactionTotal",
    "ReadMark",
    "Refusal",
    "Resync",
    "ResyncNeeded",
    "Saved",
    "SavedMark",
    "ServerError",
    "Stream",
    "SubjectAction",
    "SubjectCard",
    "SubjectCards",
    "SubjectField",
    "SubjectTaken",
    "TenantStatus",
    "TenantSuspended",
    "TextTooLong",
    "TokenExpired",
    "TokenInvalid",
    "TooLarge",
    "Unauthenticated",
    "Unavailable",
    "UnknownEnvelope",
    "UnsupportedMediaType",
    "UsageError",
    "__version__",
]

for _name in __all__:
    if isinstance(_thing := globals()[_name], type):
        _thing.__module__ = __name__  # tracebacks and pages say onrecord.Message
