"""Whom a case concerns by its message: who is a party of it, and who brought it. They do not review it."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.messages.rows import held, messages
from onrecord_server.oversight import parties
from onrecord_server.oversight.cases.rows import cases


def places(tx: Tx, rows: Iterable[Any]) -> dict[str, int]:
    """Return where the messages of some cases were first written."""
    place = parties.place_of(cases.c.tenant, cases.c.message)
    query = sa.select(cases.c.id, place.label("place")).where(
        cases.c.tenant == tx.tenant, cases.c.id.in_([row.id for row in rows])
    )
    return {row.id: int(row.place) for row in tx.execute(query)}


def concerns(person: Any) -> sa.ColumnElement[bool]:
    """Say of a case whether somebody is a party of what it is about."""
    place = parties.place_of(cases.c.tenant, cases.c.message)
    party = parties.party(cases.c.tenant, cases.c.conversation, person, place)
    return party | brought(person)


def brought(person: Any) -> sa.ColumnElement[bool]:
    """Say of a case whether somebody put its message before others in its author's name, by an import.

    Who brings what is to be reviewed would otherwise judge it, and could frame its author alone.
    """
    return sa.or_(
        *(
            sa.exists().where(
                found.c.tenant == cases.c.tenant,
                found.c.id == cases.c.message,
                found.c.on_behalf_of == person,
            )
            for found in (messages, held)
        )
    )


def has_brought(tx: Tx, row: Any, person: str) -> bool:
    """Say the same of a row that is there."""
    mine = (cases.c.tenant == tx.tenant, cases.c.id == row.id, brought(person))
    return tx.execute(sa.select(cases.c.id).where(*mine)).first() is not None
