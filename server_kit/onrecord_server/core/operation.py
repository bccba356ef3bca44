"""Operations: the one implementation of each endpoint, found by its name."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, TypeAlias, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.engine import CursorResult

from onrecord.endpoints import Endpoint
from onrecord.errors import Forbidden, Refusal, UsageError
from onrecord.wire._base import Command
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.draft import Draft, Recorded
from onrecord_server.core.hooks import Proposal
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit


logger = logging.getLogger("onrecord.writer")

C = TypeVar("C", bound=Command)
R = TypeVar("R", bound=BaseModel)
Settings: TypeAlias = Any


@dataclass(slots=True)
class Tx:
    """One operation's view of a transaction: whose it is, when, and with what."""

    unit: Unit
    actor: Actor
    settings: Settings
    now: int
    recorded: int = field(default=0)
    admitted: bool = False

    @property
    def tenant(self) -> str:
        """Return the actor's tenant."""
        return self.actor.tenant

    @property
    def ports(self) -> Ports:
        """Return the clock, the ids and the randomness."""
        return self.unit.ports

    def execute(self, statement: sa.Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run a statement in this transaction."""
        return self.unit.execute(statement, parameters)

    def record(self, draft: Draft) -> None:
        """Put an event on the record, in this transaction."""
        self.recorded += 1
        self.unit.record(Recorded(draft, self.actor, self.now))


def begin(unit: Unit, actor: Actor, settings: Settings) -> Tx:
    """Return an operation's view of a transaction, now."""
    return Tx(unit, actor, settings, micros(unit.ports.clock()))


One = Callable[[Tx, Any], Any]
Many = Callable[[Sequence[Tx], Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Operation(Generic[C, R]):
    """The implementation of an endpoint: for one command, or for a run of them.

    ``ahead`` is what takes long of a writing one: it reads before its turn with the writer comes, while others
    write, and returns the command with what it found. Where a host's transaction is joined nothing runs ahead.
    """

    endpoint: Endpoint[C, R]
    one: One | None = None
    many: Many | None = None
    ahead: One | None = None


REGISTRY: Final[dict[str, Operation[Any, Any]]] = {}


def implements(
    endpoint: Endpoint[C, R], *, ahead: Callable[[Tx, C], C] | None = None
) -> Callable[[Callable[[Tx, C], R | Doc[R]]], Callable[[Tx, C], R | Doc[R]]]:
    """Bind the implementation of an endpoint that runs one command at a time."""

    def bind(function: Callable[[Tx, C], R | Doc[R]]) -> Callable[[Tx, C], R | Doc[R]]:
        REGISTRY[endpoint.name] = Operation(endpoint, one=function, ahead=ahead)
        return function

    return bind


ManyOf = Callable[[Sequence[Tx], Sequence[C]], Sequence[Doc[R] | Refusal]]


def implements_set(endpoint: Endpoint[C, R]) -> Callable[[ManyOf[C, R]], ManyOf[C, R]]:
    """Bind the implementation of an endpoint that runs a whole list at once.

    The function gets one ``Tx`` per command, in the order of arrival, and answers each with a
    document or a refusal.
    """

    def bind(function: ManyOf[C, R]) -> ManyOf[C, R]:
        REGISTRY[endpoint.name] = Operation(endpoint, many=function)
        return function

    return bind


Outcome: TypeAlias = Doc[Any] | Refusal


def run(
    operation: Operation[Any, Any], txs: Sequence[Tx], commands: Sequence[Any]
) -> list[Outcome]:
    """Run commands of one operation; every answer is a document or a refusal."""
    if operation.many is None:
        return [_run_one(operation, tx, command) for tx, command in zip(txs, commands, strict=True)]
    asked = _ask_gates(operation, txs, commands)
    going = [i for i, refusal in enumerate(asked) if refusal is None]
    answers = operation.many([txs[i] for i in going], [commands[i] for i in going])
    outcomes: list[Outcome | None] = list(asked)
    for index, answer in zip(going, answers, strict=True):
        outcomes[index] = answer
    return [outcome for outcome in outcomes if outcome is not None]


def run_ahead(operation: Operation[Any, Any], tx: Tx, command: Any) -> Any:
    """Return the command with what its operation read ahead of its turn. Raises a ``Refusal``."""
    _admit(operation, tx)
    return command if operation.ahead is None else operation.ahead(tx, command)


def _admit(operation: Operation[Any, Any], tx: Tx) -> None:
    if tx.unit.hooks.admit is not None:
        tx.unit.hooks.admit(tx, operation.endpoint.name)
    _check_scope(operation.endpoint, tx.actor)


def _run_one(operation: Operation[Any, Any], tx: Tx, command: Any) -> Outcome:
    if operation.endpoint.writes:
        tx.unit.rely_on_rights(tx.tenant)
    _admit(operation, tx)
    if operation.endpoint.writes:
        for refusal in _ask_gates(operation, [tx], [command]):
            if refusal is not None:
                raise refusal
    assert operation.one is not None  # noqa: S101 - narrows for the type checker
    answer = operation.one(tx, command)
    if operation.endpoint.writes and not tx.recorded and not unchanged(answer):
        raise UsageError(f"{operation.endpoint.name} wrote and recorded nothing")
    return answer if isinstance(answer, Doc) else Doc.of(answer)


class Unchanged(Doc[R]):
    """The answer of a writing operation that found nothing to change, and so recorded nothing."""

    __slots__ = ()


def unchanged(answer: Any) -> bool:
    """Say whether an answer states that nothing changed."""
    return isinstance(answer, Unchanged)


def _check_scope(endpoint: Endpoint[Any, Any], actor: Actor) -> None:
    if endpoint.scope is not None and not actor.has(endpoint.scope):
        raise Forbidden(f"This needs the scope {endpoint.scope}, which only the host gives.")


def _ask_gates(
    operation: Operation[Any, Any], txs: Sequence[Tx], commands: Sequence[Any]
) -> list[Refusal | None]:
    name = operation.endpoint.name
    answers: list[Refusal | None] = [None] * len(txs)
    for gate in txs[0].unit.hooks.gates if txs else ():
        if name in gate.on:
            proposals = [Proposal(name, c, t.actor) for t, c in zip(txs, commands, strict=True)]
            given = _ask(gate.ask, gate.name, proposals)
            answers = [old or new for old, new in zip(answers, given, strict=True)]
    return answers


def refusals_of(
    tx: Tx, endpoint: Endpoint[Any, Any], proposed: Sequence[tuple[Any, Actor]]
) -> list[Refusal | None]:
    """Ask the gates of an endpoint about what another operation is about to do in its place."""
    txs = [replace(tx, actor=actor) for _, actor in proposed]
    return _ask_gates(Operation(endpoint), txs, [command for command, _ in proposed])


def _ask(
    ask: Callable[[Sequence[Proposal]], Sequence[Refusal | None]],
    name: str,
    proposals: Sequence[Proposal],
) -> Sequence[Refusal | None]:
    try:
        return ask(proposals)
    except Refusal as refusal:
        said: Refusal = refusal
    except Exception:
        logger.exception("the gate %s failed, so it refuses", name)
        said = Forbidden(f"The check {name} could not be made.")
    if len(proposals) == 1:
        return [said]
    return [answer for one in proposals for answer in _ask(ask, name, [one])]


def names(registry: Mapping[str, Operation[Any, Any]] = REGISTRY) -> list[str]:
    """Return the names of every implemented endpoint."""
    return sorted(registry)
