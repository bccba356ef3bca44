"""One tenant's live side: its sockets, who of them sees which conversation, and the newest events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Final, TypeAlias

from onrecord.wire import frames as wire
from onrecord_server.realtime.frames import events_frames
from onrecord_server.realtime.items import Item, Ring
from onrecord_server.realtime.membership import Change, change, shuts_out
from onrecord_server.realtime.resume import Snapshot
from onrecord_server.realtime.session import Session


_EVERYBODY: Final = "t"
_position: Final = attrgetter("position")

#: Neighbours in the stream with one audience: sockets that see the same share the list itself.
Group: TypeAlias = list[Item]
Due: TypeAlias = defaultdict[Session, list[Group]]


class Room:
    """All of it on one event loop; nothing here waits.

    ``position`` is the last position that was fanned out.
    """

    def __init__(self, tenant: str, epoch: str, position: int) -> None:
        """Begin at a position, with nobody here."""
        self.tenant = tenant
        self.epoch = epoch
        self.position = position
        self.ring = Ring()
        self.sessions: set[Session] = set()
        self.people: defaultdict[str, set[Session]] = defaultdict(set)
        self.audiences: defaultdict[str, set[Session]] = defaultdict(set)

    # -- coming and going ----------------------------------------------------------------------

    def enter(self, session: Session, snapshot: Snapshot) -> None:
        """Let a session in that has been told everything up to the snapshot."""
        session.conversations = dict(snapshot.conversations)
        session.upto = snapshot.position
        session.epoch = snapshot.epoch
        self.sessions.add(session)
        self.people[session.actor.person].add(session)
        for conversation in session.conversations:
            self.audiences[f"c:{conversation}"].add(session)

    def leave(self, session: Session) -> None:
        """Let a session go."""
        self.sessions.discard(session)
        _discard(self.people, session.actor.person, session)
        for conversation in session.conversations:
            _discard(self.audiences, f"c:{conversation}", session)
        session.conversations = {}

    # -- events --------------------------------------------------------------------------------

    def apply(self, items: Sequence[Item]) -> None:
        """Fan out the next items of the stream, one frame for each socket that is concerned."""
        due: Due = defaultdict(list)
        plain: list[Item] = []
        for item in items:
            moved = change(item)
            if moved is None and shuts_out(item) is None:
                plain.append(item)
                continue
            self._spread(plain, due)
            plain = []
            self._turn(item, moved, due)
        self._spread(plain, due)
        self.position = items[-1].position
        self._flush(due)
        # Last: a later item may purge an earlier one of the same stretch, which is sent by now.
        self.ring.add(items)

    def _spread(self, items: Sequence[Item], due: Due) -> None:
        """Note for each socket which groups of items are due: a group for each audience."""
        groups: dict[tuple[str, str | None], Group] = {}
        for item in items:
            groups.setdefault((item.audience, item.also), []).append(item)
        for group in groups.values():
            first = group[0]
            for session in self._seers(first):
                if first.position > session.upto:
                    due[session].append(group)
                elif newer := [item for item in group if item.position > session.upto]:
                    due[session].append(newer)

    def _seers(self, item: Item) -> Iterable[Session]:
        found = self._audience(item.audience)
        found = found if item.also is None else found | self._audience(item.also)
        if item.about == item.position:
            return found
        return [session for session in found if self.may_see(session, item)]

    def _audience(self, audience: str) -> set[Session]:
        if audience == _EVERYBODY:
            return self.sessions
        if audience.startswith("p:"):
            return self.people.get(audience[2:], set())
        return self.audiences.get(audience, set())

    def _turn(self, item: Item, moved: Change | None, due: Due) -> None:
        """Apply an event that changes who sees what: joiners before it, leavers after it."""
        if moved is not None:
            for person in moved.joined:
                self._join(person, moved, item.position)
        self._spread([item], due)
        if moved is not None:
            for person in moved.left:
                self._part(person, moved.conversation, item.position)
        person_out = shuts_out(item)
        if person_out is not None:
            self._flush(due)
            due.clear()
            self._shut_out(person_out)

    def _join(self, person: str, moved: Change, position: int) -> None:
        for session in self.people.get(person, ()):
            if position > session.upto:
                session.conversations.setdefault(moved.conversation, moved.window)
                self.audiences[f"c:{moved.conversation}"].add(session)

    def _part(self, person: str, conversation: str, position: int) -> None:
        for session in self.people.get(person, ()):
            if position > session.upto:
                session.conversations.pop(conversation, None)
                _discard(self.audiences, f"c:{conversation}", session)

    def _shut_out(self, person: str) -> None:
        gone = self.sessions if person == "*" else self.people.get(person, set())
        for session in list(gone):
            self.leave(session)
            session.close(wire.CLOSE_FORBIDDEN, "no longer allowed")

    def _flush(self, due: Due) -> None:
        """Queue one stretch for each socket; equal stretches are made once."""
        made: dict[tuple[int, tuple[int, ...]], tuple[int, list[str]]] = {}
        for session, groups in due.items():
            key = (session.upto, tuple([id(group) for group in groups]))
            found = made.get(key)
            if found is None:
                items = sorted(chain.from_iterable(groups), key=_position)
                upto = max(self.position, items[-1].position)
                found = made[key] = (upto, events_frames(session.upto, upto, items))
            session.upto, frames = found
            for text in frames:
                session.push(text)

    # -- catching up ---------------------------------------------------------------------------

    def replay(self, session: Session, items: Sequence[Item], upto: int, after: int) -> None:
        """Send a session what it missed, as one stretch, before anything newer."""
        for text in events_frames(after, upto, items):
            session.push(text)
        session.upto = upto

    def follow(self, session: Session, items: Sequence[Item]) -> None:
        """Apply items to one session alone: what the others have had already."""
        person = session.actor.person
        due: list[Item] = []
        for item in items:
            moved = change(item)
            if moved is not None and person in moved.joined:
                session.conversations.setdefault(moved.conversation, moved.window)
                self.audiences[f"c:{moved.conversation}"].add(session)
            if self.may_see(session, item):
                due.append(item)
            if moved is not None and person in moved.left:
                session.conversations.pop(moved.conversation, None)
                _discard(self.audiences, f"c:{moved.conversation}", session)
            if shuts_out(item) in ("*", person):
                session.close(wire.CLOSE_FORBIDDEN, "no longer allowed")
                break
        self.replay(session, due, items[-1].position, session.upto)

    def missed(self, session: Session, after: int, upto: int) -> list[Item] | None:
        """Return what a session may see of the ring in a stretch, or ``None`` if it is not there."""
        found = self.ring.since(after) if after < upto else []
        if found is None or (found and found[-1].position < upto):
            return None
        return [i for i in found if i.position <= upto and self.may_see(session, i)]

    @staticmethod
    def may_see(session: Session, item: Item) -> bool:
        """Say whether a session may see an item now."""
        me = f"p:{session.actor.person}"
        if item.audience in (me, _EVERYBODY) or item.also == me:
            return True
        if not item.audience.startswith("c:"):
            return False
        window = session.conversations.get(item.audience[2:])
        return window is not None and item.about >= window


def _discard(index: dict[str, set[Session]], key: str, session: Session) -> None:
    found = index.get(key)
    if found is not None:
        found.discard(session)
        if not found:
            del index[key]
