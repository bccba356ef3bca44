"""The n-th statement fails, for every n: whatever was answered is true, and a retry makes it whole.

This is reliability's generator 3.4.1. A fault either refuses a statement, or lets it through and
loses the reply; the lost reply of a COMMIT is the worst of them.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any
from zlib import crc32

import pytest
import sqlalchemy as sa

from onrecord import endpoints as e
from onrecord.errors import ServerError, Unavailable
from onrecord.wire.conversations import AddMembers, CreateConversation, MarkRead, RemoveMember
from onrecord.wire.messages import EditMessage, RemoveMessage, SendMessage
from onrecord.wire.people import UpsertPerson
from tests.support.engines import Room, check_invariants


MOST = 60
Commands = list[tuple[str, Any, Any]]


class Faults:
    """Makes the n-th call of a driver fail, before it or after it."""

    def __init__(self, engine: sa.Engine, *, after: bool) -> None:
        self.left = -1
        self.hit = False
        self._after = after
        self._error = engine.dialect.loaded_dbapi.OperationalError("a fault of the test")
        dialect: Any = engine.dialect
        for name in ("do_execute", "do_executemany", "do_commit"):
            setattr(dialect, name, self._failing(getattr(dialect, name)))

    def arm(self, number: int) -> None:
        """Let the n-th call from now on fail."""
        self.left, self.hit = number, False

    def disarm(self) -> None:
        """Let every call through."""
        self.left = -1

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(*given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left != 0:
                return call(*given, **named)
            self.hit = True
            if self._after:
                call(*given, **named)
            raise self._error

        return failing


def _conversation(room: Room) -> str:
    room.person("bob"), room.person("carol")
    made = room.person("alice").conversations.create(kind="group", members=["bob"])
    return made.id


def _cases(group: str, message: str, number: int) -> dict[str, Commands]:
    def send(text: str, **more: Any) -> tuple[str, Any, Any]:
        one = SendMessage(
            conversation_id=group, text=text, client_id=f"{number}.{crc32(text.encode())}", **more
        )
        return "alice", e.SEND_MESSAGE, one

    create = CreateConversation(kind="group", members=["bob"], subject=f"order:{number}", title="T")
    add = AddMembers(conversation_id=group, members=["carol"])
    remove = RemoveMember(conversation_id=group, person_id="carol")
    edit = EditMessage(message_id=message, text=f"<@bob> {number}")
    said = UpsertPerson(person_id=f"new-{number}", name="New")
    return {
        "send": [send("one")],
        "batch": [send(f"{n} <@bob>") for n in range(8)],
        "create": [("alice", e.CREATE_CONVERSATION, create)],
        "members": [("alice", e.ADD_MEMBERS, add), ("alice", e.REMOVE_MEMBER, remove)],
        "edit": [("alice", e.EDIT_MESSAGE, edit), send("after the edit")],
        "mixed": [
            send("before"),
            ("bob", e.MARK_READ, MarkRead(conversation_id=group, position=2**40)),
            send("reply", reply_to=message),
        ],
        "refused": [
            ("bob", e.REMOVE_MESSAGE, RemoveMessage(message_id=message)),
            ("bob", e.UPSERT_PERSON, said),
            send("beside refusals"),
        ],
    }


CASES = list(_cases("cnv_" + "0" * 32, "msg_" + "0" * 32, 0))


@pytest.fixture(params=[False, True], ids=["refused", "reply_lost"])
def faults(room: Room, request: pytest.FixtureRequest) -> Iterator[Faults]:
    found = Faults(room.engines.prepared("acme").engine, after=request.param)
    yield found
    found.disarm()


def _step(room: Room) -> int:
    """Look at every n on the quick database, at every third on the other; the last are the seal's."""
    return 1 if room.engines.prepared("acme").dialect == "sqlite" else 3


@pytest.mark.parametrize("case", CASES)
def test_whatever_was_answered_is_true_and_a_retry_makes_it_whole(
    room: Room, faults: Faults, case: str
) -> None:
    group = _conversation(room)
    message = room.plain("alice").messages.send(group, "first").id
    for number in itertools.count(1, _step(room)):
        commands = _cases(group, message, number)[case]
        faults.arm(number)
        first = room.batch(*commands)
        faults.disarm()
        check_invariants(room)
        second = room.batch(*commands)
        check_invariants(room)
        _check_answers(room, first, second)
        if not faults.hit and number > 1:
            break
        assert number < MOST, "the use case never ran untouched"
    assert number > 6, "a use case is more than a handful of calls"


def _check_answers(room: Room, first: list[Any], second: list[Any]) -> None:
    for early, late in zip(first, second, strict=True):
        assert not isinstance(late, ServerError | Unavailable), "without faults all is well"
        if hasattr(early, "client_id"):
            assert room.plain(late.author).messages.get(early.id) == late
            assert early.id == late.id, "answered once, and the same on the retry"


def test_each_message_is_there_once_after_every_fault(room: Room, faults: Faults) -> None:
    group = _conversation(room)
    for number in range(1, 16):
        commands = _cases(group, "msg_" + "0" * 32, number)["batch"]
        faults.arm(number)
        room.batch(*commands)
        faults.disarm()
        room.batch(*commands)
    told = [
        one.client_id
        for name in ("alice", "bob")
        for one in room.plain(name).messages.iterate(group, limit=200)
        if one.client_id is not None
    ]
    assert len(told) == len(set(told)) == 15 * 8
