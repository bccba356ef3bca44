"""The stream: numbering at the seal, and reading back what a reader may see."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Unavailable
from onrecord_server.core.doc import Doc, encode, time_text
from onrecord_server.core.draft import Draft, Recorded, Sealed
from onrecord_server.core.leaf import SALT_SIZE, canonical, commitment, leaf_hash, ordered
from onrecord_server.core.rows import contents, entries, heads
from onrecord_server.core.unit import Head, Unit, content_row


logger = logging.getLogger("onrecord.stream")
#: Bytes of salt in an entry without content.
NONCE_SIZE: Final = 16


class RightsMoved(Exception):
    """Membership or policy changed after the batch authorised: authorise again under the lock."""


def seal(unit: Unit) -> list[Sealed]:
    """Lock the heads last, check the rights again, number, hash and insert; return what was sealed.

    Raises ``RightsMoved`` when the batch must authorise again under the lock.
    """
    unit.lock([r.actor.tenant for r in unit.recorded])
    _check_rights(unit)
    if not unit.recorded:
        return []
    sealed = [_number(unit, recorded) for recorded in unit.recorded]
    _insert(unit, sealed)
    _project(unit, sealed)
    _move_heads(unit, sealed)
    unit.recorded = []
    unit.flushed = 0
    unit.salts = []
    return sealed


def _check_rights(unit: Unit) -> None:
    """Where nothing is recorded nothing is locked, but a refusal from what was held is proved too."""
    for tenant, relied in unit.rights.items():
        head = unit.locked.get(tenant)
        if head is None and tenant in unit.held:
            head = unit.head(tenant)
        if head is not None and head.rights_position != relied:
            raise RightsMoved(tenant)


def _number(unit: Unit, recorded: Recorded) -> Sealed:
    tenant = recorded.actor.tenant
    head = unit.locked.get(tenant)
    if head is None:
        raise Unavailable(f"The tenant {tenant} has no stream yet.", retry_after=1)
    position, draft = head.position, recorded.draft
    rights = position if draft.rights else head.rights_position
    unit.locked[tenant] = Head(tenant, position + 1, rights, head.epoch)
    place = unit.placed.setdefault(draft.object, position)
    for doc, member in draft.docs:
        doc.value[member] = place
    for doc, member in draft.here:
        doc.value[member] = position
    for _, column, row in draft.numbered:
        row[column] = position
    return Sealed(tenant, position, recorded.at, recorded.actor, draft)


def _insert(unit: Unit, sealed: Sequence[Sealed]) -> None:
    _insert_numbered(unit, sealed)
    fresh = unit.ports.entropy(SALT_SIZE * (len(sealed) - unit.flushed))
    salts = b"".join(unit.salts) + fresh
    bodies: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for index, item in enumerate(sealed):
        body = None if item.draft.content is None else canonical(item.draft.content)
        salt = salts[SALT_SIZE * index : SALT_SIZE * (index + 1)]
        if body is not None and index >= unit.flushed:
            bodies.append(content_row(unit, item.tenant, item.draft, (body, salt)))
        rows.append(_entry_row(item, salt, None if body is None else commitment(body, salt)))
    unit.insert(contents, bodies)
    unit.insert(entries, rows)


def _insert_numbered(unit: Unit, sealed: Sequence[Sealed]) -> None:
    fresh: dict[sa.Table, list[dict[str, Any]]] = {}
    for index, item in enumerate(sealed):
        for table, column, row in item.draft.numbered:
            if index < unit.flushed:
                _stamp_row(unit, table, column, row)
            else:
                fresh.setdefault(table, []).append(row)
        for statement, name, keys in item.draft.stamped:
            unit.execute(statement, {**keys, name: item.position})
    for table, rows in fresh.items():
        unit.insert(table, rows)


def _stamp_row(unit: Unit, table: sa.Table, column: str, row: Mapping[str, Any]) -> None:
    keys = [c == row[c.name] for c in table.primary_key.columns]
    unit.execute(sa.update(table).where(*keys).values({column: row[column]}))


def _entry_row(item: Sealed, salt: bytes, commit: str | None) -> dict[str, Any]:
    draft = item.draft
    entry = entry_text(item, salt, commit)
    return {
        "tenant": item.tenant,
        "position": item.position,
        "at": item.at,
        "type": draft.type,
        "actor": item.actor.person,
        "object": draft.object,
        "audience": draft.audience,
        "also": draft.also,
        "content_id": draft.content_id,
        "entry": entry,
        "leaf": leaf_hash(entry),
    }


def entry_text(item: Sealed, salt: bytes, commit: str | None) -> str:
    """Return the canonical entry, RFC 8785 style: sorted keys, no floats, absent members left out.

    A commitment is salted. An entry without one carries a salt itself: proofs hand out the hashes of
    its neighbours, and what can be guessed whole could be found out by trying.
    """
    draft = item.draft
    # In the order of their names: the hot path need not sort what is written sorted.
    members = {
        "actor": item.actor.person,
        "also": draft.also,
        "at": time_text(item.at),
        "audience": draft.audience,
        "commit": commit,
        "content": draft.content_id,
        "facts": ordered(draft.facts) if draft.facts else None,
        "object": draft.object,
        "on_behalf_of": item.actor.on_behalf_of,
        "position": item.position,
        "salt": salt[:NONCE_SIZE].hex() if commit is None else None,
        "tenant": item.tenant,
        "type": draft.type,
        "v": 1,
        "version": draft.version,
    }
    return encode({k: v for k, v in members.items() if v is not None}).decode()


def _project(unit: Unit, sealed: Sequence[Sealed]) -> None:
    for projection in unit.hooks.projections:
        wanted = [item for item in sealed if item.draft.type in projection.on]
        if wanted:
            projection.apply(unit, wanted)


_MOVE_HEAD: Final = (
    sa.update(heads)
    .where(heads.c.tenant == sa.bindparam("of"))
    .values(position=sa.bindparam("next"), rights_position=sa.bindparam("rights"))
)


def _move_heads(unit: Unit, sealed: Sequence[Sealed]) -> None:
    for tenant in sorted({item.tenant for item in sealed}):
        head = unit.locked[tenant]
        given = {"of": tenant, "next": head.position, "rights": head.rights_position}
        unit.execute(_MOVE_HEAD, given)
        if tenant in unit.rights:
            unit.rights[tenant] = head.rights_position


# -- live bytes and reading back ---------------------------------------------------------------


def event_json(draft: Draft) -> bytes:
    """Return the JSON of a draft's wire event; documents inside are encoded once."""
    parts = [b'{"type":' + encode(draft.type)]
    for name, value in draft.event.items():
        raw = value.json() if isinstance(value, Doc) else encode(value)
        parts.append(encode(name) + b":" + raw)
    return b",".join(parts) + b"}"


