"""What each decision about access starts from."""

from dataclasses import dataclass

from onrecord.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an actor may, and why not."""

    allowed: bool
    reason: str = ""


ALLOWED = Decision(allowed=True)


def denied(reason: str) -> Decision:
    """Return a refusal with its reason."""
    return Decision(allowed=False, reason=reason)


def demand(decision: Decision) -> None:
    """Raise ``Forbidden`` with the reason unless it is allowed."""
    if not decision.allowed:
        raise Forbidden(decision.reason)
