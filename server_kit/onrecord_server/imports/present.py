"""Imports, from row to wire."""

from typing import Any

from onrecord.wire.imports import Import, ImportFault
from onrecord_server.core.doc import moment
from onrecord_server.core.operation import Tx
from onrecord_server.imports import queries, rules
from onrecord_server.imports.formats.base import Unparsed


def shown(tx: Tx, row: Any) -> Import:
    """Return an import with the name of its file."""
    return one(row, queries.names(tx, [row]).get(row.content_id, ""))


def one(row: Any, name: str) -> Import:
    """Return an import."""
    return Import(
        id=row.id,
        format=row.format,
        name=name,
        state=row.state,
        parts=row.parts,
        size=row.size,
        sha256=row.sha256,
        tz=row.tz,
        order=row.date_order,
        request_id=row.request,
        created_by=row.created_by,
        created_at=moment(row.created_at),
        file_erased_by=row.erased_position,
        **{what: getattr(row, what) for what in rules.COUNTS},
    )


def fault(item: Unparsed) -> ImportFault:
    """Return what was not understood."""
    span = item.span
    return ImportFault(
        member=span.member, start=span.start, end=span.end, line=span.line, why=item.why
    )
