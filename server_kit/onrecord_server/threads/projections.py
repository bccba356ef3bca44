"""Inside the transaction, after the numbering: threads grow and shrink, and people follow them.

It runs under the tenant's head lock, so what it reads is what the events before it left behind. Of
messages outside of threads it does nothing at all.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import Sealed
from onrecord_server.core.hooks import projects
from onrecord_server.core.sets import chunks, upsert
from onrecord_server.core.unit import Unit
from onrecord_server.messages.rows import messages
from onrecord_server.threads import rules
from onrecord_server.threads.rows import followers, threads
from onrecord_server.threads.rules import Happened, Key, Place


#: So far back a removal looks for the authors that a summary names.
LOOKED_BACK: Final = 100
#: Replies that went, or are back: what is last is said anew.
_MOVED: Final = ("message.removed", "message.restored", "message.erased")
_ROWS: Final = (*rules.TYPES, *_MOVED)
#: These move a mark, and nothing in the thread.
_MARKS: Final = ("thread.read", "threads.read")


@projects("threads", *_ROWS)
def project(unit: Unit, sealed: Sequence[Sealed]) -> None:
    """Apply the sealed events of threads, in order."""
    about = [item for item in sealed if _thread_of(item) is not None]
    for tenant in sorted({item.tenant for item in about}):
        of_tenant = [item for item in about if item.tenant == tenant]
        _grow(unit, tenant, [item for item in of_tenant if item.draft.type not in _MARKS])
        _follow(unit, tenant, [_happened(i) for i in of_tenant if i.draft.type in rules.TYPES])


def _thread_of(item: Sealed) -> str | None:
    draft = item.draft
    if draft.type.startswith("message."):
        found: str | None = draft.facts.get("thread")
        return found
    return draft.object


def _happened(item: Sealed) -> Happened:
    draft = item.draft
    return Happened(draft.type, draft.object, item.actor.person, item.position, draft.facts)


# -- who follows -------------------------------------------------------------------------------------


def _follow(unit: Unit, tenant: str, events: Sequence[Happened]) -> None:
    keys = sorted({key for event in events for key in rules.touched(event)})
    places = _places(unit, tenant, keys)
    changed: dict[Key, Place] = {}
    for event in events:
        for key, place in rules.places(event, places.get):
            places[key] = changed[key] = place
    rows = [
        {"tenant": tenant, "thread": thread, "person": person, **changed[(thread, person)]}
        for thread, person in sorted(changed)
    ]
    upsert(unit, followers, rows, ("conversation", "following", "read_position"))


_PLACES: Final = sa.select(followers).where(
    followers.c.tenant == sa.bindparam("tenant"),
    sa.tuple_(followers.c.thread, followers.c.person).in_(sa.bindparam("keys", expanding=True)),
)


def _places(unit: Unit, tenant: str, keys: Sequence[Key]) -> dict[Key, Place]:
    found: dict[Key, Place] = {}
    for some in chunks(keys):
        for row in unit.execute(_PLACES, {"tenant": tenant, "keys": list(some)}):
            found[(row.thread, row.person)] = {
                "conversation": row.conversation,
                "following": bool(row.following),
                "read_position": row.read_position,
            }
    return found


# -- what is in a thread -----------------------------------------------------------------------------


def _grow(unit: Unit, tenant: str, items: Sequence[Sealed]) -> None:
    ids = sorted({thread for item in items if (thread := _thread_of(item)) is not None})
    rows = {row.id: _row(tenant, row) for row in _roots(unit, tenant, ids)}
    before = {thread: dict(row) for thread, row in rows.items() if row.pop("is_there")}
    for item in items:
        _count(rows[_thread_of(item) or ""], item)
    for thread in {_thread_of(item) for item in items if item.draft.type in _MOVED}:
        _look_back(unit, rows[thread or ""])
    changed = [row for thread, row in rows.items() if row != before.get(thread)]
    upsert(unit, threads, changed, ("replies", "last_position", "last_at", "people"))


_ROOTS: Final = (
    sa.select(
        messages.c.id,
        messages.c.conversation,
        messages.c.position.label("root_position"),
        messages.c.created_at,
        *(threads.c[name] for name in ("replies", "last_position", "last_at", "people")),
    )
    .outerjoin(
        threads, sa.and_(threads.c.tenant == messages.c.tenant, threads.c.id == messages.c.id)
    )
    .where(
        messages.c.tenant == sa.bindparam("tenant"),
        messages.c.id.in_(sa.bindparam("ids", expanding=True)),
    )
)


def _roots(unit: Unit, tenant: str, ids: Sequence[str]) -> list[Any]:
    return [
        row
        for some in chunks(ids)
        for row in unit.execute(_ROOTS, {"tenant": tenant, "ids": list(some)})
    ]


def _row(tenant: str, root: Any) -> dict[str, Any]:
    there = root.replies is not None
    return {
        "tenant": tenant,
        "id": root.id,
        "conversation": root.conversation,
        "root_position": root.root_position,
        "replies": root.replies or 0,
        "last_position": root.last_position if there else root.root_position,
        "last_at": root.last_at if there else root.created_at,
        "people": root.people or "[]",
        "is_there": there,
    }


def _count(row: dict[str, Any], item: Sealed) -> None:
    if item.draft.type in _MOVED:
        row["replies"] += rules.counts(item.draft.type, item.draft.facts)
    if item.draft.type != "message.created":
        return
    authors = [item.actor.person, *json.loads(row["people"])]
    row |= {
        "replies": row["replies"] + 1,
        "last_position": item.position,
        "last_at": item.at,
        "people": json.dumps(rules.last_people(authors)),
    }


_NEWEST: Final = (
    sa.select(messages.c.position, messages.c.author, messages.c.created_at)
    .where(
        messages.c.tenant == sa.bindparam("tenant"),
        messages.c.thread == sa.bindparam("id"),
        messages.c.state == "active",
    )
    .order_by(messages.c.position.desc())
    .limit(LOOKED_BACK)
)
_ROOT: Final = sa.select(messages.c.created_at).where(
    messages.c.tenant == sa.bindparam("tenant"), messages.c.id == sa.bindparam("id")
)


def _look_back(unit: Unit, row: dict[str, Any]) -> None:
    """Say again what is last in a thread that lost a reply: as if that had never been there."""
    key: Mapping[str, Any] = {"tenant": row["tenant"], "id": row["id"]}
    found = unit.execute(_NEWEST, key).all()
    row["people"] = json.dumps(rules.last_people([reply.author for reply in found]))
    if found:
        row |= {"last_position": found[0].position, "last_at": found[0].created_at}
        return
    made = unit.execute(_ROOT, key).scalar_one()
    row |= {"last_position": row["root_position"], "last_at": made}
