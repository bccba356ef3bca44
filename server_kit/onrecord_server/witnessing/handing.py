"""Hands the newest head of each record to each witness while the app runs, and again until it is kept.

A witness that fails is left alone for longer and longer, and disturbs nothing else. Where it stands lies in
the database, so that a restart forgets nothing; any number of processes may, since one takes each turn.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from onrecord.proofs import parse_note
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.leases import Aside
from onrecord_server.core.ports import SKEW, Ports
from onrecord_server.core.rows import heads
from onrecord_server.core.unit import Unit
from onrecord_server.record.leaves import consistency
from onrecord_server.record.rows import checkpoints, cosignatures, receipts
from onrecord_server.witnessing.keeping import Head, Receipt, Witness
from onrecord_server.witnessing.rows import witnesses


logger = logging.getLogger("onrecord.record")

#: Seconds between two looks at which heads are new.
LOOK: Final = 20.0
#: Microseconds that a turn may take before somebody else takes it, and the first wait after a failure.
TURN: Final = 120_000_000
FIRST: Final = 30_000_000
LONGEST: Final = 6 * 3_600_000_000


class Handing:
    """Gives heads to witnesses, in a thread of its own."""

    def __init__(self, given: Sequence[Witness], ports: Ports, *, look: float = LOOK) -> None:
        """Keep the parts."""
        self._given = tuple(given)
        self._ports = ports
        self._look = look
        self._next: dict[int, float] = {}
        self._aside = Aside("onrecord-witnesses")

    def round(self, database: Database) -> int:
        """Begin to hand out what is new, where nothing is being handed out here."""
        now = time.monotonic()
        if not self._given or self._aside.busy or now < self._next.get(id(database), 0.0):
            return 0
        self._next[id(database)] = now + self._look
        self._aside.begin(self.hand_out, database)
        return 1

    def stop(self) -> None:
        """End after the witness that is asked now."""
        self._aside.stop()

    def hand_out(self, database: Database) -> int:
        """Give every witness the newest head that it does not have; return how many were kept."""
        kept = 0
        for head in _newest(database):
            for witness in self._given:
                if self._aside.ends.is_set():
                    return kept
                row = self._turn(database, head, witness)
                kept += row is not None and self._give(database, head, witness, row)
        return kept

    def _turn(self, database: Database, head: Head, witness: Witness) -> sa.Row[Any] | None:
        """Take the turn for a witness that has not this head yet, and whose wait is over."""
        now = micros(self._ports.clock())
        mine = (witnesses.c.tenant == head.tenant, witnesses.c.witness == witness.name)
        options = dict(database.options)
        with database.write() as connection:
            row = connection.execute(
                sa.select(witnesses).where(*mine), execution_options=options
            ).one_or_none()
            if row is None:
                first = {"tenant": head.tenant, "witness": witness.name, "size": 0}
                fresh = sa.insert(witnesses).values(**first, tries=0, next_at=now + TURN)
                connection.execute(fresh, execution_options=options)
                return connection.execute(
                    sa.select(witnesses).where(*mine), execution_options=options
                ).one()
            signed = sa.select(sa.func.max(checkpoints.c.size)).where(
                checkpoints.c.tenant == head.tenant, checkpoints.c.origin == head.origin
            )
            most = connection.execute(signed, execution_options=options).scalar()
            if has(row, head, most or 0) or waits(row, now):
                return None
            taken = sa.update(witnesses).where(*mine, witnesses.c.next_at == row.next_at)
            done = connection.execute(taken.values(next_at=now + TURN), execution_options=options)
            return row if done.rowcount == 1 else None

    def _give(self, database: Database, head: Head, witness: Witness, row: sa.Row[Any]) -> bool:
        now = micros(self._ports.clock())
        try:
            answer = witness.keep(head)
        except Exception as error:
            wait = min(FIRST << min(row.tries, 20), LONGEST)
            problem = f"{type(error).__name__}: {error}"[:500]
            logger.warning("%s did not keep a head of %s: %s", witness.name, head.tenant, problem)
            said = {"tries": row.tries + 1, "next_at": now + wait, "problem": problem}
            _change(database, row, said | {"failing_at": row.failing_at or now})
            return False
        receipt = answer if isinstance(answer, Receipt) else Receipt(answer)
        _remember(database, head, witness.name, receipt, now)
        given = {"origin": head.origin, "size": head.size, "receipt": receipt.text, "kept_at": now}
        again = now + int(witness.every_seconds * 1_000_000)
        well = {"tries": 0, "next_at": again, "problem": None, "failing_at": None}
        _change(database, row, {**given, **well})
        return True


def has(row: sa.Row[Any], head: Head, most: int) -> bool:
    """Say whether a witness has a head. That it has one larger than ``most``, all that was signed, is not believed."""
    return bool(row.origin == head.origin and head.size <= row.size <= most)


def waits(row: sa.Row[Any], now: int) -> bool:
    """Say whether a witness is left alone; a wait longer than any of ours is not believed."""
    return bool(now < row.next_at <= now + LONGEST + SKEW)


def _newest(database: Database) -> Iterator[Head]:
    options = dict(database.options)
    with database.read() as connection:
        tenants = connection.execute(sa.select(heads.c.tenant), execution_options=options)
        names = sorted(tenants.scalars())
    for tenant in names:
        query = sa.select(checkpoints).where(checkpoints.c.tenant == tenant)
        query = query.order_by(checkpoints.c.at.desc(), checkpoints.c.size.desc()).limit(1)
        with database.read() as connection:
            row = connection.execute(query, execution_options=options).one_or_none()
        if row is not None:
            prove = partial(_prove, database, tenant, row.size)
            yield Head(tenant, row.origin, row.size, row.note, prove)


def _prove(database: Database, tenant: str, size: int, old: int) -> Sequence[bytes]:
    epoch = sa.select(heads.c.epoch).where(heads.c.tenant == tenant)
    with database.read() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        return consistency(unit, tenant, str(unit.execute(epoch).scalar_one()), old, size)


def _remember(database: Database, head: Head, witness: str, receipt: Receipt, now: int) -> None:
    """Keep what was answered to this head; what was answered first stays."""
    of = {"tenant": head.tenant, "origin": head.origin, "size": head.size, "witness": witness}
    said = {"receipt": receipt.text, "stamp": receipt.stamp, "at": now}
    _add(database, sa.insert(receipts).values(**of, **said))
    for line in receipt.lines:
        by = {**of, "witness": parse_note(head.note + line).signatures[-1].name}
        _add(database, sa.insert(cosignatures).values(**by, line=line, at=now))


def _add(database: Database, fresh: sa.Insert) -> None:
    with suppress(IntegrityError), database.write() as connection:
        connection.execute(fresh, execution_options=dict(database.options))


def _change(database: Database, row: sa.Row[Any], values: dict[str, Any]) -> None:
    mine = (witnesses.c.tenant == row.tenant, witnesses.c.witness == row.witness)
    with database.write() as connection:
        change = sa.update(witnesses).where(*mine).values(**values)
        connection.execute(change, execution_options=dict(database.options))
