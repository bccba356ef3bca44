"""A desk: a room that takes small files, and what a test asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.wire.attachments import Attachment, Upload
from onrecord_server.attachments.rows import blobs
from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.inprocess import DirectCaller, actor_for
from tests.support import engines, files
from tests.support.engines import Room, check_invariants
from tests.support.soon import soon


TEXT = b"The pallet left the dock at noon.\n"
RULES = FileRules(bytes_a_file=1_000_000, bytes_an_image=500_000, uploads_a_person=8)


@dataclass
class Desk:
    """A room, people who can carry files, and a group of them."""

    room: Room
    other: Room
    group: str
    picture: bytes

    def person(self, name: str, tenant: str = "acme", *, of: Room | None = None) -> Client:
        """Let the host act as somebody who can upload."""
        return Client(DirectCaller((of or self.room).engines, actor_for(tenant, name, "host")))

    @property
    def alice(self) -> Client:
        """Who owns the group."""
        return self.person("alice")

    @property
    def bob(self) -> Client:
        """A member."""
        return self.person("bob")

    @property
    def elsewhere(self) -> Client:
        """Alice, on another worker."""
        return self.person("alice", of=self.other)

    def begin(self, name: str, size: int, **more: Any) -> Upload:
        """Begin an upload of alice's."""
        return self.alice.attachments.begin(name, size, conversation_id=self.group, **more)

    def upload(self, name: str, data: bytes, by: Client | None = None) -> Attachment:
        """Upload something whole."""
        who = by or self.alice
        return who.attachments.upload(data, name=name, conversation_id=self.group)

    def settled(self, attachment_id: str) -> Upload:
        """Return an upload once its check is over."""
        get = self.alice.attachments.get
        soon(lambda: get(attachment_id).state != "checking", said="the check does not end")
        self.quiet()
        return get(attachment_id)

    def quiet(self) -> None:
        """Let what happens after commits end."""
        self.room.engines.files.wait()

    def kinds(self) -> list[str]:
        """The events about files, in order."""
        return [kind for kind in self.room.types() if kind.startswith("attachment.")]

    def blobs(self, attachment_id: str) -> int:
        """How many rows hold bytes of an attachment."""
        query = sa.select(sa.func.count()).where(blobs.c.attachment == attachment_id)
        with self.room.engines.prepared("acme").read() as connection:
            return int(connection.execute(query).scalar_one())


@pytest.fixture
def room(database_url: str) -> Iterator[Room]:
    """An engine room that takes small files."""
    with engines.room(database_url, attachments=Attachments(rules=RULES)) as found:
        yield found
        check_invariants(found)


@pytest.fixture
def elsewhere(database_url: str, room: Room) -> Iterator[Room]:
    """A second worker on the same database."""
    with engines.room(database_url, attachments=Attachments(rules=RULES)) as found:
        yield found


@pytest.fixture
def desk(room: Room, elsewhere: Room, group: str) -> Desk:
    """The room with a group of alice, bob and carol."""
    room.person("bob", "globex")
    return Desk(room, elsewhere, group, files.picture())
