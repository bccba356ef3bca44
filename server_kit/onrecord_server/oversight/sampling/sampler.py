"""Looks after periods while the app runs: draws what is over, begins what is to begin, queues what was drawn."""

import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

import sqlalchemy as sa

from onrecord.errors import OnRecordError
from onrecord.wire.samples import DrawSamples
from onrecord_server.attachments.settling import system
from onrecord_server.core.actor import Actor
from onrecord_server.core.database import Database
from onrecord_server.core.doc import Doc, micros, moment
from onrecord_server.core.ports import Ports
from onrecord_server.oversight.sampling import rules
from onrecord_server.oversight.sampling.operations import TICK
from onrecord_server.oversight.sampling.rows import sample_items, samples
from onrecord_server.policy.rows import policies


logger = logging.getLogger("onrecord.oversight")

#: Seconds that a tenant is left alone whose periods could not be looked after.
LATER: Final = 60.0


class House(Protocol):
    """What looking after periods asks of the engine room."""

    ports: Ports

    def call(self, name: str, command: Any, actor: Actor) -> Doc[Any]:
        """Run an operation and wait for it."""
        ...


class Sampler:
    """Looks after the periods of every tenant. Blocking, and safe in any number of workers at once."""

    def __init__(self, house: House) -> None:
        """Know of no tenant."""
        self._house = house
        #: The version of the policy under which this process has seen to it that periods run.
        self._seen: dict[tuple[int, str], int] = {}
        self._not_before: dict[str, float] = {}

    def round(self, database: Database) -> int:
        """Look after every tenant of a database where something is due; return how many there were."""
        with database.read() as connection:
            due = sorted(self._due(connection.execution_options(**database.options), database))
        for tenant, version in due:
            if self._not_before.get(tenant, 0) <= time.monotonic():
                self._look_after(database, tenant, version)
        return len(due)

    def _look_after(self, database: Database, tenant: str, version: int) -> None:
        try:
            self._house.call(TICK.name, DrawSamples(), system(tenant))
            self._seen[(id(database), tenant)] = version
        except OnRecordError as error:
            self._not_before[tenant] = time.monotonic() + LATER
            logger.warning("the random samples of %s have to wait: %s", tenant, error)

    def _due(self, connection: sa.Connection, database: Database) -> set[tuple[str, int]]:
        now = self._house.ports.clock()
        versions = _in_force(connection, micros(now))
        found = {
            tenant
            for tenant, version in versions.items()
            if self._seen.get((id(database), tenant)) != version
        }
        found |= set(_over(connection, now, versions)) | set(_unqueued(connection))
        return {(tenant, versions[tenant]) for tenant in found & versions.keys()}


def _in_force(connection: sa.Connection, now: int) -> dict[str, int]:
    """Return the version of the policy that is in force, for each tenant that has one."""
    query = (
        sa.select(policies.c.tenant, sa.func.max(policies.c.version))
        .where(policies.c.state == "approved", policies.c.effective_from <= now)
        .group_by(policies.c.tenant)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _over(connection: sa.Connection, now: Any, versions: Mapping[str, int]) -> Iterator[str]:
    """Yield the tenants that have a period which is over, or drawn messages that are due by now."""
    query = sa.select(samples).where(
        (samples.c.state == "committed")
        | ((samples.c.due_at <= micros(now)) & samples.c.reckoned_at.is_(None))
    )
    for row in connection.execute(query):
        newer = [now] if versions.get(row.tenant, 0) > row.policy_version else []
        ended = rules.over(now, moment(row.began_at), moment(row.ends_at), newer) is not None
        if row.state == "drawn" or ended:
            yield row.tenant


def _unqueued(connection: sa.Connection) -> Iterator[str]:
    """Yield the tenants with drawn messages that are in no queue yet."""
    query = sa.select(sample_items.c.tenant).where(sample_items.c.case.is_(None)).distinct()
    yield from connection.execute(query).scalars()
