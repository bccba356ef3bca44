"""`python -m tests.bench.exported`: what an export costs by how much there is, in CPU and in memory.

It fills a PostgreSQL through the app, and writes all of it in each format, without its proofs. Linear
is twice the CPU for twice the messages. The memory is the most that the whole process ever had.
"""

import argparse
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.names import asking
from onrecord_server.exports.packing import pack
from onrecord_server.exports.reading import Reader, Scope
from onrecord_server.exports.told import Told
from tests.bench.self_check import TENANT, fill
from tests.support import engines
from tests.support.engines import Room
from tests.support.postgres import start_postgres


class Counted:
    """Takes an archive and keeps how long it is."""

    size = 0

    def write(self, data: bytes, /) -> None:
        """Count bytes."""
        self.size += len(data)


def main() -> None:
    """Fill, and print a line for each format."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--formats", default="jsonl,eml")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        start_postgres(Path(folder)) as server,
        server.database() as url,
        engines.room(url) as room,
    ):
        conversation = room.person("alice").conversations.create(kind="group", members=[]).id
        fill(room, conversation, asked.messages)
        for name in asked.formats.split(","):
            print(_line(room, name), flush=True)


def _line(room: Room, name: str) -> str:
    cpu, began, target = time.process_time(), time.monotonic(), Counted()
    pack(target, FORMATS[name].write(_told(room)), dict)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{name}: {room.end() + 1} entries, {target.size} bytes,"
        f" {time.process_time() - cpu:.1f} s of CPU, {time.monotonic() - began:.1f} s, {peak} MB"
    )


def _told(room: Room) -> Told:
    now = datetime.now(UTC)
    scope = Scope(room.end() + 1, now + timedelta(days=1))
    reader = Reader(asking(room.engines.prepared(TENANT)), TENANT, scope)
    return Told(TENANT, "bench", now, "", reader.rooms, lambda _: None)


if __name__ == "__main__":
    main()
