"""Selects of legal holds: those that keep something now, and what was written of them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from onrecord.errors import ContentDamaged, KeyUnavailable
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import WORDS
from onrecord_server.holds import rules
from onrecord_server.holds.rows import custodians, holds
from onrecord_server.holds.rules import Hold


def open_holds(session: Unit, tenant: str) -> tuple[Hold, ...]:
    """Return the holds of a tenant that keep something now.

    One whose scope is gone or cannot be read is there, too, and covers everything.
    """
    session.flush()
    mine = (holds.c.tenant == tenant, holds.c.state.in_(rules.HOLDING))
    query = (
        sa.select(holds.c.id, holds.c.content_id, holds.c.silent).where(*mine).order_by(holds.c.id)
    )
    return tuple(_hold(session, tenant, row) for row in session.execute(query).all())


@dataclass(frozen=True, slots=True)
class Kept:
    """A hold, and from when to before when it keeps, or kept, what it covers; in microseconds."""

    hold: Hold
    since: int
    until: int | None

    def kept_at(self, at: int) -> bool:
        """Say whether it kept something at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


def not_silent(tx: Tx, since: int) -> list[Kept]:
    """Return the holds of which officers know, and that kept something at a moment or after it."""
    tx.unit.flush()
    mine = (holds.c.tenant == tx.tenant, sa.not_(holds.c.silent))
    lasted = sa.or_(holds.c.ended_at.is_(None), holds.c.ended_at > since)
    rows = tx.execute(sa.select(holds).where(*mine, lasted).order_by(holds.c.id)).all()
    return [Kept(_hold(tx.unit, tx.tenant, row), row.requested_at, row.ended_at) for row in rows]


def _hold(session: Unit, tenant: str, row: Any) -> Hold:
    query = sa.select(WORDS).where(contents.c.tenant == tenant, contents.c.id == row.content_id)
    unknown = Hold(row.id, row.id, silent=row.silent)
    try:
        body = session.execute(query).scalar()
        if body is None:
            return unknown
        return replace(scope(row.id, json.loads(body)), silent=row.silent)
    except (KeyUnavailable, ValueError, KeyError, TypeError, AttributeError):
        return unknown


def scope(hold_id: str, said: Mapping[str, Any]) -> Hold:
    """Return a hold with the scope that its content says."""
    found = said["scope"]
    return Hold(
        id=hold_id,
        name=str(said["name"]),
        persons=frozenset(found["persons"]),
        conversations=frozenset(found["conversations"]),
        spaces=frozenset(found["spaces"]),
        since=_time(found["since"]),
        until=_time(found["until"]),
        words=frozenset(found["words"]),
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def said(tx: Tx, ids: Collection[str | None]) -> dict[str, dict[str, Any]]:
    """Return what contents of holds say, by their ids."""
    tx.unit.flush()
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(sorted({one for one in ids if one is not None})):
        mine = (contents.c.tenant == tx.tenant, contents.c.id.in_(list(some)))
        rows = tx.execute(sa.select(contents.c.id, WORDS).where(*mine))
        found |= {row.id: json.loads(row.body) for row in rows}
    return found


def legible(tx: Tx, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return what those contents of holds say that can be read now, by their ids."""
    found: dict[str, dict[str, Any]] = {}
    for one in ids:
        try:
            found |= said(tx, [one])
        except (KeyUnavailable, ContentDamaged, ValueError, TypeError):
            continue
    return found


def silent(tx: Tx) -> frozenset[str]:
    """Return the silent holds that keep something now."""
    mine = (holds.c.tenant == tx.tenant, holds.c.silent, holds.c.state.in_(rules.HOLDING))
    return frozenset(tx.execute(sa.select(holds.c.id).where(*mine)).scalars())


def told_of(words: Mapping[str, Any]) -> frozenset[str]:
    """Return whom a hold names: the persons of its scope, and who is to be told besides."""
    return frozenset(words["scope"]["persons"]) | frozenset(words.get("tell", ()))


def told(tx: Tx, hold_ids: Collection[str]) -> dict[str, list[Any]]:
    """Return who was told of some holds, by the hold."""
    tx.unit.flush()
    mine = (custodians.c.tenant == tx.tenant, custodians.c.hold.in_(list(hold_ids)))
    query = sa.select(custodians).where(*mine).order_by(custodians.c.person)
    found: dict[str, list[Any]] = {one: [] for one in hold_ids}
    for row in tx.execute(query):
        found[row.hold].append(row)
    return found
