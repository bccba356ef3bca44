"""``join``: the host's transaction and ours are one."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.orm import Session

from onrecord.client import Actor as BlockingClient
from onrecord.endpoints import Endpoint
from onrecord.errors import Unauthenticated, UsageError
from onrecord.wire._base import Command
from onrecord.wire.impersonations import NoteImpersonation
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc
from onrecord_server.engine import Engines
from onrecord_server.joining import host
from onrecord_server.joining.joined import Joined
from onrecord_server.oversight.impersonating import NOTE
from onrecord_server.people.operations import INTRODUCE


C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)

_KEY: Final = "onrecord_joined"
_open: Final[ContextVar[tuple[weakref.ref[Joined], ...]]] = ContextVar(_KEY, default=())


@contextmanager
def join(engines: Engines, session: Any, actor: Actor) -> Iterator[BlockingClient]:
    """Act inside the host's transaction: its rows and our entries commit together, or neither does.

    ``session`` is a ``Session``, or the one that ``AsyncSession.run_sync`` hands over. What is done
    runs at once in its transaction; its events are sealed when the outermost transaction commits,
    after the flush. Until then results are provisional: their ``position`` is null. A rollback, to
    a savepoint too, leaves nothing; leaving the block by an exception undoes nothing by itself.

    Commit soon. From the seal to the commit nobody else of the tenant can commit; on SQLite the
    transaction holds the write lock from its beginning, and senders get ``Unavailable`` when that
    lasts longer than the busy timeout. The commit itself may raise ``Unavailable`` where rights
    changed meanwhile: run the transaction again. A session bound to a connection of yours is sealed
    when that connection's transaction commits; the others then hear of it by their poll.

    Raises ``UsageError`` for a session that cannot be joined.
    """
    plain = host.plain(session)
    joined = _joined(engines, plain, actor.tenant)
    yield BlockingClient(_Caller(joined, plain, actor))


def in_join() -> bool:
    """Say whether this context is inside a joined transaction that is still open."""
    return bool(_alive())


def _alive() -> list[Joined]:
    found = (reference() for reference in _open.get())
    return [joined for joined in found if joined is not None and joined.open]


def _joined(engines: Engines, session: Session, tenant: str) -> Joined:
    database = engines.joinable(tenant)
    connection = host.connection_of(session)
    joined: Joined | None = connection.info.get(_KEY)
    if joined is None or not joined.open or joined.transaction is not connection.get_transaction():
        host.check(connection, database)
        if any(other.database is database for other in _alive()):
            raise UsageError("another session has joined this database already: commit it first")
        joined = Joined(engines, database, connection)
        _remember(session, joined)
    if joined.database is not database:
        raise UsageError("this session is bound to another database than the tenant's")
    joined.use_keys(tenant)
    if not engines.is_ready(tenant):
        joined.set_up(tenant)
    return joined


def _remember(session: Session, joined: Joined) -> None:
    session.connection().info[_KEY] = joined
    session.info[_KEY] = joined
    if not sa.event.contains(session, "after_commit", _after_commit):
        sa.event.listen(session, "after_commit", _after_commit)
    _open.set((*(weakref.ref(other) for other in _alive()), weakref.ref(joined)))


def _after_commit(session: Session) -> None:
    joined: Joined | None = session.info.get(_KEY)
    if joined is not None and not joined.open:
        del session.info[_KEY]
        joined.tell()


class _Caller:
    """Runs operations straight in the joined transaction."""

    def __init__(self, joined: Joined, session: Session, actor: Actor) -> None:
        self._joined = joined
        self._session = session
        self._actor = actor

    def call(self, endpoint: Endpoint[C, R], command: C) -> R:
        """Run one command; a person whom the host has not shown yet is introduced."""
        try:
            doc = self._run(endpoint.name, command)
        except Unauthenticated:
            if self._actor.is_service:
                raise
            said = UpsertPerson(person_id=self._actor.person, name=self._actor.person)
            self._run(INTRODUCE.name, said)
            doc = self._run(endpoint.name, command)
        return endpoint.result.model_validate(doc.value)

    def _run(self, name: str, command: Command) -> Doc[Any]:
        doc = self._joined_run(name, command)
        if name != INTRODUCE.name and self._actor.on_behalf_of is not None:
            self._joined_run(NOTE.name, NoteImpersonation())
        return doc

    def _joined_run(self, name: str, command: Command) -> Doc[Any]:
        if self._joined.open:
            self._session.connection()  # a nested transaction makes its savepoint only now
        return self._joined.run(name, command, self._actor)
