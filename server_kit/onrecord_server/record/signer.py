"""Signing the heads of the tree: off the request path, with a key outside the database.

A signer extends the frontier from the last stored head, checks the new entries' leaves on the way,
and signs origin, size and root. It never signs two inconsistent heads: it goes on from what it
signed last and refuses when the database no longer holds that.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from onrecord.errors import OnRecordError
from onrecord.proofs import Checkpoint, leaf_hash, parse_note
from onrecord_server.core.database import Database
from onrecord_server.core.rows import entries, heads
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.memory import HeadMemory, SignedHead
from onrecord_server.record.merkle import Frontier
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from onrecord_server.record.rows import checkpoints, cosignatures


logger = logging.getLogger("onrecord.record")
PAGE: Final = 1000

#: Gets tenant and signed note; may answer with signature lines of witnesses.
Publish = Callable[[str, str], Iterable[str] | None]


class HeadsDiffer(OnRecordError):
    """Raised instead of signing a head that contradicts one that was signed before."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A head that was signed and stored."""

    tenant: str
    origin: str
    size: int
    root: bytes
    note: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a new head is due: after so many entries, or so many seconds after the last head."""

    entries: int = 256
    seconds: float = 60.0


class CheckpointSigner:
    """Signs the heads of every tenant of a database. Blocking: call it from a worker thread.

    ``base`` is the origin before the tenant's name. A tenant without any signed head gets a key of
    its own on the first signature; later its key must be in the ring.
    """

    def __init__(
        self,
        ring: KeyRing,
        base: str,
        clock: Callable[[], int],
        *,
        publish: Sequence[Publish] = (),
        rhythm: Rhythm | None = None,
    ) -> None:
        """Keep the parts; ``clock`` gives microseconds since 1970."""
        self._ring = ring
        self._memory = HeadMemory(ring.directory)
        self._base = base
        self._clock = clock
        self._publish = publish
        self._rhythm = rhythm or Rhythm()

    def ripe(self, database: Database) -> list[str]:
        """Return the tenants whose next head is due."""
        newest = (
            sa.select(
                checkpoints.c.tenant,
                sa.func.max(checkpoints.c.size).label("size"),
                sa.func.max(checkpoints.c.at).label("at"),
            )
            .group_by(checkpoints.c.tenant)
            .subquery()
        )
        query = sa.select(heads.c.tenant, heads.c.position, newest.c.size, newest.c.at)
        query = query.outerjoin(newest, newest.c.tenant == heads.c.tenant)
        with database.read() as connection:
            rows = connection.execute(query, execution_options=dict(database.options)).all()
        return [row.tenant for row in rows if self._is_ripe(row)]

    def _is_ripe(self, row: Any) -> bool:
        if row.size is None:
            return bool(row.position)
        fresh: int = row.position - row.size
        waited: int = self._clock() - row.at
        enough = fresh >= self._rhythm.entries or waited >= self._rhythm.seconds * 1_000_000
        return fresh > 0 and enough

    def sign(self, database: Database, tenant: str) -> Signed | None:
        """Sign the tenant's head as it is now; ``None`` when nothing is new.

        Raises ``HeadsDiffer`` rather than contradict an earlier head, and ``KeyFileError`` without
        a key.
        """
        with database.read() as connection:
            reading = _Reading(connection, dict(database.options), tenant)
            origin = reading.origin(self._base)
            before = reading.newest(origin)
            frontier = reading.grow(before)
        if before is not None and frontier.size == before.size:
            return None
        return self._store(database, tenant, origin, frontier, self._key(origin, before))

    def _key(self, origin: str, before: Any) -> NoteKey:
        if before is None and not self._ring.files(origin) and self._memory.last(origin) is None:
            self._ring.new(origin, str(self._clock()))
        return self._ring.active(origin)

    def _store(
        self, database: Database, tenant: str, origin: str, frontier: Frontier, key: NoteKey
    ) -> Signed | None:
        head = SignedHead(frontier.size, frontier.root())
        self._check_memory(database, tenant, origin, head)
        self._memory.remember(origin, head)
        note = sign_checkpoint(Checkpoint(origin, head.size, head.root), key).to_text()
        signed = Signed(tenant, origin, head.size, head.root, note)
        row = {"tenant": tenant, "origin": origin, "size": head.size, "root": head.root}
        more = {"note": note, "vkey": key.verifier.vkey, "frontier": frontier.to_bytes()}
        if not self._insert(database, checkpoints, {**row, **more}):
            return None
        self._hand_out(database, signed)
        return signed

    def _check_memory(self, database: Database, tenant: str, origin: str, head: SignedHead) -> None:
        last = self._memory.last(origin)
        if last is None:
            return
        with database.read() as connection:
            reading = _Reading(connection, dict(database.options), tenant)
            same = last.size <= head.size and reading.root(last.size) == last.root
        if not same:
            raise HeadsDiffer(
                f"the database no longer holds what was signed for {origin}: {last.size} entries"
                " with another root. If it was restored from a backup, it needs a new epoch"
            )

    def _insert(self, database: Database, table: sa.Table, row: dict[str, Any]) -> bool:
        try:
            with database.write() as connection:
                statement = sa.insert(table).values(**row, at=self._clock())
                connection.execute(statement, execution_options=dict(database.options))
        except IntegrityError:
            return False
        return True

    def _hand_out(self, database: Database, signed: Signed) -> None:
        for publish in self._publish:
            try:
                lines = list(publish(signed.tenant, signed.note) or ())
                for line in lines:
                    self._add_cosignature(database, signed, line)
            except Exception:
                logger.exception("handing out checkpoint %s of %s", signed.size, signed.origin)

    def _add_cosignature(self, database: Database, signed: Signed, line: str) -> None:
        witness = parse_note(signed.note + line).signatures[-1].name
        row = {"tenant": signed.tenant, "origin": signed.origin, "size": signed.size}
        self._insert(database, cosignatures, {**row, "witness": witness, "line": line})


class _Reading:
    """What a signer reads of one tenant, on one snapshot."""

    def __init__(self, connection: Connection, options: dict[str, Any], tenant: str) -> None:
        self._connection = connection.execution_options(**options, yield_per=PAGE)
        self._tenant = tenant

    def origin(self, base: str) -> str:
        """Name the log: a later epoch than the first has its own name under the old one."""
        epoch = self._connection.scalar(
            sa.select(heads.c.epoch).where(heads.c.tenant == self._tenant)
        )
        first = self._connection.scalar(
            sa.select(entries.c.entry).where(
                entries.c.tenant == self._tenant, entries.c.position == 0
            )
        )
        began = json.loads(first or "{}").get("facts", {}).get("epoch", epoch)
        name = f"{base}/{self._tenant}"
        return name if epoch == began else f"{name}/{epoch}"

    def newest(self, origin: str) -> Any:
        """Return the row of the largest head of an origin."""
        query = sa.select(checkpoints).where(
            checkpoints.c.tenant == self._tenant, checkpoints.c.origin == origin
        )
        return self._connection.execute(
            query.order_by(checkpoints.c.size.desc()).limit(1)
        ).one_or_none()

    def grow(self, before: Any) -> Frontier:
        """Go on from a stored head over every entry after it. Raises ``HeadsDiffer``."""
        frontier = Frontier()
        if before is not None:
            frontier = Frontier.from_bytes(bytes(before.frontier))
            if (frontier.size, frontier.root()) != (before.size, bytes(before.root)):
                raise HeadsDiffer(f"the stored head {before.size} and its frontier disagree")
        self._extend(frontier, None)
        return frontier

    def root(self, size: int) -> bytes:
        """Return the root over the first entries, from the nearest stored head on."""
        query = (
            sa.select(checkpoints)
            .where(checkpoints.c.tenant == self._tenant, checkpoints.c.size <= size)
            .order_by(checkpoints.c.size.desc())
            .limit(1)
        )
        near = self._connection.execute(query).one_or_none()
        frontier = Frontier() if near is None else Frontier.from_bytes(bytes(near.frontier))
        self._extend(frontier, size)
        return frontier.root()

    def _extend(self, frontier: Frontier, size: int | None) -> None:
        query = sa.select(entries.c.position, entries.c.entry, entries.c.leaf).where(
            entries.c.tenant == self._tenant, entries.c.position >= frontier.size
        )
        if size is not None:
            query = query.where(entries.c.position < size)
        for row in self._connection.execute(query.order_by(entries.c.position)):
            leaf = leaf_hash(row.entry.encode())
            if row.position != frontier.size or leaf != bytes(row.leaf):
                raise HeadsDiffer(f"entry {row.position} is out of place or not its own leaf")
            frontier.append(leaf)
