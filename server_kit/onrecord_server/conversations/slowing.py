"""Slow mode that a rule begins: it ends by itself, or before that by whoever leads the conversation."""

import json
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations import present
from onrecord_server.conversations.rows import conversations
from onrecord_server.core.actor import host_actor
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.draft import Draft, to_conversation
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.policy.durations import after


#: Who is shown to have done it: the house.
HOUSE: Final = "oversight"


@dataclass(frozen=True, slots=True)
class Slow:
    """How slow a conversation becomes, for how long, and by which rule."""

    seconds: int
    lasts: str
    trigger: str
    policy_version: int


def slow_down(tx: Tx, conversation_id: str, slow: Slow) -> None:
    """Begin slow mode where it is off; in a direct conversation there is nobody to be slowed for."""
    mine = (conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id)
    row = tx.execute(sa.select(conversations).where(*mine)).one()
    if row.kind == "direct" or is_slow(row, tx.now):
        return
    until = micros(after(moment(tx.now), slow.lasts))
    version, content_id = row.version + 1, f"{row.id}:{row.version + 1}"
    written = {"version": version, "content_id": content_id}
    values = {"slow_seconds": slow.seconds, "slow_until": until}
    tx.execute(sa.update(conversations).where(*mine).values(**written, **values))
    _record(tx, row, slow, time_text(until) or "")


def is_slow(row: Any, now: int) -> bool:
    """Say of a conversation, or of a membership of it, whether members wait there at a moment."""
    return row.slow_seconds > 0 and (row.slow_until is None or row.slow_until > now)


def _record(tx: Tx, row: Any, slow: Slow, until: str) -> None:
    words, version = _words(tx, row.content_id), row.version + 1
    set_ = {"slow_seconds": slow.seconds, "slow_until": until}
    event = {"conversation_id": row.id, "title": words.get("title", ""), "version": version}
    rule = {"trigger": slow.trigger, "policy_version": slow.policy_version}
    draft = Draft(
        type="conversation.updated",
        object=row.id,
        audience=to_conversation(row.id),
        event={**event, **dict.fromkeys(present.SETTINGS), **set_},
        facts={**set_, **rule},
        version=version,
        content=words,
        content_id=f"{row.id}:{version}",
        rights=True,
    )
    replace(tx, actor=host_actor(tx.tenant, HOUSE)).record(draft)
    tx.recorded += 1


def _words(tx: Tx, content_id: str | None) -> dict[str, Any]:
    """Return what the conversation is called: a version of it repeats that."""
    tx.unit.flush()
    query = sa.select(WORDS).where(contents.c.tenant == tx.tenant, contents.c.id == content_id)
    body = tx.execute(query).scalar()
    return {"title": ""} if body is None else {"title": json.loads(body).get("title", "")}
