"""A seeded run against a model server: overlapping sends, crashes, retries, reconnections."""

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from random import Random

from tests.campaign.history import Line, Recorder, sha
from tests.campaign.model import Send, Server


PEOPLE = ("alice", "bob", "carol")
CONVERSATIONS = ("red", "blue")


@dataclass
class Cursor:
    """What a client knows of the stream."""

    after: int | None = None
    epoch: int | None = None
    connected: bool = False


@dataclass
class Run:
    """Everything of one run."""

    server: Server
    random: Random
    record: Recorder = field(default_factory=Recorder)
    cursors: dict[str, Cursor] = field(default_factory=lambda: {p: Cursor() for p in PEOPLE})
    pending: list[tuple[Line, Send]] = field(default_factory=list)
    unknown: list[Send] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)


def play(server: Server, seed: int, steps: int = 220) -> Recorder:
    """Run a scenario and leave it quiet: everything answered or unknown, everybody caught up."""
    run = Run(server, Random(seed))
    for person in PEOPLE:
        for conversation in CONVERSATIONS:
            server.join(person, conversation)
        _connect(run, person)
    for step in range(steps):
        _step(run)
        if step == steps // 2:
            _remove(run, "carol", "blue")
        if step == steps * 3 // 4 and run.random.random() < 0.5:
            _restore(run)
    _settle(run)
    return run.record


def _step(run: Run) -> None:
    actions = (_send, _send, _send, _finish, _finish, _finish, _retry, _pull, _pull, _page)
    run.random.choice((*actions, *actions, _jump, _drop, _crash))(run)


def _send(run: Run) -> None:
    number = next(run.numbers)
    person = run.random.choice(PEOPLE[:2])
    conversation = run.random.choice(CONVERSATIONS)
    _ask(run, Send(person, conversation, f"k{number}", sha(f"text {number}")))


def _retry(run: Run) -> None:
    if run.unknown:
        old = run.unknown.pop(run.random.randrange(len(run.unknown)))
        _ask(run, Send(old.person, old.conv, old.client_id, old.body))


def _ask(run: Run, send: Send) -> None:
    asked = run.record.invoke(
        send.person, "send", conv=send.conv, client_id=send.client_id, body=send.body
    )
    run.server.begin(send)
    if getattr(run.server, "acknowledges_early", False):
        run.record.ok(asked, **run.server.answer(send))
        asked = run.record.invoke(send.person, "ignored")
    run.pending.append((asked, send))


def _finish(run: Run) -> None:
    if not run.pending:
        return
    asked, send = run.pending.pop(run.random.randrange(len(run.pending)))
    run.server.clock += 1
    run.server.commit(send)
    if getattr(run.server, "acknowledges_early", False):
        return
    if run.random.random() < 0.2:
        _lose(run, asked, send)
    else:
        run.record.ok(asked, **run.server.answer(send))


def _lose(run: Run, asked: Line, send: Send) -> None:
    run.record.info(asked)
    if asked.kind == "send":
        run.unknown.append(send)


def _pull(run: Run) -> None:
    person = run.random.choice(PEOPLE)
    cursor = run.cursors[person]
    if not cursor.connected:
        _connect(run, person)
    frame = run.server.pull(person)
    if frame:
        run.record.frame(person, "events", **frame)
        cursor.after = frame["upto"]


def _page(run: Run) -> None:
    person, conversation = run.random.choice(PEOPLE[:2]), run.random.choice(CONVERSATIONS)
    asked = run.record.invoke(person, "page", conv=conversation)
    run.record.ok(asked, positions=run.server.page(person, conversation))


def _jump(run: Run) -> None:
    run.server.clock += run.random.choice((-500, 500))


def _connect(run: Run, person: str) -> None:
    cursor = run.cursors[person]
    for kind, said in run.server.connect(person, cursor.after, cursor.epoch):
        run.record.frame(person, kind, **said)
        cursor.after, cursor.epoch = said["position"], int(said["epoch"])
    cursor.connected = True


def _drop(run: Run) -> None:
    run.cursors[run.random.choice(PEOPLE)].connected = False


def _crash(run: Run) -> None:
    run.record.nemesis("kill")
    for asked, send in run.pending:
        if run.random.random() < 0.5:
            run.server.commit(send)
        _lose(run, asked, send)
    run.pending.clear()
    run.server.start()
    for cursor in run.cursors.values():
        cursor.connected = False


def _remove(run: Run, person: str, conversation: str) -> None:
    asked = run.record.invoke(person, "remove", conv=conversation)
    run.server.remove(person, conversation)
    run.record.ok(asked, person=person)


def _restore(run: Run) -> None:
    """Go back to a backup from some positions ago: a new epoch, and some messages are gone."""
    _crash(run)
    run.unknown.clear()
    disk, kept = run.server.disk, run.server.head() - 3
    removal = max(x.position for x in disk.entries if x.type == "member.removed")
    kept = max(kept, removal)
    disk = deepcopy(disk)
    disk.rows = [row for row in disk.rows if row.position <= kept]
    disk.entries = [entry for entry in disk.entries if entry.position <= kept]
    run.server.disk = disk
    run.server.epoch += 1
    run.record.nemesis("restore", position=kept)


def _settle(run: Run) -> None:
    while run.pending:
        _finish(run)
    while run.unknown:
        _retry(run)
        while run.pending:
            _finish(run)
    for conversation in CONVERSATIONS:
        asked = run.record.invoke("alice", "page", conv=conversation)
        run.record.ok(asked, positions=run.server.page("alice", conversation))
    for person in PEOPLE:
        _connect(run, person)
        while frame := run.server.pull(person):
            run.record.frame(person, "events", **frame)
