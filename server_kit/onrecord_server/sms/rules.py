"""Who may do what with texts, and what names things are given. Pure."""

from collections.abc import Collection
from typing import Any, Final

from onrecord.errors import (
    ConsentMissing,
    DailyCap,
    OptedOut,
    QuietHours,
    Refusal,
    TextSuppressed,
)
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.doc import time_text
from onrecord_server.people.rules import OUTSIDE


#: The scope that only the host gives, and the duties that look after texts, or see all of them.
SCOPE: Final = "sms:manage"
MANAGERS: Final = frozenset({"compliance_officer"})
READERS: Final = MANAGERS | {"auditor", "privacy_officer"}
DAY: Final = 86_400_000_000
MINUTE: Final = 60_000_000
#: After so many attempts that a provider was too busy for, a text has failed.
MOST_TRIES: Final = 20
#: For so long a report waits for the text that it is about, in microseconds.
PARKED: Final = DAY

_KINDS: Final[dict[str, type[TextSuppressed]]] = {
    "opted_out": OptedOut,
    "no_consent": ConsentMissing,
    "expired": ConsentMissing,
    "quiet_hours": QuietHours,
    "daily_cap": DailyCap,
}


def may_manage(duties: Collection[str], *, scope: bool) -> Decision:
    """Say whether somebody sets up accounts and numbers."""
    if scope or not MANAGERS.isdisjoint(duties):
        return ALLOWED
    return denied(f"This needs the duty {' or '.join(sorted(MANAGERS))}, or the scope {SCOPE}.")


def may_serve(person: str, pair: Any, now: int) -> bool:
    """Say whether somebody writes in a conversation: who serves it, or stands in for them."""
    return person == pair.assignee or person == stands_in(pair, now)


def stands_in(pair: Any, now: int) -> str | None:
    """Return who stands in for who serves a conversation, if somebody does now."""
    covers = pair.cover is not None and (pair.cover_until is None or now < pair.cover_until)
    return pair.cover if covers else None


def person_of(contact_id: str) -> str:
    """Return who a contact is in conversations."""
    return f"{OUTSIDE}{contact_id}"


def hook_of(tenant: str, secret: str) -> str:
    """Return the last part of the path at which a provider calls back: it names the tenant."""
    return f"{secret}.{tenant}"


def hook_parts(token: str) -> tuple[str, str]:
    """Return tenant and secret of the last part of such a path."""
    secret, _, tenant = token.partition(".")
    return tenant, secret


def reference(text_id: str, number: int) -> str:
    """Return how we call an attempt towards a provider."""
    return f"{text_id}-{number}"


def text_of(reference: str) -> str:
    """Return the text whose attempt is called so."""
    return reference.rpartition("-")[0]


def refusal(reason: str, said: str, until: int | None) -> Refusal:
    """Return the refusal of a text that is held back."""
    extra: dict[str, Any] = {"reason": reason}
    if until is not None:
        extra["until"] = time_text(until)
    return _KINDS.get(reason, TextSuppressed)(said, extra=extra)


def day_of(now: int) -> int:
    """Return when the day of a moment began, UTC."""
    return now - now % DAY


def backoff(tries: int) -> int:
    """Return how long a busy provider is left alone that does not say for how long, in microseconds."""
    return min(15 * MINUTE, 5_000_000 << min(tries, 10))
