"""What the policy in force says of texts, and what the house itself says in them."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from onrecord.wire.policy_sms import Sms, SmsWords
from onrecord_server.core.operation import Tx
from onrecord_server.policy import documents
from onrecord_server.policy import standing as policies
from onrecord_server.sms import quiet


Answer = Literal["disclosure", "on_stop", "on_start", "on_help", "notice", "code"]
#: What is said where the policy says nothing.
OURS: Final[Mapping[Answer, str]] = {
    "disclosure": "",
    "on_stop": "{name}: you will get no more texts from us. Reply START to get them again.",
    "on_start": "{name}: you get our texts again. Reply HELP for help, STOP to end them.",
    "on_help": "{name}: somebody of us reads this and answers. Reply STOP to end our texts.",
    "notice": "{name}: there is a message for you. Read it here: {link}",
    "code": "{name}: your code is {code}. It counts for ten minutes. We never ask you for it.",
}


def rules_of(tx: Tx) -> Sms:
    """Return what the policy in force says of texts, or what holds without one."""
    now = policies.in_force(tx.unit, tx.tenant, tx.now)
    if now is None:
        return Sms()
    return documents.approved(tx.unit, tx.tenant, now.hash, now.content_id).sms


def says(sms: Sms, answer: Answer, *, name: str, locale: str | None) -> str:
    """Return what the house says, in somebody's language where there are words in it; pure."""
    words = _in(sms, locale)
    said = "" if words is None else str(getattr(words, answer))
    return (said or OURS[answer]).replace("{name}", name)


def _in(sms: Sms, locale: str | None) -> SmsWords | None:
    wanted = [] if locale is None else [locale, locale.split("-", maxsplit=1)[0]]
    known = {one.locale: one for one in reversed(sms.words)}
    found = next((known[one] for one in wanted if one in known), None)
    return found or (sms.words[0] if sms.words else None)


def reach(sms: Sms, sender: Any) -> dict[str, str | None]:
    """Return how far something reaches that was said to a number and does not say it; pure."""
    if sms.optout_scope == "sender":
        return {"reach": "sender", "sender": sender.id}
    if sms.optout_scope == "programme" and sender.programme is not None:
        return {"reach": "programme", "programme": sender.programme}
    return {"reach": "all"}


def hours(sms: Sms, category: str) -> quiet.Hours | None:
    """Return the hours that the policy names for a category, or ``None``; pure.

    They hold beside those of states for what advertises, and alone for the rest.
    """
    found = next((one for one in sms.hours if one.category == category), None)
    if found is None:
        return None
    states = quiet.Hours().states if category == "marketing" else ()
    return quiet.Hours(quiet.every_day(found.opens, found.closes), states, frozenset())
