"""Every refusal and failure, the same classes on both sides of the wire.

* OnRecordError
  + Refusal                    the server said no; found by its stable ``code``
    - Invalid                  422  the request breaks a stated rule
      · TextTooLong            422
      · ContrastTooLow         422
      · IdempotencyKeyReused   422
      · RuleUnreadable         422
      · NumberRefused          422
      · FileRefused            422
      · QueryInvalid           422
      · SourceUnreadable       422
      · ChoiceNeeded           422
    - Unauthenticated          401  no identity
      · TokenInvalid           401
      · TokenExpired           401
      · SignedOut              401
    - Forbidden                403  known, and not allowed
      · OriginRefused          403
      · PersonDeactivated      403
      · TenantSuspended        403
      · PolicyUnacknowledged   403
      · Frozen                 403
      · QuotaExceeded          403
      · NotAssigned            403
    - NotFound                 404  absent, or not for this actor's eyes
    - MethodNotAllowed         405
    - Conflict                 409
      · ClientIdReused         409
      · SubjectTaken           409
      · LastOwner              409
      · Archived               409
      · ConfirmAudience        409
      · ConfirmMentions        409
      · NotAnnounced           409
      · VersionOutdated        409
      · Full                   409
      · NotInSpace             409
      · OneChannelOnly         409
      · WrongOffset            409
      · UploadClosed           409
      · AttachmentNotReady     409
      · HandoverRefused        409
      · HandoverRunning        409
      · StillKept              409
      · SourceErased           409
      · RetentionAskChanged    409
      · RetentionAskOver       409
      · TrialNeeded            409
      · PairTaken              409
      · SecretsUnkept          409
      · SenderPaused           409
      · SenderUnregistered     409
      · TextSent               409
      · TextSuppressed         409  ConsentMissing, DailyCap, OptedOut, QuietHours
    - TooLarge                 413
      · FileTooLarge           413
    - UnsupportedMediaType     415
      · FileTypeRefused        415
    - RangeNotSatisfiable      416
    - RateLimited              429  retry after a stated time
    - SlowMode                 429  one wrote there a moment ago
    - ServerError              500
      · ContentDamaged         500
    - Unavailable              503  retry after a stated time
      · StorageUnavailable     503
      · KeyUnavailable         503
    - StorageFull              507
  + APIConnectionError         the server could not be reached
    - APITimeoutError
  + ResyncNeeded             a stream cannot prove that nothing is missing
  + UsageError                 the host's code broke a rule of the API
"""

from onrecord.errors._base import PROBLEM_BASE as PROBLEM_BASE
from onrecord.errors._base import (
    APIConnectionError,
    APITimeoutError,
    OnRecordError,
    Refusal,
    ResyncNeeded,
    UsageError,
)
from onrecord.errors._files import (
    AttachmentNotReady,
    FileRefused,
    FileTooLarge,
    FileTypeRefused,
    RangeNotSatisfiable,
    StorageFull,
    StorageUnavailable,
    UploadClosed,
    WrongOffset,
)
from onrecord.errors._general import (
    ClientIdReused,
    Conflict,
    ContentDamaged,
    ContrastTooLow,
    Forbidden,
    Frozen,
    IdempotencyKeyReused,
    Invalid,
    KeyUnavailable,
    LastOwner,
    MethodNotAllowed,
    NotFound,
    OriginRefused,
    PersonDeactivated,
    PolicyUnacknowledged,
    QuotaExceeded,
    RateLimited,
    ServerError,
    SignedOut,
    SlowMode,
    SubjectTaken,
    TenantSuspended,
    TextTooLong,
    TokenExpired,
    TokenInvalid,
    TooLarge,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
)
from onrecord.errors._handovers import HandoverRefused, HandoverRunning
from onrecord.errors._imports import ChoiceNeeded, SourceErased, SourceUnreadable
from onrecord.errors._lookup import refusal_from, refusals
from onrecord.errors._retention import (
    RetentionAskChanged,
    RetentionAskOver,
    StillKept,
    TrialNeeded,
)
from onrecord.errors._search import QueryInvalid
from onrecord.errors._sms import (
    ConsentMissing,
    DailyCap,
    NotAssigned,
    NumberRefused,
    OptedOut,
    PairTaken,
    QuietHours,
    SecretsUnkept,
    SenderPaused,
    SenderUnregistered,
    TextSent,
    TextSuppressed,
)
from onrecord.errors._team import (
    Archived,
    ConfirmAudience,
    ConfirmMentions,
    Full,
    NotAnnounced,
    NotInSpace,
    OneChannelOnly,
    RuleUnreadable,
    VersionOutdated,
)


__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "Archived",
    "AttachmentNotReady",
    "ChoiceNeeded",
    "ClientIdReused",
    "ConfirmAudience",
    "ConfirmMentions",
    "Conflict",
    "ConsentMissing",
    "ContentDamaged",
    "ContrastTooLow",
    "DailyCap",
    "FileRefused",
    "FileTooLarge",
    "FileTypeRefused",
    "Forbidden",
    "Frozen",
    "Full",
    "HandoverRefused",
    "HandoverRunning",
    "IdempotencyKeyReused",
    "Invalid",
    "KeyUnavailable",
    "LastOwner",
    "MethodNotAllowed",
    "NotAnnounced",
    "NotAssigned",
    "NotFound",
    "NotInSpace",
    "NumberRefused",
    "OnRecordError",
    "OneChannelOnly",
    "OptedOut",
    "OriginRefused",
    "PairTaken",
    "PersonDeactivated",
    "PolicyUnacknowledged",
    "QueryInvalid",
    "QuietHours",
    "QuotaExceeded",
    "RangeNotSatisfiable",
    "RateLimited",
    "Refusal",
    "ResyncNeeded",
    "RetentionAskChanged",
    "RetentionAskOver",
    "RuleUnreadable",
    "SecretsUnkept",
    "SenderPaused",
    "SenderUnregistered",
    "ServerError",
    "SignedOut",
    "SlowMode",
    "SourceErased",
    "SourceUnreadable",
    "StillKept",
    "StorageFull",
    "StorageUnavailable",
    "SubjectTaken",
    "TenantSuspended",
    "TextSent",
    "TextSuppressed",
    "TextTooLong",
    "TokenExpired",
    "TokenInvalid",
    "TooLarge",
    "TrialNeeded",
    "Unauthenticated",
    "Unavailable",
    "UnsupportedMediaType",
    "UploadClosed",
    "UsageError",
    "VersionOutdated",
    "WrongOffset",
    "refusal_from",
    "refusals",
]
