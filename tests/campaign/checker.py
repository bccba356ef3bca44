"""Judges a history against the database it was made on: pure functions, no clock, no I/O.

Each rule yields `Violation`s that name the invariant (numbers as in the reliability reference):
1 durable acknowledgement, 2 no phantom, 3 idempotent, 4 one order, 5 convergence, 6 no silent gap,
7 read your writes, 8 one entry per change, 9 revocation, 12 every change becomes an event.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.campaign.history import Line


@dataclass(frozen=True)
class Violation:
    """A broken promise: the number of the invariant, and what breaks it."""

    invariant: int
    what: str


@dataclass(frozen=True)
class Row:
    """A message as the database has it."""

    id: str
    conv: str
    author: str
    client_id: str
    body: str
    position: int


@dataclass(frozen=True)
class Entry:
    """An entry of the record: its place, type, conversation and message, where it has them.

    It is for the members of the conversation, and for `also`; or for `only` these people.
    """

    position: int
    type: str
    conv: str = ""
    message: str = ""
    only: frozenset[str] | None = None
    also: str = ""


@dataclass(frozen=True)
class Window:
    """A stretch of membership: positions from `since` to `until`, both included."""

    person: str
    conv: str
    since: int = 0
    until: float = float("inf")


@dataclass(frozen=True)
class Dump:
    """The database after the run."""

    rows: Sequence[Row]
    entries: Sequence[Entry]
    windows: Sequence[Window]


@dataclass
class View:
    """What one client has applied: position → event, from `base` up to `cursor`."""

    epoch: str | None = None
    base: int = -1
    cursor: int = -1
    applied: dict[int, dict[str, Any]] = field(default_factory=dict)


def check(history: Sequence[Line], dump: Dump, revocation: float = 1.0) -> list[Violation]:
    """Return every violation found; `revocation` is in seconds after the removal's answer."""
    found: list[Violation] = []
    for rule in (_durable, _phantoms, _idempotent, _order, _pages, _reads, _entries):
        found.extend(rule(history, dump))
    found.extend(_clients(history, dump))
    found.extend(_revoked(history, revocation))
    return found


def _sends(history: Sequence[Line], *phases: str) -> Iterator[Line]:
    lost = _lost(history)
    for line in history:
        if line.kind == "send" and line.phase in phases and id(line) not in lost:
            yield line


def _lost(history: Sequence[Line]) -> set[int]:
    """Answers whose rows a restored backup took away: they no longer promise anything."""
    lost: set[int] = set()
    for at, line in enumerate(history):
        if line.phase == "nemesis" and line.kind == "restore":
            kept = line.result["position"]
            gone = (x for x in history[:at] if x.phase == "ok" and x.kind == "send")
            lost |= {id(x) for x in gone if x.result["position"] > kept}
    return lost


