"""Whatever people write, read, follow and take back: counts are what a recount of all messages says."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.engines import Room


PEOPLE = ("alice", "bob", "carol")
NUMBERS = count()


@dataclass
class Place:
    """Whether somebody follows a thread, and how far they have read in it."""

    following: bool
    read: int


@dataclass
class Written:
    """A message as the history remembers it."""

    id: str
    position: int
    author: str
    root: "Written | None"
    aside: bool
    names: list[str]
    active: bool = True


@dataclass
class History:
    """What happened in one conversation, written down a second time."""

    room: Room
    group: str
    written: list[Written] = field(default_factory=list)
    read_to: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PEOPLE, -1))
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def run(self, step: tuple[str, str, int, bool, list[str]]) -> None:
        """Do one step; one that has nothing to be done to does nothing."""
        kind, who, at, flag, names = step
        if kind == "send":
            self.send(who, None, aside=False, names=names)
        elif self.written:
            target = self.written[at % len(self.written)]
            getattr(self, kind)(who, target, flag, names)

    def send(self, who: str, root: Written | None, *, aside: bool, names: list[str]) -> None:
        text = " ".join(["words", *(f"<@{name}>" for name in names)])
        more: dict[str, Any] = (
            {} if root is None else {"thread_id": root.id, "also_in_channel": not aside}
        )
        sent = self.room.plain(who).messages.send(self.group, text, **more)
        made = Written(sent.id, sent.position or 0, who, root, aside, names)
        self.written.append(made)
        if root is not None:
            self._follows(made, root)

    def _follows(self, made: Written, root: Written) -> None:
        for person in dict.fromkeys((root.author, made.author, *made.names)):
            place = self.places.get((root.id, person))
            if place is not None and place.following:
                continue
            if place is None and person == root.author:
                self.places[root.id, person] = Place(following=True, read=-1)
            elif person in (made.author, *made.names):
                read = made.position - (person != made.author)
                self.places[root.id, person] = Place(following=True, read=read)

    def reply(self, who: str, to: Written, flag: bool, names: list[str]) -> None:
        self.send(who, to.root or to, aside=flag, names=names)

    def edit(self, _: str, one: Written, __: bool, names: list[str]) -> None:
        if one.active:
            text = " ".join(["other", *(f"<@{name}>" for name in names), str(next(NUMBERS))])
            self.room.plain(one.author).messages.edit(one.id, text)
            one.names = names

    def remove(self, _: str, one: Written, __: bool, ___: list[str]) -> None:
        if one.active:
            self.room.plain(one.author).messages.remove(one.id)
            one.active = False

    def read(self, who: str, one: Written, _: bool, __: list[str]) -> None:
        self.room.plain(who).conversations.read(self.group, one.position)
        self.read_to[who] = max(self.read_to[who], one.position)

    def read_thread(self, who: str, one: Written, _: bool, __: list[str]) -> None:
        root = one.root or one
        self.room.plain(who).threads.read(root.id, one.position)
        if (place := self.places.get((root.id, who))) is not None:
            place.read = max(place.read, one.position)

    def read_all(self, who: str, _: Written, __: bool, ___: list[str]) -> None:
        end = self.room.end()
        self.room.plain(who).threads.read_all(conversation_id=self.group)
        for (thread, person), place in self.places.items():
            if person == who and self.unread_in(thread, who):
                place.read = max(place.read, end)

    def choose(self, who: str, one: Written, flag: bool, _: list[str]) -> None:
        root, threads = one.root or one, self.room.plain(who).threads
        place, end = self.places.get((root.id, who)), self.room.end()
        if flag:
            threads.follow(root.id)
            if place is None or not place.following:
                read = end if place is None else max(end, place.read)
                self.places[root.id, who] = Place(following=True, read=read)
            return
        threads.unfollow(root.id)
        if place is not None:
            place.following = False
        elif root.author == who:
            self.places[root.id, who] = Place(following=False, read=-1)

    # -- the recount -----------------------------------------------------------------------------

    def unread_in(self, thread: str, who: str) -> list[Written]:
        place = self.places.get((thread, who))
        if place is None or not place.following:
            return []
        replies = [m for m in self.written if m.root is not None and m.root.id == thread]
        new = [m for m in replies if m.aside and m.active and m.position > place.read]
        return [m for m in new if m.author != who]

    def counts(self, who: str) -> dict[str, int]:
        here = [
            m
            for m in self.written
            if not m.aside and m.active and m.author != who and m.position > self.read_to[who]
        ]
        roots = {thread for thread, person in self.places if person == who}
        aside = [m for thread in roots for m in self.unread_in(thread, who)]
        named = sum(who in m.names for m in aside)
        return {
            "unread": len(here) + len(aside),
            "unread_threads": len(aside),
            "mentions": sum(who in m.names for m in here) + named,
            "mentions_threads": named,
        }

    def inbox(self, who: str) -> dict[str, tuple[int, int]]:
        """Say of each thread that somebody follows how many replies it has, and how many are new."""
        followed = [t for (t, p), place in self.places.items() if p == who and place.following]
        there = [m.root.id for m in self.written if m.root is not None and m.active]
        return {t: (there.count(t), len(self.unread_in(t, who))) for t in followed}


def _check(history: History) -> None:
    for who in PEOPLE:
        client = history.room.plain(who)
        shown = client.conversations.get(history.group)
        expected = history.counts(who)
        assert {name: getattr(shown, name) for name in expected} == expected
        found = _inbox(client.threads.list(conversation_id=history.group, limit=100).data)
        assert found == history.inbox(who)
        listed = client.threads.list(conversation_id=history.group, unread=True, limit=100).data
        assert _inbox(listed) == {t: n for t, n in history.inbox(who).items() if n[1]}


def _inbox(listed: list[Any]) -> dict[str, tuple[int, int]]:
    return {one.id: (one.root.thread.replies, one.root.thread.unread) for one in listed}


KINDS = ("send", "reply", "reply", "edit", "remove", "read", "read_thread", "read_all", "choose")
STEPS = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(PEOPLE),
    st.integers(0, 9),
    st.booleans(),
    st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True),
)


def _plays(room: Room, examples: int) -> None:
    for name in PEOPLE:
        room.person(name)

    @settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.lists(STEPS, min_size=4, max_size=14))
    def play(steps: list[tuple[str, str, int, bool, list[str]]]) -> None:
        made = room.plain("alice").conversations.create(
            kind="group", members=["bob", "carol"], title="Team"
        )
        history = History(room, made.id)
        for step in [("send", "alice", 0, False, []), *steps]:
            history.run(step)
        _check(history)

    play()


def test_counts_are_what_a_recount_says(room: Room, database_url: str) -> None:
    """Fewer histories on PostgreSQL, where each takes longer."""
    _plays(room, 25 if database_url.startswith("sqlite") else 6)
