"""An announcement to ten thousand people, and one to ten: how long until each is accepted."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from onrecord_server import OnRecord
from tests.bench.crowd import TEXT, Crowd, await_text, opened
from tests.bench.rounds import Line, at_most, take_turns
from tests.bench.sends import hello, open_sender
from tests.bench.wire import Socket, frame
from tests.support.postgres import start_postgres


if TYPE_CHECKING:
    from tests.bench.lines import Bench


MANY: Final = 10_000
FEW: Final = 10
#: Sockets of the many that are open while it is announced; of the few all are.
LISTENING: Final = 500
A_ROUND: Final = 40
_A_CALL: Final = 500
_SPEAKER: Final = "speaker"
_WHY: Final = "each listening socket takes its share of the one core"


def audience(url: str, size: int) -> str:
    """Make an announcement conversation of so many people, before the server runs."""
    chat = OnRecord(url, identify=_nobody, tenants=["acme"])
    people = [f"of-{size}-{index}" for index in range(size)]
    try:
        with chat.acting_as("acme", _SPEAKER) as me:
            made = me.conversations.create(kind="announcement", title=f"To {size}")
            for start in range(0, size, _A_CALL):
                me.conversations.add_members(made.id, people[start : start + _A_CALL])
        return made.id
    finally:
        chat.close()


def _nobody(_: Any) -> None:
    return None


class Announcer:
    """Announces one message at a time, and waits until it was accepted."""

    def __init__(self, socket_: Socket, conversation: str) -> None:
        self._socket = socket_
        self._answered: asyncio.Future[None]
        asked = {"text": TEXT, "acknowledge": True, "priority": "important"}
        args = {"conversation_id": conversation, **asked}
        call = {"type": "call", "id": "1", "op": "messages.send", "args": args}
        self._frame = frame(json.dumps(call).encode())
        socket_.on_frame = self._on_frame

    async def say(self) -> float:
        """Announce; return the seconds until it was accepted."""
        self._answered = asyncio.get_running_loop().create_future()
        started = time.perf_counter()
        self._socket.transport.write(self._frame)
        await self._answered
        return time.perf_counter() - started

    def _on_frame(self, payload: bytearray) -> None:
        assert not payload.startswith(b'{"type":"error"'), bytes(payload)
        if payload.startswith(b'{"type":"result"'):
            self._answered.set_result(None)


async def accepted_ms(port: int, conversation: str, crowds: list[Crowd]) -> float:
    """Return the median milliseconds until an announcement is accepted; all is quiet before each."""
    announcer = Announcer(await open_sender(port, _SPEAKER), conversation)
    taken: list[float] = []
    for _ in range(A_ROUND):
        taken.append(await announcer.say())
        await _quiet(crowds)
    return median(taken) * 1000


async def _quiet(crowds: list[Crowd]) -> None:
    calm = 0
    while calm < 2:
        got = sum(crowd.sweep(crowd.begin()) for crowd in crowds)
        calm = 0 if got else calm + 1
        await asyncio.sleep(0.01)


def _listener(port: int, size: int, index: int) -> socket.socket:
    one = opened(port, hello(port, f"of-{size}-{index}"))
    one.sendall(frame(b'{"type":"hello"}'))
    await_text(one, b'"ready"')
    return one


@contextmanager
def _listening(port: int) -> Iterator[list[Crowd]]:
    with ExitStack() as stack:
        crowds = [
            Crowd(LISTENING, partial(_listener, port, MANY)),
            Crowd(FEW, partial(_listener, port, FEW)),
        ]
        for crowd in crowds:
            stack.callback(crowd.close)
        yield crowds


async def _measured(bench: "Bench", url: str, name: str) -> Line:
    many = await asyncio.to_thread(audience, url, MANY)
    few = await asyncio.to_thread(audience, url, FEW)
    with bench.ours_on(url) as served, _listening(served.port) as crowds:
        pair = await take_turns(
            partial(accepted_ms, served.port, many, crowds),
            partial(accepted_ms, served.port, few, crowds),
            bench.rounds,
        )
    figure = f"announcement to 10,000 accepted, {LISTENING} of them listening, {name}, p50"
    return at_most(figure, pair, 1.5, "to 10, all listening", unit=" ms", why=_WHY)


async def announcements(bench: "Bench") -> list[Line]:
    """Measure on SQLite and on PostgreSQL."""
    lite = await _measured(bench, f"sqlite:///{bench.folder / 'announced'}.db", "SQLite FULL")
    with start_postgres(bench.folder) as postgres, postgres.database() as url:
        return [lite, await _measured(bench, url, "PostgreSQL")]
