"""Writes exports in a thread of its own. Any number of processes may: each export is written by one.

The grant is asked again at every page, so one that ends stops the export.
"""

import logging
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord.errors import (
    Forbidden,
    KeyUnavailable,
    NotFound,
    OnRecordError,
    StorageFull,
    StorageUnavailable,
)
from onrecord.wire.exports import StoppedBecause
from onrecord_server.attachments.adapters.base import Store, key_of, prefix_of
from onrecord_server.attachments.house import Keeping
from onrecord_server.attachments.settling import system
from onrecord_server.attachments.tidying import IN_USE
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros, moment
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.leases import TRIES, Aside, Interrupted, Leases, tried
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.exports import settling
from onrecord_server.exports.attached import bytes_of
from onrecord_server.exports.handing import Handing, hand_over
from onrecord_server.exports.names import asking
from onrecord_server.exports.overtaken import Overtaken
from onrecord_server.exports.reading import Scope
from onrecord_server.exports.rows import export_parts, exports
from onrecord_server.oversight.rows import grants
from onrecord_server.record.newest import SignedHead, newest
from onrecord_server.record.rows import checkpoints


logger = logging.getLogger("onrecord.exports")

#: Bytes between two signs of life.
SIGN: Final = 1 << 20
_STOPS: Final[tuple[tuple[type[OnRecordError], StoppedBecause], ...]] = (
    (Forbidden, "grant_over"),
    (NotFound, "grant_over"),
    (KeyUnavailable, "key_unavailable"),
    (StorageFull, "storage"),
)


class FilesOf(Protocol):
    """Where a tenant keeps its files."""

    def kept(self, tenant: str) -> Keeping:
        """Return how a tenant keeps its files."""
        ...


class House(Protocol):
    """What this asks of the engine room."""

    ports: Ports

    @property
    def files(self) -> FilesOf:
        """The files of all tenants."""
        ...

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


class Exporter:
    """Looks for exports that are to be written, and for archives whose grant is over."""

    def __init__(self, house: House) -> None:
        """Keep the parts; the thread begins with the first export."""
        self._house = house
        self._leases = Leases(exports, "written", house.ports, (_covered(),))
        self._aside = Aside("onrecord-exports")

    def round(self, database: Database) -> int:
        """Begin with one export that waits, where none is being written here; clear what is over."""
        self._clear(database)
        row = None if self._aside.busy else self.take(database)
        if row is None:
            return 0
        self._aside.begin(self.write, database, row)
        return 1

    def stop(self) -> None:
        """End; what was being written is begun anew by whoever comes next."""
        self._aside.stop()

    def take(self, database: Database) -> sa.Row[Any] | None:
        """Take the lease of an export that nobody writes and whose entry is under a signed head."""
        return self._leases.take(database)

    # -- writing one -------------------------------------------------------------------------------

    def write(self, database: Database, row: sa.Row[Any]) -> None:
        """Write an export from its beginning. Blocking."""
        if tried(row) > TRIES:  # nobody who began it lived to say that it failed
            self._settle(row, state="stopped", reason="failed")
            return
        try:
            self._write(database, row)
        except Interrupted:
            logger.info("%s is not written on here", row.id)
        except Overtaken as error:
            self._anew(database, row, error)
        except StorageUnavailable as error:
            self._again(row, error, "storage")
        except OnRecordError as error:
            because = next((why for kind, why in _STOPS if isinstance(error, kind)), None)
            if because is None:
                self._again(row, error, "failed")
            else:
                self._settle(row, state="stopped", reason=because)
        except Exception as error:
            logger.exception("writing %s failed", row.id)
            self._again(row, error, "failed")

    def _again(self, row: sa.Row[Any], error: Exception, why: StoppedBecause) -> None:
        """Leave it to be begun anew when the lease runs out; after several times give it up."""
        logger.warning("%s is tried again later: %s", row.id, error)
        if tried(row) >= TRIES:
            self._settle(row, state="stopped", reason=why)

    def _anew(self, database: Database, row: sa.Row[Any], error: Overtaken) -> None:
        """Let it begin anew under a head that covers what changed; after several times give it up.

        What was written may hold words that are gone: it goes at once.
        """
        logger.info(
            "%s is begun anew: it changed meanwhile, up to entry %s", row.id, error.position
        )
        forget(database, row, self._house.files.kept(row.tenant).stores.current)
        if tried(row) >= TRIES:
            self._settle(row, state="stopped", reason="changed_meanwhile")
        else:
            self._settle(row, state="running")

    def _settle(self, row: sa.Row[Any], **said: Any) -> None:
        command = settling.Settle(archive_id=row.id, tries=row.tries, **said)
        self._house.call(settling.SETTLE.name, command, system(row.tenant))

    def _write(self, database: Database, row: sa.Row[Any]) -> None:
        store = self._house.files.kept(row.tenant).stores.current
        target = Pieces(database, row, store, self._leases, self._aside.ends)
        target.sign()
        forget(database, row, store)
        head = _head(database, row.tenant)
        asked = self._asked(database, row, Actor(row.tenant, row.requester), head)
        digest = hand_over(asked, target, target.heard)
        target.end()
        settled = {"upto": head.size - 1, "size": target.size, "manifest_sha256": digest}
        self._settle(row, state="done", **settled)

    def _asked(
        self, database: Database, row: sa.Row[Any], actor: Actor, head: SignedHead
    ) -> Handing:
        asked = {"grant_id": row.grant, "since": row.since, "until": row.until}
        opened = self._house.call(settling.PLACES.name, settling.Places(**asked), actor).resource()

        def admits(ids: Collection[str]) -> list[str]:
            command = settling.Admit(ids=sorted(ids), **asked)
            answer = self._house.call(settling.ADMIT.name, command, actor).resource()
            return list(answer.ids)

        stores = self._house.files.kept(row.tenant).stores
        scope = Scope(
            head.size,
            moment(opened.until),
            moment(opened.since) if opened.since else None,
            tuple(opened.ids),
            admits,
            bare=True,
        )
        return Handing(
            tenant=row.tenant,
            export=row.id,
            at=moment(row.requested_at),
            head=head,
            scope=scope,
            formats=row.formats.split(","),
            ask=asking(database),
            bytes_of=bytes_of(database, row.tenant, lambda _, name: stores.named(name)),
            why={"grant": row.grant, "requester": row.requester},
            sealed_to=row.sealed_to,
        )

    # -- what is over ------------------------------------------------------------------------------

    def _clear(self, database: Database) -> None:
        """Take bytes away whose export was cancelled or stopped, or whose grant is over.

        Chance says which come first: those that cannot be cleared stand before no others.
        """
        now = micros(self._house.ports.clock())
        same = sa.and_(grants.c.tenant == exports.c.tenant, grants.c.id == exports.c.grant)
        over = (grants.c.state != "open") | (grants.c.expires_at <= now)
        gone = exports.c.state.in_(("cancelled", "stopped")) | ((exports.c.state == "done") & over)
        query = sa.select(exports).join(grants, same).where(exports.c.store.is_not(None), gone)
        with database.read() as connection:
            rows = connection.execute(
                query.order_by(sa.func.random()).limit(20), execution_options=dict(database.options)
            ).all()
        for row in rows:
            try:
                store = self._house.files.kept(row.tenant).stores.named(row.store)
                forget(database, row, store)
                _change(database, row, {"store": None})
            except Exception:
                logger.exception("%s is over and cannot be cleared yet", row.id)


