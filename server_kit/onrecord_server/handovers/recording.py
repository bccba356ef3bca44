"""Changing a hand-over, and putting it on the record. Entries hold no words."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord_server.core.draft import NOBODY, Draft, to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.handovers.queries import HANDED_OVER
from onrecord_server.handovers.rows import handovers


def start(tx: Tx, row: Mapping[str, Any]) -> None:
    """Put a hand-over up."""
    tx.execute(sa.insert(handovers), dict(row))
    facts = {
        "person_id": row["person"],
        "successor_id": row["successor"],
        "reason_code": row["reason_code"],
    }
    tx.record(_draft("started", row["id"], _event("started", row["id"], facts), facts))


def advance(tx: Tx, handover_id: str, on: Mapping[str, Any]) -> None:
    """Say how far it has come."""
    _update(tx, handover_id, on)
    tx.record(_draft("advanced", handover_id, _event("advanced", handover_id, on), on))


def end(tx: Tx, handover_id: str, ended: Mapping[str, Any]) -> None:
    """Say that it is over, and how far it came."""
    _update(tx, handover_id, {**ended, "ended_at": tx.now})
    facts = {name: value for name, value in ended.items() if value is not None}
    tx.record(_draft("ended", handover_id, _event("ended", handover_id, facts), facts))


def tell(tx: Tx, conversation_id: str, handover: Any, why: str) -> None:
    """Tell those in a conversation who has left, and who to turn to."""
    who = {"person_id": handover.person, "successor_id": handover.successor}
    tx.record(
        Draft(
            type=HANDED_OVER,
            object=conversation_id,
            audience=to_conversation(conversation_id),
            event={"conversation_id": conversation_id, **who},
            facts={**who, "handover_id": handover.id, "why": why},
        )
    )


def said_of(kind: str, handover_id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the event says of the facts of an entry."""
    return _event(kind.partition(".")[2], handover_id, facts)


def _event(what: str, handover_id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    names = {"started": ("person_id", "successor_id"), "ended": ("state",)}.get(what, ())
    return {"handover_id": handover_id, **{name: facts[name] for name in names}}


def _draft(what: str, handover_id: str, event: dict[str, Any], facts: Mapping[str, Any]) -> Draft:
    return Draft(f"handover.{what}", handover_id, NOBODY, event, facts)


def _update(tx: Tx, handover_id: str, values: Mapping[str, Any]) -> None:
    mine = (handovers.c.tenant == tx.tenant, handovers.c.id == handover_id)
    tx.execute(sa.update(handovers).where(*mine).values(**values))
