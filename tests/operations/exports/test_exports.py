"""An export is a look: under an open grant, by who may, told to those concerned, and over with its grant."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from nacl.public import PrivateKey

from onrecord import endpoints
from onrecord.errors import Conflict, Forbidden, Invalid, NotFound, StorageFull
from onrecord.wire.exports import GetArchiveContent
from onrecord.wire.grants import GrantScope
from onrecord_server.core.actor import Actor
from onrecord_server.core.leases import LEASE, TRIES, Interrupted
from onrecord_server.exports.formats import known
from onrecord_server.exports.handing import hand_over
from onrecord_server.exports.rows import export_parts, exports
from onrecord_server.exports.unseal_bundle import SealedToAnother, public_text, unsealed
from onrecord_server.exports.verify_bundle import verify
from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.operations.conftest import Refuses
from tests.operations.exports.conftest import Desk


def fetched(desk: Desk, archive_id: str, person: str = "ivan") -> bytes:
    """Download an archive as a door does."""
    command = GetArchiveContent(archive_id=archive_id)
    actor = Actor("acme", person)
    plan = desk.engines.call(endpoints.GET_ARCHIVE_CONTENT.name, command, actor).resource()
    return b"".join(desk.engines.files.read("acme", plan, 0, plan.size))


def rows(desk: Desk, table: sa.Table) -> list[Any]:
    with desk.database.read() as connection:
        return list(connection.execute(sa.select(table).where(table.c.tenant == "acme")))


@pytest.mark.req("CFTC-3")
@pytest.mark.req("SEC-6")
@pytest.mark.req("HIP-6")
def test_it_is_asked_for_approved_written_and_fetched(desk: Desk, tmp_path: Path) -> None:
    asked = desk.ask("jsonl", "rsmf")
    assert (asked.state, asked.approved_by) == ("running", "prue")
    assert desk.write() is None, "its entry is under no signed head yet"
    desk.sign()
    desk.write()
    done = desk.me("ivan").exports.get(asked.id)
    assert (done.state, done.reason, done.size) == ("done", None, done.written)
    data = fetched(desk, asked.id)
    assert len(data) == done.size
    with zipfile.ZipFile(BytesIO(data)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        lines = archive.read(f"conversations/{desk.case.talk}.jsonl").decode()
        (looks,) = archive.read("reviewers.jsonl").splitlines()
        vkeys = archive.read("vkeys").decode()
    assert (manifest["grant"], manifest["requester"]) == (done.grant_id, "ivan")
    assert all(f"alice {n}" in lines and f"bob {n}" in lines for n in range(3))
    assert json.loads(json.loads(looks)["entry"])["facts"]["look"] == "export"
    (tmp_path / "export.zip").write_bytes(data)
    assert verify(tmp_path / "export.zip", vkeys, []).found == []
    reports = verify_database(desk.database, Evidence())
    assert {one.code for one in reports["acme"].findings} <= {"checkpoint_unchecked", "no_keys"}


def test_no_edit_is_in_it_that_came_after_its_grant_opened(desk: Desk) -> None:
    alice = desk.me("alice").messages
    message = alice.send(desk.case.talk, "a walrus").id
    alice.edit(message, "two walruses")
    asked = desk.ask("jsonl")
    alice.edit(message, "an otter")
    alice.remove(message)
    desk.sign()
    desk.write()
    with zipfile.ZipFile(BytesIO(fetched(desk, asked.id))) as archive:
        lines = archive.read(f"conversations/{desk.case.talk}.jsonl").decode()
    assert "two walruses" in lines
    assert "otter" not in lines


def test_those_concerned_see_it_and_outsiders_see_nothing(desk: Desk, refuses: Refuses) -> None:
    asked = desk.ask()
    (look,) = desk.me("alice").disclosures.list().data
    assert (look.look, look.messages) == ("export", 6)
    notices = {name: desk.me(name).notices.list().data for name in ("prue", "ivan", "inga", "cora")}
    assert [one.kind for one in notices["prue"] if one.kind != "second"] == ["export"]
    waits = {name for name, some in notices.items() if "export" in {one.needs for one in some}}
    assert waits == {"prue", "cora"}, "who may approve it was told that it waits"
    alice, inga = desk.me("alice").exports, desk.me("inga").exports
    refuses(NotFound, lambda: alice.get(asked.id))
    refuses(NotFound, lambda: inga.get(asked.id))
    assert (alice.list().data, inga.list().data) == ([], [])
    assert [one.id for one in desk.me("audrey").exports.list().data] == [asked.id]
    refuses(NotFound, lambda: desk.me("cora").exports.cancel(asked.id))


def test_an_export_tells_nobody_of_a_look_that_is_put_off_from_them(
    desk: Desk, refuses: Refuses
) -> None:
    later = desk.case.house.clock() + timedelta(days=30)
    desk.case.house.introduce("otto", ["compliance_officer"])
    asked = desk.case.ask(scope=GrantScope(people=["prue", "bob"]), defer_until=later)
    grant = desk.case.approve(desk.case.approve(asked, "cora"), "otto")
    assert grant.state == "open"
    asked = desk.me("ivan").exports.create(grant.id, ["csv"])
    prue = desk.me("prue").exports
    refuses(NotFound, lambda: prue.get(asked.id))
    assert (prue.list().data, _told(desk, "prue")) == ([], [])
    assert [one.id for one in desk.me("cora").exports.list(limit=1).data] == [asked.id]
    assert desk.me("cora").exports.approve(asked.id).state == "running"
    assert _told(desk, "prue") == []


def _told(desk: Desk, name: str) -> list[Any]:
    return [one for one in desk.me(name).notices.list().data if one.needs != "policy"]


def test_who_may_not_export_is_refused(desk: Desk, refuses: Refuses) -> None:
    grant = desk.case.open()
    refuses(NotFound, lambda: desk.me("inga").exports.create(grant.id, ["csv"]))
    asked = desk.me("ivan").exports.create(grant.id, ["csv"])
    assert asked.state == "requested"
    assert desk.me("alice").disclosures.list().data == []
    refuses(Forbidden, lambda: desk.me("ivan").exports.approve(asked.id))
    refuses(NotFound, lambda: desk.me("inga").exports.approve(asked.id))
    refuses(NotFound, lambda: desk.me("alice").exports.approve(asked.id))
    with pytest.raises(Conflict):
        fetched(desk, asked.id)
    desk.me("ivan").grants.close(grant.id, reason="It is not needed any more.")
    refuses(Forbidden, lambda: desk.me("cora").exports.approve(asked.id))


def test_a_grant_that_ends_half_way_stops_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = desk.ask()
    desk.sign()
    real = hand_over

    def ends(*given: Any) -> str:
        desk.me("ivan").grants.close(asked.grant_id, reason="The matter was settled.")
        return real(*given)

    monkeypatch.setattr("onrecord_server.exports.working.hand_over", ends)
    desk.write()
    stopped = desk.me("ivan").exports.get(asked.id)
    assert (stopped.state, stopped.reason) == ("stopped", "grant_over")
    desk.exporter._clear(desk.database)
    assert rows(desk, export_parts) == []


def test_after_its_grant_nothing_is_there(desk: Desk) -> None:
    asked = desk.ask()
    desk.sign()
    desk.write()
    assert fetched(desk, asked.id)
    assert desk.engines.files.tidier.sweep("acme", remove=True) == []
    assert fetched(desk, asked.id)
    desk.case.house.clock.forward(days=8)
    with pytest.raises(Forbidden):
        fetched(desk, asked.id)
    desk.exporter._clear(desk.database)
    assert rows(desk, export_parts) == []
    assert [row.store for row in rows(desk, exports)] == [None]


def test_one_of_which_each_process_died_is_stopped(desk: Desk) -> None:
    asked = desk.ask()
    desk.sign()
    for _ in range(TRIES):
        assert desk.take() is not None
        desk.case.house.clock.forward(minutes=3)
    desk.write()
    assert desk.me("ivan").exports.get(asked.id).state == "stopped"


def test_a_killed_one_is_begun_anew(desk: Desk) -> None:
    asked = desk.ask()
    desk.sign()
    killed = desk.take()
    assert killed.tries == 1
    assert desk.take() is None, "somebody holds the lease"
    desk.case.house.clock.forward(minutes=3)
    assert desk.write().tries == 2
    assert desk.me("ivan").exports.get(asked.id).state == "done"
    desk.exporter.write(desk.database, killed)  # it wakes up and may not write any more
    assert desk.me("ivan").exports.get(asked.id).state == "done"
    assert fetched(desk, asked.id)


def test_a_cancelled_one_ends(desk: Desk) -> None:
    asked = desk.ask()
    desk.sign()
    row = desk.take()
    assert desk.me("ivan").exports.cancel(asked.id).state == "cancelled"
    desk.exporter.write(desk.database, row)
    assert desk.me("ivan").exports.get(asked.id).state == "cancelled"
    assert desk.me("ivan").exports.cancel(asked.id).state == "cancelled"


def opened(data: bytes, key: PrivateKey) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(unsealed(BytesIO(data), key))))


def test_a_sealed_one_opens_to_its_key_alone_and_holds_only_its_dates(desk: Desk) -> None:
    key, grant = PrivateKey.generate(), desk.case.open()
    first = desk.case.house.clock() - timedelta(days=30)
    ivan = desk.me("ivan").exports
    with pytest.raises(Invalid, match="no public key"):
        ivan.create(grant.id, ["jsonl"], sealed_to="A" * 43 + "=")
    late = ivan.create(grant.id, ["jsonl"], since=first + timedelta(days=31))
    with pytest.raises(Invalid, match="opens 0"):
        desk.me("prue").exports.approve(late.id)
    asked = ivan.create(grant.id, ["jsonl"], since=first, sealed_to=public_text(key))
    assert (asked.since, asked.sealed_to) == (first, public_text(key))
    assert asked.expires_at == grant.expires_at
    desk.me("prue").exports.approve(asked.id)
    desk.sign()
    desk.write()
    data = fetched(desk, asked.id)
    assert b"alice 1" not in data
    assert b"manifest.json" not in data
    with opened(data, key) as archive:
        assert "alice 1" in archive.read(f"conversations/{desk.case.talk}.jsonl").decode()
    with pytest.raises(SealedToAnother):
        opened(data, PrivateKey.generate())


def test_who_lost_an_export_before_it_was_resumed_neither_goes_on_nor_ends_it(desk: Desk) -> None:
    asked = desk.ask("jsonl")
    desk.sign()
    lost = desk.take()
    for _ in range(TRIES):
        desk.case.house.clock.forward(seconds=LEASE // 1_000_000 + 1)
        row = desk.take()
    desk.exporter.write(desk.database, row)
    assert desk.me("ivan").exports.get(asked.id).state == "stopped"
    desk.me("ivan").exports.resume(asked.id)
    desk.sign()
    now = desk.take()
    with pytest.raises(Interrupted):
        desk.exporter._leases.move(desk.database, lost, 5)
    desk.exporter._settle(lost, state="done")
    assert desk.me("ivan").exports.get(asked.id).state == "running"
    desk.exporter.write(desk.database, now)
    assert desk.me("ivan").exports.get(asked.id).state == "done"


def test_one_that_failed_is_resumed_and_told_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = desk.ask()
    desk.sign()

    def full(*_: Any) -> str:
        raise StorageFull

    with monkeypatch.context() as patched:
        patched.setattr("onrecord_server.exports.working.hand_over", full)
        desk.write()
    ivan = desk.me("ivan").exports
    assert (ivan.get(asked.id).state, ivan.get(asked.id).reason) == ("stopped", "storage")
    with pytest.raises(NotFound):
        desk.me("cora").exports.resume(asked.id)
    again = ivan.resume(asked.id)
    assert (again.state, again.reason, again.approved_by) == ("running", None, "prue")
    assert ivan.resume(asked.id).state == "running"
    assert len(desk.me("alice").disclosures.list().data) == 2
    desk.sign()
    desk.write()
    assert ivan.get(asked.id).state == "done"
    with pytest.raises(Conflict):
        ivan.resume(asked.id)


def test_a_format_that_this_server_cannot_write_is_refused_with_what_to_install(
    desk: Desk, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = desk.case.open()
    monkeypatch.setattr(known, "find_spec", lambda _: None)
    refuses(Invalid, lambda: desk.me("ivan").exports.create(grant.id, ["jsonl", "pdf"]))
