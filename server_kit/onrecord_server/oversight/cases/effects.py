"""What a decision does to the message or its author, and what undoes it."""

from typing import Any

from onrecord.errors import Conflict
from onrecord_server.core.operation import Tx
from onrecord_server.messages import holding, kept, removing


def waiting(tx: Tx, row: Any) -> list[Any]:
    """Return what is kept back of the message of a case and waits, the latest first."""
    if row.message is None:
        return []
    tx.unit.flush()
    found = kept.of_message(tx, row.message)
    return [one for one in found if one.state in {"held", "blocked"}]


def act(tx: Tx, row: Any, action: str) -> None:
    """Do to a message what was decided. Raises ``Conflict`` where it cannot be done."""
    if action != "none" and row.message is None:
        raise Conflict("This case is about no message.")
    if action in {"release", "reject"}:
        _settle(tx, row, action)
    elif action == "remove":
        removing.remove_by_oversight(tx, row.message, row.trigger)
    elif action == "restore":
        removing.restore_by_oversight(tx, row.message)
    elif action != "none":
        raise Conflict(f"There is nothing to {action} here.")


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
    else:
        raise Conflict(f"Nothing undoes this: it was {row.action}.")
