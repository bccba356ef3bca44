"""Refusals that any request may meet."""

from onrecord.errors._base import Refusal


class Invalid(Refusal):
    """The request breaks a stated rule; ``errors`` points at each place."""

    code = "invalid"
    status = 422
    title = "The request is not valid"


class TextTooLong(Invalid):
    """The text is longer than the tenant's limit, counted in Unicode code points."""

    code = "text_too_long"
    title = "The text is too long"


class ContrastTooLow(Invalid):
    """A pair of branding colours is below WCAG 2.2 AA contrast; ``nearest`` names one that passes."""

    code = "contrast_too_low"
    title = "The colours are too close to read"


class IdempotencyKeyReused(Invalid):
    """The ``Idempotency-Key`` was used before with another body."""

    code = "idempotency_key_reused"
    title = "The idempotency key was used for another request"


class Unauthenticated(Refusal):
    """Nobody is signed in, or the host did not say who."""

    code = "unauthenticated"
    status = 401
    title = "Sign in first"


class TokenInvalid(Unauthenticated):
    """The token is malformed, unsigned, signed by a stranger, or meant for another audience."""

    code = "token_invalid"
    title = "The token is not valid"


class TokenExpired(Unauthenticated):
    """The token is past its time; fetch a new one."""

    code = "token_expired"
    title = "The token has expired"


class SignedOut(Unauthenticated):
    """The person was signed out everywhere after this token was made; fetch a new one."""

    code = "signed_out"
    title = "This token is from before everything was signed out"


class Forbidden(Refusal):
    """The actor is known, may see the object, and may not do this."""

    code = "forbidden"
    status = 403
    title = "This is not allowed"


class OriginRefused(Forbidden):
    """A cookie-authenticated request came from an origin that the configuration does not name."""

    code = "origin_refused"
    title = "This origin is not allowed"


class PersonDeactivated(Forbidden):
    """The host has deactivated this person."""

    code = "person_deactivated"
    title = "This account is deactivated"


class TenantSuspended(Forbidden):
    """The tenant is suspended: nothing can be read or written until it is resumed."""

    code = "tenant_suspended"
    title = "This organisation is suspended"


class PolicyUnacknowledged(Forbidden):
    """Nothing is written before the policy in force is acknowledged; ``version`` is the one to read."""

    code = "policy_unacknowledged"
    title = "Read and acknowledge the policy first"


class Frozen(Forbidden):
    """The person reads on and cannot write ``until`` then; ``trigger`` names the rule, where one did it."""

    code = "frozen"
    title = "You cannot write for a while"


class QuotaExceeded(Forbidden):
    """A quota of the tenant is used up; ``quota`` names it."""

    code = "quota_exceeded"
    title = "A quota is used up"


class NotFound(Refusal):
    """Absent, or not for this actor's eyes: the two are answered alike."""

    code = "not_found"
    status = 404
    title = "Not found"


class MethodNotAllowed(Refusal):
    """The path exists and does not take this method."""

    code = "method_not_allowed"
    status = 405
    title = "Method not allowed"


class Conflict(Refusal):
    """The request contradicts what is there."""

    code = "conflict"
    status = 409
    title = "This conflicts with what is there"


class ClientIdReused(Conflict):
    """The ``client_id`` was used before by this sender with another body (contract P2)."""

    code = "client_id_reused"
    title = "The client id was used for another message"


class SubjectTaken(Conflict):
    """Another conversation that the actor may not see is bound to this subject."""

    code = "subject_taken"
    title = "The subject already has a conversation"


class LastOwner(Conflict):
    """A group or channel keeps at least one owner."""

    code = "last_owner"
    title = "The last owner cannot leave"


class TooLarge(Refusal):
    """The body or frame is larger than the limit."""

    code = "too_large"
    status = 413
    title = "The request is too large"


class UnsupportedMediaType(Refusal):
    """The body is not ``application/json``."""

    code = "unsupported_media_type"
    status = 415
    title = "Send application/json"


class RateLimited(Refusal):
    """Too many requests; ``retry_after`` seconds until the next one is taken."""

    code = "rate_limited"
    status = 429
    title = "Too many requests"


class SlowMode(Refusal):
    """This conversation is in slow mode; in ``retry_after`` seconds one may write there again."""

    code = "slow_mode"
    status = 429
    title = "Slow mode"


class ServerError(Refusal):
    """Something failed inside; the request id finds it in the host's log."""

    code = "internal_error"
    status = 500
    title = "Something went wrong"


class ContentDamaged(ServerError):
    """What is stored is not what was written: its encryption says so. The record tells since when."""

    code = "content_damaged"
    title = "What is stored here is damaged"


class Unavailable(Refusal):
    """The database or a needed part cannot answer now; nothing is known to have changed."""

    code = "unavailable"
    status = 503
    title = "Try again shortly"


class KeyUnavailable(Unavailable):
    """The key that these words are encrypted with cannot be had now; nothing is lost."""

    code = "key_unavailable"
    title = "The key to these words cannot be had now"
