"""Who is there, who is typing, what has arrived: passed on, never stored."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Final

from onrecord_server.realtime.room import Room
from onrecord_server.realtime.session import Session


#: Conversations with more sockets than this hear nothing of coming and going, nor of arrivals.
MOST_NEIGHBOURS: Final = 200
#: A typing mark is passed on once in this many seconds, per person and conversation.
TYPING_EVERY: Final = 2.0
#: Seconds that a change of presence is held: only what it has come to by then is told.
PRESENCE_HELD: Final = 1.5
#: How far a conversation has arrived is passed on once in so many seconds, per socket.
DELIVERED_EVERY: Final = 1.0


class Presence:
    """Passes ephemeral notices to people who share a conversation, on this worker's sockets."""

    def __init__(self, rooms: Mapping[str, Room]) -> None:
        """Look at the hub's rooms."""
        self._rooms = rooms
        #: Tenant and person → how the person was there before the changes that are held.
        self._held: dict[tuple[str, str], str] = {}

    def arrived(self, room: Room, session: Session) -> None:
        """Tell the neighbours of a person's first socket, and the socket of its neighbours."""
        neighbours = self._neighbours(room, session.conversations)
        if len(room.people[session.actor.person]) == 1:
            self._held.pop((room.tenant, session.actor.person), None)
            self._tell(neighbours, session.actor.person, "active")
        for person in {other.actor.person for other in neighbours} - {session.actor.person}:
            state = self.state(room, person)
            session.send(type="presence", person=person, state=state)

    def left(self, room: Room, session: Session, conversations: Iterable[str]) -> None:
        """Tell the neighbours that a person's last socket is gone."""
        if session.actor.person not in room.people:
            neighbours = self._neighbours(room, conversations)
            self._tell(neighbours, session.actor.person, "offline")

    def changed(self, session: Session, state: str) -> None:
        """Take note that a person is at the screen, or away from it; it is told a little later."""
        room = self._rooms.get(session.actor.tenant)
        if room is None or session.presence == state:
            return
        key = (session.actor.tenant, session.actor.person)
        if key not in self._held:
            self._held[key] = self.state(room, session.actor.person)
            asyncio.get_running_loop().call_later(PRESENCE_HELD, self._settle, session)
        session.presence = state

    def _settle(self, session: Session) -> None:
        """Tell what changes of presence have come to, if that is a change."""
        person = session.actor.person
        before = self._held.pop((session.actor.tenant, person), None)
        room = self._rooms.get(session.actor.tenant)
        if room is None or before is None or person not in room.people:
            return
        now = self.state(room, person)
        if now != before:
            conversations = next(iter(room.people[person])).conversations
            self._tell(self._neighbours(room, conversations), person, now)

    @staticmethod
    def state(room: Room, person: str) -> str:
        """Return how a person is there: active on any socket, away on all, or offline."""
        states = {session.presence for session in room.people.get(person, ())}
        return "active" if "active" in states else "away" if states else "offline"

    def typing(self, session: Session, conversation: str) -> None:
        """Pass on that a member is typing; from anybody else it goes nowhere."""
        now = time.monotonic()
        if conversation not in session.conversations or not self._is_talk(session, conversation):
            return
        if now - session.last_typing.get(conversation, -TYPING_EVERY) < TYPING_EVERY:
            return
        session.last_typing[conversation] = now
        self._to_others(
            session,
            conversation,
            type="typing",
            conversation_id=conversation,
            person=session.actor.person,
        )

    def delivered(self, session: Session, conversation: str, position: int) -> None:
        """Pass on how far a conversation has arrived at a member's device.

        Where many listen it is passed on to nobody: each message would come back from everybody to
        everybody. What comes too soon after the one before is held, and the furthest passed on.
        """
        window = session.conversations.get(conversation)
        if window is None or not window <= position <= session.upto:
            return
        if conversation in session.arriving:
            session.arriving[conversation] = max(position, session.arriving[conversation])
        elif self._is_small(session, conversation) and self._is_talk(session, conversation):
            session.arriving[conversation] = position
            loop = asyncio.get_running_loop()
            loop.call_later(DELIVERED_EVERY, self._arrived, session, conversation, position)
            self._tell_arrival(session, conversation, position)

    def _arrived(self, session: Session, conversation: str, told: int) -> None:
        """Pass on what was held, if it goes further than what was told."""
        position = session.arriving.pop(conversation, told)
        if position > told:
            self.delivered(session, conversation, position)

    def _is_small(self, session: Session, conversation: str) -> bool:
        room = self._rooms.get(session.actor.tenant)
        there = () if room is None else room.audiences.get(f"c:{conversation}", ())
        return len(there) <= MOST_NEIGHBOURS

    def _is_talk(self, session: Session, conversation: str) -> bool:
        """Say whether people talk there: who reads an announcement, or writes one, is not told."""
        room = self._rooms.get(session.actor.tenant)
        return room is not None and conversation in room.talks

    def _tell_arrival(self, session: Session, conversation: str, position: int) -> None:
        self._to_others(
            session,
            conversation,
            type="delivered",
            conversation_id=conversation,
            person=session.actor.person,
            position=position,
        )

    def _to_others(self, session: Session, conversation: str, **members: object) -> None:
        room = self._rooms.get(session.actor.tenant)
        for other in () if room is None else list(room.audiences.get(f"c:{conversation}", ())):
            if other.actor.person != session.actor.person:
                other.mention(**members)

    @staticmethod
    def _neighbours(room: Room, conversations: Iterable[str]) -> set[Session]:
        found: set[Session] = set()
        for conversation in conversations:
            there = room.audiences.get(f"c:{conversation}", set())
            if len(there) <= MOST_NEIGHBOURS:
                found |= there
        return found

    @staticmethod
    def _tell(neighbours: Iterable[Session], person: str, state: str) -> None:
        for other in list(neighbours):
            if other.actor.person != person:
                other.mention(type="presence", person=person, state=state)
