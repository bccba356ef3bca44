"""Secrets of accounts are kept in boxes that the tenant's key alone opens, and are never shown or stored plainly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord_server.core.ports import Ports
from onrecord_server.encryption.providers import FileKeys, new_key
from onrecord_server.sms.lines import Lines
from onrecord_server.sms.rows import sms_accounts
from tests.operations.sms.conftest import Desk
from tests.support import engines
from tests.support.clocked import Clock


SECRET = "a-token-that-nobody-sees"


@pytest.fixture
def sealed(database_url: str, clock: Clock, tmp_path: Path) -> Iterator[Desk]:
    """A tenant that is encrypted, and cora who looks after its texts."""
    path = tmp_path / "encryption.keys"
    new_key(path, "first")
    with engines.room(database_url, ports=Ports(clock=clock), encryption=FileKeys(path)) as room:
        desk = Desk(room, clock)
        desk.introduce("cora", "compliance_officer")
        yield desk
        engines.check_invariants(room)


def test_secrets_are_named_and_not_shown_and_open_for_the_line_alone(sealed: Desk) -> None:
    cora = sealed.me("cora").sms
    made = cora.add_account("twilio", "us", settings={"account": "AC1"}, secrets={"token": SECRET})
    assert (made.secrets, made.in_code) == (["token"], False)
    assert SECRET not in made.model_dump_json()
    database = sealed.room.engines.prepared("acme")
    with database.read() as connection:
        rows = connection.execute(sa.select(sms_accounts)).all()
    assert SECRET not in repr(rows)
    assert SECRET not in repr([one.entry for one in sealed.room.entries()])
    lines = Lines(sealed.room.engines, {})
    assert lines.gateway(database, rows[0]).token == SECRET  # type: ignore[attr-defined]


def test_other_secrets_take_the_place_of_all_and_are_used_at_once(sealed: Desk) -> None:
    cora = sealed.me("cora").sms
    made = cora.add_account("twilio", "us", settings={"account": "AC1"}, secrets={"token": "one"})
    lines, database = Lines(sealed.room.engines, {}), sealed.room.engines.prepared("acme")
    before = lines.gateway(database, lines.account(database, "acme", made.id))
    cora.change_account(made.id, secrets={"token": "two"})
    after = lines.gateway(database, lines.account(database, "acme", made.id))
    assert (before.token, after.token) == ("one", "two")  # type: ignore[attr-defined]
