"""Twelve servers that each break one promise, as real ones have."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from typing_extensions import override

from tests.campaign.checker import Entry, Row
from tests.campaign.model import Send, Server


class AckBeforeCommit(Server):
    """Answers from a queue in memory that is stored a little later."""

    acknowledges_early = True

    @override
    def start(self) -> None:
        super().start()
        self.queue: dict[tuple[str, str], Row] = {}

    @override
    def begin(self, send: Send) -> Send:
        key = (send.person, send.client_id)
        send.row = self.stored(send) or self.queue.get(key)
        if send.row is None:
            position = self.head() + 1 + len(self.queue)
            name = f"m{next(self.ids)}"
            send.row = Row(name, send.conv, send.person, send.client_id, send.body, position)
            self.queue[key] = send.row
        return send

    @override
    def commit(self, send: Send) -> None:
        for row in self.queue.values():
            self.disk.rows.append(row)
            self.write_entry(row)
        self.queue.clear()

    @override
    def answer(self, send: Send) -> dict[str, Any]:
        assert send.row is not None
        return {"id": send.row.id, "position": send.row.position}

    @override
    def remove(self, person: str, conv: str) -> None:
        self.commit(Send(person, conv, "", ""))
        super().remove(person, conv)


class DedupeInMemory(Server):
    """Knows the keys that it has seen since its start."""

    @override
    def stored(self, send: Send) -> Row | None:
        return self.memory.get((send.person, send.client_id))

    @override
    def insert(self, send: Send, position: int) -> Row:
        row = super().insert(send, position)
        self.memory[send.person, send.client_id] = row
        return row


class MaxPlusOne(Server):
    """Reads the newest position when a send begins, and numbers from that at its commit."""

    @override
    def begin(self, send: Send) -> Send:
        send.position = self.head() + 1
        return send

    @override
    def commit(self, send: Send) -> None:
        send.row = self.stored(send) or self.insert(send, send.position)


class SkipsLateCommits(Server):
    """Numbers like a sequence: when a send begins, whatever the order of the commits."""

    @override
    def begin(self, send: Send) -> Send:
        self.given = max(getattr(self, "given", -1), self.head()) + 1
        send.position = self.given
        return send

    @override
    def commit(self, send: Send) -> None:
        send.row = self.stored(send) or self.insert(send, send.position)


class BroadcastsBeforeCommit(Server):
    """Tells those who are connected before it stores."""

    @override
    def begin(self, send: Send) -> Send:
        if self.stored(send) is None:
            entry = Entry(self.head() + 1, "message.created", send.conv)
            event = {**self.event(entry), "id": f"m-{send.client_id}", "body": send.body}
            for person in list(self.live):
                self.pushed.append((person, event))
        return send

    @override
    def pull(self, person: str) -> dict[str, Any] | None:
        mine = [event for who, event in self.pushed if who == person]
        self.pushed = [each for each in self.pushed if each[0] != person]
        if not mine or mine[-1]["position"] <= self.live[person]:
            return super().pull(person)
        after = self.live[person]
        self.live[person] = mine[-1]["position"]
        return {"after": after, "upto": self.live[person], "events": mine[-1:]}


class ForgetsAnEntry(Server):
    """Stores one message in nine without its entry."""

    @override
    def write_entry(self, row: Row) -> None:
        if row.position % 9 != 5:
            super().write_entry(row)

    @override
    def head(self) -> int:
        return max(super().head(), max((row.position for row in self.disk.rows), default=-1))


class FansOutToHistory(Server):
    """Sends to whoever was ever in the conversation."""

    @override
    def may_see(self, person: str, entry: Entry) -> bool:
        windows = self.disk.windows
        return any((each.person, each.conv) == (person, entry.conv) for each in windows)


class ResumesOffByOne(Server):
    """Goes on one position too late after a reconnection."""

    @override
    def connect(self, person: str, after: int | None, epoch: int | None) -> Iterator[Any]:
        yield from super().connect(person, after, epoch)
        if after is not None:
            self.live[person] += 1

    @override
    def pull(self, person: str) -> dict[str, Any] | None:
        frame = super().pull(person)
        return frame and {**frame, "after": frame["after"] - 1}


class IgnoresTheEpoch(Server):
    """Takes a cursor from before a restored backup for its own."""

    @override
    def connect(self, person: str, after: int | None, epoch: int | None) -> Iterator[Any]:
        known = after is not None and epoch is not None
        yield from super().connect(person, after, self.epoch if known else None)


class AuditsOutsideTheTransaction(Server):
    """Writes the entry after the commit, in a transaction of its own."""

    @override
    def write_entry(self, row: Row) -> None:
        self.owed = [*getattr(self, "owed", []), row]

    @override
    def head(self) -> int:
        return max(super().head(), max((row.position for row in self.disk.rows), default=-1))

    @override
    def answer(self, send: Send) -> dict[str, Any]:
        for row in getattr(self, "owed", []):
            super().write_entry(row)
        self.owed = []
        return super().answer(send)

    @override
    def start(self) -> None:
        super().start()
        self.owed = []


class RetriesWithoutKey(Server):
    """Sits behind something that repeats a send after a lost answer, under a new key."""

    @override
    def commit(self, send: Send) -> None:
        tries = getattr(self, "tries", {})
        number = tries[send.client_id] = tries.get(send.client_id, 0) + 1
        self.tries = tries
        key = send.client_id if number == 1 else f"{send.client_id}~{number}"
        super().commit(renamed := replace(send, client_id=key))
        send.row = renamed.row


class PagesByClock(Server):
    """Orders a page by the time of its messages."""

    @override
    def sorted_page(self, rows: list[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: self.disk.times[row.id])


MUTANTS: dict[type[Server], frozenset[int]] = {
    AckBeforeCommit: frozenset({1}),
    DedupeInMemory: frozenset({3}),
    MaxPlusOne: frozenset({4}),
    SkipsLateCommits: frozenset({4, 6}),
    BroadcastsBeforeCommit: frozenset({5}),
    ForgetsAnEntry: frozenset({8}),
    FansOutToHistory: frozenset({9}),
    ResumesOffByOne: frozenset({6}),
    IgnoresTheEpoch: frozenset({5, 6}),
    AuditsOutsideTheTransaction: frozenset({8}),
    RetriesWithoutKey: frozenset({2, 3}),
    PagesByClock: frozenset({4}),
}
"""Each mutant, and the invariants of which at least one must be named for it."""
