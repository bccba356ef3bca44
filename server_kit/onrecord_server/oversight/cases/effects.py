"""What a decision does to the message or its author, and what undoes it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Conflict
from onrecord_server.core.operation import Tx
from onrecord_server.messages import holding, kept, removing
from onrecord_server.moderation import freezing
from onrecord_server.oversight import casing
from onrecord_server.oversight.cases import hiding, rules
from onrecord_server.oversight.cases.rows import cases


#: So long somebody is frozen where nobody says how long.
A_DAY: Final = "P1D"


def waiting(tx: Tx, row: Any) -> list[Any]:
    """Return what is kept back of the message of a case and waits, the latest first."""
    if row.message is None:
        return []
    tx.unit.flush()
    found = kept.of_message(tx, row.message)
    return [one for one in found if one.state in {"held", "blocked"}]


def act(tx: Tx, row: Any, action: str, lasts: str = A_DAY) -> None:
    """Do what was decided. Raises ``Conflict`` where it cannot be done."""
    hidden = hiding.is_hidden(tx, row)
    if hidden:
        _shown_or_gone(tx, row, action)
    if action == "freeze":
        _freeze_longer(tx, row, lasts)
    elif action != "none" and not hidden:
        _act_on_message(tx, row, action)


def _act_on_message(tx: Tx, row: Any, action: str) -> None:
    if row.message is None:
        raise Conflict("This case is about no message.")
    _ACTS[action](tx, row, action)


def _shown_or_gone(tx: Tx, row: Any, action: str) -> None:
    """Decide about a message that is out of sight until somebody does, and about edits of it that wait."""
    if action not in {"remove", "reject"}:
        removing.restore_by_oversight(tx, row.message)
    if action in {"release", "reject"}:
        _settle(tx, row, action)


def _freeze_longer(tx: Tx, row: Any, lasts: str) -> None:
    """Freeze somebody, and leave them frozen where they are for longer already."""
    if row.person is None:
        raise Conflict("This case is about nobody.")
    now = freezing.frozen(tx.unit, tx.tenant, tx.now).get(row.person)
    if now is None or now.ends_at < casing.due(tx.now, lasts):
        freezing.freeze(tx, row.person, lasts, trigger=row.trigger)


def _remove(tx: Tx, row: Any, _: str) -> None:
    removing.remove_by_oversight(tx, row.message, row.trigger)


def _restore(tx: Tx, row: Any, _: str) -> None:
    removing.restore_by_oversight(tx, row.message)


def _settle(tx: Tx, row: Any, action: str) -> None:
    """Release the latest of what is kept back, or reject it all; what is older was overtaken."""
    found = waiting(tx, row)
    if not found:
        raise Conflict("There is nothing held here any more.")
    latest, *older = found
    for one in older:
        holding.reject(tx, row.message, number=one.number)
    settle = holding.release if action == "release" else holding.reject
    settle(tx, row.message, number=latest.number)


def undo(tx: Tx, row: Any) -> bool:
    """Undo what was decided; false where it is too late for that. Raises ``Conflict`` for another act."""
    if row.action not in _UNDOES:
        raise Conflict(f"Nothing undoes this: it was {row.action}.")
    return _UNDOES[row.action](tx, row)


def _put_back(tx: Tx, row: Any) -> bool:
    try:
        removing.restore_by_oversight(tx, row.message)
    except Conflict:
        return False
    return True


def _release_rejected(tx: Tx, row: Any) -> bool:
    """Deliver what this very decision rejected, whatever was kept back since."""
    tx.unit.flush()
    mine = [
        one
        for one in kept.of_message(tx, row.message)
        if one.state == "rejected" and one.decided_at == row.decided_at
    ]
    if hiding.is_hidden(tx, row):
        removing.restore_by_oversight(tx, row.message)
    if not mine or not holding.is_deliverable(tx, mine[0]):
        return False
    holding.release(tx, row.message, number=mine[0].number, on_appeal=True)
    return True


def _nothing(_: Tx, __: Any) -> bool:
    """Nothing was done: what was found is not so."""
    return True


def _unfreeze(tx: Tx, row: Any) -> bool:
    """End the freeze that this decision began, or the same people by hand since; another is for who began that."""
    now = freezing.frozen(tx.unit, tx.tenant, tx.now).get(row.person)
    if now is not None and now.begins_at in {row.decided_at, *_frozen_again(tx, row)}:
        freezing.unfreeze(tx, row.person)
    return True


def _frozen_again(tx: Tx, row: Any) -> list[int]:
    """Return when who decided a case froze the same person by hand: an appeal is not to be emptied so."""
    query = sa.select(cases.c.decided_at).where(
        cases.c.tenant == tx.tenant,
        cases.c.person == row.person,
        cases.c.source == "freeze",
        cases.c.decided_by.in_([row.decided_by, row.approved_by or row.decided_by]),
        cases.c.decided_at > row.decided_at,
    )
    return list(tx.execute(query).scalars())


def lift(tx: Tx, row: Any, disposition: str, action: str) -> bool:
    """End a freeze by a rule that counted this message, where nothing was wrong with it after all."""
    if disposition not in rules.CLEARED or action == "freeze" or row.message is None:
        return False
    now = freezing.frozen(tx.unit, tx.tenant, tx.now).get(row.person)
    return now is not None and now.message == row.message and freezing.unfreeze(tx, row.person)


def demand_seen(tx: Tx, row: Any, looked: int, asked_at: int | None = None) -> None:
    """Refuse to release words that came after the look, or after it was asked. Raises ``Conflict``."""
    latest = next(iter(waiting(tx, row)), None)
    if latest is None:
        return
    if latest.position > looked or (asked_at is not None and latest.created_at > asked_at):
        raise Conflict("Its author wrote something else since it was looked at: look again.")


_ACTS: Final = {
    "release": _settle,
    "reject": _settle,
    "remove": _remove,
    "restore": _restore,
}
_UNDOES: Final[Mapping[str, Callable[[Tx, Any], bool]]] = {
    "reject": _release_rejected,
    "remove": _put_back,
    "freeze": _unfreeze,
    "none": _nothing,
}
