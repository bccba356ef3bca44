"""Whether a hold keeps what is about to be cleared away: bytes of files that nobody sent, or that are over.

What cannot be judged is kept: bytes of which no row says whose they are, while any hold is open.
"""

from typing import Any

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations, members
from onrecord_server.core.database import Database
from onrecord_server.core.doc import moment
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.unit import Unit
from onrecord_server.holds.queries import open_holds
from onrecord_server.holds.rules import Facts, covers


def keeps_file(database: Database, tenant: str, row: Any | None) -> bool:
    """Say whether a hold covers an attachment, by its row; ``None`` is one that nobody knows."""
    with database.read() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        found = open_holds(unit, tenant)
        if not found or row is None:
            return bool(found)
        facts = _facts(unit, tenant, row)
    return any(covers(one, facts) for one in found)


def _facts(unit: Unit, tenant: str, row: Any) -> Facts:
    """Return what is known of a file that was never sent; nobody reads it for words."""
    here = conversations.c.tenant == tenant, conversations.c.id == row.conversation
    space = unit.execute(sa.select(conversations.c.space).where(*here)).scalar()
    there = members.c.tenant == tenant, members.c.conversation == row.conversation
    parties = unit.execute(sa.select(members.c.person).where(*there)).scalars()
    at = moment(row.created_at)
    return Facts(row.owner, row.conversation, space, at, None, frozenset(parties))
