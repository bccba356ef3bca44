"""Every refusal and failure, the same classes on both sides of the wire.

* OnRecordError
  + Refusal                    the server said no; found by its stable ``code``
    - Invalid                  422  the request breaks a stated rule
      · TextTooLong            422
      · ContrastTooLow         422
      · IdempotencyKeyReused   422
    - Unauthenticated          401  no identity
      · TokenInvalid           401
      · TokenExpired           401
    - Forbidden                403  known, and not allowed
      · OriginRefused          403
      · PersonDeactivated      403
      · TenantSuspended        403
      · QuotaExceeded          403
    - NotFound                 404  absent, or not for this actor's eyes
    - MethodNotAllowed         405
    - Conflict                 409
      · ClientIdReused         409
      · SubjectTaken           409
      · LastOwner              409
    - TooLarge                 413
    - UnsupportedMediaType     415
    - RateLimited              429  retry after a stated time
    - ServerError              500
    - Unavailable              503  retry after a stated time
  + APIConnectionError         the server could not be reached
    - APITimeoutError
  + ResyncNeeded             a stream cannot prove that nothing is missing
  + UsageError                 the host's code broke a rule of the API
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from typing_extensions import override


__all__ = [
    "APIConnectionError",
    "APITimeoutError",
    "ClientIdReused",
    "Conflict",
    "ContrastTooLow",
    "Forbidden",
    "IdempotencyKeyReused",
    "Invalid",
    "LastOwner",
    "MethodNotAllowed",
    "NotFound",
    "OnRecordError",
    "OriginRefused",
    "PersonDeactivated",
    "QuotaExceeded",
    "RateLimited",
    "Refusal",
    "ResyncNeeded",
    "ServerError",
    "SubjectTaken",
    "TenantSuspended",
    "TextTooLong",
    "TokenExpired",
    "TokenInvalid",
    "TooLarge",
    "Unauthenticated",
    "Unavailable",
    "UnsupportedMediaType",
    "UsageError",
    "refusal_from",
    "refusals",
]

PROBLEM_BASE = "urn:onrecord:problem:"


class OnRecordError(Exception):
    """The base of everything that onrecord raises on purpose."""


class UsageError(OnRecordError):
    """Raised when the host's own code breaks a rule of the API; the text says which and what to do."""


class APIConnectionError(OnRecordError):
    """Raised when the server could not be reached; whether the call took effect is unknown."""


class APITimeoutError(APIConnectionError):
    """Raised when the server did not answer in time; whether the call took effect is unknown."""


class ResyncNeeded(OnRecordError):
    """Raised by a stream that may have missed something (contract P4): fetch state afresh.

    Then continue the same stream, or open one from ``epoch`` and ``position``.
    """

    def __init__(self, epoch: str, position: int) -> None:
        """Keep the cursor from which the stream continues."""
        self.epoch = epoch
        self.position = position
        super().__init__(f"Fetch state afresh, then continue from ({epoch}, {position})")


class Refusal(OnRecordError):
    """The server's typed no: nothing was changed. On the wire it is an RFC 9457 problem.

    ``detail`` says which rule was broken and what to do next. ``retry_after`` is in seconds and
    present only where a retry can help. ``errors`` lists ``{"pointer": …, "detail": …}`` with
    RFC 6901 pointers into the request.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "The request was refused"

    def __init__(
        self,
        detail: str = "",
        *,
        retry_after: float | None = None,
        errors: list[dict[str, str]] | None = None,
        extra: Mapping[str, Any] | None = None,
        request_id: str | None = None,
    ) -> None:
        """Keep the parts; ``extra`` becomes additional members of the problem document."""
        self.detail = detail or self.title
        self.retry_after = retry_after
        self.errors = errors or []
        self.extra = dict(extra or {})
        self.request_id = request_id
        super().__init__(self.detail)

    @override
    def __str__(self) -> str:
        """Give the detail, with code and request id for support."""
        suffix = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.detail} [{self.code}]{suffix}"

    def problem(self) -> dict[str, Any]:
        """Return the RFC 9457 problem document for this refusal."""
        document: dict[str, Any] = {
            "type": PROBLEM_BASE + self.code,
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            document["errors"] = self.errors
        if self.retry_after is not None:
            document["retry_after"] = self.retry_after
        if self.request_id:
            document["request_id"] = self.request_id
        return document | self.extra

    @classmethod
    def from_problem(cls, document: Mapping[str, Any]) -> Self:
        """Build this refusal from a problem document."""
        known = {"type", "title", "status", "code", "detail", "errors", "retry_after", "request_id"}
        return cls(
            str(document.get("detail") or ""),
            retry_after=document.get("retry_after"),
            errors=document.get("errors"),
            extra={k: v for k, v in document.items() if k not in known},
            request_id=document.get("request_id"),
        )


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


class ServerError(Refusal):
    """Something failed inside; the request id finds it in the host's log."""

    code = "internal_error"
    status = 500
    title = "Something went wrong"


class Unavailable(Refusal):
    """The database or a needed part cannot answer now; nothing is known to have changed."""

    code = "unavailable"
    status = 503
    title = "Try again shortly"


def refusals() -> dict[str, type[Refusal]]:
    """Return every refusal class by its stable code."""
    found: dict[str, type[Refusal]] = {}
    pending: list[type[Refusal]] = [Refusal]
    while pending:
        cls = pending.pop()
        found[cls.code] = cls
        pending.extend(cls.__subclasses__())
    return found


def _by_status(status: int) -> type[Refusal]:
    plain = (Invalid, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict, TooLarge)
    more = (UnsupportedMediaType, RateLimited, Unavailable)
    exact = {cls.status: cls for cls in (*plain, *more)}
    return exact.get(status, ServerError if status >= 500 else Refusal)


def refusal_from(document: Mapping[str, Any], status: int | None = None) -> Refusal:
    """Return the typed refusal for a problem document; an unknown code falls back to its status."""
    given = document.get("status")
    fallback = status if status is not None else given if isinstance(given, int) else 500
    cls = refusals().get(str(document.get("code")), None) or _by_status(fallback)
    return cls.from_problem(document)
