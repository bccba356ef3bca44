"""Selects of legal holds: those that keep something now, with their scopes."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from onrecord.errors import KeyUnavailable
from onrecord_server.core.rows import contents
from onrecord_server.core.unit import Unit
from onrecord_server.core.words import WORDS
from onrecord_server.holds import rules
from onrecord_server.holds.rows import holds
from onrecord_server.holds.rules import Hold


def open_holds(session: Unit, tenant: str) -> tuple[Hold, ...]:
    """Return the holds of a tenant that keep something now.

    One whose scope is gone or cannot be read is there, too, and covers everything.
    """
    session.flush()
    mine = (holds.c.tenant == tenant, holds.c.state.in_(rules.HOLDING))
    query = sa.select(holds.c.id, holds.c.content_id).where(*mine).order_by(holds.c.id)
    return tuple(_hold(session, tenant, row) for row in session.execute(query).all())


def _hold(session: Unit, tenant: str, row: Any) -> Hold:
    query = sa.select(WORDS).where(contents.c.tenant == tenant, contents.c.id == row.content_id)
    try:
        body = session.execute(query).scalar()
        return Hold(row.id, row.id) if body is None else scope(row.id, json.loads(body))
    except (KeyUnavailable, ValueError, KeyError, TypeError, AttributeError):
        return Hold(row.id, row.id)


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
