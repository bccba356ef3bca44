"""One transaction of the host's, with what we recorded in it."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from onrecord.errors import Unavailable, UsageError
from onrecord_server.core import points, sqlite, stream
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Sealed
from onrecord_server.core.errors import is_retryable, translated
from onrecord_server.core.operation import REGISTRY, Operation, begin, run
from onrecord_server.core.unit import Mark, Unit
from onrecord_server.core.writer import Committed
from onrecord_server.engine import Engines
from onrecord_server.joining import rights


logger = logging.getLogger("onrecord.join")

_SAVEPOINT: Final = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK\s+TO)\b(?:\s+SAVEPOINT\b)?\s+(\S+)")
_TRIES: Final = 3
_NOTHING: Final = Mark(0, 0, frozenset(), {})


class Joined:
    """The unit of one host transaction. It hears of savepoints, commit and rollback by itself."""

    def __init__(self, engines: Engines, database: Database, connection: Connection) -> None:
        """Listen to the connection; nothing is recorded yet."""
        self.database = database
        self.transaction = connection.get_transaction()
        self.open = True
        self._engines = engines
        self._connection = connection
        self._is_async = connection.dialect.is_async
        self._dialect = connection.dialect
        self._unit = Unit(connection, engines.ports, engines.hooks, _options(connection, database))
        self._sealed: list[Sealed] = []
        self._marks: dict[str, Mark] = {}
        sa.event.listen(connection, "before_cursor_execute", self._on_statement)
        sa.event.listen(connection, "commit", self._on_commit)
        sa.event.listen(connection, "rollback", self._on_rollback)

    def run(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation here and now; its events get their positions at the commit.

        Raises the operation's refusals, and ``UsageError`` once the transaction is over.
        """
        if not self.open:
            raise UsageError("the transaction that this joined is over: join again")
        operation = REGISTRY[name]
        with _for_the_host():
            for attempt in range(_TRIES):
                try:
                    return self._run(operation, command, actor)
                except exc.IntegrityError:
                    if attempt == _TRIES - 1:
                        raise
        raise AssertionError  # pragma: no cover - the loop returns or raises

    def use_keys(self, tenant: str) -> None:
        """Encrypt and decrypt over the host's connection. Raises ``UsageError`` without keys."""
        self._engines.keys.join(self.database, self._dialect, tenant)

    def set_up(self, tenant: str) -> None:
        """Make sure that the tenant is there, where only this transaction may write."""
        with _for_the_host():
            self._engines.set_up_within(self._unit, host_actor(tenant))

    def tell(self) -> None:
        """Tell everybody what was committed; call it after the commit."""
        sealed, self._sealed = self._sealed, []
        if not sealed:
            return
        points.reach("after_commit")
        try:
            self._engines.tell(Committed(sealed))
        except Exception:
            logger.exception("telling the hub failed; the poll will find the events")
        if self.database.dialect == "sqlite":
            _tidy(self.database, in_thread=self._is_async)

    def _run(self, operation: Operation[Any, Any], command: Any, actor: Actor) -> Doc[Any]:
        unit = self._unit
        with unit.savepoint():
            unit.flush()
            tx = begin(unit, actor, self._engines.limits)
            outcome = run(operation, [tx], [command])[0]
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def _on_commit(self, _: Connection) -> None:
        if not self.open:
            return
        self.open = False
        if self._unit.recorded:
            points.reach("before_insert")
            with _for_the_host():
                rights.settle(self._unit)
                self._sealed = stream.seal(self._unit)
            points.reach("before_commit")

    def _on_rollback(self, _: Connection) -> None:
        self.open = False
        self._sealed = []

    def _on_statement(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        found = _SAVEPOINT.match(statement) if self.open else None
        if found is None:
            return
        what, name = found[1].split()[0], found[2].strip('"')
        if what == "SAVEPOINT":
            self._marks[name] = self._unit.mark()
        elif what == "ROLLBACK":
            self._unit.reset(self._marks.get(name, _NOTHING))
        else:
            self._marks.pop(name, None)


def _options(connection: Connection, database: Database) -> dict[str, Any]:
    """Return our own way to the schema, whatever way the host's connection has."""
    hosts = connection.get_execution_options().get("schema_translate_map")
    return dict(database.options) or ({"schema_translate_map": {}} if hosts else {})


def _tidy(database: Database, *, in_thread: bool) -> None:
    work: Callable[[], None] = lambda: sqlite.tidy(database.engine)  # noqa: E731
    if in_thread and sqlite.needs_safe_mode():
        threading.Thread(target=work, name="onrecord-tidy", daemon=True).start()
    else:
        work()


@contextmanager
def _for_the_host() -> Iterator[None]:
    """Say of what may pass on a second try that it may; the host runs its transaction again."""
    try:
        with translated():
            yield
    except (exc.DBAPIError, stream.RightsMoved) as error:
        if isinstance(error, exc.DBAPIError) and not is_retryable(error):
            raise
        message = "Somebody else changed the same: run the transaction again."
        raise Unavailable(message, retry_after=0) from error
