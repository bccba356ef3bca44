"""What happened, before and after it has its place in the stream."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc


#: Who may see an event live: ``c:<conversation>``, ``p:<person>``, ``t`` (everybody), ``-`` (nobody);
#: of a space its members ``s:<space>``, its guests ``g:<space>``, or its moderators ``m:<space>``.
Audience: TypeAlias = str
NOBODY: Final = "-"
EVERYBODY: Final = "t"


def to_conversation(conversation_id: str) -> Audience:
    """Return the audience of a conversation's members."""
    return f"c:{conversation_id}"


def to_person(person_id: str) -> Audience:
    """Return the audience of one person."""
    return f"p:{person_id}"


def to_space(space_id: str) -> Audience:
    """Return the audience of a space's members, without its guests."""
    return f"s:{space_id}"


def to_guests(space_id: str) -> Audience:
    """Return the audience of a space's guests."""
    return f"g:{space_id}"


def to_moderators(space_id: str) -> Audience:
    """Return the audience of a space's owners and moderators."""
    return f"m:{space_id}"


@dataclass(slots=True)
class Draft:
    """One event that an operation recorded, still without a position.

    ``facts`` go into the entry and hold no words and no personal data. ``content`` holds the words
    and goes into a row of its own, which the entry commits to. ``event`` holds the
    members of the wire event; a ``Doc`` among them is encoded once.
    ``rights`` is true where membership, roles, freezes, holds or grants change. ``numbered`` rows are
    inserted at the seal with the position in the named column; ``stamped`` rows exist already and
    get it then; ``docs`` get it as the named member: the position of their object's first event;
    ``here`` get the position of this event.
    ``about`` is what the event speaks of, where its ``position`` may be earlier than the event: whose
    window begins in between does not hear of it. An event with a ``message`` is about that.
    """

    type: str
    object: str
    audience: Audience
    event: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    content: Mapping[str, Any] | None = None
    content_id: str | None = None
    also: Audience | None = None
    rights: bool = False
    numbered: list[tuple[sa.Table, str, dict[str, Any]]] = field(default_factory=list)
    stamped: list[tuple[sa.Update, str, dict[str, Any]]] = field(default_factory=list)
    docs: list[tuple[Doc[Any], str]] = field(default_factory=list)
    here: list[tuple[Doc[Any], str]] = field(default_factory=list)
    about: Doc[Any] | None = None


#: The id of a content, and what it says.
Words: TypeAlias = tuple[str, Mapping[str, Any]]


def worded(draft: Draft, words: Words | None) -> Draft:
    """Return a draft that commits to words, where there are any."""
    return draft if words is None else replace(draft, content_id=words[0], content=words[1])


@dataclass(frozen=True, slots=True)
class Recorded:
    """A draft with the actor and the time it belongs to."""

    draft: Draft
    actor: Actor
    at: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """An event in its place; what the hub and the wake-up need after the commit."""

    tenant: str
    position: int
    at: int
    actor: Actor
    draft: Draft
