"""What a message may be, and who may change it. Pure."""

import hashlib
import re
from collections.abc import Collection, Sequence
from typing import Any

from onrecord_server.core.decision import ALLOWED, Decision, denied


_MENTION = re.compile(r"<@([^\s<>]{1,128})>")


def mentioned(text: str, limit: int) -> list[str]:
    """Return the ids named as ``<@id>``, each once, in order, at most ``limit``."""
    if "<@" not in text:
        return []
    return list(dict.fromkeys(_MENTION.findall(text)))[:limit]


def fits(text: str, limit: int) -> Decision:
    """Say whether a text is within the limit, counted in Unicode code points."""
    if len(text) <= limit:
        return ALLOWED
    return denied(f"A message has at most {limit} characters; this one has {len(text)}.")


def body_hash(conversation_id: str, text: str, reply_to: str | None) -> bytes:
    """Return what tells a retry of a send from the misuse of its ``client_id``."""
    raw = f"{conversation_id}\0{reply_to or ''}\0{text}".encode()
    return hashlib.blake2b(raw, digest_size=16).digest()


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
