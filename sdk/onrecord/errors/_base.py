"""What every refusal and failure starts from."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from typing_extensions import override


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
