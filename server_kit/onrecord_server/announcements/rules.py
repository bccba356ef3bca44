"""Who may ask what of an announcement, and how far somebody has come with it. Pure."""

from typing import Final

from onrecord.wire.announcements import Progress, RosterState
from onrecord_server.core.decision import ALLOWED, Decision, denied


#: Microseconds between two reminders of one announcement.
REMIND_EVERY: Final = 3600 * 1_000_000
#: Microseconds for which the rows of an export can be read.
EXPORT_LASTS: Final = 24 * 3600 * 1_000_000


def is_announcement(posting: str, *, in_channel: bool, acknowledge: bool) -> bool:
    """Say whether a message is one: posted where few write and all read, or to be acknowledged."""
    return acknowledge or (in_channel and posting == "moderators")


def may_lead(role: str) -> Decision:
    """Say whether a member may see who has acknowledged, and remind."""
    if role in ("moderator", "owner"):
        return ALLOWED
    return denied("Only who posts announcements here sees who has read and acknowledged them.")


def may_rule(role: str) -> Decision:
    """Say whether a member may say by rule who reads."""
    if role == "owner":
        return ALLOWED
    return denied("Only owners say by rule who reads this.")


def may_acknowledge(author: str, actor: str) -> Decision:
    """Say whether a person's word counts: an author knows what they wrote."""
    if author == actor:
        return denied("Its author need not acknowledge it.")
    return ALLOWED


def progress(*, reached: bool, read: bool, acknowledged: int | None, newest: int) -> Progress:
    """Return how far a person has come; ``acknowledged`` is the newest version that they did."""
    if acknowledged is not None:
        return "acknowledged" if acknowledged == newest else "outdated"
    if read:
        return "read"
    return "reached" if reached else "unreached"


#: State of a roster → the progress of those whom it lists; what is read is asked apart.
STATES: Final[dict[RosterState, frozenset[Progress]]] = {
    "reached": frozenset({"reached", "read", "outdated", "acknowledged"}),
    "unreached": frozenset({"unreached"}),
    "acknowledged": frozenset({"acknowledged"}),
    "missing": frozenset({"unreached", "reached", "read", "outdated"}),
    "outdated": frozenset({"outdated"}),
}


def wait(last: int | None, now: int) -> int:
    """Return the microseconds until the next reminder may go out; 0 is now."""
    return 0 if last is None else max(0, last + REMIND_EVERY - now)
