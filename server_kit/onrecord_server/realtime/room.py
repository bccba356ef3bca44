"""One tenant's live side: its sockets, who of them sees which conversation, and the newest events."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Final, TypeAlias

from onrecord_server.core.draft import EVERYBODY
from onrecord_server.realtime.frames import events_frames
from onrecord_server.realtime.items import Item, Ring
from onrecord_server.realtime.membership import Change, Closing, audiences, change, shuts_out
from onrecord_server.realtime.resume import Snapshot
from onrecord_server.realtime.session import Session


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
        #: Conversations that are known to be no announcements.
        self.talks: set[str] = set()

    def reaches(self, position: int) -> bool:
        """Say whether what was fanned out after a position is still at hand."""
        return self.position <= position or self.ring.since(position) is not None

    # -- coming and going ----------------------------------------------------------------------

    def enter(self, session: Session, snapshot: Snapshot) -> None:
        """Let a session in that has been told everything up to the snapshot."""
        self.talks |= snapshot.conversations.keys() - snapshot.announcements
        session.conversations = dict(snapshot.conversations)
        session.spaces = dict(snapshot.spaces)
        session.upto = snapshot.position
        session.epoch = snapshot.epoch
        self.sessions.add(session)
        self.people[session.actor.person].add(session)
        for audience in _of(session):
            self.audiences[audience].add(session)

    def leave(self, session: Session) -> None:
        """Let a session go."""
        self.sessions.discard(session)
        _discard(self.people, session.actor.person, session)
        for audience in _of(session):
            _discard(self.audiences, audience, session)
        session.conversations = {}
        session.spaces = {}

    # -- events --------------------------------------------------------------------------------

    def apply(self, items: Sequence[Item]) -> None:
        """Fan out the next items of the stream, one frame for each socket that is concerned."""
        due: Due = defaultdict(list)
        plain: list[Item] = []
        writers = {item.own[0] for item in items if item.own is not None}
        for item in items:
            moved = change(item)
            if moved is None and shuts_out(item) is None:
                plain.append(item)
                continue
            self._spread(plain, due)
            plain = []
            self._turn(item, moved, due, writers)
        self._spread(plain, due)
        self.position = items[-1].position
        self._flush(due, writers)
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
        if audience == EVERYBODY:
            return self.sessions
        if audience.startswith("p:"):
            return self.people.get(audience[2:], set())
        return self.audiences.get(audience, set())

    def _turn(self, item: Item, moved: Change | None, due: Due, writers: set[str]) -> None:
        """Apply an event that changes who sees what: joiners before it, leavers after it."""
        if moved is not None:
            for session in self._theirs(moved.joined, item.position):
                self._join(session, moved)
        self._spread([item], due)
        if moved is not None:
            for session in self._theirs(moved.left, item.position):
                self._part(session, moved.place)
        out = shuts_out(item)
        if out is not None:
            self._flush(due, writers)
            due.clear()
            self._shut_out(*out)

    def _theirs(self, people: Iterable[str], position: int) -> Iterable[Session]:
        """Return the sockets of people that have not been told of a position."""
        found = [s for p in people if p in self.people for s in self.people[p]]
        return [session for session in found if position > session.upto]

    def _join(self, session: Session, moved: Change) -> None:
        if moved.talk:
            self.talks.add(moved.place)
        if moved.role:
            self._part(session, moved.place)  # another role has other audiences
            session.spaces[moved.place] = moved.role
        else:
            session.conversations.setdefault(moved.place, moved.window)
        for audience in audiences(moved.place, moved.role):
            self.audiences[audience].add(session)

    def _part(self, session: Session, place: str) -> None:
        session.conversations.pop(place, None)
        role = session.spaces.pop(place, "")
        for audience in audiences(place, role):
            _discard(self.audiences, audience, session)

    def _shut_out(self, person: str, closing: Closing) -> None:
        gone = self.sessions if person == "*" else self.people.get(person, set())
        for session in list(gone):
            self.leave(session)
            session.close(*closing)

    def _flush(self, due: Due, writers: set[str]) -> None:
        """Queue one stretch for each socket; equal stretches are made once, and for each writer anew."""
        made: dict[tuple[int, str, tuple[int, ...]], tuple[int, list[str]]] = {}
        for session, groups in due.items():
            person = session.actor.person
            who = person if person in writers else ""
            key = (session.upto, who, tuple([id(group) for group in groups]))
            found = made.get(key)
            if found is None:
                items = sorted(chain.from_iterable(groups), key=_position)
                upto = max(self.position, items[-1].position)
                found = made[key] = (upto, events_frames(session.upto, upto, items, who))
            session.upto, frames = found
            for text in frames:
                session.push(text)

    # -- catching up ---------------------------------------------------------------------------

    def replay(self, session: Session, items: Sequence[Item], upto: int, after: int) -> None:
        """Send a session what it missed, as one stretch, before anything newer."""
        for text in events_frames(after, upto, items, session.actor.person):
            session.push(text)
        session.upto = upto

    def follow(self, session: Session, items: Sequence[Item]) -> None:
        """Apply items to one session alone: what the others have had already."""
        person = session.actor.person
        due: list[Item] = []
        for item in items:
            moved = change(item)
            if moved is not None and person in moved.joined:
                self._join(session, moved)
            if self.may_see(session, item):
                due.append(item)
            if moved is not None and person in moved.left:
                self._part(session, moved.place)
            out = shuts_out(item)
            if out is not None and out[0] in ("*", person):
                session.close(*out[1])
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
        also = item.also is not None and session.sees(item.also, item.about)
        return also or session.sees(item.audience, item.about)


def _of(session: Session) -> list[str]:
    """Return the audiences that a session is part of, but for its person's own."""
    places = [*((place, "") for place in session.conversations), *session.spaces.items()]
    return [audience for place in places for audience in audiences(*place)]


def _discard(index: dict[str, set[Session]], key: str, session: Session) -> None:
    found = index.get(key)
    if found is not None:
        found.discard(session)
        if not found:
            del index[key]
