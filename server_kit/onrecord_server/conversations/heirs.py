"""Who serves a conversation with somebody outside after one who leaves: who knows that hangs on here."""

from dataclasses import dataclass
from typing import Final, Protocol

from onrecord_server.core.operation import Tx


@dataclass(frozen=True, slots=True)
class Heir:
    """Who serves a conversation after somebody who leaves. ``takes_over``: they did not before."""

    person: str
    takes_over: bool


class Desk(Protocol):
    """Knows who serves conversations with people outside."""

    def heir(self, tx: Tx, conversation_id: str, leaver: str, successor: str) -> Heir | None:
        """Return who serves one after somebody who leaves; the successor first, ``None`` where nobody can."""
        ...

    def pass_on(self, tx: Tx, conversation_id: str, leaver: str, heir: str) -> None:
        """Let somebody serve what the leaver served, and stand in for nobody by the leaver."""
        ...


_desks: Final[list[Desk]] = []


def kept_by(desk: Desk) -> Desk:
    """Register who knows."""
    _desks[:] = [desk]
    return desk


def heir(tx: Tx, conversation_id: str, leaver: str, successor: str) -> Heir | None:
    """Return who serves a conversation with somebody outside after somebody who leaves."""
    return _desks[0].heir(tx, conversation_id, leaver, successor) if _desks else None


def pass_on(tx: Tx, conversation_id: str, leaver: str, to: str) -> None:
    """Pass a conversation with somebody outside on."""
    for desk in _desks:
        desk.pass_on(tx, conversation_id, leaver, to)
