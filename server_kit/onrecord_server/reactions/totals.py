"""How many reacted how: counted inside the seal, where nobody else of the tenant can count."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.draft import Sealed
from onrecord_server.core.hooks import Projection
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import chunks
from onrecord_server.core.stream import RightsMoved
from onrecord_server.core.unit import Unit
from onrecord_server.reactions.rows import reaction_totals as totals


COUNTED: Final = frozenset({"reaction.added", "reaction.removed"})
#: Tenant, message, emoji.
Key = tuple[str, str, str]
#: How many, and the position of the first of them.
Total = tuple[int, int]


def moved(total: Total | None, position: int, *, added: bool) -> Total | None:
    """Return a total after one reaction more or less; ``None`` is nobody. Pure."""
    if added:
        return (1, position) if total is None else (total[0] + 1, total[1])
    return None if total is None or total[0] <= 1 else (total[0] - 1, total[1])


def counting(most: int) -> Projection:
    """Return what keeps the totals; ``most`` is how many different emoji a message may have."""

    def count(unit: Unit, sealed: Sequence[Sealed]) -> None:
        before = _read(unit, sealed)
        after = dict(before)
        for item in sealed:
            key = (item.tenant, item.draft.object, item.draft.event["emoji"])
            _move(after, key, item.position, added=item.draft.type == "reaction.added")
        _check(before, after, most)
        _write(unit, before, after)

    return Projection("reactions.totals", COUNTED, count)


def _move(totals_of: dict[Key, Total], key: Key, position: int, *, added: bool) -> None:
    total = moved(totals_of.get(key), position, added=added)
    if total is None:
        totals_of.pop(key, None)
    else:
        totals_of[key] = total


def _check(before: dict[Key, Total], after: dict[Key, Total], most: int) -> None:
    """Let the batch ask again under the lock, where another worker has used the last place."""
    for tenant, message in {(key[0], key[1]) for key in after.keys() - before.keys()}:
        if sum(key[:2] == (tenant, message) for key in after) > most:
            raise RightsMoved(tenant)


def kinds(tx: Tx, message_id: str) -> set[str]:
    """Return the emoji of a message, with what this transaction has recorded so far."""
    query = sa.select(totals.c.emoji, totals.c.total).where(
        totals.c.tenant == tx.tenant, totals.c.message == message_id
    )
    found: dict[Key, Total] = {
        (tx.tenant, message_id, row.emoji): (row.total, 0) for row in tx.execute(query)
    }
    for recorded in tx.unit.recorded:
        draft = recorded.draft
        if draft.object == message_id and draft.type in COUNTED:
            key = (tx.tenant, message_id, draft.event["emoji"])
            _move(found, key, 0, added=draft.type == "reaction.added")
    return {emoji for _, _, emoji in found}


def _read(unit: Unit, sealed: Sequence[Sealed]) -> dict[Key, Total]:
    found: dict[Key, Total] = {}
    for tenant, messages in _messages(sealed):
        for some in chunks(messages):
            query = sa.select(totals).where(
                totals.c.tenant == tenant, totals.c.message.in_(list(some))
            )
            for row in unit.execute(query):
                found[(tenant, row.message, row.emoji)] = (row.total, row.first_position)
    return found


def _messages(sealed: Sequence[Sealed]) -> Iterator[tuple[str, Sequence[str]]]:
    for tenant in sorted({item.tenant for item in sealed}):
        yield tenant, sorted({item.draft.object for item in sealed if item.tenant == tenant})


def _write(unit: Unit, before: dict[Key, Total], after: dict[Key, Total]) -> None:
    for key in sorted(before.keys() - after.keys()):
        unit.execute(sa.delete(totals).where(*_is(key)))
    for key in sorted(before.keys() & after.keys()):
        if before[key] != after[key]:
            count, first = after[key]
            same = sa.update(totals).where(*_is(key))
            unit.execute(same.values(total=count, first_position=first))
    unit.insert(totals, [_row(key, after[key]) for key in sorted(after.keys() - before.keys())])


def _is(key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    tenant, message, emoji = key
    return totals.c.tenant == tenant, totals.c.message == message, totals.c.emoji == emoji


def _row(key: Key, total: Total) -> dict[str, Any]:
    tenant, message, emoji = key
    count, first = total
    values = {"total": count, "first_position": first}
    return {"tenant": tenant, "message": message, "emoji": emoji, **values}
