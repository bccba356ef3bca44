"""What a decision does to the message or its author, and what undoes it."""

from typing import Any, Final

from onrecord.errors import Conflict
from onrecord_server.core.operation import Tx
from onrecord_server.messages import holding, kept, removing
from onrecord_server.moderation import freezing
from onrecord_server.oversight.cases import hiding


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
    if action == "freeze" and row.person is not None:
        freezing.freeze(tx, row.person, lasts, trigger=row.trigger)
    elif hiding.is_hidden(tx, row):
        _shown_or_gone(tx, row, action)
    elif action != "none" and row.message is None:
        raise Conflict("This case is about no message.")
    elif action != "none":
        _ACTS[action](tx, row, action)


def _shown_or_gone(tx: Tx, row: Any, action: str) -> None:
    """Decide about a message that is out of sight until somebody does."""
    if action != "remove":
        removing.restore_by_oversight(tx, row.message)


def _remove(tx: Tx, row: Any, _: str) -> None:
    removing.remove_by_oversight(tx, row.message, row.trigger)


def _restore(tx: Tx, row: Any, _: str) -> None:
    removing.restore_by_oversight(tx, row.message)


def _freeze(_: Tx, __: Any, ___: str) -> None:
    raise Conflict("This case is about nobody.")


def _settle(tx: Tx, row: Any, action: str) -> None:
    """Release the latest of what is kept back, or reject it all; what is older was overtaken."""
    latest, *older = waiting(tx, row)
    for one in older:
        holding.reject(tx, row.message, number=one.number)
    settle = holding.release if action == "release" else holding.reject
    settle(tx, row.message, number=latest.number)


def undo(tx: Tx, row: Any) -> None:
    """Undo what was decided. Raises ``Conflict`` where it cannot be undone."""
    if row.action == "reject":
        holding.release(tx, row.message, on_appeal=True)
    elif row.action == "remove":
        removing.restore_by_oversight(tx, row.message)
    elif row.action == "freeze":
        freezing.unfreeze(tx, row.person)
    else:
        raise Conflict(f"Nothing undoes this: it was {row.action}.")


_ACTS: Final = {
    "release": _settle,
    "reject": _settle,
    "remove": _remove,
    "restore": _restore,
    "freeze": _freeze,
}
