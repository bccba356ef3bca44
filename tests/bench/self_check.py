"""`python -m tests.bench.self_check`: how long a self-check and a dry run take, and what sends feel of them.

It fills a PostgreSQL with messages and sends at a steady pace, in turns: some seconds beside dry runs of a
retention change, as many with nothing beside; then beside a self-check and without it, which stands still for
that time. It prints how long each took, the p99 of a send beside it, and its ratio to the p99 of the turns in
between. All share one process, as in an app.
"""

import argparse
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from onrecord.client import Actor as Client
from onrecord.endpoints import SEND_MESSAGE
from onrecord.wire.messages import SendMessage
from onrecord.wire.people import UpsertPerson
from onrecord.wire.policy_document import Retention
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.policy.starting import start
from onrecord_server.record.checking import Checked, Pace, check_tenant
from tests.support import engines
from tests.support.engines import Room, Worker
from tests.support.postgres import start_postgres


TENANT = "acme"
ALICE = Actor(TENANT, "alice")
T = TypeVar("T")
#: Seconds of a turn with a self-check beside, and of the one without it that follows.
TURN = 2.0
#: Messages that wait for their commit at the same time while the database is filled.
WAVE = 500


def main() -> None:
    """Fill, measure, and print a line for each."""
    asked = _arguments()
    with (
        tempfile.TemporaryDirectory() as folder,
        start_postgres(Path(folder)) as server,
        server.database() as url,
        engines.room(url) as room,
    ):
        conversation = room.person("alice").conversations.create(kind="group", members=[]).id
        began = time.monotonic()
        fill(room, conversation, asked.messages)
        print(
            f"filled with {asked.messages} messages in {time.monotonic() - began:.0f} s", flush=True
        )
        print(_tried(room, conversation, asked.seconds), flush=True)
        print(_checked(room, conversation, Pace(asked.rows, asked.rest)), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument(
        "--seconds", type=float, default=20.0, help="of sends beside dry runs, at least"
    )
    parser.add_argument("--rows", type=int, default=Pace().rows, help="of one page")
    parser.add_argument("--rest", type=float, default=Pace().rest, help="times what a page took")
    return parser.parse_args()


def _command(conversation: str, number: int) -> SendMessage:
    text = f"message {number} about an order that is on its way"
    return SendMessage(conversation_id=conversation, text=text, client_id=uuid.uuid4().hex)


def fill(room: Room, conversation: str, messages: int) -> None:
    """Send so many messages, in waves."""
    for first in range(0, messages, WAVE):
        left, over = [min(WAVE, messages - first)], threading.Event()

        def done(jobs: Sequence[Any], left: list[int] = left, over: threading.Event = over) -> None:
            left[0] -= len(jobs)
            if left[0] <= 0:
                over.set()

        for number in range(first, min(first + WAVE, messages)):
            command = _command(conversation, number)
            room.engines.submit(SEND_MESSAGE.name, command, ALICE, done, None)
        over.wait()


def _sending(room: Room, conversation: str, seconds: float) -> list[float]:
    ends = time.monotonic() + seconds
    took = []
    while time.monotonic() < ends:
        took.append(_send(room, conversation))
    return took


def _send(room: Room, conversation: str) -> float:
    began = time.perf_counter()
    room.engines.call(SEND_MESSAGE.name, _command(conversation, 0), ALICE)
    took = (time.perf_counter() - began) * 1_000
    time.sleep(0.02)
    return took


def _checked(room: Room, conversation: str, pace: Pace) -> str:
    """Check the record, and stand still every other turn."""
    database, goes, found = room.engines.prepared(TENANT), threading.Event(), list[Checked]()

    def wait(_: int) -> None:
        goes.wait()

    def check() -> None:
        found.append(check_tenant(database, TENANT, pace=pace, heard=wait))

    worker = threading.Thread(target=check, daemon=True)
    worker.start()
    seconds, beside, alone = 0.0, list[float](), list[float]()
    while worker.is_alive():
        goes.set()
        began = time.monotonic()
        while worker.is_alive() and time.monotonic() - began < TURN:
            beside.append(_send(room, conversation))
        seconds += time.monotonic() - began
        goes.clear()
        alone += _sending(room, conversation, TURN)
    return (
        f"checked {found[0].entries} entries in {seconds:.1f} s ({found[0].entries / seconds:.0f}/s),"
        f" {found[0].report.total} findings; {_felt(beside, alone)}"
    )


def _tried(room: Room, conversation: str, seconds: float) -> str:
    """Let an officer make dry runs, and nothing for as long after each."""
    for name, role in (("paula", "policy_author"), ("cora", "compliance_officer")):
        said = UpsertPerson(person_id=name, name=name.title(), roles=[role])
        room.engines.call("people.upsert", said, host_actor(TENANT))
    month = Retention(id="month", maximum="P1M", disposition="erase", basis="Habit")
    document = start("general").model_copy(update={"retention": [month]})
    version = _of(room, "paula").policy.draft(document).version
    longest, spent, beside, alone = 0.0, 0.0, list[float](), list[float]()
    while spent < seconds:
        took, trial, sends = _beside(
            room, conversation, lambda: _of(room, "cora").retention.trial(version)
        )
        longest, spent, beside = max(longest, took), spent + took, [*beside, *sends]
        alone += _sending(room, conversation, took)
    return f"a dry run over {trial.messages} messages took {longest:.1f} s at most; {_felt(beside, alone)}"


def _beside(room: Room, conversation: str, work: Callable[[], T]) -> tuple[float, T, list[float]]:
    """Send while something else is worked on; return how long that took, its result and the sends."""
    found: list[T] = []
    worker = threading.Thread(target=lambda: found.append(work()), daemon=True)
    began, took = time.monotonic(), []
    worker.start()
    while worker.is_alive():
        took.append(_send(room, conversation))
    return time.monotonic() - began, found[0], took


def _of(room: Room, name: str) -> Client:
    return Client(Worker(room.engines, Actor(TENANT, name)))


def _felt(beside: Sequence[float], alone: Sequence[float]) -> str:
    felt, usual = _p99(beside), _p99(alone)
    return (
        f"p99 of a send meanwhile {felt:.1f} ms ({len(beside)}),"
        f" alone {usual:.1f} ms ({len(alone)}): {felt / usual:.2f} times"
    )


def _p99(took: Sequence[float]) -> float:
    return statistics.quantiles(took, n=100)[98]


if __name__ == "__main__":
    main()
