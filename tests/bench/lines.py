"""The lines of the table: which figure, against which anchor, with which target."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import anchors, judged, memory, pages, searches, sends, server
from tests.bench.announcements import announcements
from tests.bench.crowd import Crowd
from tests.bench.fanout import deliveries_a_second, paced_ms
from tests.bench.rooms import NchanRoom, OurRoom, Room, SocketIoRoom, VoicedRoom
from tests.bench.rounds import Line, Pair, at_least, at_most, below, missing, take_turns
from tests.bench.server import Served
from tests.bench.uploads import uploads
from tests.support.postgres import start_postgres


SENDERS = 64
LISTENERS = 200
LONG, SHORT = 100_000, 1_000
_CPU = "the one core is busy: authorising, encoding and framing in Python"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a run keeps its files, on which cores, and how often it measures."""

    folder: Path
    servers: set[int]
    rounds: int
    seconds: float
    rows: int = 100_000

    @contextmanager
    def ours(self, name: str) -> Iterator[Served]:
        """Run our worker on a fresh SQLite file."""
        with self.ours_on(f"sqlite:///{self.folder / name}.db") as served:
            yield served

    @contextmanager
    def ours_on(self, database: str, store: str = "database") -> Iterator[Served]:
        """Run our worker on a database, with files where it is said."""
        given = {"BENCH_DATABASE": database, "BENCH_STORE": store}
        with server.worker("tests.bench.host:app", self.servers, **given) as served:
            yield served


async def _accepted(port: int, seconds: float) -> float:
    return (await sends.accepted(port, SENDERS, seconds)).rate


async def sends_on_sqlite(bench: Bench) -> list[Line]:
    """Measure accepted sends on SQLite with ``synchronous=FULL``."""
    with bench.ours("sends") as served:
        pair = await take_turns(
            partial(_accepted, served.port, bench.seconds),
            partial(anchors.sqlite_loop, bench.folder, bench.seconds),
            bench.rounds,
        )
    figure = f"accepted sends, {SENDERS} sockets, SQLite FULL"
    return [at_least(figure, pair, 1.0, "bare sqlite3 loop, a commit a row", unit="/s", why=_CPU)]


async def sends_on_postgres(bench: Bench) -> list[Line]:
    """Measure accepted sends on PostgreSQL, from the wheel or from the one that is named."""
    with (
        start_postgres(bench.folder) as postgres,
        postgres.database() as mine,
        postgres.database() as theirs,
        bench.ours_on(mine) as served,
    ):
        address = theirs.replace("postgresql+psycopg", "postgresql")
        pair = await take_turns(
            partial(_accepted, served.port, bench.seconds),
            partial(anchors.postgres_loop, address, bench.seconds),
            bench.rounds,
        )
    figure = f"accepted sends, {SENDERS} sockets, PostgreSQL"
    return [at_least(figure, pair, 0.75, "bare loop of 8 connections", unit="/s", why=_CPU)]


@contextmanager
def _crowded(room: Room, size: int) -> Iterator[Crowd]:
    crowd = Crowd(size, room.join)
    try:
        yield crowd
    finally:
        crowd.close()


async def _loaded(room: Room, crowd: Crowd, seconds: float) -> float:
    return await deliveries_a_second(room, crowd, seconds)


async def _against(bench: Bench, ours: Room, anchor: Room, seconds: float) -> Pair:
    with _crowded(ours, LISTENERS) as mine, _crowded(anchor, LISTENERS) as theirs:
        return await take_turns(
            partial(_loaded, ours, mine, seconds),
            partial(_loaded, anchor, theirs, seconds),
            bench.rounds,
        )


async def fan_out(bench: Bench) -> list[Line]:
    """Measure deliveries to 200 sockets in one room, and latencies, against both anchors."""
    with bench.ours("rooms") as served:
        room = OurRoom(served.port, LISTENERS, "listener")
        with server.worker("tests.bench.socketio_host:app", bench.servers) as other:
            pair = await _against(bench, room, SocketIoRoom(other.port), bench.seconds)
        figure = f"deliveries, room of {LISTENERS}, 32 in flight, stored"
        found = [at_least(figure, pair, 10, "python-socketio, not stored", unit="/s", why=_CPU)]
        found += await _against_nchan(bench, room)
        found.append(await _two_people(bench, served))
    return found


