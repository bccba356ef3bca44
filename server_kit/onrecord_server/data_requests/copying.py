"""Writes the copies that people are given of their data, in a thread of its own. Any number of processes may.

What is written is read a page at a time, as it is by then; what comes later than the approval is not meant.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import (
    Conflict,
    Forbidden,
    KeyUnavailable,
    NotFound,
    StorageFull,
    StorageUnavailable,
)
from onrecord.wire.data_requests import CopyStopped
from onrecord_server.attachments.adapters.base import Store
from onrecord_server.attachments.settling import system
from onrecord_server.attachments.tidying import IN_USE
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros, time_text
from onrecord_server.core.leases import TRIES, Aside, Interrupted, Leases, tried
from onrecord_server.data_requests import archives, pages, telling
from onrecord_server.data_requests.rows import OPEN, STOPPED, data_archives, data_requests
from onrecord_server.exports.attached import bytes_of
from onrecord_server.exports.packing import pack
from onrecord_server.exports.told import File, Member
from onrecord_server.exports.working import House, Pieces, forget


logger = logging.getLogger("onrecord.data_requests")

#: What the person may list of themselves, and what of it others have no part in.
LISTED: Final[dict[str, tuple[Any, tuple[str, ...]]]] = {
    "looks": (
        endpoints.LIST_DISCLOSURES,
        ("at", "look", "kind", "trigger", "duty", "conversation_id", "messages", "policy_version"),
    ),
    "notices": (
        endpoints.LIST_NOTICES,
        ("at", "kind", "rule", "message_id", "conversation_id", "acted", "told", "text"),
    ),
    "appeals": (endpoints.LIST_APPEALS, ("made_at", "state", "message_id", "said", "answer")),
    "reports": (
        endpoints.LIST_REPORTS,
        ("made_at", "state", "message_id", "reason_code", "said", "acted"),
    ),
    "requests": (
        endpoints.LIST_DATA_REQUESTS,
        ("received_at", "kind", "state", "said", "answer", "extended", "due_at"),
    ),
}


class _Hashed:
    """Passes bytes on and hashes them."""

    def __init__(self, target: Pieces) -> None:
        self._target = target
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Take the next bytes."""
        self.digest.update(data)
        self._target.write(data)


