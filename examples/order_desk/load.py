"""Loads a folder of IRC logs through the SDK: authors become people, answers become replies.

Joins, parts and renames become changes of membership and of people. Every message carries a
`client_id` made from its file and line, and a channel goes on after the last one that is there,
so that loading again, or after a crash, adds nothing twice.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from examples.order_desk.batches import Batches
from examples.order_desk.desk import Desk, open_desk
from examples.order_desk.irc import Happening, Joined, Left, Log, Noted, Renamed, Said, read_all
from examples.order_desk.people import DESK, TENANT
from examples.order_desk.progress import Bar
from onrecord import Actor


As = Callable[[str | None], AbstractContextManager[Actor]]
"""Gives a client of the SDK that speaks as a person, or with None as the host's own service."""

OWNER = "irc"
"""The service person that owns the channels, and lets people in and out."""


@dataclass
class Loaded:
    """What one run did."""

    messages: int = 0
    replies: int = 0
    skipped: int = 0
    moves: int = 0


@dataclass
class Channel:
    """One channel while it is being filled."""

    speak: As
    id: str
    members: set[str]
    known: set[str]
    loaded: Loaded
    sent: dict[int, str] = field(default_factory=dict)


def person_of(nick: str) -> str:
    """The id of an author: ids hold no blanks and no angle brackets."""
    return "irc:" + "".join("_" if letter in " <>" else letter for letter in nick)


def text_of(said: Said) -> str:
    """The text as it may be stored: control characters become their pictures, nothing is lost."""
    text = f"/me {said.text}" if said.kind == "action" else said.text
    text = "".join(chr(0x2400 + ord(x)) if ord(x) < 32 and x != "\t" else x for x in text)
    return text if text.strip() else "(an empty line)"


def key_of(log: Log, line: int) -> str:
    """The same key at every run."""
    return f"irc:{log.name}:{line}"


def load(
    logs: Iterable[Log],
    speak: As,
    viewers: Sequence[str] = (),
    tick: Callable[[int], None] = lambda _: None,
) -> Loaded:
    """Load logs in their order; `viewers` join every channel; `tick` hears of every line."""
    loaded = Loaded()
    for name, of_channel in groupby(logs, key=lambda log: log.channel):
        days = list(of_channel)
        channel = _open(name, speak, viewers, loaded)
        for log, start in _unloaded(channel, days):
            tick(start)
            loaded.skipped += sum(said.line < start for said in log.messages)
            _load(channel, log, start, tick)
    return loaded


def load_all(desk: Desk, logs: Iterable[Log], bar: Bar) -> Loaded:
    """Load in process, in commits of a few hundred lines; the colleagues join in."""
    with Batches(desk) as speak:

        def tick(lines: int) -> None:
            bar.add(lines)
            speak.add(lines)

        return load(logs, speak, list(DESK), tick)


def _open(name: str, speak: As, viewers: Sequence[str], loaded: Loaded) -> Channel:
    with speak(None) as host:
        host.people.upsert(OWNER, name="IRC archive", attributes={"source": "irc"})
    with speak(OWNER) as me:
        subject, title = f"irc:{name}", f"#{name}"
        found = me.conversations.create(
            kind="channel", subject=subject, title=title, members=list(viewers)
        )
        members = {each.person_id for each in me.conversations.iterate_members(found.id, limit=200)}
    return Channel(speak, found.id, members, set(members), loaded)


def _unloaded(channel: Channel, days: list[Log]) -> Iterator[tuple[Log, int]]:
    """Each log with the line to begin at: behind its last line when all of it is there."""
    spoken = [(at, said.line) for at, log in enumerate(days) for said in log.messages]
    done = _done(channel, [key_of(days[at], line) for at, line in spoken])
    reached, line = spoken[done - 1] if done else (-1, -1)
    finished = done == len(spoken)
    for at, log in enumerate(days):
        behind = at < reached or finished
        yield log, log.length if behind else line + 1 if at == reached else 0


def _done(channel: Channel, keys: list[str]) -> int:
    """How many of the messages are there: they were sent in order, so the newest one tells.

    Only its author sees the key of a message, and an author may have left: then the newest one
    whose author has not, and however many came after it.
    """
    with channel.speak(OWNER) as me:
        messages = me.messages.iterate(channel.id, limit=50)
        ours = (each for each in messages if each.author.startswith("irc:"))
        still = ((at, each) for at, each in enumerate(ours) if each.author in channel.members)
        later, newest = next(still, (0, None))
    if newest is None:
        return 0
    with channel.speak(newest.author) as author:
        return keys.index(str(author.messages.get(newest.id).client_id)) + 1 + later


