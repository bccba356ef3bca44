"""What the record says that the tables of threads hold; verification compares them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.threads import rules
from onrecord_server.threads.rows import followers, threads


Rows = Iterable[tuple[Key, Expected]]


def _places(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    event = rules.Happened(
        entry["type"], entry["object"], entry["actor"], entry["position"], entry.get("facts", {})
    )
    yield from rules.places(event, known)


def _replies(entry: Mapping[str, Any], known: Known, _: Folded) -> Rows:
    facts, kind = entry.get("facts", {}), entry["type"]
    thread = facts.get("thread") if kind.startswith("message.") else entry["object"]
    if thread is None:
        return
    before = known((thread,)) or {"conversation": facts["conversation"], "replies": 0}
    change = rules.counts(kind, facts)
    yield (thread,), {**before, "replies": before["replies"] + change}


FOLLOWERS: Final = register(
    StateCheck(
        noun="follower",
        table=followers,
        key=("thread", "person"),
        types=rules.TYPES,
        fold=_places,
    )
)

THREADS: Final = register(
    StateCheck(
        noun="thread",
        table=threads,
        key=("id",),
        types=frozenset({*rules.COUNTED, "message.erased", "thread.followed", "thread.unfollowed"}),
        fold=_replies,
    )
)
