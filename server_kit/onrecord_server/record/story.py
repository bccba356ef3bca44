"""The story of one thing, such as a grant or a case: told from its entries, and from nothing else."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord_server.core.rows import entries


Entry = Mapping[str, Any]
Tells = Callable[[Entry], str]
#: What else belongs to a story: the clause that finds those entries.
Joins = Callable[[Connection, str, str], sa.ColumnElement[bool]]
_SENTENCES: Final[dict[str, Tells]] = {}
_JOINED: Final[dict[str, Joins]] = {}
#: Whose names a story keeps to itself: who they are is protected.
_NAMELESS: Final[dict[str, str]] = {}


def tells(*types: str) -> Callable[[Tells], Tells]:
    """Register how entries of some types are told, after the actor's name."""

    def register(tell: Tells) -> Tells:
        _SENTENCES.update(dict.fromkeys(types, tell))
        return tell

    return register


def joins(prefix: str) -> Callable[[Joins], Joins]:
    """Register which entries about other objects belong to the story of ids with a prefix."""

    def register(join: Joins) -> Joins:
        _JOINED[prefix] = join
        return join

    return register


def nameless(entry_type: str, name: str) -> None:
    """Have who made entries of a type told as ``name``."""
    _NAMELESS[entry_type] = name


def story(connection: Connection, tenant: str, about: str) -> Iterator[str]:
    """Yield a line for each entry that belongs to one object, in the order of the record."""
    mine, join = entries.c.object == about, _JOINED.get(about.partition("_")[0])
    query = (
        sa.select(entries.c.position, entries.c.entry)
        .where(
            entries.c.tenant == tenant,
            mine if join is None else mine | join(connection, tenant, about),
        )
        .order_by(entries.c.position)
    )
    for position, text in connection.execute(query):
        yield line(position, json.loads(text))


def line(position: int, entry: Entry) -> str:
    """Tell one entry: when, which one, who, and what under which policy."""
    what = tell(entry)
    policy = entry.get("facts", {}).get("policy_hash")
    under = f", under policy {policy[:19]}" if policy else ""
    return f"{entry['at']}  #{position}  {who(entry)} {what}{under}"


def tell(entry: Entry) -> str:
    """Tell what was done, without who did it."""
    return _SENTENCES.get(entry["type"], _plain)(entry)


def told(entry: Entry) -> str:
    """Tell it to who may not know all of it: where nobody wrote how, by its type and no fact of it."""
    return _SENTENCES.get(entry["type"], _named)(entry)


def who(entry: Entry) -> str:
    """Name who did it, and in whose name a service did."""
    if entry["type"] in _NAMELESS:
        return _NAMELESS[entry["type"]]
    behalf = entry.get("on_behalf_of")
    return f"{entry['actor']} (by {behalf})" if behalf else str(entry["actor"])


def _named(entry: Entry) -> str:
    return str(entry["type"])


def _plain(entry: Entry) -> str:
    return f"{entry['type']} {json.dumps(entry.get('facts', {}), sort_keys=True)}"
