"""Threads for whoever follows them: the inbox, one thread, and one's place in it.

What follows from an event is written by ``projections``, at the seal and in the order of the record.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import threads as wire
from onrecord.wire.page import Page
from onrecord_server.conversations import access as conversations
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import extras
from onrecord_server.messages import present as message_present
from onrecord_server.messages import queries as message_queries
from onrecord_server.messages.rows import messages
from onrecord_server.people import access as people_access
from onrecord_server.threads import access, present, queries
from onrecord_server.threads import projections as _projections
from onrecord_server.threads.rows import followers, threads


__all__ = ["_projections"]


@implements(endpoints.GET_THREAD)
def get_thread(tx: Tx, command: wire.GetThread) -> Doc[wire.Thread]:
    """Return one thread by its root."""
    root = access.root(tx, command.thread_id)
    return Doc(wire.Thread, _shown(tx, [root])[0])


@implements(endpoints.LIST_THREADS)
def list_threads(tx: Tx, command: wire.ListThreads) -> Doc[Page[wire.Thread]]:
    """List the threads that the actor follows, the latest activity first."""
    last = threads.c.last_position
    query = _here(tx, queries.followed(tx), command.conversation_id).add_columns(last)
    if command.unread:
        query = query.where(queries.has_unread())
    if command.cursor is not None:
        position, thread = read_cursor(command.cursor, int, str)
        key = sa.tuple_(last, followers.c.thread)
        query = query.where(key < sa.tuple_(position, thread))
    query = query.order_by(last.desc(), followers.c.thread.desc()).limit(command.limit + 1)
    rows = tx.execute(query).all()
    page = rows[: command.limit]
    more = len(rows) > command.limit
    cursor = write_cursor(page[-1].last_position, page[-1].thread) if more else None
    data = _shown(tx, _roots(tx, [row.thread for row in page]))
    return Doc(Page[wire.Thread], {"data": data, "next_cursor": cursor})


def _here(tx: Tx, query: sa.Select[Any], conversation_id: str | None) -> sa.Select[Any]:
    people_access.admit(tx)
    if conversation_id is None:
        return query
    conversations.member(tx, conversation_id)
    return query.where(followers.c.conversation == conversation_id)


def _roots(tx: Tx, ids: Sequence[str]) -> list[Any]:
    if not ids:
        return []
    found = message_queries.with_content().where(
        messages.c.tenant == tx.tenant, messages.c.id.in_(list(ids))
    )
    by_id = {row.id: row for row in tx.execute(found)}
    return [by_id[thread] for thread in ids]


def _shown(tx: Tx, roots: Sequence[Any]) -> list[dict[str, Any]]:
    documents = extras.enrich(tx, [message_present.message(root).value for root in roots])
    last = _last_replies(tx, documents)
    return [
        {
            "id": document["id"],
            "conversation_id": document["conversation_id"],
            "root": document,
            "last_reply": last.get(document["id"]),
        }
        for document in documents
    ]


def _last_replies(tx: Tx, documents: Sequence[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    told = [(doc["id"], doc["thread"]) for doc in documents if doc["thread"] is not None]
    keys = [(thread, said["last_position"]) for thread, said in told if said["replies"]]
    if not keys:
        return {}
    query = message_queries.with_content().where(
        messages.c.tenant == tx.tenant,
        sa.tuple_(messages.c.thread, messages.c.position).in_(keys),
    )
    found = [message_present.message(row).value for row in tx.execute(query)]
    return {document["thread_id"]: document for document in extras.enrich(tx, found)}


@implements(endpoints.LIST_THREAD_MARKS)
def list_marks(tx: Tx, command: wire.ListThreadMarks) -> Page[wire.ThreadMark]:
    """List the actor's marks in threads, by id."""
    query = _here(tx, queries.places(tx), command.conversation_id).order_by(followers.c.thread)
    if command.cursor is not None:
        query = query.where(followers.c.thread > read_cursor(command.cursor, str)[0])
    rows = tx.execute(query.limit(command.limit + 1)).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].thread) if len(rows) > command.limit else None
    return Page[wire.ThreadMark](data=[present.mark(row) for row in page], next_cursor=cursor)


