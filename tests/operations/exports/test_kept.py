"""An export under a grant holds what a rule kept back, as far as the grant opens it, and marks it."""

import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.client import Actor as Client
from onrecord.wire.grants import GrantScope
from onrecord_server.core.actor import host_actor
from onrecord_server.exports.verify_bundle import verify
from onrecord_server.imports.rules import conversation_of
from tests.operations.exports.conftest import Desk
from tests.operations.exports.test_exports import fetched
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.support.engines import Worker


@pytest.mark.req("SEC-6")
def test_what_was_kept_back_is_there_and_verifies(desk: Desk, tmp_path: Path) -> None:
    house, talk = desk.case.house, desk.case.talk
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "ivan", "prue", "cora"):
        house.acknowledge(name)
    said = [house.me("alice").messages.send(talk, one).state for one in (f"pay {CARD}", IBAN)]
    assert said == ["blocked", "held"]
    house.me("bob").messages.send(talk, f"mine is {CARD}")
    scope = GrantScope(conversations=[talk], people=["alice"])
    grant = desk.case.open(scope=scope)
    asked = desk.me("ivan").exports.create(grant.id, ["jsonl"])
    desk.me("prue").exports.approve(asked.id)
    desk.sign()
    desk.write()
    data = fetched(desk, asked.id)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        lines = archive.read(f"conversations/{talk}.jsonl").splitlines()
        vkeys = archive.read("vkeys").decode()
    kept = [one for one in map(json.loads, lines) if one["kind"] == "kept"]
    told = [(one["state"], one["rule"], one["words"]["text"]) for one in kept]
    assert told == [("blocked", "card", f"pay {CARD}"), ("held", "iban", IBAN)]
    assert b"mine is" not in b"".join(lines), "bob is not of its scope"
    (tmp_path / "export.zip").write_bytes(data)
    assert verify(tmp_path / "export.zip", vkeys, []).found == []


@pytest.mark.req("SEC-6")
def test_what_was_imported_and_kept_back_is_opened_by_when_it_was_said(desk: Desk) -> None:
    house = desk.case.house
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "ivan", "prue", "cora"):
        house.acknowledge(name)
    host = Client(Worker(house.room.engines, host_actor("acme")))
    said = [
        {"author": "alice", "at": f"2020-01-0{n}T10:00:00Z", "text": f"pay {CARD}"} for n in (1, 5)
    ]
    said.append({**said[0], "text": "hello"})
    source = "\n".join(map(json.dumps, said)).encode()
    brought = host.imports.start(host.imports.upload("jsonl", "all.jsonl", BytesIO(source)).id)
    while brought.state == "running":
        brought = host.imports.advance(brought.id)
    assert (brought.said, brought.held) == (3, 2)
    place = conversation_of(brought.id, "")
    since, until = (datetime(2020, 1, day, tzinfo=UTC) for day in (1, 3))
    scope = GrantScope(conversations=[place], since=since, until=until)
    grant = desk.case.open(scope=scope)
    asked = desk.me("ivan").exports.create(grant.id, ["jsonl"])
    desk.me("prue").exports.approve(asked.id)
    desk.sign()
    desk.write()
    with zipfile.ZipFile(BytesIO(fetched(desk, asked.id))) as archive:
        lines = map(json.loads, archive.read(f"conversations/{place}.jsonl").splitlines())
        told = [(one["kind"], one["words"]["text"]) for one in lines if "words" in one]
    assert sorted(told) == [("kept", f"pay {CARD}"), ("said", "hello")]
