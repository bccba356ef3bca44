"""How it stands with self-checks, signature, witnesses and journals, of values; and why, in one word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.wire.record_health import Reason
from onrecord_server.core.ports import SKEW


#: Microseconds after which something that waits to be signed, or handed out, is late.
GRACE: Final = 600_000_000

CheckState = Literal["sound", "failed", "stopped", "overdue", "never"]
SigningState = Literal["off", "never", "signed", "late", "stopped"]
WitnessState = Literal["current", "behind", "failing", "never", "unbelieved", "retired"]
JournalState = Literal["current", "late", "failing", "never", "unbelieved", "retired"]


def check_state(last: str | None, begun_at: int | None, every: float, now: int) -> CheckState:
    """Say how it stands with a record whose last self-check ended as ``last`` and began then."""
    if last is None or begun_at is None:
        return "never"
    if last != "passed":
        return "failed" if last == "failed" else "stopped"
    return "overdue" if every and now - begun_at > 2 * every * 1_000_000 else "sound"


def signing_state(
    *, signs: bool, size: int | None, parked: bool, oldest: int | None, now: int
) -> SigningState:
    """Say how far a record is signed, of which ``oldest`` is when the first came that is not."""
    if not signs:
        return "off"
    if parked:
        return "stopped"
    if oldest is not None and now - oldest > GRACE:
        return "late"
    return "never" if size is None else "signed"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database says of a witness. ``most`` is the largest head of its origin that was signed."""

    size: int
    most: int
    kept_at: int | None
    tries: int
    next_at: int
    longest: int


def witness_state(row: Kept | None, missed_at: int | None, now: int) -> WitnessState:
    """Say how it stands with a witness that lacks a head since ``missed_at``."""
    if row is None:
        return "never"
    if row.size > row.most or ahead(row.kept_at, now) or row.next_at > now + row.longest + SKEW:
        return "unbelieved"
    if row.tries:
        return "failing"
    if row.kept_at is None:
        return "never"
    # One that gets a head only so often is due later, though not for longer than any waits.
    due = min(row.next_at, row.kept_at + row.longest)
    return "behind" if missed_at is not None and now - max(missed_at, due) > GRACE else "current"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the database says of a journal, and ``end``, the next position of the record."""

    reaches: int
    end: int
    tries: int
    next_at: int
    longest: int
    said_late: bool
    behind: float
    late: float


def journal_state(row: Delivered | None, now: int) -> JournalState:
    """Say how it stands with a journal. One that is late and has not said so is late all the same."""
    if row is None:
        return "never"
    if row.reaches > row.end or row.next_at > now + row.longest + SKEW:
        return "unbelieved"
    if row.tries:
        return "failing"
    return "late" if row.said_late or row.behind > row.late else "current"


def ahead(at: int | None, now: int) -> bool:
    """Say whether a time is still to come, more than clocks differ."""
    return at is not None and at > now + SKEW


# -- why --------------------------------------------------------------------------------------------

#: What was said, in the order in which it is looked for.
_SAID: Final[tuple[tuple[str, Reason], ...]] = (
    (r"certificate|\[SSL", "certificate"),
    (r"answers 507|Errno 28\b|Errno 122\b|No space", "full"),
    (r"answers 40[137]\b|Errno (1|13|30)\]", "not_allowed"),
    (r"answers 4(04|10)\b|Errno (2|20)\]|is no folder", "not_found"),
    (r"answers 4(09|12|22)\b|another head|no longer holds|[Mm]ismatch|another time", "differs"),
    (r"answers (\d{3}\b|with )", "answers_error"),
    (r"timed out", "timeout"),
    (r"Errno (101|104|110|111|113)\]|Errno -\d|refused the connection", "unreachable"),
)
_RAISED: Final[Mapping[Reason, tuple[str, ...]]] = {
    "unreachable": (
        *("ConnectError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError"),
        *("gaierror", "RemoteProtocolError", "ReadError", "WriteError", "BrokenPipeError"),
        *("SMTPServerDisconnected", "SMTPConnectError"),
    ),
    "timeout": ("ConnectTimeout", "ReadTimeout", "WriteTimeout", "PoolTimeout", "TimeoutError"),
    "certificate": ("SSLError", "SSLCertVerificationError"),
    "not_allowed": ("PermissionError", "SMTPAuthenticationError"),
    "not_found": ("FileNotFoundError", "NotADirectoryError"),
    "refused": (
        *(
            "Refused",
            "WitnessRefused",
            "SMTPRecipientsRefused",
            "SMTPSenderRefused",
            "SMTPDataError",
        ),
        *("SMTPResponseException", "SMTPNotSupportedError"),
    ),
    "no_key": ("KeyUnavailable",),
}
_TYPES: Final = {name: reason for reason, names in _RAISED.items() for name in names}


def reason_of(problem: str | None) -> Reason | None:
    """Return why, in one word, of what the database holds as ``Type: what it said``."""
    if problem is None:
        return None
    found = (reason for pattern, reason in _SAID if re.search(pattern, problem))
    return next(found, _TYPES.get(problem.partition(":")[0], "unknown"))