def _load(channel: Channel, log: Log, start: int, tick: Callable[[int], None]) -> None:
    channel.sent.clear()
    rest = [each for each in log.happenings if each.line >= start]
    _enter(channel, _present(rest))
    said = {each.line: each for each in log.messages}
    for each in rest:
        if isinstance(each, Said):
            _send(channel, log, each, said)
            channel.loaded.messages += 1
            channel.loaded.replies += each.line in log.answers
        else:
            _move(channel, each)
        tick(1)


def _present(happenings: list[Happening]) -> list[str]:
    """Everybody who speaks or leaves without having come in before."""
    seen: dict[str, bool] = {}
    for each in happenings:
        if isinstance(each, Joined | Renamed):
            seen.setdefault(each.nick, isinstance(each, Renamed))
            seen.setdefault(getattr(each, "now", each.nick), False)
        elif isinstance(each, Said):
            seen.setdefault(each.author, True)
    return [nick for nick, present in seen.items() if present]


def _enter(channel: Channel, nicks: list[str]) -> None:
    """Let people in who are not; they are made known first."""
    new = [nick for nick in nicks if person_of(nick) not in channel.members]
    if not new:
        return
    for nick in new:
        _introduce(channel, nick)
    people = [person_of(nick) for nick in new]
    with channel.speak(OWNER) as me:
        for at in range(0, len(people), 500):
            me.conversations.add_members(channel.id, people[at : at + 500])
    channel.members.update(people)
    channel.loaded.moves += len(people)


def _introduce(channel: Channel, nick: str, **attributes: str) -> None:
    if attributes or person_of(nick) not in channel.known:
        with channel.speak(None) as host:
            known = {"source": "irc", **attributes}
            host.people.upsert(person_of(nick), name=nick, attributes=known)
        channel.known.add(person_of(nick))


def _leave(channel: Channel, nick: str) -> None:
    if person_of(nick) in channel.members:
        with channel.speak(OWNER) as me:
            me.conversations.remove_member(channel.id, person_of(nick))
        channel.members.discard(person_of(nick))
        channel.loaded.moves += 1


def _move(channel: Channel, what: Joined | Left | Renamed | Noted) -> None:
    if isinstance(what, Joined):
        _enter(channel, [what.nick])
    elif isinstance(what, Left):
        _leave(channel, what.nick)
    elif isinstance(what, Renamed):
        _introduce(channel, what.now, formerly=what.nick)
        _enter(channel, [what.now])
        _leave(channel, what.nick)


def _send(channel: Channel, log: Log, said: Said, others: dict[int, Said]) -> str:
    """Send a message; what it answers goes first, and is found by its key when it is there."""
    asked = log.answers.get(said.line)
    reply_to = None
    if asked is not None:
        reply_to = channel.sent.get(asked) or _send(channel, log, others[asked], others)
    _enter(channel, [said.author])
    with channel.speak(person_of(said.author)) as me:
        key = key_of(log, said.line)
        message = me.messages.send(channel.id, text_of(said), client_id=key, reply_to=reply_to)
    channel.sent[said.line] = message.id
    return str(message.id)


def count(desk: Desk) -> Counter[str]:
    """Read every channel back, page by page, and count the messages that were loaded."""
    found: Counter[str] = Counter()
    with desk.chat.acting_as(TENANT, OWNER) as me:
        for channel in me.conversations.iterate(limit=200):
            messages = me.messages.iterate(channel.id, limit=200)
            found[channel.title] = sum(each.author.startswith("irc:") for each in messages)
    return found


def main() -> None:
    """`python -m examples.order_desk.load FOLDER`: load all of it, then compare the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with channels/ and ubuntu/ in it")
    parser.add_argument("--database", default="sqlite:///.demo/irc.db", help="any SQLAlchemy URL")
    asked = parser.parse_args()
    Path(".demo").mkdir(exist_ok=True)
    desk = open_desk(asked.database)
    desk.chat.migrate()
    logs = list(read_all(asked.folder))
    with Bar("Loading", sum(log.length for log in logs)) as bar:
        loaded = load_all(desk, logs, bar)
    print(f"{loaded.messages:,} messages sent, {loaded.replies:,} of them replies", end="; ")
    print(f"{loaded.skipped:,} were there; {loaded.moves:,} changes of membership")
    raise SystemExit(not _agree(desk, logs))


def _agree(desk: Desk, logs: list[Log]) -> bool:
    wanted: Counter[str] = Counter()
    for log in logs:
        wanted[f"#{log.channel}"] += len(log.messages)
    found = count(desk)
    desk.close()
    for name in sorted(wanted | found):
        print(f"{name:<20}{wanted[name]:>8,} in the logs{found[name]:>8,} in the chat")
    print(f"{'all':<20}{wanted.total():>8,} in the logs{found.total():>8,} in the chat")
    return wanted == found


if __name__ == "__main__":
    main()
