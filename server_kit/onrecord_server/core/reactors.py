"""Running reactors: a durable cursor, a lease and a fencing token for each reactor and tenant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord_server.core.database import Database
from onrecord_server.core.rows import Micros, entries, heads, table
from onrecord_server.core.sets import insert_missing


LEASE_MICROS: Final = 30_000_000
#: Seconds of the first back-off; it doubles with each failure.
BACK_OFF: Final = 1.0
MOST_BACK_OFF: Final = 300.0

#: ``position`` is the last one handled. ``token`` grows with each lease: an older holder is fenced.
reactors: Final = table(
    "reactors",
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("token", sa.BigInteger, nullable=False),
    sa.Column("owner", sa.String(64)),
    sa.Column("lease_until", Micros, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("parked", sa.Boolean, nullable=False),
    sa.Column("problem", sa.Text),
    info={"derived": True},
)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to run one reactor for one tenant for a while, from a position on."""

    tenant: str
    name: str
    position: int
    token: int
    failures: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reactor stands for a tenant: behind by how much, parked or not, and why."""

    tenant: str
    name: str
    position: int
    behind: int
    failures: int
    parked: bool
    problem: str | None


def database_now(connection: Connection) -> int:
    """Return the database's own time in microseconds: every worker's leases use one clock."""
    if connection.dialect.name == "sqlite":
        text = "SELECT CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
    else:
        text = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"
    return int(connection.exec_driver_sql(text).scalar_one())


class Leases:
    """Takes, moves and gives back leases in one database. Blocking."""

    def __init__(self, database: Database, owner: str) -> None:
        """Act as one worker, whose name is ``owner``."""
        self._database = database
        self._owner = owner

    def due(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Return tenants and reactors that have something to do and are not held by others."""
        with self._database.read() as connection:
            now = database_now(connection)
            moved = self._execute(connection, sa.select(heads.c.tenant, heads.c.position)).all()
            query = sa.select(reactors).where(reactors.c.name.in_(list(names)))
            held = {(r.tenant, r.name): r for r in self._execute(connection, query)}
        return [
            (head.tenant, name)
            for head in moved
            for name in names
            if _is_due(held.get((head.tenant, name)), head.position, now)
        ]

    def take(self, tenant: str, name: str) -> Lease | None:
        """Take a lease; ``None`` when another worker was faster."""
        mine = (reactors.c.tenant == tenant, reactors.c.name == name)
        with self._database.write() as connection:
            now = database_now(connection)
            row = self._execute(connection, sa.select(reactors).where(*mine)).one_or_none()
            if row is None:
                insert_missing(connection, reactors, [_fresh(tenant, name)], self._database.schema)
                row = self._execute(connection, sa.select(reactors).where(*mine)).one()
            if row.parked or row.lease_until > now:
                return None
            values = {
                "owner": self._owner,
                "token": row.token + 1,
                "lease_until": now + LEASE_MICROS,
            }
            same = sa.update(reactors).where(*mine, reactors.c.token == row.token)
            if self._execute(connection, same.values(**values)).rowcount != 1:
                return None
        return Lease(tenant, name, row.position, row.token + 1, row.failures)

    def renew(self, lease: Lease) -> bool:
        """Hold a lease for another while. False when it was lost."""
        with self._database.read() as connection:
            until = database_now(connection) + LEASE_MICROS
        return self._settle(lease, {"lease_until": until})

    def advance(self, lease: Lease, position: int) -> bool:
        """Say that everything up to a position was handled. False when the lease was lost."""
        values = {"position": position, "failures": 0, "problem": None, "lease_until": 0}
        return self._settle(lease, values)

    def fail(self, lease: Lease, problem: str, *, most: int) -> bool:
        """Count a failure: try again later, or park after ``most`` of them."""
        failures = lease.failures + 1
        wait = min(BACK_OFF * 2 ** (failures - 1), MOST_BACK_OFF)
        with self._database.read() as connection:
            until = database_now(connection) + int(wait * 1_000_000)
        parked = failures >= most
        values = {"failures": failures, "parked": parked, "problem": problem[:500]}
        return self._settle(lease, {**values, "lease_until": until})

    def release(self, tenant: str, name: str) -> bool:
        """Let a parked reactor run again, from where it stopped. False when it is not parked."""
        parked = (reactors.c.tenant == tenant, reactors.c.name == name, reactors.c.parked)
        values = {"parked": False, "failures": 0, "lease_until": 0}
        with self._database.write() as connection:
            statement = sa.update(reactors).where(*parked).values(**values)
            return bool(self._execute(connection, statement).rowcount)

    def standings(self) -> list[Standing]:
        """Return how every reactor stands."""
        query = sa.select(reactors, heads.c.position.label("head")).join(
            heads, heads.c.tenant == reactors.c.tenant
        )
        with self._database.read() as connection:
            return [_standing(row) for row in self._execute(connection, query)]

    def _settle(self, lease: Lease, values: dict[str, Any]) -> bool:
        same = (
            reactors.c.tenant == lease.tenant,
            reactors.c.name == lease.name,
            reactors.c.token == lease.token,
        )
        with self._database.write() as connection:
            statement = sa.update(reactors).where(*same).values(**values)
            return bool(self._execute(connection, statement).rowcount)

    def _execute(self, connection: Connection, statement: sa.Executable) -> Any:
        return connection.execute(statement, execution_options=dict(self._database.options))


def bare(
    database: Database, connection: Connection, lease: Lease, limit: int
) -> list[dict[str, Any]]:
    """Read what happened after a lease's position: position, type and object, and no words."""
    query = (
        sa.select(entries.c.position, entries.c.type, entries.c.object)
        .where(entries.c.tenant == lease.tenant, entries.c.position > lease.position)
        .order_by(entries.c.position)
        .limit(limit)
    )
    rows = connection.execute(query, execution_options=dict(database.options))
    return [dict(row) for row in rows.mappings()]


def _fresh(tenant: str, name: str) -> dict[str, Any]:
    counters = {"position": -1, "token": 0, "lease_until": 0, "failures": 0}
    return {"tenant": tenant, "name": name, "parked": False, **counters}


def _is_due(row: Any, head: int, now: int) -> bool:
    if row is None:
        return True
    return not row.parked and row.lease_until <= now and row.position < head - 1


def _standing(row: Any) -> Standing:
    behind = row.head - 1 - row.position
    return Standing(
        row.tenant, row.name, row.position, behind, row.failures, bool(row.parked), row.problem
    )
