"""A real engine room on a real database, short ways to ask it, and what must hold of its rows."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord.client import Actor as Client
from onrecord.endpoints import Endpoint
from onrecord.proofs import verify_commitment
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.actor import Actor, host_actor
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.leaf import leaf_hash
from onrecord_server.core.operation import REGISTRY
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import contents, entries, heads, metadata
from onrecord_server.core.settings import Limits
from onrecord_server.core.words import SALT, WORDS
from onrecord_server.core.writer import Job
from onrecord_server.encryption.providers import HostKeys
from onrecord_server.engine import Engines
from onrecord_server.inprocess import actor_for
from onrecord_server.messages.rows import mentions, messages
from onrecord_server.tenants.directory import Directory


Rows = dict[str, list[tuple[Any, ...]]]
R = TypeVar("R", bound=BaseModel)


#: Set, every engine room of the tests encrypts: all laws hold of encrypted tenants, too.
ENCRYPTED: Final = "ONRECORD_TEST_ENCRYPTED"


def _plainly(_: str, key: bytes) -> str:
    return key.hex()


def _plainly_opened(_: str, __: str, wrapped: str) -> bytes:
    return bytes.fromhex(wrapped)


def make_engines(url: Any, **options: Any) -> Engines:
    """Open an engine room of acme and globex; two rooms on one database are two workers."""
    tenants, schema = options.pop("tenants", ["acme", "globex"]), options.pop("schema", None)
    directory = Directory(url, tenants, schema)
    ports, limits = options.pop("ports", Ports()), options.pop("limits", Limits())
    if os.environ.get(ENCRYPTED):
        options.setdefault("encryption", HostKeys(_plainly, _plainly_opened, "test"))
    return Engines(directory, ports, options.pop("hooks", Hooks()), limits, **options)


@dataclass(frozen=True)
class Worker:
    """A worker of its own: it knows nothing of what this thread has joined elsewhere."""

    engines: Engines
    actor: Actor

    def call(self, endpoint: Endpoint[Any, R], command: Any) -> R:
        """Run one command and wait for its commit."""
        return endpoint.result.model_validate(
            self.engines.call(endpoint.name, command, self.actor).value
        )


@dataclass(frozen=True)
class Room:
    """An engine room, and what a test asks of it."""

    engines: Engines

    def person(self, name: str, tenant: str = "acme") -> Client:
        """Let the host act as a person, who is introduced first."""
        said = UpsertPerson(person_id=name, name=name.title())
        self.engines.call("people.upsert", said, host_actor(tenant))
        return self.plain(name, tenant)

    def plain(self, name: str | None, tenant: str = "acme") -> Client:
        """Let the host act as a person who may be unknown; ``None`` is the host itself."""
        return Client(Worker(self.engines, actor_for(tenant, name, "host")))

    def batch(self, *asked: tuple[str | None, Endpoint[Any, Any], Any]) -> list[Any]:
        """Run commands of acme's people as one batch of the writer; return outcomes in order."""
        jobs = [
            Job(REGISTRY[endpoint.name], command, actor_for("acme", person, "host"), _ignore)
            for person, endpoint, command in asked
        ]
        self.engines.writer("acme")._work(jobs)
        return [_shown(job) for job in jobs]

    def rows(self) -> Rows:
        """Return every row of ours, by table: equal before and after means nothing was written."""
        with self.engines.prepared("acme").read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in metadata.sorted_tables
            }

    def entries(self, tenant: str = "acme", *, after: int = -1) -> list[Any]:
        """Return the entries of a tenant, in order."""
        query = sa.select(entries).where(entries.c.tenant == tenant, entries.c.position > after)
        with self.engines.prepared(tenant).read() as connection:
            return list(connection.execute(query.order_by(entries.c.position)))

    def types(self, tenant: str = "acme", *, after: int = -1) -> list[str]:
        """Return the types of the entries after a position."""
        return [row.type for row in self.entries(tenant, after=after)]

    def end(self, tenant: str = "acme") -> int:
        """Return the last position that was given."""
        with self.engines.prepared(tenant).read() as connection:
            query = sa.select(heads.c.position).where(heads.c.tenant == tenant)
            return int(connection.execute(query).scalar_one()) - 1


def _ignore(_: Any) -> None:
    pass


def _shown(job: Job) -> Any:
    found = job.outcome
    return found if isinstance(found, BaseException) or found is None else found.resource()


@contextmanager
def room(url: Any, **options: Any) -> Iterator[Room]:
    """Open an engine room and close it after."""
    engines = make_engines(url, **options)
    try:
        yield Room(engines)
    finally:
        engines.stop()


def check_invariants(found: Room, tenant: str = "acme") -> None:
    """Assert what holds of a tenant's rows at any time: reliability's invariants 2, 4, 8 and 18."""
    rows = found.entries(tenant)
    assert [row.position for row in rows] == list(range(found.end(tenant) + 1)), "gapless"
    for row in rows:
        entry = json.loads(row.entry)
        assert bytes(row.leaf) == leaf_hash(row.entry)
        same = ("tenant", "position", "type", "actor", "object", "audience")
        assert all(entry[name] == getattr(row, name) for name in same)
    with found.engines.prepared(tenant).read() as connection:
        _check_contents(connection, tenant, rows)
        _check_messages(connection, tenant, rows)


def _check_contents(connection: sa.Connection, tenant: str, rows: list[Any]) -> None:
    query = sa.select(contents.c.id, SALT, WORDS).where(contents.c.tenant == tenant)
    held = {row.id: row for row in connection.execute(query)}
    named = {row.content_id: json.loads(row.entry)["commit"] for row in rows if row.content_id}
    assert set(held) == set(named), "every content has its entry, every entry its content"
    for content_id, commit in named.items():
        row = held[content_id]
        if row.salt is not None:
            verify_commitment(commit, row.salt, row.body.encode())


def _check_messages(connection: sa.Connection, tenant: str, rows: list[Any]) -> None:
    created = {row.object: row.position for row in rows if row.type == "message.created"}
    query = sa.select(messages.c.id, messages.c.position).where(messages.c.tenant == tenant)
    assert {row.id: row.position for row in connection.execute(query)} == created
    marks = sa.select(mentions.c.message, mentions.c.position).where(mentions.c.tenant == tenant)
    assert all(created[row.message] == row.position for row in connection.execute(marks))
