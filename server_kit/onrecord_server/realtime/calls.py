"""What a live socket asks for: calls to endpoints, and the ephemeral notices."""

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any

from onrecord.binding import make
from onrecord.endpoints import ENDPOINTS, MARK_READ, Endpoint
from onrecord.errors import Invalid, NotFound, RateLimited, Refusal, ServerError
from onrecord.wire import frames as wire
from onrecord.wire.conversations import MarkRead
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import REGISTRY
from onrecord_server.core.writer import Job
from onrecord_server.realtime.frames import error_frame, result_frame
from onrecord_server.realtime.hub import Hub
from onrecord_server.realtime.readmarks import ReadMarks, Waiting
from onrecord_server.realtime.session import Session
from onrecord_server.services import Services


logger = logging.getLogger("onrecord.realtime")


class CallDesk:
    """Answers the frames of every socket of this process, on one event loop."""

    def __init__(self, services: Services, hub: Hub) -> None:
        """Keep the parts."""
        self._services = services
        self.hub = hub
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._marks = ReadMarks(self._mark)
        #: One bound method for all jobs, so that a batch wakes this loop once.
        self._done = self._from_writer

    def take(self, session: Session, found: Any) -> None:
        """Act on one frame of a client."""
        if isinstance(found, wire.Call):
            self._call(session, found)
        elif self._in_pace(session):
            self._notice(session, found)

    @staticmethod
    def _in_pace(session: Session) -> bool:
        """Refuse a notice above the rate of a socket, and close one that does not care."""
        now = time.monotonic()
        if not session.flood.take(now):
            session.close(wire.CLOSE_BUSY, "too many frames")
            return False
        if session.notices.take(now):
            return True
        refusal = RateLimited("This socket says too much.", retry_after=1)
        session.mention(type="error", id=None, problem=refusal.problem())
        return False

    def _notice(self, session: Session, found: Any) -> None:
        match found:
            case wire.Ping():
                self._pong(session)
            case wire.TypingFrame():
                self.hub.presence.typing(session, found.conversation_id)
            case wire.DeliveredFrame():
                self.hub.presence.delivered(session, found.conversation_id, found.position)
            case wire.PresenceFrame():
                self.hub.presence.changed(session, found.state)
            case _:
                session.push(error_frame(None, Invalid("hello comes once, first.")))

    def _pong(self, session: Session) -> None:
        room = self.hub.room_of(session)
        if room is not None and not session.outbox.waiting:
            session.upto = max(session.upto, room.position)
        session.send(type="pong", upto=session.upto)

    # -- calls -----------------------------------------------------------------------------------

    def _call(self, session: Session, frame: wire.Call) -> None:
        endpoint = ENDPOINTS.get(frame.op)
        try:
            if endpoint is None:
                raise NotFound(f"There is no endpoint {frame.op}.")
            command = make(endpoint.command, frame.args)
            actor = session.actor
            self._services.limiter.check(actor.tenant, actor.person, writes=endpoint.sparing)
            self._run(session, frame.id, endpoint, command)
        except Refusal as refusal:
            session.push(error_frame(frame.id, refusal))

    def _run(
        self, session: Session, call_id: str, endpoint: Endpoint[Any, Any], command: Any
    ) -> None:
        if isinstance(command, MarkRead):
            self._marks.offer(session, call_id, command)
            return
        if endpoint.writes:
            self._submit(endpoint.name, session, command, [(session, call_id)])
            return
        task = self._loop.create_task(self._read(session, call_id, endpoint.name, command))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _submit(self, name: str, session: Session, command: Any, waiting: Waiting) -> None:
        job = Job(REGISTRY[name], command, session.actor, self._done, context=waiting)
        self._services.engines.writer(session.actor.tenant).submit(job)

    def _mark(self, session: Session, command: MarkRead, waiting: Waiting) -> None:
        try:
            self._submit(MARK_READ.name, session, command, waiting)
        except Refusal as refusal:
            for waiter, call_id in waiting:
                waiter.push(error_frame(call_id, refusal))

    async def _read(self, session: Session, call_id: str, name: str, command: Any) -> None:
        try:
            doc = await self._services.calls.call(name, command, session.actor)
            session.push(result_frame(call_id, doc.json()))
        except Refusal as refusal:
            session.push(error_frame(call_id, refusal))
        except Exception:
            logger.exception("a call failed")
            session.push(error_frame(call_id, ServerError("The call failed.")))

    def _from_writer(self, jobs: Sequence[Job]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._answer, jobs)

    @staticmethod
    def _answer(jobs: Sequence[Job]) -> None:
        for job in jobs:
            for session, call_id in job.context:
                session.push(_answer_frame(call_id, job.outcome))


def _answer_frame(call_id: str, outcome: Any) -> str:
    if isinstance(outcome, Doc):
        return result_frame(call_id, outcome.json())
    refusal = outcome if isinstance(outcome, Refusal) else ServerError("The call failed.")
    return error_frame(call_id, refusal)