def _covered() -> sa.ColumnElement[bool]:
    """Only what the record says under a signed head is written."""
    return sa.exists().where(
        checkpoints.c.tenant == exports.c.tenant, checkpoints.c.size > exports.c.position
    )


def _in_use(database: Database, tenant: str, bytes_id: str) -> bool:
    """Say whether bytes are of an archive that is there, or is being written."""
    mine = (exports.c.tenant == tenant, exports.c.bytes_id == bytes_id)
    query = sa.select(sa.literal(1)).where(*mine, exports.c.store.is_not(None))
    with database.read() as connection:
        found = connection.execute(query, execution_options=dict(database.options))
        return found.first() is not None


IN_USE.append(_in_use)


def _head(database: Database, tenant: str) -> SignedHead:
    with database.read() as connection:
        return newest(Unit(connection, Ports(), Hooks(), database.options), tenant)


def forget(database: Database, row: sa.Row[Any], store: Store) -> None:
    """Take away whatever is there of an archive."""
    store.clear(row.tenant, row.bytes_id)
    mine = (export_parts.c.tenant == row.tenant, export_parts.c.export == row.id)
    bytes_ = export_parts.c.key.startswith(prefix_of(row.tenant, row.bytes_id), autoescape=True)
    with database.write() as connection:
        gone = sa.delete(export_parts).where(*mine, bytes_)
        connection.execute(gone, execution_options=dict(database.options))


def _change(database: Database, row: sa.Row[Any], values: dict[str, Any]) -> None:
    mine = (exports.c.tenant == row.tenant, exports.c.id == row.id)
    with database.write() as connection:
        change = sa.update(exports).where(*mine).values(**values)
        connection.execute(change, execution_options=dict(database.options))


@dataclass(slots=True)
class Pieces:
    """Takes an archive as it is written, and puts it into the store piece by piece."""

    database: Database
    row: sa.Row[Any]
    store: Store
    leases: Leases
    ends: threading.Event
    size: int = 0
    told: int = 0
    waiting: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes, /) -> None:
        """Take the next bytes."""
        self.waiting += data
        while len(self.waiting) >= self.store.piece:
            self._put(bytes(self.waiting[: self.store.piece]))
            del self.waiting[: self.store.piece]

    def end(self) -> None:
        """Put what is left."""
        if self.waiting:
            self._put(bytes(self.waiting))
        self.sign()

    def heard(self, length: int) -> None:
        """Show that it goes on, now and then."""
        self.told += length
        if self.told >= SIGN or self.ends.is_set():
            self.sign()

    def _put(self, data: bytes) -> None:
        self.sign()
        key = key_of(self.row.tenant, self.row.bytes_id, f"e{self.row.tries}-{self.size}")
        self.store.put(key, data)
        part = {"tenant": self.row.tenant, "export": self.row.id, "start": self.size}
        with self.database.write() as connection:
            kept = sa.insert(export_parts).values(**part, size=len(data), key=key)
            connection.execute(kept, execution_options=dict(self.database.options))
        self.size += len(data)

    def sign(self) -> None:
        """Move the lease on. Raises ``Interrupted`` where it is not ours any more."""
        self.told = 0
        self.leases.move(self.database, self.row, self.size, store=self.store.name)
        if self.ends.is_set():
            raise Interrupted
