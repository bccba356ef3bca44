"""Loading is authorising: the only way to a card, for who may see it."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import NotFound
from onrecord_server.conversations import access as conversations_access
from onrecord_server.conversations.rows import conversations
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.people import access as people_access
from onrecord_server.subjects.rows import subjects


#: Who may describe, and sees every card that it put.
DESCRIBE: Final = "subjects:bind"
#: Who puts what the host was asked for; what the host put itself stays as it is.
PULLER: Final = "describe"
PULLED: Final = f"service:{PULLER}"
# Built once: making a select costs more than running it.
_CARDS: Final = (
    sa.select(subjects, WORDS)
    .outerjoin(
        contents,
        sa.and_(contents.c.tenant == subjects.c.tenant, contents.c.id == subjects.c.content_id),
    )
    .where(
        subjects.c.tenant == sa.bindparam("tenant"),
        subjects.c.subject.in_(sa.bindparam("subjects", expanding=True)),
    )
)


def stored(tx: Tx, names: Sequence[str]) -> dict[str, Any]:
    """Return the rows of subjects with their words, whoever may see them: for those who describe."""
    given = {"tenant": tx.tenant, "subjects": list(names)}
    return {row.subject: row for row in tx.execute(_CARDS, given)}


def cards(tx: Tx, names: Sequence[str]) -> dict[str, Any]:
    """Return those of the cards that the actor may see; for the others the host may be asked."""
    people_access.admit(tx)
    found = stored(tx, names)
    for name in names:
        _ask_for(tx, name, found.get(name))
    there = {name: row for name, row in found.items() if _is_there(row)}
    if tx.actor.is_service and tx.actor.has(DESCRIBE):
        return there
    closed = [name for name, row in there.items() if row.visible != "tenant"]
    hidden = set(closed) - _of_conversations(tx, closed)
    return {name: row for name, row in there.items() if name not in hidden}


def card(tx: Tx, name: str) -> Any:
    """Return a card that the actor may see. Raises ``NotFound``."""
    row = cards(tx, [name]).get(name)
    if row is None:
        raise NotFound
    return row


def _is_there(row: Any) -> bool:
    return not row.removed and row.body is not None


def _ask_for(tx: Tx, name: str, row: Any) -> None:
    """Let the host be asked, later and elsewhere, about what it has not put itself."""
    ask = tx.unit.hooks.undescribed
    if ask is not None and (row is None or row.author == PULLED):
        ask(tx.tenant, name, tx.actor.person)


def bound(tx: Tx, names: Sequence[str]) -> dict[str, str]:
    """Return the conversations that are bound to subjects, by subject."""
    query = sa.select(conversations.c.subject, conversations.c.id).where(
        conversations.c.tenant == tx.tenant, conversations.c.subject.in_(list(names))
    )
    return {row.subject: row.id for row in tx.execute(query)}


def _of_conversations(tx: Tx, names: Sequence[str]) -> set[str]:
    """Return those subjects whose conversation the actor is in."""
    if not names:
        return set()
    pairs = list(bound(tx, names).items())
    found = conversations_access.memberships([tx] * len(pairs), [there for _, there in pairs])
    return {name for (name, _), in_it in zip(pairs, found, strict=True) if in_it is not None}
