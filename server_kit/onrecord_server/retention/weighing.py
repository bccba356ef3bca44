"""What decides about one message now: the policy in force, the holds that cover it, who asked.

What was kept back and never delivered is weighed as a message is, and besides whether it still waits.

Words are read only where a hold names words; those that cannot be read are held.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from onrecord.errors import ContentDamaged, KeyUnavailable
from onrecord_server.attachments.rows import attachments
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents, entries
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.holds.queries import open_holds
from onrecord_server.holds.rules import Facts, Hold, covers
from onrecord_server.retention import governing, pending
from onrecord_server.retention.rules import Kept, Verdict, judge


@dataclass(frozen=True, slots=True)
class Weighed:
    """A message, what is said of it, by which version of the policy, and which silent holds cover it."""

    row: Any
    files: tuple[str, ...]
    policy_version: int | None
    verdict: Verdict
    silent: frozenset[str] = frozenset()


def weigh(tx: Tx, row: Any, request: str | None = None) -> Weighed:
    """Say what becomes of a message now, asking everything that may keep it."""
    files, space = files_of(tx, row.id), space_of(tx, row.conversation)
    governed = governing.in_force(tx)
    over = covering(tx, row, files, space, open_holds(tx.unit, tx.tenant))
    kept = kept_of(row, space, waits=row.id in pending.waiting(tx, [row.id]))
    verdict = judge(kept, governed.rules, over, request, moment(tx.now))
    silent = frozenset(one.id for one in over if one.silent)
    return Weighed(row, files, governed.version, verdict, silent)


def kept_of(row: Any, space: str | None, *, waits: bool = False) -> Kept:
    """Return a message as rules look at it: its time runs from its newest version on."""
    edited_at = getattr(row, "edited_at", None)  # what was never delivered has one version alone
    at = moment(edited_at or row.created_at)
    return Kept(at, row.conversation, space, "message", waits=waits)


def files_of(tx: Tx, message_id: str) -> tuple[str, ...]:
    """Return the files that a message has, or had."""
    mine = (attachments.c.tenant == tx.tenant, attachments.c.message == message_id)
    query = sa.select(attachments.c.id).where(*mine).order_by(attachments.c.id)
    return tuple(tx.execute(query).scalars())


def space_of(tx: Tx, conversation: str) -> str | None:
    """Return the space that a conversation is in."""
    mine = (conversations.c.tenant == tx.tenant, conversations.c.id == conversation)
    found: str | None = tx.execute(sa.select(conversations.c.space).where(*mine)).scalar()
    return found


def covering(
    tx: Tx, row: Any, files: Sequence[str], space: str | None, holds: Sequence[Hold]
) -> list[Hold]:
    """Return the holds that cover a message: one version, reaction or file of it is enough."""
    if not holds:
        return []
    words = any(hold.words for hold in holds)
    return holding(tx, row, space, list(_said(tx, row, files, words=words)), holds)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said: the space, and everybody who is or ever was there."""

    space: str | None
    people: frozenset[str]


def place_of(tx: Tx, conversation: str) -> Place:
    """Return what holds ask of a conversation."""
    return Place(space_of(tx, conversation), _parties(tx, conversation))


def holding(
    tx: Tx, row: Any, space: str | None, said: Iterable["Said"], holds: Iterable[Hold]
) -> list[Hold]:
    """Return the holds that cover one of the things that were said in a message or about it."""
    return holding_at(Place(space, _parties(tx, row.conversation)), row, said, holds)


def holding_at(place: Place, row: Any, said: Iterable["Said"], holds: Iterable[Hold]) -> list[Hold]:
    """Return the same, of a place that is known."""
    there = place.people | {row.author}
    facts = [
        Facts(author, row.conversation, place.space, at, text, there)
        for when, author, text in said
        for at in _times(row, when)
    ]
    return [hold for hold in holds if any(covers(hold, one) for one in facts)]


def _times(row: Any, at: datetime) -> Iterator[datetime]:
    """Yield when something came on the record; of what was imported also when it was said."""
    yield at
    if row.said_at is not None:
        yield moment(row.said_at)


def _parties(tx: Tx, conversation: str) -> frozenset[str]:
    """Return everybody who is or ever was in a conversation."""
    mine = (members.c.tenant == tx.tenant, members.c.conversation == conversation)
    return frozenset(tx.execute(sa.select(members.c.person).where(*mine)).scalars())


Said = tuple[datetime, str, str | None]


def _said(tx: Tx, row: Any, files: Sequence[str], *, words: bool) -> Iterator[Said]:
    """Yield when and by whom each thing was said in a message, or about it and its files."""
    for one in _entries(tx, (row.id, *files), words=words):
        yield _as_said(one)


def texts(tx: Tx, ids: Sequence[str]) -> dict[str, list[Said]]:
    """Return what was said in some messages, or about them and their files."""
    mine = (attachments.c.tenant == tx.tenant, attachments.c.message.in_(ids))
    files = sa.select(attachments.c.id, attachments.c.message).where(*mine)
    of = {one.id: one.message for one in tx.execute(files)}
    found: dict[str, list[Said]] = {}
    for some in chunks([*ids, *of]):
        for one in _entries(tx, some, words=True):
            found.setdefault(of.get(one.object, one.object), []).append(_as_said(one))
    return found


def _as_said(one: Any) -> Said:
    return moment(one.at), one.actor, None if one.body is None else _strings(json.loads(one.body))


def _entries(tx: Tx, objects: Sequence[str], *, words: bool) -> Sequence[Any]:
    plain = sa.null().label("body")
    try:
        return tx.execute(_with_contents(tx.tenant, objects, WORDS if words else plain)).all()
    except (KeyUnavailable, ContentDamaged):
        return tx.execute(_with_contents(tx.tenant, objects, plain)).all()


def _with_contents(tenant: str, objects: Sequence[str], body: Any) -> sa.Select[Any]:
    same = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    return (
        sa.select(entries.c.object, entries.c.at, entries.c.actor, body)
        .select_from(entries.join(contents, same))
        .where(entries.c.tenant == tenant, entries.c.object.in_(objects))
    )


def _strings(value: Any) -> str:
    """Return every text in a content, one after the other."""
    return "\n".join(_texts(value))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]
