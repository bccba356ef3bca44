"""What the worker puts on the record of a journal: in this process only, never from afar."""

from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.journaling.rows import journal_aside, journals


#: What a batch is that has not begun.
FRESH: Final = {
    "upto": None,
    "done": None,
    **dict.fromkeys(("parcels", "letters", "octets", "aside", "tries", "refusals"), 0),
    "digest": "",
    "problem": None,
    "failing_at": None,
}
_SUMS: Final = ("parcels", "letters", "octets", "aside")


class BeginJournal(Command):
    """Begin a journal at the beginning of the record."""

    journal: str
    format: str
    place: str


class SettleJournal(Command):
    """Say that a journal was delivered up to an entry."""

    journal: str
    upto: int


class SetAside(Command):
    """Say that a stretch of a conversation was not taken."""

    journal: str
    parcel: str
    conversation: str
    begins: int
    upto: int
    problem: str


class Redelivered(Command):
    """Say that a stretch that was set aside was taken after all."""

    journal: str
    parcel: str
    digest: str


class LateJournal(Command):
    """Say that a journal is behind, or no more."""

    journal: str
    late: bool


class Journaled(BaseModel):
    """How far a journal is after that."""

    model_config = ConfigDict(frozen=True)

    position: int


BEGIN: Final = Endpoint("journals.begin", "PUT", "", BeginJournal, Journaled, writes=True)
SETTLE: Final = Endpoint("journals.settle", "PUT", "", SettleJournal, Journaled, writes=True)
ASIDE: Final = Endpoint("journals.set_aside", "PUT", "", SetAside, Journaled, writes=True)
AGAIN: Final = Endpoint("journals.redelivered", "PUT", "", Redelivered, Journaled, writes=True)
LATE: Final = Endpoint("journals.late", "PUT", "", LateJournal, Journaled, writes=True)


@implements(BEGIN)
def begin(tx: Tx, command: BeginJournal) -> Journaled | Doc[Journaled]:
    """Make the row of a journal, once."""
    tx.unit.lock([tx.tenant])
    row = _found(tx, command.journal)
    if row is not None:
        return _unchanged(row)
    first = {"tenant": tx.tenant, "journal": command.journal, "position": 0, "seen": 0}
    tx.execute(sa.insert(journals), {**first, **FRESH, "next_at": 0})
    _record(tx, "journal.begun", command.journal, format=command.format, place=command.place)
    return Journaled(position=0)


@implements(SETTLE)
def settle(tx: Tx, command: SettleJournal) -> Journaled | Doc[Journaled]:
    """Move the cursor on, with what was delivered on the record; once for each batch."""
    tx.unit.lock([tx.tenant])
    row = _found(tx, command.journal)
    if row.upto != command.upto:
        return _unchanged(row)
    moved = {**FRESH, "position": row.upto, "seen": row.upto, "kept_at": tx.now}
    _change(tx, command.journal, moved)
    sums = {name: getattr(row, name) for name in _SUMS}
    span = {"from": row.position, "before": row.upto}
    _record(tx, "journal.delivered", command.journal, **span, **sums, digest=row.digest)
    return Journaled(position=row.upto)


@implements(ASIDE)
def set_aside(tx: Tx, command: SetAside) -> Journaled | Doc[Journaled]:
    """Set a stretch of a conversation aside; the journal goes on behind it."""
    tx.unit.lock([tx.tenant])
    row = _found(tx, command.journal)
    if row.upto != command.upto or (row.done or "") >= command.conversation:
        return _unchanged(row)
    kept = command.model_dump() | {"tenant": tx.tenant, "state": "aside", "again": False}
    tx.execute(sa.insert(journal_aside), kept)
    on = {"done": command.conversation, "aside": row.aside + 1, "tries": 0, "refusals": 0}
    on["failing_at"] = None
    _change(tx, command.journal, on)
    said = command.model_dump(include={"parcel", "conversation", "begins", "upto"})
    _record(tx, "journal.set_aside", command.journal, **said)
    return Journaled(position=row.position)


@implements(AGAIN)
def redelivered(tx: Tx, command: Redelivered) -> Journaled | Doc[Journaled]:
    """Write down that what was set aside is delivered."""
    tx.unit.lock([tx.tenant])
    row = _found(tx, command.journal)
    mine = (
        journal_aside.c.tenant == tx.tenant,
        journal_aside.c.journal == command.journal,
        journal_aside.c.parcel == command.parcel,
    )
    change = sa.update(journal_aside).where(*mine, journal_aside.c.state == "aside")
    values = {"state": "delivered", "again": False, "problem": None}
    if tx.execute(change.values(**values)).rowcount != 1:
        return _unchanged(row)
    said = command.model_dump(include={"parcel", "digest"})
    _record(tx, "journal.redelivered", command.journal, **said)
    return Journaled(position=row.position)


@implements(LATE)
def late(tx: Tx, command: LateJournal) -> Journaled | Doc[Journaled]:
    """Write down that a journal fell behind, or caught up; once each time."""
    tx.unit.lock([tx.tenant])
    row = _found(tx, command.journal)
    if (row.late_at is not None) == command.late:
        return _unchanged(row)
    _change(tx, command.journal, {"late_at": tx.now if command.late else None})
    kind = "journal.late" if command.late else "journal.caught_up"
    _record(tx, kind, command.journal, position=row.position)
    return Journaled(position=row.position)


def _found(tx: Tx, journal: str) -> Any:
    mine = (journals.c.tenant == tx.tenant, journals.c.journal == journal)
    return tx.execute(sa.select(journals).where(*mine)).one_or_none()


def _change(tx: Tx, journal: str, values: dict[str, Any]) -> None:
    mine = (journals.c.tenant == tx.tenant, journals.c.journal == journal)
    tx.execute(sa.update(journals).where(*mine).values(**values))


def _record(tx: Tx, kind: str, journal: str, **facts: Any) -> None:
    tx.record(Draft(kind, f"journal:{journal}", NOBODY, {}, facts=facts))


def _unchanged(row: Any) -> Doc[Journaled]:
    return Unchanged(Journaled, {"position": row.position})
