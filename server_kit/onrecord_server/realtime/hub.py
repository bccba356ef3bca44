"""The hub: feeds rooms from this process's commits, from wake-ups, and from a poll."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from onrecord.errors import OnRecordError
from onrecord.wire import frames as wire
from onrecord_server.core import points
from onrecord_server.core.actor import Actor
from onrecord_server.core.draft import Sealed
from onrecord_server.core.writer import Committed
from onrecord_server.engine import Engines
from onrecord_server.realtime import resume
from onrecord_server.realtime.background import Background
from onrecord_server.realtime.brokers.base import Broker
from onrecord_server.realtime.items import Item, concerns, item_of
from onrecord_server.realtime.presence import Presence
from onrecord_server.realtime.resume import Snapshot
from onrecord_server.realtime.room import Room
from onrecord_server.realtime.session import Session


logger = logging.getLogger("onrecord.realtime")

#: Entries read at once when the hub catches up.
STRETCH: Final = 500
#: Seconds without any frame after which a socket counts as dead: ping 20, and 20 more.
SILENCE_SECONDS: Final = 45.0
#: Who comes in reads so often what is there: the room may have begun, or gone on, after a reading.
_READS: Final = 3


class Hub:
    """Every room of this process, on one event loop."""

    def __init__(
        self, engines: Engines, broker: Broker, threads: Any, poll_seconds: float = 1.0
    ) -> None:
        """Keep the parts; ``run`` makes them move."""
        self._engines = engines
        self._broker = broker
        self._background = Background(threads)
        self._poll = poll_seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rooms: dict[str, Room] = {}
        self._behind: dict[str, asyncio.Event] = {}
        self._catching: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.presence = Presence(self._rooms)

    # -- living --------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._engines.listeners.append(self.committed)
        self._spawn(self._broker.run(self.wake))
        self._spawn(self._watch())

    async def stop(self, after_ms: Callable[[], int]) -> None:
        """Tell every socket that this worker goes away, then stop."""
        if self.committed in self._engines.listeners:
            self._engines.listeners.remove(self.committed)
        for room in self._rooms.values():
            for session in list(room.sessions):
                session.send(type="going_away", after_ms=after_ms())
                session.close(wire.CLOSE_GOING_AWAY, "going away")
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._background.finish()
        await self._broker.close()
        self._rooms.clear()

    @property
    def sockets(self) -> int:
        """Return how many sockets are open here."""
        return sum(len(room.sessions) for room in self._rooms.values())

    def sessions_of(self, tenant: str, person: str) -> int:
        """Return how many sockets a person has open here."""
        room = self._rooms.get(tenant)
        return 0 if room is None else len(room.people.get(person, ()))

    def _spawn(self, coroutine: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- what happens --------------------------------------------------------------------------

    def committed(self, committed: Committed) -> None:
        """Hear of a commit of this process, in whatever thread made it."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._after_answers, committed.sealed)

    def _after_answers(self, sealed: Sequence[Sealed]) -> None:
        """Let those who wait for this commit have their answers first, however many listen."""
        asyncio.get_running_loop().call_soon(self._on_commit, sealed)

    def _on_commit(self, sealed: Sequence[Sealed]) -> None:
        by_tenant: dict[str, list[Sealed]] = {}
        for item in sealed:
            by_tenant.setdefault(item.tenant, []).append(item)
        for tenant, items in by_tenant.items():
            self._offer(tenant, items)
            self._broker.wake(tenant, items[-1].position)
        points.reach("mid_fan_out")

    def _offer(self, tenant: str, sealed: Sequence[Sealed]) -> None:
        room = self._rooms.get(tenant)
        if room is None:
            return
        if sealed[0].position == room.position + 1 and tenant not in self._catching:
            room.apply([item_of(item) for item in sealed])
        elif sealed[-1].position > room.position:
            self._catch_up(tenant)

    def wake(self, tenant: str, position: int) -> None:
        """Hear that a tenant's stream may have reached a position. Nothing in it is believed."""
        room = self._rooms.get(tenant)
        if room is not None and position > room.position:
            self._catch_up(tenant)

    def _catch_up(self, tenant: str) -> None:
        if tenant in self._catching:
            self._behind[tenant].set()
            return
        self._catching.add(tenant)
        self._behind[tenant] = asyncio.Event()
        self._spawn(self._read_on(tenant))

    async def _read_on(self, tenant: str) -> None:
        again = self._behind[tenant]
        try:
            while (room := self._rooms.get(tenant)) is not None:
                again.clear()
                items = await self._in_thread(self._stretch, tenant, room.position)
                fresh = [item for item in items if item.position > room.position]
                if fresh:
                    room.apply(fresh)
                elif not again.is_set():
                    return
        except OnRecordError as error:
            logger.warning("catching up with %s failed: %s; the poll tries again", tenant, error)
        finally:
            self._catching.discard(tenant)
            self._behind.pop(tenant, None)

    async def _watch(self) -> None:
        """Look at the heads once in a while: a lost wake-up, or a dead broker, costs one poll."""
        while True:
            await asyncio.sleep(self._poll)
            self._close_silent()
            try:
                await self._look()
            except OnRecordError as error:
                logger.warning("the poll failed: %s", error)
            except Exception:
                logger.exception("the poll failed")

    def _close_silent(self) -> None:
        """Close sockets whose other end has gone without saying so."""
        limit = time.monotonic() - SILENCE_SECONDS
        for room in self._rooms.values():
            for session in [s for s in room.sessions if s.heard < limit]:
                session.close(wire.CLOSE_GOING_AWAY, "silent")

    async def _look(self) -> None:
        if not self._rooms:
            return
        # Taken before the heads are read: what is fanned out meanwhile must not look like the future.
        known = {tenant: room.position for tenant, room in self._rooms.items()}
        databases = {id(d): d for d in map(self._engines.directory.database, self._rooms)}
        for database in databases.values():
            try:
                heads = await self._in_thread(_heads, database)
            except OnRecordError as error:
                logger.warning("the poll failed for one database: %s", error)
                continue
            for tenant, (epoch, position) in heads.items():
                self._compare(tenant, epoch, position, known.get(tenant, position))
        self._forget_empty()

    def _compare(self, tenant: str, epoch: str, position: int, known: int) -> None:
        room = self._rooms.get(tenant)
        if room is None:
            return
        if epoch != room.epoch or position < known:
            self._restart(room, epoch, position)
        elif position > room.position:
            self._catch_up(tenant)

    def _restart(self, room: Room, epoch: str, position: int) -> None:
        """The database was restored: what was sent may no longer exist, so everybody starts over."""
        for session in list(room.sessions):
            session.send(type="resync", epoch=epoch, position=position)
            session.close(wire.CLOSE_GOING_AWAY, "restored")
        self._rooms.pop(room.tenant, None)

    def _forget_empty(self) -> None:
        for tenant in [t for t, room in self._rooms.items() if not room.sessions]:
            if tenant not in self._catching:
                del self._rooms[tenant]

    # -- coming in -----------------------------------------------------------------------------

    async def enter(self, session: Session, after: int | None, epoch: str | None) -> None:
        """Let a session in and bring it up to date, or tell it to start over.

        Raises ``PersonDeactivated``, ``SignedOut``, ``TenantSuspended`` and ``Unavailable``.
        """
        for _ in range(_READS):
            found = await self._in_thread(self._snapshot, session.actor)
            room = self._room_from(session.actor.tenant, found)
            start = found.position if after is None else after
            stale = after is not None and (
                (epoch is not None and epoch != found.epoch) or after > found.position
            )
            items = None if stale else await self._missed(room, session, found, start)
            room = self._rooms.setdefault(room.tenant, room)
            if room.reaches(found.position):
                break
        self._admit(room, session, found, start, items)

    def _room_from(self, tenant: str, found: Snapshot) -> Room:
        """Return a tenant's room, which begins with the first snapshot that comes back."""
        fresh = Room(tenant, found.epoch, found.position)
        return self._rooms.setdefault(tenant, fresh)

    async def _missed(
        self, room: Room, session: Session, found: Snapshot, start: int
    ) -> list[Item] | None:
        if start >= found.position:
            return []
        session.conversations, session.spaces = dict(found.conversations), dict(found.spaces)
        ready = room.missed(session, start, found.position)
        session.conversations, session.spaces = {}, {}
        tenant, person = session.actor.tenant, session.actor.person
        if ready is None or len(ready) > resume.MOST_EVENTS:
            stretch = (start, found.position)
            ready = await self._in_thread(self._seen, tenant, person, stretch)
        return ready and [i for i in ready if concerns(i, person, found.conversations)]

    def _admit(
        self, room: Room, session: Session, found: Snapshot, start: int, items: list[Item] | None
    ) -> None:
        room.enter(session, found)
        person = session.actor.person
        ready = {"epoch": found.epoch, "position": start, "person": person, "heartbeat": 20.0}
        if items is None:
            session.send(type="ready", **{**ready, "position": found.position})
            session.send(type="resync", epoch=found.epoch, position=found.position)
        else:
            session.send(type="ready", **ready)
            if items or start < found.position:
                room.replay(session, items, found.position, start)
        self._overtake(room, session)
        self.presence.arrived(room, session)

    @staticmethod
    def _overtake(room: Room, session: Session) -> None:
        """Give a session what the room fanned out after the session's snapshot was taken."""
        newer = room.ring.since(session.upto) if room.position > session.upto else []
        if newer is None:
            session.close(wire.CLOSE_BUSY, "resume again")
        elif newer:
            room.follow(session, newer)

    def leave(self, session: Session) -> None:
        """Let a session go."""
        room = self._rooms.get(session.actor.tenant)
        if room is not None and session in room.sessions:
            seen = list(session.conversations)
            room.leave(session)
            self.presence.left(room, session, seen)

    def room_of(self, session: Session) -> Room | None:
        """Return the room a session is in."""
        return self._rooms.get(session.actor.tenant)

    # -- reading, in worker threads --------------------------------------------------------------

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        return await self._background.run(function, *arguments)

    def _snapshot(self, actor: Actor) -> Snapshot:
        database = self._engines.prepared(actor.tenant)
        with database.read() as connection:
            return resume.snapshot(database, connection, actor)

    def _stretch(self, tenant: str, after: int) -> list[Item]:
        database = self._engines.prepared(tenant)
        with database.read() as connection:
            return resume.stretch(database, connection, tenant, after, STRETCH)

    def _seen(self, tenant: str, person: str, stretch: tuple[int, int]) -> list[Item] | None:
        database = self._engines.prepared(tenant)
        with database.read() as connection:
            return resume.seen(database, connection, (tenant, person), stretch)


def _heads(database: Any) -> dict[str, tuple[str, int]]:
    with database.read() as connection:
        return resume.head_positions(database, connection)
