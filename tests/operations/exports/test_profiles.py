"""Where a policy follows a profile that asks for it, nothing leaves that is not sealed to somebody's key."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from onrecord.errors import Conflict, Invalid
from onrecord_server.core.ports import Ports
from onrecord_server.encryption.providers import FileKeys
from onrecord_server.exports.unseal_bundle import public_text
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.encryption.conftest import key_file
from tests.operations.exports.conftest import Desk
from tests.operations.exports.test_taking import on_record, taken
from tests.support import engines
from tests.support.clocked import Clock
from tests.support.engines import Room


__all__ = ["key_file"]
RULE = "HIP-9 (healthcare)"


@pytest.fixture
def room(database_url: str, clock: Clock, key_file: Path) -> Iterator[Room]:
    """An engine room that encrypts: without that nobody approves such a policy."""
    ports = Ports(clock=clock)
    with engines.room(database_url, ports=ports, encryption=FileKeys(key_file)) as found:
        yield found


@pytest.fixture
def rules(desk: Desk) -> Desk:
    """A desk whose policy follows the rules for health data."""
    return follow(desk)


def follow(desk: Desk) -> Desk:
    """Put a policy in force that follows the rules for health data, and acknowledge it."""
    house = desk.case.house
    house.put_in_force(start("general").model_copy(update={"profiles": ["healthcare"]}))
    for name in ("ivan", "prue", "cora"):
        house.acknowledge(name)
    return desk


@pytest.mark.req("HIP-9")
def test_an_export_names_the_key_that_it_is_sealed_to(rules: Desk, refuses: Refuses) -> None:
    grant, ivan = rules.case.open(), rules.me("ivan").exports
    refused = refuses(Invalid, lambda: ivan.create(grant.id, ["jsonl"]))
    assert isinstance(refused, Invalid)
    assert [one["pointer"] for one in refused.errors] == ["/sealed_to"]
    assert RULE in str(refused)
    key = public_text(PrivateKey.generate())
    asked = ivan.create(grant.id, ["jsonl"], sealed_to=key)
    assert rules.me("prue").exports.approve(asked.id).state == "running"


@pytest.mark.req("HIP-9")
def test_one_that_was_asked_for_before_does_not_begin(desk: Desk, refuses: Refuses) -> None:
    grant = desk.case.open()
    before = desk.me("ivan").exports.create(grant.id, ["jsonl"])
    follow(desk)
    refused = refuses(Conflict, lambda: desk.me("prue").exports.approve(before.id))
    assert RULE in str(refused)
    assert desk.me("ivan").exports.cancel(before.id).state == "cancelled"


@pytest.mark.req("HIP-9")
def test_an_operator_takes_nothing_unsealed(
    rules: Desk,
    key_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("onrecord_server.bundling.Ports", lambda: rules.engines.ports)
    monkeypatch.setenv("ONRECORD_ENCRYPTION", f"file:{key_file}")
    process = ("--legal-process", "AG Bonn 12 C 3/26")
    for asked in (("--format", "csv"), ()):
        assert taken(rules, tmp_path / "open", *asked, *process) == 2
        assert RULE in capsys.readouterr().err
    assert (on_record(rules), (tmp_path / "open").exists()) == ([], False)
    key = public_text(PrivateKey.generate())
    assert taken(rules, tmp_path / "sealed", "--format", "csv", "--seal-to", key, *process) == 0
    assert not zipfile.is_zipfile(tmp_path / "sealed")
    assert taken(rules, tmp_path / "hashes", "--without-words") == 0


def test_the_rule_stands_among_the_lines(rules: Desk) -> None:
    lines = {one.name: one for one in rules.me("audrey").compliance.get().lines}
    assert (lines["sealed"].rule, lines["sealed"].met) == ("HIP-9", True)
