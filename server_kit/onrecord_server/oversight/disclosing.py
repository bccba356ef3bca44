"""What an employee sees of the looks at their conversations."""

from onrecord import endpoints
from onrecord.wire import grants as wire
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight import present, queries
from onrecord_server.people import access as people_access
from onrecord_server.policy import documents, standing


@implements(endpoints.LIST_DISCLOSURES)
def list_disclosures(tx: Tx, command: wire.ListDisclosures) -> wire.Disclosures:
    """List the looks at the actor's conversations, and until when others are kept from them."""
    people_access.admit(tx)
    looks, first = queries.count_looks(tx), command.cursor is None
    deferred = [
        wire.DeferredLooks(until=moment(one.visible_from), looks=one.looks)
        for one in (queries.deferred(tx) if first else [])
    ]
    if _counts_alone(tx):
        return wire.Disclosures(data=[], looks=looks, deferred=deferred)
    rows = queries.looks(tx, _before(command.cursor), command.limit + 1)
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].at, page[-1].id) if len(rows) > command.limit else None
    data = [present.disclosure(row) for row in page]
    return wire.Disclosures(data=data, looks=looks, deferred=deferred, next_cursor=cursor)


def _counts_alone(tx: Tx) -> bool:
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        return False
    return documents.document(tx, found.content_id).transparency.own_looks == "counts"


def _before(cursor: str | None) -> tuple[int, str] | None:
    if cursor is None:
        return None
    at, one = read_cursor(cursor, int, str)
    return at, one
