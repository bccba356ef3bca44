"""`python -m tests.bench.self_check`: how long a self-check and a dry run take, and what sends feel of them.

It fills a PostgreSQL with messages, sends at a steady pace with nothing beside, with dry runs of a retention
change one after the other, and with a self-check, and prints how long each took, the p99 of a send and its
ratio to that with nothing beside. All share one process, as in an app.
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
        alone = _sending(room, conversation, asked.seconds)
        print(f"p99 of a send alone {_p99(alone):.1f} ms ({len(alone)})", flush=True)
        print(_tried(room, conversation, asked.seconds, alone), flush=True)
        print(_checked(room, conversation, Pace(asked.rows, asked.rest), alone), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="of sends alone, and beside dry runs"
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


def _beside(room: Room, conversation: str, work: Callable[[], T]) -> tuple[float, T, list[float]]:
    """Send while something else is worked on; return how long that took, its result and the sends."""
    found: list[T] = []
    worker = threading.Thread(target=lambda: found.append(work()), daemon=True)
    began, took = time.monotonic(), []
    worker.start()
    while worker.is_alive():
        took.append(_send(room, conversation))
    return time.monotonic() - began, found[0], took


def _checked(room: Room, conversation: str, pace: Pace, alone: Sequence[float]) -> str:
    database = room.engines.prepared(TENANT)

    def check() -> Checked:
        return check_tenant(database, TENANT, pace=pace)

    seconds, checked, during = _beside(room, conversation, check)
    return (
        f"checked {checked.entries} entries in {seconds:.1f} s ({checked.entries / seconds:.0f}/s),"
        f" {checked.report.total} findings; {_felt(during, alone)}"
    )


def _tried(room: Room, conversation: str, seconds: float, alone: Sequence[float]) -> str:
    """Let an officer make dry runs one after the other, for so long at least."""
    for name, role in (("paula", "policy_author"), ("cora", "compliance_officer")):
        said = UpsertPerson(person_id=name, name=name.title(), roles=[role])
        room.engines.call("people.upsert", said, host_actor(TENANT))
    month = Retention(id="month", maximum="P1M", disposition="erase", basis="Habit")
    document = start("general").model_copy(update={"retention": [month]})
    version = _of(room, "paula").policy.draft(document).version
    longest, during, began = 0.0, list[float](), time.monotonic()
    while time.monotonic() - began < seconds:
        took, trial, sends = _beside(
            room, conversation, lambda: _of(room, "cora").retention.trial(version)
        )
        longest, during = max(longest, took), [*during, *sends]
    return f"a dry run over {trial.messages} messages took {longest:.1f} s at most; {_felt(during, alone)}"


def _of(room: Room, name: str) -> Client:
    return Client(Worker(room.engines, Actor(TENANT, name)))


def _felt(during: Sequence[float], alone: Sequence[float]) -> str:
    times = _p99(during) / _p99(alone)
    return f"p99 of a send meanwhile {_p99(during):.1f} ms ({len(during)}), {times:.2f} times"


def _p99(took: Sequence[float]) -> float:
    return statistics.quantiles(took, n=100)[98]


if __name__ == "__main__":
    main()
