"""Who follows a thread, and from where on it is unread for them. Pure.

The same steps make the table's rows at the seal and fold the record when it is verified.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


#: A person's place in a thread: the columns of its row.
Place = dict[str, Any]
#: Thread and person.
Key = tuple[str, str]
Known = Callable[[Key], Mapping[str, Any] | None]

#: What changes who follows, and how far.
TYPES: Final = frozenset(
    {"message.created", "thread.followed", "thread.unfollowed", "thread.read", "threads.read"}
)
#: The authors that a summary names.
MOST_PEOPLE: Final = 5


#: What each does to the number of replies.
COUNTED: Final = {"message.created": 1, "message.removed": -1, "message.restored": 1}


def counts(kind: str, facts: Mapping[str, Any]) -> int:
    """Return what an event does to the number of replies; one that was gone before is not lost again."""
    if kind == "message.erased":
        return -1 if facts["was"] == "active" else 0
    return COUNTED.get(kind, 0)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, as it is on its way to the record or was read back from there."""

    type: str
    object: str
    actor: str
    position: int
    facts: Mapping[str, Any]


def touched(event: Happened) -> list[Key]:
    """Return whose place in which thread an event may change."""
    facts = event.facts
    if event.type == "message.created":
        thread = facts.get("thread")
        return [] if thread is None else [(thread, person) for person in _named(event)]
    threads = facts["threads"] if event.type == "threads.read" else [event.object]
    return [(thread, event.actor) for thread in threads]


def _named(event: Happened) -> list[str]:
    facts = event.facts
    everybody = (facts["thread_author"], event.actor, *facts.get("mentions", ()))
    return list(dict.fromkeys(everybody))


def places(event: Happened, known: Known) -> Iterable[tuple[Key, Place]]:
    """Yield the places that an event changes, as they are after it."""
    for key in touched(event):
        before = known(key)
        after = _STEPS[event.type](event, key[1], before)
        if after is not None:
            yield key, after


def _written(event: Happened, person: str, before: Mapping[str, Any] | None) -> Place | None:
    """Who writes or is named follows from there on; the root's author from the beginning.

    Who follows already keeps their mark. Having chosen not to follow holds until one writes in the
    thread or is named there.
    """
    if before is not None and before["following"]:
        return None
    wrote = person == event.actor
    if not wrote and person not in event.facts.get("mentions", ()):
        return None if before is not None else _place(event, -1)
    if before is None and person == event.facts["thread_author"]:
        return _place(event, -1)
    return _place(event, event.position if wrote else event.position - 1)


def _followed(event: Happened, _: str, before: Mapping[str, Any] | None) -> Place | None:
    if before is not None and before["following"]:
        return None
    mark = -1 if before is None else before["read_position"]
    return _place(event, max(mark, event.facts["read_position"]))


def _unfollowed(event: Happened, _: str, before: Mapping[str, Any] | None) -> Place:
    mark = -1 if before is None else before["read_position"]
    return _place(event, mark, following=False)


def _read(event: Happened, _: str, before: Mapping[str, Any] | None) -> Place | None:
    mark = event.facts["read_position"]
    if before is None or before["read_position"] >= mark:
        return None
    return {**before, "read_position": mark}


def _place(event: Happened, mark: int, *, following: bool = True) -> Place:
    return {
        "conversation": event.facts["conversation"],
        "following": following,
        "read_position": mark,
    }


_STEPS: Final[Mapping[str, Callable[[Happened, str, Mapping[str, Any] | None], Place | None]]] = {
    "message.created": _written,
    "thread.followed": _followed,
    "thread.unfollowed": _unfollowed,
    "thread.read": _read,
    "threads.read": _read,
}


def last_people(authors: Sequence[str]) -> list[str]:
    """Return the last few different authors; given and answered the newest first."""
    return list(dict.fromkeys(authors))[:MOST_PEOPLE]
