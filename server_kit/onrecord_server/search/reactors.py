"""The reactor that keeps the index behind the writer, and its command for beginning again."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from onrecord.errors import Unavailable
from onrecord_server.core.database import Database
from onrecord_server.core.hooks import Reactor
from onrecord_server.core.reactors import Lease, Leases, bare
from onrecord_server.search import indexing
from onrecord_server.tenants.directory import Directory


#: Entries of the stream that are taken in at once.
BATCH: Final = 1_000


def indexer(directory: Directory) -> Reactor:
    """Return the reactor that indexes the messages of every tenant."""

    def handle(tenant: str, stretch: Sequence[dict[str, Any]]) -> None:
        indexing.index(directory.database(tenant), tenant, indexing.concerned(stretch))

    return Reactor(indexing.NAME, handle, batch=BATCH, bare=True)


def catch_up(database: Database, tenant: str, *, owner: str = "search") -> Iterator[int]:
    """Index what is behind; yield each position that was come to. Blocking.

    Raises ``Unavailable`` while another worker does the same.
    """
    leases = Leases(database, owner)
    while (lease := _lease(leases, tenant)) is not None:
        with database.read() as connection:
            stretch = bare(database, connection, lease, BATCH)
        indexing.index(database, tenant, indexing.concerned(stretch))
        upto = stretch[-1]["position"] if stretch else lease.position
        leases.advance(lease, upto)
        yield upto


def _lease(leases: Leases, tenant: str) -> Lease | None:
    if (tenant, indexing.NAME) not in leases.due([indexing.NAME]):
        return None
    lease = leases.take(tenant, indexing.NAME)
    if lease is None:
        raise Unavailable("Another worker is indexing; it goes on by itself.", retry_after=30)
    return lease


def begin_again(database: Database, tenant: str, *, owner: str = "search") -> None:
    """Empty a tenant's index; whoever indexes next begins at the first message.

    Raises ``Unavailable`` while another worker indexes.
    """
    leases = Leases(database, owner)
    lease = leases.take(tenant, indexing.NAME)
    if lease is None:
        raise Unavailable("Another worker is indexing; try again.", retry_after=30)
    indexing.wipe(database, tenant)
    leases.advance(lease, -1)
