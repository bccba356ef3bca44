"""The actor's own conversations by their names, and people by theirs: for ``in:``, ``from:``, hints."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

import sqlalchemy as sa

from onrecord.wire.page import Page
from onrecord.wire.people import ListPeople, Person
from onrecord.wire.scalars import clean_line
from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.people.operations import list_people
from onrecord_server.search import words
from onrecord_server.search.access import Sight


#: People that one name may stand for.
MOST_PEOPLE: Final = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation that the actor is in; ``other`` is the counterpart of a direct one."""

    id: str
    kind: str
    title: str
    other: str | None = None


_MINE: Final = (
    sa.select(conversations.c.id, conversations.c.kind, WORDS)
    .join(
        members,
        sa.and_(
            members.c.tenant == conversations.c.tenant,
            members.c.conversation == conversations.c.id,
        ),
    )
    .outerjoin(
        contents,
        sa.and_(
            contents.c.tenant == conversations.c.tenant,
            contents.c.id == conversations.c.content_id,
        ),
    )
    .where(
        members.c.tenant == sa.bindparam("tenant"),
        members.c.person == sa.bindparam("person"),
        members.c.active,
    )
)
_OTHERS: Final = sa.select(members.c.conversation, members.c.person).where(
    members.c.tenant == sa.bindparam("tenant"),
    members.c.person != sa.bindparam("person"),
    members.c.conversation.in_(sa.bindparam("ids", expanding=True)),
)

_OWN: Final = sa.select(members.c.conversation).where(
    members.c.tenant == sa.bindparam("tenant"),
    members.c.person == sa.bindparam("person"),
    members.c.active,
    members.c.conversation.in_(sa.bindparam("ids", expanding=True)),
)


def mine(tx: Tx, sight: Sight) -> list[Place]:
    """Return the actor's conversations as of now."""
    rows = tx.execute(_MINE, sight.parameters()).all()
    direct = [row.id for row in rows if row.kind == "direct"]
    others: dict[str, str] = {}
    for some in chunks(direct):
        found = tx.execute(_OTHERS, {**sight.parameters(), "ids": list(some)})
        others |= {row.conversation: row.person for row in found}
    return [Place(row.id, row.kind, _title(row.body), others.get(row.id)) for row in rows]


def _title(body: str | None) -> str:
    return "" if body is None else str(json.loads(body).get("title", ""))


def people_named(tx: Tx, text: str, limit: int = MOST_PEOPLE) -> list[Person]:
    """Return people whose name has a word that begins so, or of this id, as far as one may see them."""
    try:
        asked = clean_line(" ".join(text.split()))[:100]
    except ValueError:
        return []
    if not asked:
        return []
    command = ListPeople(query=asked, limit=limit)
    return cast("Page[Person]", list_people(tx, command)).data


def authors(tx: Tx, values: Iterable[str]) -> list[str]:
    """Return the ids that the values of ``from:`` stand for: ``me``, an id, or a name."""
    found: dict[str, None] = {}
    for value in values:
        if value.lower() == "me":
            found[tx.actor.person] = None
        else:
            found[value] = None
            found |= {person.id: None for person in people_named(tx, value)}
    return list(found)


def named(tx: Tx, sight: Sight, values: Sequence[str]) -> list[str]:
    """Return the actor's conversations that the values of ``in:`` stand for: ids, titles, people.

    Others are dropped before the index is asked: how long it takes and how far it comes would tell
    of what is in them.
    """
    ids = [value for value in values if value.startswith("cnv_")]
    found = list(tx.execute(_OWN, {**sight.parameters(), "ids": ids}).scalars()) if ids else []
    rest = [value for value in values if not value.startswith("cnv_")]
    if rest:
        known = mine(tx, sight)
        for value in rest:
            found += [place.id for place in _called(tx, known, value)]
    return found


def _called(tx: Tx, known: Sequence[Place], value: str) -> list[Place]:
    person = value.removeprefix("@")
    wanted = _folded(person)
    exact = [place for place in known if place.title and _folded(place.title) == wanted]
    if exact:
        return exact
    others = {person} | {one.id for one in people_named(tx, person)}
    return [p for p in known if p.other in others or begins(p.title, person)]


def begins(title: str, text: str) -> bool:
    """Say whether a title, or a word of it, begins with a text, whatever the case and accents."""
    wanted = _folded(text)
    return bool(wanted) and f" {wanted}" in f" {_folded(title)}"


def _folded(text: str) -> str:
    return " ".join(words.fold(words.clean(text)).text.split())