@implements(endpoints.FOLLOW_THREAD)
def follow_thread(tx: Tx, command: wire.FollowThread) -> Doc[wire.ThreadMark]:
    """Follow a thread: what is written from now on is unread."""
    root = access.root(tx, command.thread_id)
    place = access.place(tx, root.id)
    if place is not None and place.following:
        return Unchanged(wire.ThreadMark, _mark(root, place, following=True))
    known = -1 if place is None else place.read_position
    position = max(known, _end(tx))
    tx.record(_draft(tx, "thread.followed", root, {"read_position": position}))
    return Doc(wire.ThreadMark, _at(root, position, following=True))


@implements(endpoints.UNFOLLOW_THREAD)
def unfollow_thread(tx: Tx, command: wire.UnfollowThread) -> Doc[wire.ThreadMark]:
    """Follow a thread no longer. Its root's author may say so before there is a reply."""
    root = access.root(tx, command.thread_id)
    place = access.place(tx, root.id)
    mine = place is None and root.author == tx.actor.person
    if not mine and (place is None or not place.following):
        return Unchanged(wire.ThreadMark, _mark(root, place, following=False))
    tx.record(_draft(tx, "thread.unfollowed", root, {}))
    return Doc(wire.ThreadMark, _mark(root, place, following=False))


@implements(endpoints.READ_THREAD)
def read_thread(tx: Tx, command: wire.ReadThread) -> Doc[wire.ThreadMark]:
    """Move the actor's mark in a thread forward, never back and never past the stream's end."""
    root = access.root(tx, command.thread_id)
    place = access.place(tx, root.id)
    position = min(command.position, _end(tx))
    if place is None or position <= place.read_position:
        following = place is not None and bool(place.following)
        return Unchanged(wire.ThreadMark, _mark(root, place, following=following))
    tx.record(_draft(tx, "thread.read", root, {"read_position": position}))
    return Doc(wire.ThreadMark, _at(root, position, following=bool(place.following)))


@implements(endpoints.READ_ALL_THREADS)
def read_all_threads(tx: Tx, command: wire.ReadAllThreads) -> Doc[wire.ThreadsMarked]:
    """Mark the followed threads in which anything is unread as read, so many at a time."""
    query = _here(tx, queries.followed(tx), command.conversation_id).where(queries.has_unread())
    query = query.order_by(followers.c.thread).limit(wire.MOST_MARKED + 1)
    found = tx.execute(query).all()
    marked, more = found[: wire.MOST_MARKED], len(found) > wire.MOST_MARKED
    answer = {"threads": len(marked), "more": more}
    if not marked:
        return Unchanged(wire.ThreadsMarked, answer)
    facts = {
        "conversations": sorted({row.conversation for row in marked}),
        "threads": [row.thread for row in marked],
        "read_position": _end(tx),
    }
    me = tx.actor.person
    tx.record(Draft("threads.read", object=me, audience=to_person(me), event=facts, facts=facts))
    return Doc(wire.ThreadsMarked, answer)


def _draft(tx: Tx, kind: str, root: Any, more: Mapping[str, Any]) -> Draft:
    return Draft(
        type=kind,
        object=root.id,
        audience=to_person(tx.actor.person),
        event={"thread_id": root.id, "conversation_id": root.conversation, **more},
        facts={"conversation": root.conversation, **more},
    )


def _mark(root: Any, place: Any, *, following: bool) -> dict[str, Any]:
    position = -1 if place is None else place.read_position
    return _at(root, position, following=following)


def _at(root: Any, position: int, *, following: bool) -> dict[str, Any]:
    return {
        "thread_id": root.id,
        "conversation_id": root.conversation,
        "following": following,
        "read_position": position,
    }


def _end(tx: Tx) -> int:
    head = tx.unit.head(tx.tenant)
    if head is None:
        raise Invalid("There is nothing to read.")
    return head.position - 1
