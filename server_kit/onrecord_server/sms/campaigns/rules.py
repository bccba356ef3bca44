"""What a template says, who approves, and where a campaign goes from where it is. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.core.decision import ALLOWED, Decision, denied


_FIELD: Final = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
#: The field that every contact fills by itself.
NAME: Final = "name"
#: The longest text that a campaign sends, in characters.
LONGEST: Final = 1600
#: So long who took a recipient has the turn, in microseconds.
LEASE: Final = 60_000_000
MINUTE: Final = 60_000_000
#: What passes by itself: a recipient waits for it.
WAITS: Final = frozenset({"quiet_hours", "daily_cap", "sender_paused"})
#: So long a recipient waits for what does not say when it has passed.
LATER: Final = 5 * MINUTE

#: Where one asks a campaign to go, and from where it goes there.
MOVES: Final[Mapping[str, frozenset[str]]] = {
    "running": frozenset({"ready", "paused"}),
    "paused": frozenset({"running"}),
    "stopped": frozenset({"asked", "ready", "running", "paused"}),
}


def fields(template: str) -> list[str]:
    """Return the fields of a template, each once."""
    return list(dict.fromkeys(_FIELD.findall(template)))


def trouble(template: str) -> str | None:
    """Say what is wrong with a template: a brace that belongs to no field."""
    if "{" in (rest := _FIELD.sub("", template)) or "}" in rest:
        return "A brace belongs to no field: fields are written as {time}, in small letters."
    return None


def text(template: str, given: Mapping[str, str], name: str) -> str:
    """Return what a recipient reads. Raises ``KeyError`` for a field that nobody filled."""
    values = {NAME: name, **given}
    return _FIELD.sub(lambda found: values[found[1]], template)


def missing(template: str, given: Mapping[str, str], name: str) -> list[str]:
    """Return the fields that nobody filled for a recipient."""
    values = {NAME: name, **given}
    return [field for field in fields(template) if not values.get(field, "").strip()]


def client_id(campaign_id: str, place: int) -> str:
    """Return what the message to a recipient is called by its author: it is said once, however often it is tried."""
    return f"{campaign_id}.{place}"


def may_approve(campaign: Any, person: str, on_behalf_of: str | None) -> Decision:
    """Say whether somebody approves a campaign: not who wrote it, and nobody in their name."""
    if on_behalf_of is not None or person.startswith("service:"):
        return denied("A person approves this, by themselves.")
    if person == campaign.owner:
        return denied("Somebody else approves what you wrote.")
    return ALLOWED


def may_move(campaign: Any, person: str, to: str) -> Decision:
    """Say whether somebody moves a campaign whom it is shown to: its owner alone starts it."""
    if to == "running" and person != campaign.owner:
        return denied("Its owner starts it: the texts are theirs.")
    return ALLOWED


def slot(slot_at: int, now: int, pace: int) -> int:
    """Return when the next recipient may be taken."""
    return max(slot_at, now) + MINUTE // pace