def envelope_json(item: Sealed) -> bytes:
    """Return the JSON of the envelope of a sealed event."""
    actor = {"id": item.actor.person, "on_behalf_of": item.actor.on_behalf_of}
    return b'{"position":%d,"at":"%s","actor":%s,"event":%s}' % (
        item.position,
        (time_text(item.at) or "").encode(),
        encode(actor),
        event_json(item.draft),
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry read back, with its content where there is one and it was not destroyed."""

    tenant: str
    position: int
    at: int
    type: str
    entry: Mapping[str, Any]
    audience: str
    also: str | None
    content: Mapping[str, Any] | None
    row: Any


Composer = Callable[[Stored], dict[str, Any]]
COMPOSERS: Final[dict[str, Composer]] = {}


def composes(*types: str) -> Callable[[Composer], Composer]:
    """Register the function that makes the wire event of these types from what is stored."""

    def register(function: Composer) -> Composer:
        COMPOSERS.update(dict.fromkeys(types, function))
        return function

    return register


#: Columns that composers of a domain read besides the entry, its content and its message.
COLUMNS: Final[list[sa.ColumnElement[Any]]] = []


def reads(column: sa.ColumnElement[Any]) -> None:
    """Register a labelled scalar subquery over ``entries`` that composers find in ``row``."""
    COLUMNS.append(column)


#: Conditions over ``entries`` under which nobody is shown any more what an entry says.
HIDDEN: Final[list[sa.ColumnElement[bool]]] = []


def hides(condition: sa.ColumnElement[bool]) -> None:
    """Register when the words of a domain's entries are out of sight, whoever asks for a proof."""
    HIDDEN.append(condition)


def stored(row: Any) -> Stored:
    """Return a row of ``entries`` joined with ``contents`` as a value."""
    body = None if row.body is None else json.loads(row.body)
    entry = json.loads(row.entry)
    return Stored(
        row.tenant, row.position, row.at, row.type, entry, row.audience, row.also, body, row
    )


def compose(item: Stored) -> dict[str, Any]:
    """Return the wire envelope of a stored entry, as its reader may see it now.

    An entry that cannot be composed (a broken row) becomes an event of its type without members,
    so that one bad row never stops a reader.
    """
    entry = item.entry
    try:
        event = COMPOSERS[item.type](item)
    except (KeyError, TypeError, ValueError):
        logger.exception("entry %s of %s is no %s", item.position, item.tenant, item.type)
        event = {}
    return {
        "position": item.position,
        "at": time_text(item.at),
        "actor": {"id": entry.get("actor", ""), "on_behalf_of": entry.get("on_behalf_of")},
        "event": {"type": item.type, **event},
    }
