"""What each decision of a second person has in common, whatever it is about.

Who asked does not decide. Who does has a duty for it, acts in person, and says yes to exactly what they read,
while it waits. Whether they are a party of it, or in its line, ``oversight.access.demand_no_part`` says.
"""

from collections.abc import Collection

from onrecord.errors import Conflict, Forbidden
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.operation import Tx


def somebody_else(person: str, asked_by: str | None) -> Decision:
    """Who asked for something does not decide about it."""
    if person == asked_by:
        return denied("Somebody else decides about what you asked for.")
    return ALLOWED


def with_duty(duties: Collection[str], needed: frozenset[str]) -> Decision:
    """Allow who has one of the duties that it takes."""
    if needed.isdisjoint(duties):
        return denied(f"This needs one of the duties {', '.join(sorted(needed))}.")
    return ALLOWED


def by_oneself(tx: Tx) -> None:
    """Refuse a service, by itself or in somebody's name. Raises ``Forbidden``."""
    if tx.actor.is_service or tx.actor.on_behalf_of is not None:
        raise Forbidden("People do this themselves; no service does it, nor in their name.")


def demand_read(given: str | None, current: str | None, what: str) -> None:
    """Refuse a yes to something else than what is there now. Raises ``Conflict``."""
    if given != current:
        raise Conflict(f"The hash is not that of {what}: read it again.")
