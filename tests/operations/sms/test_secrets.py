"""Secrets of accounts are kept in boxes that the tenant's key alone opens, and are never shown or stored plainly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import UsageError
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


def test_who_looks_after_texts_does_not_reach_into_the_machine_of_an_app_for_everybody(
    sealed: Desk,
) -> None:
    secrets = {"key": "k", "secret": "s"}
    base = {"base": "http://127.0.0.1:9200"}
    made = sealed.me("cora").sms.add_account("local", "mine", settings=base, secrets=secrets)
    database = sealed.room.engines.prepared("acme")
    for seen in (None, "http://localhost:8000/chat"):
        lines = Lines(sealed.room.engines, {}, seen)
        assert lines.gateway(database, lines.account(database, "acme", made.id)) is not None
    lines = Lines(sealed.room.engines, {}, "https://chat.example/desk")
    with pytest.raises(UsageError):
        lines.gateway(database, lines.account(database, "acme", made.id))
