"""Threads and their events, from row to wire."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.wire.threads import ThreadMark
from onrecord_server.conversations.present import COUNT_LIMIT
from onrecord_server.core.doc import time_text
from onrecord_server.core.operation import Tx
from onrecord_server.core.stream import Stored, composes
from onrecord_server.messages.extras import enriches_tombstones
from onrecord_server.threads import queries


@enriches_tombstones
def with_threads(tx: Tx, documents: Sequence[dict[str, Any]]) -> None:
    """Say of messages that are in no thread what is below them; tombstones keep their threads."""
    roots = {doc["id"]: doc for doc in documents if doc["thread_id"] is None}
    for thread, row in queries.summaries(tx, list(roots)).items() if roots else ():
        roots[thread]["thread"] = summary(row)


def summary(row: Any) -> dict[str, Any] | None:
    """Return what a root says of its thread; nothing where there is no reply and no choice."""
    if not row.replies and row.following is None:
        return None
    return {
        "replies": min(row.replies, COUNT_LIMIT),
        "last_at": time_text(row.last_at),
        "last_position": row.last_position,
        "people": json.loads(row.people),
        "following": bool(row.following),
        "read_position": -1 if row.read_position is None else row.read_position,
        "unread": row.unread,
    }


def mark(row: Any) -> ThreadMark:
    """Return the place of a follower in a thread."""
    return ThreadMark(
        thread_id=row.thread,
        conversation_id=row.conversation,
        following=row.following,
        read_position=row.read_position,
    )


def _facts(item: Stored) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = item.entry["facts"]
    return facts


@composes("thread.followed", "thread.read")
def _moved(item: Stored) -> dict[str, Any]:
    return {**_left(item), "read_position": _facts(item)["read_position"]}


@composes("thread.unfollowed")
def _left(item: Stored) -> dict[str, Any]:
    return {"thread_id": item.entry["object"], "conversation_id": _facts(item)["conversation"]}


@composes("threads.read")
def _several(item: Stored) -> dict[str, Any]:
    return dict(_facts(item))
