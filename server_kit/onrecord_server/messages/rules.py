"""What a message may be, and who may change it. Pure."""

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from onrecord.wire.messages import SendMessage
from onrecord_server.core.actor import Actor
from onrecord_server.core.decision import ALLOWED, Decision, denied


#: What a send may say besides text and reply; ``confirm_mentions`` is not part of the message.
_MORE = ("thread_id", "also_in_channel", "priority", "acknowledge", "attachments")
#: A message that reaches more people than this needs to be confirmed.
MOST_UNCONFIRMED: Final = 50
#: In so many microseconds a person names many only so often.
STORM: Final = 10 * 60 * 1_000_000
#: Whoever holds this scope, which only the host gives, posts as a moderator does.
ANNOUNCE: Final = "announcements:manage"
#: Who has one of these roles posts where not everybody does.
LEADING: Final = ("moderator", "owner")


def fits(text: str, limit: int) -> Decision:
    """Say whether a text is within the limit, counted in Unicode code points."""
    if len(text) <= limit:
        return ALLOWED
    return denied(f"A message has at most {limit} characters; this one has {len(text)}.")


def body_hash(command: SendMessage) -> bytes:
    """Return what tells a retry of a send from the misuse of its ``client_id``.

    Of a plain message it is what it was before messages could be more than that.
    """
    raw = f"{command.conversation_id}\0{command.reply_to or ''}\0{command.text}"
    more = {name: getattr(command, name) for name in _MORE if getattr(command, name)}
    if more.get("priority") == "normal":
        del more["priority"]
    if more:
        raw = f"{raw}\0{json.dumps(more, sort_keys=True)}"
    return hashlib.blake2b(raw.encode(), digest_size=16).digest()


def may_post(command: SendMessage, role: str, posting: str, *, replies: bool = True) -> Decision:
    """Say whether a member may send this here."""
    plain = command.priority == "normal" and not command.acknowledge
    if not plain and (role not in LEADING or posting != "moderators"):
        return denied("Only who posts announcements gives them a priority or asks to acknowledge.")
    place = Place(
        in_thread=command.thread_id is not None,
        in_channel=command.thread_id is None or command.also_in_channel,
    )
    return may_write(place, role, posting, replies=replies)


class Place(NamedTuple):
    """Where a message stands: in a thread, in the timeline, or in both."""

    in_thread: bool
    in_channel: bool


def may_write(place: Place, role: str, posting: str, *, replies: bool) -> Decision:
    """Say whether a member may write there: the timeline may be for few, and threads too."""
    if role in LEADING:
        return ALLOWED
    if posting == "moderators" and place.in_channel:
        return denied("Only moderators and owners post here.")
    if place.in_thread and not replies:
        return denied("Replies are switched off here.")
    return ALLOWED


def writes_as(actor: Actor, role: str) -> str:
    """Return the role as which a member posts: the host may say that somebody announces."""
    return "moderator" if actor.has(ANNOUNCE) else role


def may_name_many(role: str, wide_mentions: str, *, guest: bool) -> Decision:
    """Say whether a member may name everybody, or a role, at once: a guest of the space may not."""
    if guest:
        return denied("Guests of a space name people one by one.")
    if wide_mentions == "everybody" or role in ("moderator", "owner"):
        return ALLOWED
    return denied("Only moderators and owners name everybody or a role here.")


def confirmed(count: int, confirmation: int | None) -> bool:
    """Say whether somebody knows how many people they reach.

    People come and go between question and answer: up to a tenth more than what was confirmed is
    still what was meant, and fewer always are.
    """
    if count <= MOST_UNCONFIRMED:
        return True
    return confirmation is not None and confirmation * 10 >= count * 9


def storm_ends(times: Sequence[int], now: int, most: int) -> int | None:
    """Return when somebody may name many again who did so at these times, the newest first.

    ``None`` is now. Times are in microseconds.
    """
    recent = [at for at in times if at > now - STORM]
    return None if len(recent) < most else recent[most - 1] + STORM


def may_edit(state: str, author: str, actor: str) -> Decision:
    """Say whether an actor may write a new version."""
    if author != actor:
        return denied("Only its author edits a message.")
    if state != "active":
        return denied("A removed message cannot be edited.")
    return ALLOWED


def may_remove(author: str, actor: str, role: str) -> Decision:
    """Say whether a member may take a message out of sight."""
    if author == actor or role in ("moderator", "owner"):
        return ALLOWED
    return denied("Only its author, moderators and owners remove a message.")


def members_among(named: Sequence[str], members: Collection[Any]) -> list[str]:
    """Return those named who are members, in order: mentioning others tells them nothing."""
    return [person for person in named if person in members]


def is_slowed(role: str) -> bool:
    """Say whether slow mode is for a member: whoever leads the conversation does not wait."""
    return role not in ("moderator", "owner")


def wait(last: int | None, now: int, pause: int) -> int:
    """Return how long somebody waits still, in microseconds; a clock that went back makes nobody wait longer."""
    return 0 if last is None else min(last + pause - now, pause)
