"""Read marks on sockets coalesce: one event for each person and conversation in five seconds."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from onrecord.wire.conversations import MarkRead
from onrecord_server.realtime.session import Session


EVERY: Final = 5.0
_FORGET_ABOVE: Final = 10_000

Key = tuple[str, str, str]
Waiting = list[tuple[Session, str]]
Submit = Callable[[Session, MarkRead, Waiting], None]


@dataclass(slots=True)
class _Held:
    command: MarkRead
    waiting: Waiting = field(default_factory=list)


class ReadMarks:
    """The first mark goes at once; what follows within five seconds goes as one, the furthest.

    Every caller is answered after the commit that covers its mark.
    """

    def __init__(self, submit: Submit) -> None:
        """Keep how a mark goes to the writer."""
        self._submit = submit
        self._last: dict[Key, float] = {}
        self._held: dict[Key, _Held] = {}

    def offer(self, session: Session, call_id: str, command: MarkRead) -> None:
        """Send a mark, or hold it until the five seconds are over."""
        loop = asyncio.get_running_loop()
        key = (session.actor.tenant, session.actor.person, command.conversation_id)
        held = self._held.get(key)
        if held is not None:
            held.waiting.append((session, call_id))
            held.command = max(held.command, command, key=lambda c: c.position)
            return
        wait = self._last.get(key, -EVERY) + EVERY - loop.time()
        if wait <= 0:
            self._go(key, session, command, [(session, call_id)])
            return
        self._held[key] = _Held(command, [(session, call_id)])
        loop.call_later(wait, self._release, key)

    def _release(self, key: Key) -> None:
        held = self._held.pop(key)
        self._go(key, held.waiting[-1][0], held.command, held.waiting)

    def _go(self, key: Key, session: Session, command: MarkRead, waiting: Waiting) -> None:
        now = asyncio.get_running_loop().time()
        if len(self._last) > _FORGET_ABOVE:
            self._last = {k: at for k, at in self._last.items() if at + EVERY > now}
        self._last[key] = now
        self._submit(session, command, waiting)
