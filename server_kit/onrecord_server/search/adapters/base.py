"""What a full-text engine does for us: propose rows that hold tokens, the newest first, boundedly.

Tokens are never syntax: they hold letters, digits and our own marks only, and stand quoted in a
parameter. An engine proposes; `matching` confirms, so that all engines answer alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord_server.core.rows import PREFIX
from onrecord_server.core.unit import Unit
from onrecord_server.search.access import Sight


#: Rows that are looked at for one page at most, visible or not; the next page goes on from there.
MOST_ROWS: Final = 2_000


class Candidate(NamedTuple):
    """A visible message that may be what is asked for."""

    id: str
    conversation: str
    position: int
    author: str
    created_at: int
    edited_at: int | None
    thread: str | None
    in_channel: bool
    body: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One token of every group; and conditions on the message, by name, with their parameters."""

    groups: tuple[tuple[str, ...], ...] = ()
    conditions: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """From a position on and before another, and how many candidates are enough."""

    low: int
    high: int
    enough: int


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates, the newest first, and down to which position there are no others."""

    rows: Sequence[Candidate]
    low: int


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds of one message."""

    position: int
    message: str
    conversation: str
    tokens: frozenset[str]

    def row(self, tenant: str) -> dict[str, Any]:
        """Return the row that keeps it, its tokens as a text."""
        return {
            "tenant": tenant,
            "position": self.position,
            "message": self.message,
            "conversation": self.conversation,
            "tokens": " ".join(sorted(self.tokens)),
        }


class Key(NamedTuple):
    """Whose part of the index: the tenant, and its number."""

    tenant: str
    number: int


class Engine(Protocol):
    """One database's way to index and to find."""

    def find(self, unit: Unit, sight: Sight, number: int, asked: tuple[Wanted, Window]) -> Found:
        """Return visible candidates; ``number`` is the tenant's."""
        ...

    def put(
        self, connection: Connection, schema: str | None, key: Key, documents: Sequence[Document]
    ) -> None:
        """Replace what the index holds of some messages."""
        ...

    def forget(
        self, connection: Connection, schema: str | None, key: Key, positions: Sequence[int]
    ) -> None:
        """Take messages out of the index."""
        ...

    def settle(self, connection: Connection, *, first: bool) -> bool:
        """Drop some of what was taken out and still lies there; say whether there is more."""
        ...


_REACTION: Final = (
    "SELECT 1 FROM {t.reaction_totals} e WHERE e.tenant = :tenant AND e.message = m.id"
)
_PIN: Final = (
    "SELECT 1 FROM {t.pins} p WHERE p.tenant = :tenant AND p.conversation = m.conversation "
    "AND p.message = m.id"
)
#: Conditions on a message ``m``, besides those of visibility.
CONDITIONS: Final[dict[str, str]] = {
    "authors": "m.author IN :authors",
    "not_authors": "m.author NOT IN :not_authors",
    "places": "m.conversation IN :places",
    "not_places": "m.conversation NOT IN :not_places",
    "since": "m.created_at >= :since",
    "until": "m.created_at < :until",
    "thread": "m.thread IS NOT NULL",
    "no_thread": "m.thread IS NULL",
    "reaction": f"EXISTS ({_REACTION})",
    "no_reaction": f"NOT EXISTS ({_REACTION})",
    "pin": f"EXISTS ({_PIN})",
    "no_pin": f"NOT EXISTS ({_PIN})",
}
_LISTS: Final = ("authors", "not_authors", "places", "not_places")
#: What a candidate is made of, in its order, but for the body.
COLUMNS: Final = ", ".join(f"m.{name}" for name in Candidate._fields[:-1])


@dataclass(frozen=True, slots=True)
class Tables:
    """The names of the tables in SQL, in the schema where there is one."""

    search: str
    members: str
    messages: str
    contents: str
    reaction_totals: str
    pins: str


@cache
def tables(schema: str | None) -> Tables:
    """Return the names of our tables in a schema."""
    prefix = f'"{schema}".{PREFIX}' if schema else PREFIX
    return Tables(*(prefix + name for name in Tables.__dataclass_fields__))


def conditions(names: frozenset[str], found: Tables) -> str:
    """Return the conditions as SQL, each after an ``AND``."""
    return "".join(f" AND {CONDITIONS[name].format(t=found)}" for name in sorted(names))


def is_listed(names: frozenset[str]) -> bool:
    """Say whether some of the conditions take lists."""
    return not names.isdisjoint(_LISTS)


def statement(text: str, names: frozenset[str]) -> sa.TextClause:
    """Return a statement whose lists expand."""
    lists: list[sa.BindParameter[Any]] = [
        sa.bindparam(name, expanding=True) for name in _LISTS if name in names
    ]
    return sa.text(text).bindparams(*lists)
