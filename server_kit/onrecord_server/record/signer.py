"""Signing the heads of the tree: off the request path, with a key outside the database.

A signer extends the frontier from the last stored head, checks the new entries' leaves on the way,
and signs origin, size and root. It never signs two inconsistent heads: it goes on from what it
signed last and refuses when the database no longer holds that.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from onrecord.proofs import Checkpoint, parse_note
from onrecord_server.core import stream
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros
from onrecord_server.core.draft import NOBODY, Draft, Recorded
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.record.heads import ROTATED
from onrecord_server.record.keys import KeyFile, KeyRing
from onrecord_server.record.memory import HeadMemory, SignedHead
from onrecord_server.record.merkle import Frontier
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from onrecord_server.record.reading import HeadsDiffer, Reading
from onrecord_server.record.rows import checkpoints, cosignatures


#: Who rotates keys, in the record.
SYSTEM: Final = "system:record"
#: The name of the signer among the reactors.
NAME: Final = "checkpoints"
logger = logging.getLogger("onrecord.record")

#: Gets tenant and signed note; may answer with signature lines of witnesses.
Publish = Callable[[str, str], Iterable[str] | None]


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
        ports: Ports,
        *,
        publish: Sequence[Publish] = (),
        rhythm: Rhythm | None = None,
    ) -> None:
        """Keep the parts."""
        self._ring = ring
        self._memory = HeadMemory(ring.directory)
        self._base = base
        self._ports = ports
        self._publish = publish
        self._rhythm = rhythm or Rhythm()

    def _clock(self) -> int:
        return micros(self._ports.clock())

    def is_ripe(self, database: Database, tenant: str) -> bool:
        """Say whether a tenant's next head is due."""
        with database.read() as connection:
            reading = Reading(connection, dict(database.options), tenant)
            before = reading.newest(reading.origin(self._base))
            size = reading.size()
        if before is None:
            return size > 0
        fresh: int = size - before.size
        waited: int = self._clock() - before.at
        enough = fresh >= self._rhythm.entries or waited >= self._rhythm.seconds * 1_000_000
        return fresh > 0 and enough

    def sign(self, database: Database, tenant: str) -> Signed | None:
        """Sign the tenant's head as it is now; ``None`` when nothing is new.

        After a rotation the new key goes on the record first, vouched for by the old one. Raises ``HeadsDiffer`` rather than contradict an earlier head, and ``KeyFileError`` without
        a key.
        """
        with database.read() as connection:
            reading = Reading(connection, dict(database.options), tenant)
            origin = reading.origin(self._base)
            before = reading.newest(origin)
        key = self._key(database, tenant, origin, before)
        with database.read() as connection:
            frontier = Reading(connection, dict(database.options), tenant).grow(before)
        if before is not None and frontier.size == before.size:
            return None
        return self._store(database, tenant, origin, frontier, key)

    def _key(self, database: Database, tenant: str, origin: str, before: Any) -> NoteKey:
        self._ring.refresh()
        fresh = before is None and self._memory.last(origin) is None
        if fresh and not self._ring.files(origin):
            self._ring.new(origin, str(self._clock()))
        active = self._ring.files(origin)[-1:]
        if active and before is not None and before.vkey != active[0].key.verifier.vkey:
            self._announce(database, tenant, active[0])
        return self._ring.active(origin)

    def _announce(self, database: Database, tenant: str, item: KeyFile) -> None:
        """Put a rotation on the record: the former key's statement about the new one."""
        facts = {"vkey": item.key.verifier.vkey, "statement": self._ring.vouched(item)}
        draft = Draft(ROTATED, "record", NOBODY, {}, facts=facts)
        with database.write() as connection:
            unit = Unit(connection, self._ports, Hooks(), database.options)
            at = micros(self._ports.clock())
            unit.record(Recorded(draft, Actor(tenant, SYSTEM), at))
            stream.seal(unit)

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
            reading = Reading(connection, dict(database.options), tenant)
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
