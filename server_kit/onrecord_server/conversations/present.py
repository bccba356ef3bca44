"""Conversations and members, from row to wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onrecord.wire.conversations import Conversation, Member, ReadMark
from onrecord.wire.messages import Message
from onrecord_server.core.doc import moment
from onrecord_server.core.stream import Stored, composes


#: Counts stop here: beyond it a number tells nobody anything.
COUNT_LIMIT: Final = 100


#: What of a conversation is set by those who manage it, besides its title.
SETTINGS: Final = (
    *("posting", "wide_mentions", "joining", "allow_replies", "allow_reactions"),
    *("slow_seconds", "slow_until"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of a conversation for one person."""

    unread: int = 0
    threads: int = 0
    mentions: int = 0
    mentions_threads: int = 0
    members: int = 0
    counterpart: str | None = None
    last: Message | None = None


def conversation(row: Any, title: str, tally: Tally) -> Conversation:
    """Return a conversation from its row joined with the asking person's membership."""
    activity = row.activity if row.activity is not None else -1
    return Conversation(
        id=row.id,
        kind=row.kind,
        title=title,
        version=row.version,
        subject=row.subject,
        counterpart=tally.counterpart,
        space_id=row.space,
        archived=row.archived,
        posting=row.posting,
        wide_mentions=row.wide_mentions,
        allow_replies=row.allow_replies,
        allow_reactions=row.allow_reactions,
        slow_seconds=row.slow_seconds,
        slow_until=None if row.slow_until is None else moment(row.slow_until),
        joining=row.joining,
        created_at=moment(row.created_at),
        role=row.role,
        member_count=tally.members,
        muted=row.muted,
        level=row.level,
        unread=min(tally.unread + tally.threads, COUNT_LIMIT),
        unread_threads=tally.threads,
        mentions=min(tally.mentions + tally.mentions_threads, COUNT_LIMIT),
        mentions_threads=tally.mentions_threads,
        read_position=row.read_position,
        history_from=row.history_from,
        last_position=max(activity, -1),
        last_reply_position=row.last_reply,
        last_message=tally.last,
    )


def member(row: Any) -> Member:
    """Return a member from the row of the membership joined with the person's name."""
    return Member(
        person_id=row.person,
        name=row.name or row.person,
        role=row.role,
        read_position=row.read_position,
    )


def read_mark(conversation_id: str, person_id: str, position: int) -> ReadMark:
    """Return how far a person has read."""
    return ReadMark(conversation_id=conversation_id, person_id=person_id, read_position=position)


def _facts(item: Stored) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = item.entry.get("facts", {})
    return facts


@composes("conversation.created")
def _created(item: Stored) -> dict[str, Any]:
    facts = _facts(item)
    return {
        "conversation_id": item.entry["object"],
        "kind": facts["kind"],
        "title": (item.content or {}).get("title", ""),
        "subject": facts.get("subject"),
        "members": facts["members"],
        "owner": facts.get("owner"),
        "space_id": facts.get("space_id"),
        "joining": facts.get("joining", "invited"),
        "posting": facts.get("posting", "everybody"),
    }


@composes("conversation.updated")
def _updated(item: Stored) -> dict[str, Any]:
    return {
        "conversation_id": item.entry["object"],
        "title": (item.content or {}).get("title", ""),
        "version": item.entry["version"],
        **{name: _facts(item).get(name) for name in SETTINGS},
    }


@composes("conversation.archived", "conversation.unarchived")
def _archived(item: Stored) -> dict[str, Any]:
    return {"conversation_id": item.entry["object"]}


@composes("conversation.tagged", "conversation.untagged")
def _tagged(item: Stored) -> dict[str, Any]:
    return {"conversation_id": item.entry["object"], "tag": _facts(item)["tag"]}


@composes(
    "members.added",
    "member.removed",
    "member.changed",
    "conversation.muted",
    "conversation.level",
    "conversation.read",
)
def _membership(item: Stored) -> dict[str, Any]:
    return {"conversation_id": item.entry["object"], **_facts(item)}