async def _against_nchan(bench: Bench, room: VoicedRoom) -> list[Line]:
    figure, paced = f"deliveries, room of {LISTENERS}, stored", "room of 200, ten a second, p50"
    module = server.nchan_module()
    if module is None:
        why = "nginx with nchan is not installed here"
        return [missing(figure, "≥ 1", why), missing(paced, "≤ 3.5", why)]
    with server.nchan(module, bench.folder / "nginx", bench.servers) as other:
        anchor = NchanRoom(other.port)
        pair = await _against(bench, room, anchor, bench.seconds)
        with _crowded(room, LISTENERS) as mine, _crowded(anchor, LISTENERS) as theirs:
            calm = await take_turns(
                partial(paced_ms, room, mine, 30, 0.1),
                partial(paced_ms, anchor, theirs, 30, 0.1),
                bench.rounds,
            )
    why = "nchan writes ready bytes from C and stores nothing"
    return [
        at_least(figure, pair, 1, "nginx and nchan, not stored", unit="/s", why=why),
        at_most(paced, calm, 3.5, "nginx and nchan", unit=" ms", why=why),
    ]


async def _two_people(bench: Bench, served: Served) -> Line:
    room = OurRoom(served.port, 1, "friend")
    with _crowded(room, 1) as crowd:
        pair = await take_turns(
            partial(paced_ms, room, crowd, 40, 0.05),
            partial(anchors.fdatasync_ms, bench.folder),
            bench.rounds,
        )
    figure = "two people, message seen after it was sent, p50"
    return at_most(figure, pair, 10, "one fdatasync of 4 KiB", unit=" ms", why=_CPU)


async def history(bench: Bench) -> list[Line]:
    """Measure pages of 50 of a long and a short conversation, and the same bytes ready-made."""
    with bench.ours("history") as served:
        port = served.port
        long = await pages.fill(port, LONG)
        short = await pages.fill(port, SHORT)
        rate = partial(pages.answers_a_second, port)
        sized = await take_turns(
            _cost(rate, long.somewhere, bench), _cost(rate, short.somewhere, bench), bench.rounds
        )
        pages.put_ready_made(port, long.page())
        ready = partial(pages.get, port, "/ready-made/")
        made = await take_turns(
            partial(rate, long.newest, bench.seconds),
            partial(rate, ready, bench.seconds),
            bench.rounds,
        )
    return [
        at_most("page of 50 out of 100,000", sized, 1.3, "out of 1,000", unit=" ms", why=_CPU),
        at_least("page of 50, made", made, 0.3, "the same bytes ready-made", unit="/s", why=_CPU),
    ]


def _cost(
    rate: Callable[[Callable[[], bytes], float], Awaitable[float]],
    request: Callable[[], bytes],
    bench: Bench,
) -> Callable[[], Awaitable[float]]:
    async def milliseconds() -> float:
        return 1000 / await rate(request, bench.seconds)

    return milliseconds


async def at_rest(bench: Bench) -> list[Line]:
    """Measure what idle sockets, the demo and the script weigh."""
    with bench.ours("idle") as served:
        idle = memory.idle_socket_kib(served.port, served.pid)
    demo = memory.demo_mb(bench.folder / "demo", bench.servers)
    why = "run `make widgets` first"
    return [
        below("one idle socket, of a thousand", " KiB", idle, 40, "the server's own buffers"),
        below("the demo at rest", " MB", demo, 150, "imports"),
        below("the chat's script, gzipped", " kB", memory.bundle_kb(), 60, why),
    ]


async def search(bench: Bench) -> list[Line]:
    """Measure searches among many messages, on both databases."""
    found = await searches.on_sqlite(bench.folder, bench.rounds, bench.rows)
    return found + await searches.on_postgres(bench.folder, bench.rounds, bench.rows)


async def judging(bench: Bench) -> list[Line]:
    """Measure what it costs to look through each message."""
    return await judged.lines(bench.folder, bench.rounds, bench.seconds)


SECTIONS: dict[str, Callable[[Bench], Awaitable[list[Line]]]] = {
    "sends": sends_on_sqlite,
    "postgres": sends_on_postgres,
    "rooms": fan_out,
    "history": history,
    "announcements": announcements,
    "search": search,
    "uploads": uploads,
    "judged": judging,
    "rest": at_rest,
}
