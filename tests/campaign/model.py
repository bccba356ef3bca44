"""A tiny server to validate the checker with: a sound one, and twelve with one bug each.

It has a durable part, which a crash leaves alone, and a volatile part, which a crash empties.
A send is taken in three steps (`begin`, `commit`, `answer`), so that a scenario can let sends
overlap and can crash between any two of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.campaign.checker import Dump, Entry, Row, Window


@dataclass
class Disk:
    """What a crash leaves alone."""

    rows: list[Row] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)


@dataclass
class Send:
    """A send under way."""

    person: str
    conv: str
    client_id: str
    body: str
    row: Row | None = None
    position: int = -1


class Server:
    """The sound one. `clock` may jump; nothing but `created_at` follows it."""

    def __init__(self) -> None:
        self.disk = Disk()
        self.epoch = 1
        self.clock = 1_000
        self.ids = count(1)
        self.live: dict[str, int] = {}
        self.pushed: list[tuple[str, dict[str, Any]]] = []
        self.start()

    def start(self) -> None:
        """Begin with an empty volatile part."""
        self.live.clear()
        self.pushed.clear()
        self.memory: dict[tuple[str, str], Row] = {}

    def head(self) -> int:
        """Return the newest position."""
        return max((entry.position for entry in self.disk.entries), default=-1)

    def begin(self, send: Send) -> Send:
        """Take a send up to, and without, its commit."""
        return send

    def commit(self, send: Send) -> None:
        """Store the message and its entry, or find the one that is stored."""
        send.row = self.stored(send) or self.insert(send, self.head() + 1)

    def answer(self, send: Send) -> dict[str, Any]:
        """Return the acknowledgement."""
        row = send.row
        assert row is not None
        return {"id": row.id, "position": row.position, "created_at": self.disk.times[row.id]}

    def stored(self, send: Send) -> Row | None:
        """Return the message that this sender stored under this key."""
        key = (send.person, send.client_id)
        rows = self.disk.rows
        return next((row for row in rows if (row.author, row.client_id) == key), None)

    def insert(self, send: Send, position: int) -> Row:
        """Store a new message with its entry."""
        name = f"m{next(self.ids)}"
        row = Row(name, send.conv, send.person, send.client_id, send.body, position)
        self.disk.rows.append(row)
        self.disk.times[row.id] = self.clock
        self.write_entry(row)
        return row

    def write_entry(self, row: Row) -> None:
        """Write the entry of a message, in the same transaction."""
        self.disk.entries.append(Entry(row.position, "message.created", row.conv, row.id))

    def join(self, person: str, conv: str) -> None:
        """Let a person see a conversation from here on."""
        position = self.head() + 1
        self.disk.entries.append(Entry(position, "members.added", conv, person))
        self.disk.windows.append(Window(person, conv, position))

    def remove(self, person: str, conv: str) -> None:
        """Take a person out; they are given their removal and nothing after it."""
        position = self.head() + 1
        self.disk.entries.append(Entry(position, "member.removed", conv, person, also=person))
        windows = self.disk.windows
        (old,) = (x for x in windows if (x.person, x.conv) == (person, conv))
        windows[windows.index(old)] = Window(person, conv, old.since, position)

    def connect(self, person: str, after: int | None, epoch: int | None) -> Iterator[Any]:
        """Yield the frames that answer a hello."""
        if after is None:
            after = self.head()
        elif epoch != self.epoch or after > self.head():
            after = self.head()
            yield "resync", {"epoch": str(self.epoch), "position": after}
        self.live[person] = after
        yield "ready", {"epoch": str(self.epoch), "position": after}

    def pull(self, person: str) -> dict[str, Any] | None:
        """Return the next frame for a connected person: all that is due, in one."""
        after, upto = self.live[person], self.head()
        if upto <= after:
            return None
        self.live[person] = upto
        return self.frame(person, after, upto)

    def frame(self, person: str, after: int, upto: int) -> dict[str, Any]:
        """Return an events frame over a stretch."""
        entries = sorted(self.disk.entries, key=lambda entry: entry.position)
        due = [x for x in entries if after < x.position <= upto and self.may_see(person, x)]
        return {"after": after, "upto": upto, "events": [self.event(each) for each in due]}

    def may_see(self, person: str, entry: Entry) -> bool:
        """Return whether the person was in the conversation at that position."""
        here = [x for x in self.disk.windows if (x.person, x.conv) == (person, entry.conv)]
        return any(each.since <= entry.position <= each.until for each in here)

    def event(self, entry: Entry) -> dict[str, Any]:
        """Return an entry as it goes over the wire."""
        bodies = {row.id: row.body for row in self.disk.rows}
        known = {"position": entry.position, "type": entry.type, "conv": entry.conv}
        return {**known, "id": entry.message, "body": bodies.get(entry.message, "")}

    def page(self, person: str, conv: str) -> list[int]:
        """Return the positions of the newest messages of a conversation, oldest first."""
        rows = [row for row in self.disk.rows if row.conv == conv]
        return [row.position for row in self.sorted_page(rows)][-20:]

    def sorted_page(self, rows: list[Row]) -> list[Row]:
        """Order a page."""
        return sorted(rows, key=lambda row: row.position)

    def dump(self) -> Dump:
        """Return the database as the checker wants it."""
        return Dump(tuple(self.disk.rows), tuple(self.disk.entries), tuple(self.disk.windows))
