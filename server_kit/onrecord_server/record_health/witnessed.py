"""Reads how it stands with the witnesses of a record."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from onrecord.wire.record_health import WitnessHealth
from onrecord_server.core.doc import moment
from onrecord_server.exports.names import Ask
from onrecord_server.record.named import shown_name
from onrecord_server.record.rows import checkpoints
from onrecord_server.record_health import rules
from onrecord_server.record_health.signed import newest
from onrecord_server.witnessing.handing import LONGEST
from onrecord_server.witnessing.rows import witnesses


@dataclass(frozen=True, slots=True)
class Standing:
    """A witness by its whole name, its row where it has one, and how it stands with it."""

    name: str
    row: Any
    state: rules.WitnessState


def standings(ask: Ask, tenant: str, given: Collection[str] | None, now: int) -> Iterator[Standing]:
    """Yield how it stands with each witness. Without ``given`` nobody says which are set up."""
    query = sa.select(witnesses).where(witnesses.c.tenant == tenant)
    rows = {row.witness: row for row in ask(query.order_by(witnesses.c.witness))}
    head = newest(ask, tenant)
    for name in dict.fromkeys([*(given or ()), *rows]):
        row = rows.get(name)
        retired = given is not None and name not in given
        yield Standing(name, row, "retired" if retired else _state(ask, row, head, now))


def _state(ask: Ask, row: Any, head: Any, now: int) -> rules.WitnessState:
    if row is None:
        return "never"
    same = head is not None and row.origin == head.origin
    missed = None if head is None else _missed(ask, head, row.size if same else 0)
    kept = rules.Kept(
        size=row.size,
        most=_most(ask, row),
        kept_at=row.kept_at,
        tries=row.tries,
        next_at=row.next_at,
        longest=LONGEST,
    )
    return rules.witness_state(kept, missed, now)


def _most(ask: Ask, row: Any) -> int:
    mine = (checkpoints.c.tenant == row.tenant, checkpoints.c.origin == row.origin)
    (found,) = ask(sa.select(sa.func.max(checkpoints.c.size).label("size")).where(*mine))
    return int(found.size or 0)


def _missed(ask: Ask, head: Any, size: int) -> int | None:
    """Return when the first head was signed that is larger."""
    mine = (checkpoints.c.tenant == head.tenant, checkpoints.c.origin == head.origin)
    query = sa.select(checkpoints.c.at).where(*mine, checkpoints.c.size > size)
    rows = ask(query.order_by(checkpoints.c.size).limit(1))
    return int(rows[0].at) if rows else None


def shown(found: Collection[Standing]) -> list[WitnessHealth]:
    """Return witnesses as they are shown; two of the same name are told apart by a number."""
    seen: dict[str, int] = {}
    return [_shown(one, seen) for one in found]


def _shown(one: Standing, seen: dict[str, int]) -> WitnessHealth:
    kind, name = shown_name(one.name)
    seen[name] = seen.get(name, 0) + 1
    named: dict[str, Any] = {"kind": kind, "name": _numbered(name, seen[name])}
    row = one.row
    if row is None:
        return WitnessHealth(**named, state=one.state)
    return WitnessHealth(
        **named,
        state=one.state,
        size=row.size,
        kept_at=_said(row.kept_at),
        failing_since=_said(row.failing_at),
        tries=row.tries,
        next_try_at=_said(row.next_at) if row.tries else None,
        reason=rules.reason_of(row.problem),
    )


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _said(at: int | None) -> Any:
    return None if at is None else moment(at)
