"""Who may hand over from whom to whom. Operations ask for the scope; here the people are weighed."""

from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import HandoverRefused, NotFound, Refusal
from onrecord.wire.handovers import HandoverUnfit
from onrecord_server.core.actor import Actor
from onrecord_server.core.operation import Tx
from onrecord_server.handovers import rules
from onrecord_server.handovers.rows import handovers
from onrecord_server.moderation import freezing
from onrecord_server.people import access as people_access
from onrecord_server.people.rows import people
from onrecord_server.policy import access as policy_access
from onrecord_server.spaces import access as space_access


SCOPE: Final = endpoints.START_HANDOVER.scope
_SAID: Final[dict[HandoverUnfit, str]] = {
    "same": "Nobody is their own successor.",
    "unknown": "The successor is not known here.",
    "deactivated": "The successor is not here any more.",
    "guest": "A guest takes over nothing: name somebody who belongs here.",
    "cannot_write": "The successor may not write at present: name somebody else, or wait.",
    "oneself": "Nobody makes themselves a successor: somebody else does.",
    "leaver_is_guest": "A guest has nothing to hand over: shut them out.",
}


def leaver(tx: Tx, person_id: str) -> Any:
    """Load who leaves. Raises ``NotFound``."""
    return people_access.person(tx, person_id)


def demand_fit(tx: Tx, leaving: Any, successor: str) -> None:
    """Refuse a successor who cannot take over. Raises ``HandoverRefused``."""
    why = unfit(tx, leaving.id, successor, chooser=tx.actor.person)
    if why is not None:
        raise HandoverRefused(_SAID[why], extra={"reason": why})


def unfit(tx: Tx, leaving: str, successor: str, *, chooser: str) -> HandoverUnfit | None:
    """Say why somebody cannot take over from somebody, if that is so."""
    row = tx.execute(
        sa.select(people.c.status).where(people.c.tenant == tx.tenant, people.c.id == successor)
    ).one_or_none()
    return rules.unfit(
        rules.Standing(
            same=leaving == successor,
            known=row is not None,
            active=row is not None and row.status == "active",
            guest=space_access.is_guest_only(as_if(tx, successor)),
            writes=_writes(as_if(tx, successor)),
            chose_themselves=chooser == successor,
            leaver_is_guest=space_access.is_guest_only(as_if(tx, leaving)),
        )
    )


def as_if(tx: Tx, person: str) -> Tx:
    """Return the view of somebody else, of whom something is asked; nothing is done in their name."""
    return replace(tx, actor=Actor(tx.tenant, person))


def _writes(theirs: Tx) -> bool:
    asked: list[Refusal | None] = [
        *policy_access.refusals([theirs]),
        *freezing.refusals([theirs]),
    ]
    return all(refusal is None for refusal in asked)


def handover(tx: Tx, handover_id: str) -> Any:
    """Load a hand-over. Raises ``NotFound``."""
    people_access.admit(tx)
    mine = (handovers.c.tenant == tx.tenant, handovers.c.id == handover_id)
    row = tx.execute(sa.select(handovers).where(*mine)).one_or_none()
    if row is None:
        raise NotFound
    return row


def latest(tx: Tx, person_id: str) -> Any:
    """Return the latest hand-over of a person, or ``None``."""
    query = sa.select(handovers).where(
        handovers.c.tenant == tx.tenant, handovers.c.person == person_id
    )
    order = (handovers.c.started_at.desc(), handovers.c.id.desc())
    return tx.execute(query.order_by(*order).limit(1)).one_or_none()
