"""A small story on the record, told on each database, with signed heads along the way."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.proofs import VerifierKey
from onrecord_server import Identity, OnRecord
from onrecord_server.core.database import Database
from onrecord_server.core.doc import moment
from onrecord_server.core.ports import Ports
from onrecord_server.record.findings import Report
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner, Signed
from onrecord_server.record.verify import lenient, verify_tenant
from onrecord_server.verifying import verify_database
from tests.conftest import DATABASES


TENANT = "acme"
BASE = "chat.example.com"
ORIGIN = f"{BASE}/{TENANT}"


@dataclass
class Story:
    """A chat with something on its record, the keys beside it, and a way to tamper with it."""

    chat: OnRecord
    keys: Path
    now: int = 1_700_000_000_000_000
    conversation: str = ""
    tampering: sa.Connection | None = None
    messages: list[str] = field(default_factory=list)

    @property
    def database(self) -> Database:
        """The database of the tenant."""
        return self.chat.engines.directory.database(TENANT)

    def signer(self, **options: Any) -> CheckpointSigner:
        """A signer with the keys of the folder."""
        self.keys.mkdir(exist_ok=True)
        ports = Ports(clock=lambda: moment(self.now))
        return CheckpointSigner(KeyRing.load(self.keys), BASE, ports, **options)

    def sign(self) -> Signed:
        """Sign the head as it is now."""
        self.now += 60_000_000
        signed = self.signer().sign(self.database, TENANT)
        assert signed is not None
        return signed

    def vkeys(self) -> list[VerifierKey]:
        """The keys that an auditor trusts."""
        return KeyRing.load(self.keys).verifiers(ORIGIN)

    def say(self, text: str, person: str = "alice") -> str:
        """Send one message and return its id."""
        with self.chat.acting_as(TENANT, person) as me:
            message = me.messages.send(self.conversation, text)
        self.messages.append(message.id)
        return str(message.id)

    def verify(self, *outside: str, keys: bool = True) -> Report:
        """Verify with the trusted keys and with checkpoints from outside."""
        notes = [(f"copy-{number}", note) for number, note in enumerate(outside)]
        evidence = Evidence(self.vkeys() if keys else (), notes)
        if self.tampering is not None:
            return verify_tenant(lenient(self.tampering, self.database), TENANT, evidence)
        return verify_database(self.database, evidence)[TENANT]

    def sql(self, statement: str, **values: Any) -> int:
        """Change rows as somebody with the database's password would: triggers off first."""
        if self.tampering is not None:
            return self.tampering.execute(sa.text(statement), values).rowcount
        with self.database.write() as connection:
            drop_triggers(connection)
            return connection.execute(sa.text(statement), values).rowcount

    def value(self, query: str, **values: Any) -> Any:
        """Read one value."""
        if self.tampering is not None:
            return self.tampering.execute(sa.text(query), values).scalar_one()
        with self.database.read() as connection:
            return connection.execute(sa.text(query), values).scalar_one()


class _Undo(Exception):
    """Rolls a tampering back."""


@contextmanager
def tampering(story: Story) -> Iterator[Story]:
    """Let a test change and verify in one transaction that is undone at its end."""
    with suppress(_Undo), story.database.write() as connection:
        drop_triggers(connection)
        story.tampering = connection
        try:
            yield story
        finally:
            story.tampering = None
        raise _Undo


def drop_triggers(connection: sa.Connection) -> None:
    """Take every append-only trigger away."""
    if connection.dialect.name == "sqlite":
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    for name in sa.inspect(connection).get_table_names():
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")


def nobody(_: Any) -> Identity | None:
    """A host whose own code alone speaks."""
    return None


def tell(chat: OnRecord, story: Story) -> None:
    """Start a conversation; write, edit, remove, rename, add and leave; sign twice."""
    with chat.acting_as(TENANT) as host:
        for person in ("alice", "bob", "carol", "dora"):
            host.people.upsert(person, name=person.title())
    with chat.acting_as(TENANT, "alice") as me:
        made = me.conversations.create(kind="group", members=["bob", "carol"], title="Orders")
        story.conversation = made.id
    for number in range(4):
        story.say(f"message {number}", "alice" if number % 2 else "bob")
    story.sign()
    with chat.acting_as(TENANT, "alice") as me:
        me.messages.edit(story.messages[1], "message 1, corrected")
        me.messages.remove(story.messages[3], reason="wrong order")
        me.conversations.update(made.id, title="Orders 2026")
        me.conversations.add_members(made.id, ["dora"], history="from_now")
        me.conversations.remove_member(made.id, "carol")
        me.conversations.mute(made.id, muted=True)
    story.say("message 4")
    story.sign()
    story.say("message 5")


@pytest.fixture
def story(database_url: str, tmp_path: Path) -> Iterator[Story]:
    """A story on each database."""
    yield from _told(database_url, tmp_path)


@pytest.fixture
def small_story(small_url: str, tmp_path: Path) -> Iterator[Story]:
    """A story on SQLite, for what does not depend on the database."""
    yield from _told(small_url, tmp_path)


@pytest.fixture(scope="module", params=DATABASES)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """One story on each database for all tests of a module, which leave it as it is."""
    folder = tmp_path_factory.mktemp("told")
    if request.param == "sqlite":
        yield from _told(f"sqlite:///{folder / 'onrecord.db'}", folder)
        return
    with request.getfixturevalue("postgres").database() as url:
        yield from _told(url, folder)


@pytest.fixture
def undone(told: Story) -> Iterator[Story]:
    """The module's story, to be tampered with; everything is undone afterwards."""
    with tampering(told):
        yield told


def _told(url: str, folder: Path) -> Iterator[Story]:
    chat = OnRecord(url, identify=nobody, tenants=[TENANT])
    chat.migrate()
    story = Story(chat, folder / "keys")
    try:
        tell(chat, story)
        yield story
    finally:
        chat.close()
