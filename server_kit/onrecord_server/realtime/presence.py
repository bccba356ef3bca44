"""Who is there, who is typing, what has arrived: passed on, never stored."""

import time
from collections.abc import Iterable, Mapping
from typing import Final

from onrecord_server.realtime.room import Room
from onrecord_server.realtime.session import Session


#: Conversations with more sockets than this hear nothing of coming and going, nor of arrivals.
MOST_NEIGHBOURS: Final = 200
#: A typing mark is passed on once in this many seconds, per person and conversation.
TYPING_EVERY: Final = 2.0


class Presence:
    """Passes ephemeral notices to people who share a conversation, on this worker's sockets."""

    def __init__(self, rooms: Mapping[str, Room]) -> None:
        """Look at the hub's rooms."""
        self._rooms = rooms

    def arrived(self, room: Room, session: Session) -> None:
        """Tell the neighbours of a person's first socket, and the socket of its neighbours."""
        neighbours = self._neighbours(room, session.conversations)
        if len(room.people[session.actor.person]) == 1:
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
        """Take note that a person is at the screen, or away from it."""
        room = self._rooms.get(session.actor.tenant)
        if room is None or session.presence == state:
            return
        session.presence = state
        neighbours = self._neighbours(room, session.conversations)
        self._tell(neighbours, session.actor.person, self.state(room, session.actor.person))

    @staticmethod
    def state(room: Room, person: str) -> str:
        """Return how a person is there: active on any socket, away on all, or offline."""
        states = {session.presence for session in room.people.get(person, ())}
        return "active" if "active" in states else "away" if states else "offline"

    def typing(self, session: Session, conversation: str) -> None:
        """Pass on that a member is typing; from anybody else it goes nowhere."""
        now = time.monotonic()
        if conversation not in session.conversations:
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
        everybody.
        """
        window = session.conversations.get(conversation)
        if window is None or not window <= position <= session.upto:
            return
        room = self._rooms.get(session.actor.tenant)
        if room is None or len(room.audiences.get(f"c:{conversation}", ())) > MOST_NEIGHBOURS:
            return
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
