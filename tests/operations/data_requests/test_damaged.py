"""What cannot be read any more can be destroyed, and keeps nothing behind it from its turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord_server.core.files import Attachments
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import contents
from onrecord_server.encryption.providers import FileKeys, new_key
from tests.operations.data_requests.conftest import Office
from tests.operations.policy.conftest import ROLES, House
from tests.record.conftest import drop_triggers
from tests.support import engines
from tests.support.clocked import Clock


@pytest.fixture
def office(database_url: str, clock: Clock, tmp_path: Path) -> Iterator[Office]:
    """A group of alice and bob whose words are encrypted."""
    new_key(tmp_path / "encryption.keys", "first")
    keys, ports = FileKeys(tmp_path / "encryption.keys"), Ports(clock=clock)
    with engines.room(
        database_url, ports=ports, attachments=Attachments(), encryption=keys
    ) as room:
        house = House(room, clock)
        for name, roles in ROLES.items():
            house.introduce(name, roles)
        group = house.me("alice").conversations.create(kind="group", members=["bob"]).id
        yield Office(house, group)


def _damage(office: Office, message: str) -> None:
    with office.house.room.engines.prepared("acme").write() as connection:
        drop_triggers(connection)
        change = sa.update(contents).where(contents.c.id == f"{message}:1")
        assert connection.execute(change.values(body="no box")).rowcount == 1


def test_what_is_damaged_goes_and_what_follows_it(office: Office) -> None:
    first, _ = office.say("mine"), office.say("mine, too")
    _damage(office, first)
    made = office.approved()
    office.carry_out()
    done = office.of("alice").get(made.id)
    assert (done.state, done.erased, done.left) == ("done", 2, 0)
    assert office.texts() == [None, None]