class Copier:
    """Looks for copies that are to be written, and for those that nobody may fetch any more."""

    def __init__(self, house: House) -> None:
        """Keep the parts; the thread begins with the first copy."""
        self._house = house
        self._leases = Leases(data_archives, "written", house.ports)
        self._aside = Aside("onrecord-copies")

    def round(self, database: Database) -> int:
        """Begin with one copy that waits, where none is being written here; clear what is over."""
        self._clear(database)
        row = None if self._aside.busy else self._leases.take(database)
        if row is None:
            return 0
        self._aside.begin(self.write, database, row)
        return 1

    def stop(self) -> None:
        """End; what was being written is begun anew by whoever comes next."""
        self._aside.stop()

    def wait(self) -> None:
        """Wait until what is being written is."""
        self._aside.wait()

    def write(self, database: Database, row: sa.Row[Any]) -> None:
        """Write a copy from its beginning; what failed is tried again when its lease runs out. Blocking."""
        if tried(row) > TRIES:  # nobody who began it lived to say that it failed
            self._give_up(row, "failed")
            return
        try:
            self._write(database, row)
        except Interrupted:
            logger.info("the copy for %s is not written on here", row.id)
        except Exception as error:
            logger.exception("writing the copy for %s failed", row.id)
            if tried(row) >= TRIES:
                self._give_up(row, _why(error))

    def _give_up(self, row: sa.Row[Any], reason: CopyStopped) -> None:
        command = archives.GivenUp(request_id=row.id, tries=row.tries, reason=reason)
        self._house.call(archives.GIVEN_UP.name, command, system(row.tenant))

    def _write(self, database: Database, row: sa.Row[Any]) -> None:
        _demand_same(database, row)
        stores = self._house.files.kept(row.tenant).stores
        target = Pieces(database, row, stores.current, self._leases, self._aside.ends)
        target.sign()
        forget(database, row, stores.current)
        hashed = _Hashed(target)
        read = bytes_of(database, row.tenant, lambda _, name: stores.named(name))
        about = self._about(row)
        pack(hashed, self._members(row, about, read), lambda: about, target.heard)
        target.end()
        digest = hashed.digest.hexdigest()
        command = archives.Written(
            request_id=row.id, tries=row.tries, size=target.size, sha256=digest
        )
        self._house.call(archives.WRITTEN.name, command, system(row.tenant))

    def _about(self, row: sa.Row[Any]) -> dict[str, Any]:
        at = time_text(micros(self._house.ports.clock()))
        said = {"tenant": row.tenant, "person": row.person, "request": row.id}
        return {**said, "at": at, "upto": row.upto}

    # -- what it tells -----------------------------------------------------------------------------

    def _members(
        self,
        row: sa.Row[Any],
        about: Mapping[str, Any],
        read: Callable[[File], Iterator[bytes] | None],
    ) -> Iterator[Member]:
        yield from pages.members(about, self._parts(row))
        for one in self._told(row, "files"):
            pieces = read(File(one["id"]))
            if pieces is not None:
                yield Member(f"files/{one['id']}", pieces)

    def _parts(self, row: sa.Row[Any]) -> pages.Parts:
        def told(name: str) -> Callable[[], Iterable[Mapping[str, Any]]]:
            return lambda: self._told(row, name)

        def listed(name: str) -> Callable[[], Iterable[Mapping[str, Any]]]:
            return lambda: self._listed(row, name)

        first = {name: told(name) for name in telling.PARTS if name != "not_shown"}
        return first | {name: listed(name) for name in LISTED} | {"not_shown": told("not_shown")}

    def _told(self, row: sa.Row[Any], part: str) -> Iterator[Mapping[str, Any]]:
        after: tuple[str, ...] | None = ()
        while after is not None:
            command = telling.Tell(request_id=row.id, part=part, after=after)
            page = self._house.call(telling.TELL.name, command, system(row.tenant)).resource()
            yield from page.items
            after = page.after

    def _listed(self, row: sa.Row[Any], part: str) -> Iterator[Mapping[str, Any]]:
        """Yield what the person sees of themselves; what is refused to them is said to be."""
        endpoint, names = LISTED[part]
        cursor, more = None, True
        while more:
            command = endpoint.command(cursor=cursor, limit=telling.PAGE)
            try:
                page = self._house.call(endpoint.name, command, Actor(row.tenant, row.person)).value
            except (Conflict, Forbidden, NotFound) as error:
                yield {"not_available": error.code}
                return
            for one in page["data"]:
                yield {name: one[name] for name in names if one.get(name) is not None}
            cursor = page.get("next_cursor")
            more = cursor is not None

    # -- what is over ------------------------------------------------------------------------------

    def _clear(self, database: Database) -> None:
        """Take bytes away that nobody may fetch any more. Those that cannot be cleared stand before no others."""
        options, table = dict(database.options), data_archives
        query = sa.select(table).where(table.c.store.is_not(None), _over(self._now()))
        with database.read() as connection:
            rows = connection.execute(
                query.order_by(sa.func.random()).limit(20), execution_options=options
            ).all()
        for row in rows:
            try:
                store = self._house.files.kept(row.tenant).stores.named(row.store)
                self._forget(database, row, store)
            except Exception:
                logger.exception("the copy for %s is over and cannot be cleared yet", row.id)

    def _forget(self, database: Database, row: sa.Row[Any], store: Store) -> None:
        forget(database, row, store)
        mine = (data_archives.c.tenant == row.tenant, data_archives.c.id == row.id)
        same = data_archives.c.bytes_id == row.bytes_id
        gone = sa.update(data_archives).where(*mine, same).values(store=None)
        with database.write() as connection:
            connection.execute(gone, execution_options=dict(database.options))

    def _now(self) -> int:
        return micros(self._house.ports.clock())


def _why(error: Exception) -> CopyStopped:
    if isinstance(error, StorageFull | StorageUnavailable):
        return "storage"
    return "key_unavailable" if isinstance(error, KeyUnavailable) else "failed"


def _demand_same(database: Database, row: sa.Row[Any]) -> None:
    """Refuse a copy that names somebody else than its request does, which the record proves."""
    mine = (data_requests.c.tenant == row.tenant, data_requests.c.id == row.id)
    query = sa.select(data_requests.c.person).where(*mine)
    with database.read() as connection:
        person = connection.execute(query, execution_options=dict(database.options)).scalar_one()
    if person != row.person:
        raise PermissionError(f"the copy for {row.id} names somebody else than who asked for it")


def _over(now: int) -> sa.ColumnElement[bool]:
    opened, done = data_archives.c.opened_at, data_archives.c.state == "done"
    late = sa.and_(done, opened.is_(None), data_archives.c.until <= now)
    ended = data_archives.c.state.in_(("over", *STOPPED))
    return sa.or_(ended, late, sa.and_(done, opened <= now - OPEN))


def _in_use(database: Database, tenant: str, bytes_id: str) -> bool:
    """Say whether bytes are of a copy that is there, or is being written."""
    mine = (data_archives.c.tenant == tenant, data_archives.c.bytes_id == bytes_id)
    query = sa.select(sa.literal(1)).where(*mine, data_archives.c.store.is_not(None))
    with database.read() as connection:
        found = connection.execute(query, execution_options=dict(database.options))
        return found.first() is not None


IN_USE.append(_in_use)
