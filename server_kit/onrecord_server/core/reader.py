"""Reading: a short transaction on one snapshot, its connection back in the pool before the answer."""

from typing import Any

from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database, leave_room
from onrecord_server.core.doc import Doc
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.operation import REGISTRY, begin, run, run_ahead
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit


class Reader:
    """Runs reading operations on one database. Blocking: call it from a worker thread."""

    def __init__(self, database: Database, ports: Ports, hooks: Hooks, settings: Any) -> None:
        """Keep the parts."""
        self._database = database
        self._ports = ports
        self._hooks = hooks
        self._settings = settings

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run one reading operation. Raises a ``Refusal`` when it was refused."""
        with self._database.read() as connection:
            unit = Unit(connection, self._ports, self._hooks, self._database.options)
            tx = begin(unit, actor, self._settings)
            outcome = run(REGISTRY[name], [tx], [command])[0]
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def ahead(self, name: str, command: Any, actor: Actor) -> Any:
        """Return a writing command with what its operation reads ahead of its turn. Raises a ``Refusal``."""
        with self._database.read() as connection:
            leave_room(connection)
            unit = Unit(connection, self._ports, self._hooks, self._database.options)
            return run_ahead(REGISTRY[name], begin(unit, actor, self._settings), command)