def _durable(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    rows = {row.id: row for row in dump.rows}
    for line in _sends(history, "ok"):
        row = rows.get(line.result["id"])
        if row is None:
            yield Violation(1, f"{line.client_id} was acknowledged and is not stored")
        elif _differs(row, line):
            yield Violation(1, f"{line.client_id} is stored otherwise than it was acknowledged")


def _differs(row: Row, line: Line) -> bool:
    stored = (row.conv, row.author, row.body, row.position)
    return stored != (line.conv, line.client, line.body, line.result["position"])


def _phantoms(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    asked = {(x.client, x.client_id, x.body): x for x in history if _is(x, "send", "invoke")}
    answers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for line in history:
        if line.kind == "send" and line.phase != "invoke":
            answers[line.client, line.client_id, line.body].add(line.phase)
    for row in dump.rows:
        key = (row.author, row.client_id, row.body)
        if key not in asked:
            yield Violation(2, f"message {row.id} was never sent like that")
        elif answers[key] == {"fail"}:
            yield Violation(2, f"message {row.id} is stored although every attempt was refused")


def _is(line: Line, kind: str, phase: str) -> bool:
    return line.kind == kind and line.phase == phase


def _idempotent(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    for what, number in Counter((row.author, row.client_id) for row in dump.rows).items():
        if number > 1:
            yield Violation(3, f"{what} is stored {number} times")
    answers: dict[tuple[str, str], set[tuple[object, ...]]] = defaultdict(set)
    for line in _sends(history, "ok"):
        said = (line.result["id"], line.result["position"], line.result.get("created_at"))
        answers[line.client, line.client_id].add((*said, line.body))
    yield from (
        Violation(3, f"{what} was answered in {len(said)} ways")
        for what, said in answers.items()
        if len(said) > 1
    )


def _order(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    """Positions have no hole and no double, and what was answered first stands first."""
    yield from _gaps("entries", [entry.position for entry in dump.entries])
    for position, number in Counter(row.position for row in dump.rows).items():
        if number > 1:
            yield Violation(4, f"{number} messages stand at position {position}")
    acknowledged, asked = -1, dict[int, int]()
    lost = _lost(history)
    for line in sorted(history, key=lambda each: each.t):
        if _is(line, "send", "invoke"):
            asked[line.op] = acknowledged
        elif _is(line, "send", "ok") and id(line) not in lost:
            yield from _overtaken(line, asked[line.op], history)
            acknowledged = max(acknowledged, line.result["position"])
        elif _is(line, "restore", "nemesis"):
            acknowledged = -1
            asked = dict.fromkeys(asked, -1)


def _overtaken(line: Line, acknowledged: int, history: Sequence[Line]) -> Iterator[Violation]:
    if line.result["position"] > acknowledged or line.result.get("replayed"):
        return
    first = next(x for x in history if _is(x, "send", "invoke") and x.client_id == line.client_id)
    if first.op == line.op:
        yield Violation(4, f"{line.client_id} stands before what was answered before it was asked")


def _gaps(what: str, positions: Sequence[int]) -> Iterator[Violation]:
    if sorted(positions) != list(range(len(positions))):
        holes = sorted(set(range(max(positions, default=-1) + 1)) - set(positions))
        yield Violation(4, f"{what} are not 0..{len(positions) - 1}: missing {holes[:5]}")


def _pages(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    """A page is the stored order, and leaves nothing out between its first and last message."""
    stored: dict[str, list[int]] = defaultdict(list)
    for row in sorted(dump.rows, key=lambda each: each.position):
        stored[row.conv].append(row.position)
    restored = max((x.t for x in history if _is(x, "restore", "nemesis")), default=0.0)
    for line in history:
        if _is(line, "page", "ok") and line.t > restored:
            page = line.result["positions"]
            low, high = min(page, default=0), max(page, default=-1)
            if page != [each for each in stored[line.conv] if low <= each <= high]:
                yield Violation(4, f"a page of {line.conv} is not the stored order: {page[:8]}")


def _reads(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    own: dict[tuple[str, str], int] = defaultdict(lambda: -1)
    seen: dict[tuple[str, str], int] = defaultdict(lambda: -1)
    floors: dict[int, int] = {}
    for line in history:
        key = (line.client, line.conv)
        if _is(line, "restore", "nemesis"):
            own.clear()
            seen.clear()
            floors = dict.fromkeys(floors, -1)
        elif _is(line, "send", "ok"):
            own[key] = max(own[key], line.result["position"])
        elif _is(line, "page", "invoke"):
            floors[line.op] = max(own[key], seen[key])
        elif _is(line, "page", "ok") and line.result.get("newest", True):
            newest = max(line.result["positions"], default=-1)
            if newest < floors[line.op]:
                yield Violation(7, f"{line.client} read up to {newest}, behind {floors[line.op]}")
            seen[key] = max(seen[key], newest)


def _entries(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    """Every message has exactly one `message.created`, at its position, and the reverse."""
    created = Counter(x.message for x in dump.entries if x.type == "message.created")
    places = {x.message: x.position for x in dump.entries if x.type == "message.created"}
    for row in dump.rows:
        if created[row.id] != 1:
            yield Violation(8, f"message {row.id} has {created[row.id]} entries")
        elif places[row.id] != row.position:
            yield Violation(8, f"message {row.id} and its entry stand at different positions")
    for message in created.keys() - {row.id for row in dump.rows}:
        yield Violation(8, f"an entry tells of message {message}, which is not stored")


def _clients(history: Sequence[Line], dump: Dump) -> Iterator[Violation]:
    frames: dict[str, list[Line]] = defaultdict(list)
    for line in history:
        if line.phase == "frame":
            frames[line.client].append(line)
    entries = {entry.position: entry for entry in dump.entries}
    bodies = {row.id: row.body for row in dump.rows}
    for client, lines in frames.items():
        view = View()
        for line in lines:
            yield from _receive(client, view, line)
        yield from _unstored(client, view, entries, bodies)
        yield from _missed(client, view, dump)


def _receive(client: str, view: View, line: Line) -> Iterator[Violation]:
    said = line.result
    if line.kind == "events":
        yield from _apply(client, view, said)
    elif line.kind == "resync" or view.epoch is None:
        view.applied.clear()
        view.epoch, view.base, view.cursor = said["epoch"], said["position"], said["position"]
    elif said["epoch"] != view.epoch:
        yield Violation(6, f"{client} was led over a new epoch without a resync")
        view.epoch = said["epoch"]
    elif said["position"] != view.cursor:
        yield Violation(6, f"{client} asked from {view.cursor}, was given {said['position']}")


def _apply(client: str, view: View, said: dict[str, Any]) -> Iterator[Violation]:
    """A frame that does not join on is not applied: the client knows, and asks again."""
    if said["after"] > view.cursor:
        return
    positions = [event["position"] for event in said["events"]]
    if positions != sorted(set(positions)):
        yield Violation(4, f"{client} got a frame out of order: {positions[:8]}")
    for event in said["events"]:
        if event["position"] > view.cursor:
            view.applied[event["position"]] = event
    view.cursor = max(view.cursor, said["upto"])


def _unstored(
    client: str, view: View, entries: dict[int, Entry], bodies: dict[str, str]
) -> Iterator[Violation]:
    for position, event in view.applied.items():
        entry = entries.get(position)
        if entry is None or (entry.type, entry.message) != (event["type"], event["id"]):
            yield Violation(5, f"{client} applied at {position} what is not stored there")
        elif event["type"] == "message.created" and bodies.get(event["id"]) != event["body"]:
            yield Violation(5, f"{client} applied another text at {position} than is stored")


def _missed(client: str, view: View, dump: Dump) -> Iterator[Violation]:
    head = max((entry.position for entry in dump.entries), default=-1)
    later = [entry for entry in dump.entries if entry.position > view.base]
    stays = [each for each in dump.windows if each.until == float("inf")]
    due = {entry.position for entry in later if _visible(client, entry, stays)}
    may = {entry.position for entry in later if _visible(client, entry, dump.windows)}
    if view.cursor < max(due, default=-1) or view.cursor > head:
        yield Violation(5, f"{client} stopped at {view.cursor}, the stream stands at {head}")
    if missing := sorted(due - view.applied.keys()):
        yield Violation(6, f"{client} was never given {missing[:5]}")
    if extra := sorted(view.applied.keys() - may):
        yield Violation(9, f"{client} was given {extra[:5]}, which it may not see")


def _visible(client: str, entry: Entry, windows: Iterable[Window]) -> bool:
    """Where a membership has ended, one may have seen it before, and need not afterwards."""
    if entry.only is not None:
        return client in entry.only
    if entry.also == client:
        return True
    here = (each for each in windows if (each.person, each.conv) == (client, entry.conv))
    return any(each.since <= entry.position <= each.until for each in here)


def _revoked(history: Sequence[Line], patience: float) -> Iterator[Violation]:
    removed = {(x.result["person"], x.conv): x.t for x in history if _is(x, "remove", "ok")}
    for line in history:
        for event in line.result.get("events", ()) if line.phase == "frame" else ():
            since = removed.get((line.client, event.get("conv", "")))
            if since is not None and line.t > since + patience and event["body"]:
                yield Violation(9, f"{line.client} got {event['position']} after its removal")
