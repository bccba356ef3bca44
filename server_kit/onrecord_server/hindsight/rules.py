"""What is said of a thread at a moment, and which messages a place in time shows. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord_server.threads.rules import last_people


Row = Mapping[str, Any]


def in_sight(place: int, root: int | None, low: int, *, aside: bool) -> bool:
    """Say whether somebody whose history begins at ``low`` sees a message.

    What was said in a thread alone is seen by those who see its root.
    """
    return place >= low and (not aside or root is None or root >= low)


def comes_or_goes(entry: Row, person: str) -> bool:
    """Say whether an entry of a conversation lets somebody in, or takes them out."""
    facts = entry["facts"]
    return person in facts.get("members", ()) or facts.get("person_id") == person


def last_of(root: Row, replies: Sequence[Row]) -> dict[str, Any]:
    """Say how many replies there are, and what is last; replies are those that are there, in order."""
    last = replies[-1] if replies else root
    return {
        "replies": len(replies),
        "last_at": last["created_at"],
        "last_position": last["position"],
        "people": last_people([one["author"] for one in reversed(replies)]),
    }


def unread(replies: Sequence[Row], place: Row, viewer: str, most: int) -> int:
    """Count what a follower has not read in a thread, as far as anybody counts."""
    fresh = [
        one
        for one in replies
        if place["following"]
        and one["position"] > place["read_position"]
        and not one["in_channel"]
        and one["author"] != viewer
    ]
    return min(len(fresh), most)
