"""Where the newest cosigned head of each record is kept."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from onrecord.proofs import Checkpoint
from onrecord_server.core.database import Database
from onrecord_server.cosigning.rows import ELSEWHERE, cosigned
from onrecord_server.cosigning.rules import Last


class Heads:
    """The newest head of each record, which only one that begins at it takes the place of."""

    def __init__(self, database: Database) -> None:
        """Keep them in this database."""
        self._database = database

    def last(self, origin: str) -> Last:
        """Return the head of a record that was cosigned last."""
        mine = (cosigned.c.tenant == ELSEWHERE, cosigned.c.origin == origin)
        query = sa.select(cosigned.c.size, cosigned.c.root).where(*mine)
        with self._database.read() as connection:
            row = connection.execute(query, execution_options=self._options()).one_or_none()
        return Last(0, None) if row is None else Last(row.size, bytes(row.root))

    def keep(self, last: Last, head: Checkpoint, note: str, at: int) -> bool:
        """Put a head in the place of the last one; say whether that was still there."""
        said = {"size": head.size, "root": head.root, "note": note, "at": at}
        return self._first(head, said) if last.root is None else self._next(last, head, said)

    def _first(self, head: Checkpoint, said: Mapping[str, Any]) -> bool:
        fresh = sa.insert(cosigned).values(tenant=ELSEWHERE, origin=head.origin, **said)
        try:
            with self._database.write() as connection:
                connection.execute(fresh, execution_options=self._options())
        except IntegrityError:
            return False
        return True

    def _next(self, last: Last, head: Checkpoint, said: Mapping[str, Any]) -> bool:
        mine = (cosigned.c.tenant == ELSEWHERE, cosigned.c.origin == head.origin)
        same = (*mine, cosigned.c.size == last.size, cosigned.c.root == last.root)
        change = sa.update(cosigned).where(*same).values(**said)
        with self._database.write() as connection:
            return connection.execute(change, execution_options=self._options()).rowcount == 1

    def _options(self) -> dict[str, Any]:
        return dict(self._database.options)
