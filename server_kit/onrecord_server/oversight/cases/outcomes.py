"""How a case ended, step by step, and what its message is by now; no words."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire import cases as wire
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.messages.rows import held, messages
from onrecord_server.oversight.cases import queries


Facts = Mapping[str, Any]
_KINDS: Final = ("freeze.decided", "case.decided", "case.appealed", "case.closed")
_WAITING: Final = frozenset({"held", "blocked"})


def of_case(tx: Tx, case_id: str) -> list[wire.CaseOutcome]:
    """Return what was decided, that it was appealed, and what was decided then, in this order."""
    steps = [_OUTCOMES[kind](at, by, facts) for kind, at, by, facts in _entries(tx, case_id)]
    if all(one.action in {None, "none"} for one in steps):  # there was nothing to undo
        return [one.model_copy(update={"undone": None}) for one in steps]
    return steps


def _entries(tx: Tx, case_id: str) -> Iterator[tuple[str, int, str, Facts]]:
    """Yield the entries that ended a case; those of this transaction are the last."""
    for row in queries.history(tx, case_id, *_KINDS):
        yield row.type, row.at, row.actor, json.loads(row.entry).get("facts", {})
    for one in tx.unit.recorded:
        if one.draft.object == case_id and one.draft.type in _KINDS:
            yield one.draft.type, one.at, one.actor.person, one.draft.facts


def _decided(at: int, by: str, facts: Facts) -> wire.CaseOutcome:
    return wire.CaseOutcome(
        step="decided",
        at=moment(at),
        by=facts.get("decided_by", by),
        approved_by=facts.get("approved_by"),
        disposition=facts.get("disposition"),
        action=facts.get("action", "freeze"),
    )


def _appealed(at: int, _: str, __: Facts) -> wire.CaseOutcome:
    return wire.CaseOutcome(step="appealed", at=moment(at))


def _closed(at: int, by: str, facts: Facts) -> wire.CaseOutcome:
    upheld = facts["upheld"]
    return wire.CaseOutcome(
        step="upheld" if upheld else "rejected",
        at=moment(at),
        by=facts.get("decided_by", by),
        approved_by=facts.get("approved_by"),
        undone=facts.get("undone", True) if upheld else None,
    )


_OUTCOMES: Final[Mapping[str, Callable[[int, str, Facts], wire.CaseOutcome]]] = {
    "freeze.decided": _decided,
    "case.decided": _decided,
    "case.appealed": _appealed,
    "case.closed": _closed,
}


def message_state(tx: Tx, message_id: str | None) -> wire.CaseMessageState | None:
    """Return what a message is by now; what was kept back of it later than it is says so."""
    if message_id is None:
        return None
    tx.unit.flush()
    kept = tx.execute(
        sa.select(held.c.state, held.c.version)
        .where(held.c.tenant == tx.tenant, held.c.id == message_id)
        .order_by(held.c.number.desc())
        .limit(1)
    ).one_or_none()
    query = sa.select(messages.c.state, messages.c.version)
    mine = (messages.c.tenant == tx.tenant, messages.c.id == message_id)
    live = tx.execute(query.where(*mine)).one_or_none()
    found: wire.CaseMessageState | None = state_of(kept, live)
    return found


def state_of(kept: Any, live: Any) -> Any:
    """Return the state of a message that was kept back, delivered, or both. Pure."""
    if live is None or kept is None:
        found = kept if live is None else live
        return None if found is None else found.state
    newer = kept.version > live.version and kept.state in {*_WAITING, "rejected"}
    if newer or (kept.state, live.state) == ("released", "active"):
        return kept.state
    return live.state
