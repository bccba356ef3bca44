"""What a signer reads: where the log stands, its last head, and the frontier from there on."""

import json
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord.errors import OnRecordError
from onrecord.proofs import leaf_hash
from onrecord_server.core.rows import entries, heads
from onrecord_server.record.merkle import Frontier
from onrecord_server.record.rows import checkpoints


PAGE: Final = 1000


class HeadsDiffer(OnRecordError):
    """Raised instead of signing a head that contradicts one that was signed before."""


class Reading:
    """What a signer reads of one tenant, on one snapshot."""

    def __init__(self, connection: Connection, options: dict[str, Any], tenant: str) -> None:
        """Read one tenant's rows on this connection."""
        self._connection = connection.execution_options(**options, yield_per=PAGE)
        self._tenant = tenant

    def origin(self, base: str) -> str:
        """Name the log: a later epoch than the first has its own name under the old one."""
        epoch = self._connection.scalar(
            sa.select(heads.c.epoch).where(heads.c.tenant == self._tenant)
        )
        first = self._connection.scalar(
            sa.select(entries.c.entry).where(
                entries.c.tenant == self._tenant, entries.c.position == 0
            )
        )
        began = json.loads(first or "{}").get("facts", {}).get("epoch", epoch)
        name = f"{base}/{self._tenant}"
        return name if epoch == began else f"{name}/{epoch}"

    def size(self) -> int:
        """Return how many entries the tenant has."""
        query = sa.select(heads.c.position).where(heads.c.tenant == self._tenant)
        return self._connection.scalar(query) or 0

    def newest(self, origin: str) -> Any:
        """Return the row of the largest head of an origin."""
        query = sa.select(checkpoints).where(
            checkpoints.c.tenant == self._tenant, checkpoints.c.origin == origin
        )
        return self._connection.execute(
            query.order_by(checkpoints.c.size.desc()).limit(1)
        ).one_or_none()

    def grow(self, before: Any) -> Frontier:
        """Go on from a stored head over every entry after it. Raises ``HeadsDiffer``."""
        frontier = Frontier()
        if before is not None:
            frontier = Frontier.from_bytes(bytes(before.frontier))
            if (frontier.size, frontier.root()) != (before.size, bytes(before.root)):
                raise HeadsDiffer(f"the stored head {before.size} and its frontier disagree")
        self._extend(frontier, None)
        return frontier

    def root(self, size: int) -> bytes:
        """Return the root over the first entries, from the nearest stored head on."""
        query = (
            sa.select(checkpoints)
            .where(checkpoints.c.tenant == self._tenant, checkpoints.c.size <= size)
            .order_by(checkpoints.c.size.desc())
            .limit(1)
        )
        near = self._connection.execute(query).one_or_none()
        frontier = Frontier() if near is None else Frontier.from_bytes(bytes(near.frontier))
        self._extend(frontier, size)
        return frontier.root()

    def _extend(self, frontier: Frontier, size: int | None) -> None:
        query = sa.select(entries.c.position, entries.c.entry, entries.c.leaf).where(
            entries.c.tenant == self._tenant, entries.c.position >= frontier.size
        )
        if size is not None:
            query = query.where(entries.c.position < size)
        for row in self._connection.execute(query.order_by(entries.c.position)):
            leaf = leaf_hash(row.entry.encode())
            if row.position != frontier.size or leaf != bytes(row.leaf):
                raise HeadsDiffer(f"entry {row.position} is out of place or not its own leaf")
            frontier.append(leaf)
