"""Pages of lists that begin with what came last."""

from typing import Any, Protocol

import sqlalchemy as sa

from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx


class Asked(Protocol):
    """A command that asks for a page."""

    @property
    def cursor(self) -> str | None:
        """Where the page begins; ``None`` for the first one."""

    @property
    def limit(self) -> int:
        """How many rows a page has at most."""


def latest_first(
    tx: Tx,
    query: sa.Select[Any],
    by: tuple[sa.Column[Any], sa.Column[Any]],
    asked: Asked,
) -> tuple[list[Any], str | None]:
    """Return a page of rows by a time and an id, and the cursor of the next page, if there is one."""
    at, one = by
    if asked.cursor is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*read_cursor(asked.cursor, int, str)))
    rows = list(tx.execute(query.order_by(at.desc(), one.desc()).limit(asked.limit + 1)))
    page = rows[: asked.limit]
    if len(rows) <= asked.limit:
        return page, None
    return page, write_cursor(getattr(page[-1], at.name), getattr(page[-1], one.name))
