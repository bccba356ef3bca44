"""What the index holds of a message. Pure: a message as it is now in, tokens out."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from onrecord_server.search import matching, words


THREAD: Final = words.fact("t")
FILE: Final = words.fact("f")
IMAGE: Final = words.fact("i")
LINK: Final = words.fact("l")


@lru_cache(maxsize=65_536)
def person(person_id: str) -> str:
    """Return the token of an author; the author's column says for certain."""
    return words.fact("a", hashlib.blake2b(person_id.encode(), digest_size=6).hexdigest())


def place(conversation_id: str) -> str:
    """Return the token of a conversation: the random end of its id."""
    return words.fact("c", conversation_id[-16:])


def tokens(
    *, author: str, conversation: str, in_thread: bool, body: Mapping[str, Any]
) -> frozenset[str]:
    """Return all that a message may be found by; ``body`` is the content of its newest version."""
    text, files = str(body.get("text") or ""), body.get("attachments") or []
    found = {person(author), place(conversation)}
    found |= words.tokens(words.fold(words.clean(text)).text)
    for name in names(files):
        found |= words.tokens(words.fold(words.clean(name)).text)
    facts = ((in_thread, THREAD), (files, FILE), (has_image(files), IMAGE))
    found |= {token for there, token in facts if there}
    return frozenset(found | {LINK}) if matching.has_link(text) else frozenset(found)


def names(files: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the names of a message's files."""
    return [str(file.get("name", "")) for file in files]


def has_image(files: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether one of a message's files is an image."""
    return any(str(file.get("media_type", "")).startswith("image/") for file in files)
