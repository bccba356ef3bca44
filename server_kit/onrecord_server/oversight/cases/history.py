"""What happened to a case, from the record: what was found, who looked, what was said against it."""

import json
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import cases as wire
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.rows import entries
from onrecord_server.oversight import telling as telling_of_looks
from onrecord_server.oversight.cases import access, listing, looked, rules, telling
from onrecord_server.oversight.cases.present import Names
from onrecord_server.oversight.cases.rows import appeals, case_looks, notices
from onrecord_server.oversight.unnamed import HOUSE
from onrecord_server.record.story import told


#: How a history is told, which a server needs as much as who verifies: their import registers it.
TELLING: Final = (telling, telling_of_looks)
#: What a rule does to a message as it is written.
_FOUND: Final = ("message.flagged", "message.held", "message.blocked")
#: By whom it is, is protected: whose message it is, and who disputed.
_NAMELESS: Final = frozenset({*_FOUND, "appeal.made"})


@implements(endpoints.GET_CASE_HISTORY)
def get_case_history(tx: Tx, command: wire.GetCaseHistory) -> wire.CaseHistory:
    """Tell what happened to a case; no words, and nobody who is not a reviewer."""
    row, sits = access.seen(tx, command.case_id)
    after = -1 if command.cursor is None else read_cursor(command.cursor, int)[0]
    found = _after(tx, row, after, command.limit + 1)
    page = found[: command.limit]
    cursor = write_cursor(page[-1].position) if len(found) > command.limit else None
    called, by = listing.names(sits, row), looked.at_cases(tx, [one.object for one in page])
    return wire.CaseHistory(data=[_told(one, row, called, by) for one in page], next_cursor=cursor)


def _after(tx: Tx, row: Any, position: int, most: int) -> list[Any]:
    """Return what belongs to a case after a position, in the order of the record."""
    query = sa.select(entries).where(
        entries.c.tenant == tx.tenant, entries.c.position > position, sa.or_(*_belongs(tx, row))
    )
    return list(tx.execute(query.order_by(entries.c.position).limit(most)))


def _belongs(tx: Tx, row: Any) -> list[sa.ColumnElement[bool]]:
    about, kind = entries.c.object, entries.c.type
    return [
        about == row.id,
        about.in_(_of_case(tx, case_looks, row)),
        (kind == "appeal.made") & about.in_(_of_case(tx, appeals, row)),
        (kind == "notice.made") & about.in_(_notices(tx, row)),
        kind.in_(_FOUND) & (about == row.message),
    ]


def _of_case(tx: Tx, rows: sa.Table, row: Any) -> sa.Select[Any]:
    return sa.select(rows.c.id).where(rows.c.tenant == tx.tenant, rows.c.case == row.id)


def _notices(tx: Tx, row: Any) -> sa.Select[Any]:
    """Choose what the one whom the case is about was told; who reported is told apart from it."""
    of_message = notices.c.case.is_(None) & (notices.c.message == row.message)
    return sa.select(notices.c.id).where(
        notices.c.tenant == tx.tenant,
        notices.c.person == row.person,
        (notices.c.case == row.id) | of_message,
    )


def _told(row: Any, case: Any, called: Names, by: Mapping[str, str]) -> wire.CaseEntry:
    entry = called.entry(json.loads(row.entry))
    return wire.CaseEntry(
        position=row.position,
        at=moment(row.at),
        by=f"service:{HOUSE}" if row.type in _NAMELESS else by.get(row.object, row.actor),
        type=row.type,
        said=told(_found(entry, case, called) if row.type in _FOUND else entry),
        policy_hash=entry.get("facts", {}).get("policy_hash"),
    )


def _found(entry: Mapping[str, Any], case: Any, called: Names) -> Mapping[str, Any]:
    """Return what a rule did to a message, as who reads pseudonyms is told it."""
    if called.known:
        return entry
    facts = {**entry["facts"], "author": called.maybe(case.person)}
    return {**entry, "object": rules.reference(called.pepper, entry["object"]), "facts": facts}
