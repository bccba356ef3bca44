"""An export under a grant holds what a rule kept back, as far as the grant opens it, and marks it."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.wire.grants import GrantScope
from onrecord_server.exports.verify_bundle import verify
from tests.operations.exports.conftest import Desk
from tests.operations.exports.test_exports import fetched
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy


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
