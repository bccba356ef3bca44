"""Which texts go as notices, and how who opens one proves that the number is theirs. Pure."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.wire.policy_sms import SmsNoticeRules
from onrecord.wire.sms_words import SmsNoticeReason


MINUTE: Final = 60_000_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

#: What the house says it for, in the outbox.
CODE: Final = "code"
#: Bytes of the secrets in a link and in a cookie.
LINK_BYTES: Final = 24
SESSION_BYTES: Final = 32
DIGITS: Final = 6
#: So long a code counts, and may wait to leave: nobody gets one that they do not wait for any more.
CODE_LIVES: Final = 10 * MINUTE
#: So often it may be entered.
TRIES: Final = 5
#: Codes of one link in an hour, and of one number in a day, however many links it has.
CODES_A_LINK: Final = 3
CODES_A_NUMBER: Final = 10
#: Between two of them.
PAUSE: Final = MINUTE
#: So long a page stays open once a code has opened it.
OPEN_FOR: Final = 30 * MINUTE
#: Answers on the page in an hour.
ANSWERS: Final = 30
#: Characters of one answer.
LONGEST: Final = 4_000
#: Begins the client ids of what was written on the page.
ON_PAGE: Final = "page:"
#: What stands in the record for what only a phone was told.
HIDDEN: Final = "······"

Outcome = Literal["gone", "stopped", "held", "later", "sent", "wrong", "spent", "opened"]


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a text that is about to go: its parts, what was found in it, and the tags around it."""

    parts: int
    found: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()


def why(policy: SmsNoticeRules, said: Said) -> SmsNoticeReason | None:
    """Say why a text goes as a notice, or that it goes as it is. What it says weighs more than how long it is."""
    if "classified" in policy.when and _is_classified(policy, said):
        return "classified"
    if "long" in policy.when and said.parts > policy.longest:
        return "long"
    return "always" if "always" in policy.when else None


def _is_classified(policy: SmsNoticeRules, said: Said) -> bool:
    return not said.found.isdisjoint(policy.triggers) or not said.labels.isdisjoint(policy.labels)


def ahead(policy: SmsNoticeRules, labels: frozenset[str]) -> SmsNoticeReason | None:
    """Say why whatever is written somewhere goes as a notice, or that this depends on what it says."""
    return why(policy, Said(0, labels=labels))


def secret(entropy: bytes) -> str:
    """Return random bytes as they stand in a link or a cookie."""
    return urlsafe_b64encode(entropy).decode().rstrip("=")


def token_hash(token: str) -> str:
    """Return what a secret is known by: who reads the database opens nothing with it."""
    return hashlib.sha256(f"sms-page:{token}".encode()).hexdigest()


def code_of(entropy: bytes) -> str:
    """Return a code of digits, each as likely as any other: of eight bytes the rest of a division is even enough."""
    return f"{int.from_bytes(entropy) % 10**DIGITS:0{DIGITS}d}"


def code_hash(code_id: str, code: str) -> str:
    """Return what a code is known by, until it is over."""
    return hashlib.sha256(f"{code_id}:{code}".encode()).hexdigest()


def is_code(code_id: str, typed: str, kept: str) -> bool:
    """Say whether what was typed is the code, in a time that tells nothing of how much of it was right."""
    plain = "".join(one for one in typed if one.isdigit())
    return hmac.compare_digest(code_hash(code_id, plain), kept)


def wait(now: int, of_link: Sequence[int], of_number: Sequence[int]) -> int | None:
    """Return when another code may be asked for, or that it may be now; the times are of those that were.

    Both lists hold what was asked for in the last day, the newest last.
    """
    bounds = [
        *(at + PAUSE for at in of_number[-1:]),
        *(at + HOUR for at in of_link[-CODES_A_LINK:][:1] if len(of_link) >= CODES_A_LINK),
        *(at + DAY for at in of_number[-CODES_A_NUMBER:][:1] if len(of_number) >= CODES_A_NUMBER),
    ]
    return max((one for one in bounds if one > now), default=None)


def filled(text: str, holes: Mapping[str, str]) -> str:
    """Return the house's words with what stands in them put in."""
    for name, value in holes.items():
        text = text.replace("{" + name + "}", value)
    return text


def link(base: str, secret_part: str, tenant: str) -> str:
    """Return the address that a notice names."""
    return f"{base.rstrip('/')}/sms/read/{secret_part}.{tenant}"


def shape(base: str, tenant: str) -> str:
    """Return a link that is as long as each is: parts are counted before there is one."""
    return link(base, secret(bytes(LINK_BYTES)), tenant)
