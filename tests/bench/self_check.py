"""`python -m tests.bench.self_check`: how long a self-check takes, and what sends feel of it.

It fills a PostgreSQL with messages, sends at a steady pace without a check and with one, and prints entries
a second, the p99 of both and their ratio. The writer and the check share one process, as in an app.
"""

import argparse
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.endpoints import SEND_MESSAGE
from onrecord.wire.messages import SendMessage
from onrecord_server.core.actor import Actor
from onrecord_server.record.checking import Checked, Pace, check_tenant
from tests.support import engines
from tests.support.engines import Room
from tests.support.postgres import start_postgres


TENANT = "acme"
ALICE = Actor(TENANT, "alice")
#: Messages that wait for their commit at the same time while the database is filled.
WAVE = 500


def main() -> None:
    """Fill, measure, and print one line."""
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
        seconds, checked, during = _checking(room, conversation, Pace(asked.rows, asked.rest))
    print(
        f"checked {checked.entries} entries in {seconds:.1f} s ({checked.entries / seconds:.0f}/s),"
        f" {checked.report.total} findings; p99 of a send alone {_p99(alone):.1f} ms ({len(alone)}),"
        f" during the check {_p99(during):.1f} ms ({len(during)}), {_p99(during) / _p99(alone):.2f} times"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10.0, help="of sends without a check")
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


def _checking(room: Room, conversation: str, pace: Pace) -> tuple[float, Checked, list[float]]:
    found: list[Checked] = []
    database = room.engines.prepared(TENANT)
    check = threading.Thread(
        target=lambda: found.append(check_tenant(database, TENANT, pace=pace)), daemon=True
    )
    began, took = time.monotonic(), []
    check.start()
    while check.is_alive():
        took.append(_send(room, conversation))
    return time.monotonic() - began, found[0], took


def _p99(took: Sequence[float]) -> float:
    return statistics.quantiles(took, n=100)[98]


if __name__ == "__main__":
    main()
