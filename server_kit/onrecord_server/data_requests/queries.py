"""Selects of requests, and of what was said in them."""

import json
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import chunks
from onrecord_server.core.words import WORDS
from onrecord_server.data_requests.rows import STOPPED, data_archives
from onrecord_server.messages.rows import held, messages
from onrecord_server.messages.written import DELIVERED, EVERYWHERE, Narrow, Written


#: The contents that a request may have.
CONTENTS = (
    *("content_id", "extended_content_id", "identified_content_id"),
    *("weighing_content_id", "answer_content_id"),
)


def said(tx: Tx, rows: Collection[Any]) -> dict[str, dict[str, Any]]:
    """Return what was said in some requests, by the contents' ids."""
    tx.unit.flush()
    wanted = {getattr(row, name) for row in rows for name in CONTENTS} - {None}
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(sorted(wanted)):
        mine = (contents.c.tenant == tx.tenant, contents.c.id.in_(list(some)))
        rows_of = tx.execute(sa.select(contents.c.id, WORDS).where(*mine))
        found |= {row.id: json.loads(row.body) for row in rows_of if row.body is not None}
    return found


def upto(tx: Tx) -> int:
    """Return where the record stands; -1 before its first entry."""
    head = tx.unit.head(tx.tenant)
    return -1 if head is None else head.position - 1


def among(row: Any) -> Sequence[Written]:
    """Return where a request looks: what was never delivered nobody sees, so that nothing is to be hidden of it."""
    return EVERYWHERE if row.kind == "erasure" else (DELIVERED,)


def wrote(row: Any) -> Narrow:
    """Ask for what the person of a request wrote and what is there still."""
    return lambda one: (one.table.c.author == row.person, one.there)


def meant(row: Any) -> Narrow:
    """Ask for what of it was there when the request was weighed, be it delivered since."""

    def narrow(one: Written) -> Sequence[sa.ColumnElement[bool]]:
        before = one.table.c.position <= row.upto
        if row.kind == "erasure" and not one.kept_back:
            before |= _waited(row.upto)
        return (*wrote(row)(one), before)

    return narrow


def _waited(upto: int) -> sa.ColumnElement[bool]:
    """Say of a message whether it was kept back before a place, and released after it."""
    return sa.exists().where(
        held.c.tenant == messages.c.tenant,
        held.c.id == messages.c.id,
        held.c.version == 1,
        held.c.position <= upto,
    )


def archives(tx: Tx, rows: Collection[Any]) -> dict[str, Any]:
    """Return the copies that are there for some requests, or were given up, by the requests' ids."""
    ids = [row.id for row in rows if row.kind == "access"]
    if not ids:
        return {}
    mine = (data_archives.c.tenant == tx.tenant, data_archives.c.id.in_(ids))
    told = data_archives.c.state.in_(("done", *STOPPED))
    return {row.id: row for row in tx.execute(sa.select(data_archives).where(*mine, told))}


def with_words() -> sa.Select[Any]:
    """Select messages with the words of their newest version, for the copy that their author is given."""
    found = sa.select(WORDS).where(
        contents.c.tenant == messages.c.tenant, contents.c.id == messages.c.content_id
    )
    body = found.correlate(messages).scalar_subquery().label("body")
    return sa.select(messages, body)
