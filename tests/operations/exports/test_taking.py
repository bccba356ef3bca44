"""What an operator takes by the command line is on the record, and something opens it."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord_server.cli import main
from onrecord_server.core.rows import contents, entries
from onrecord_server.exports.verify_bundle import verify
from tests.operations.exports.conftest import ORIGIN, Desk
from tests.support.verified import findings


@pytest.fixture(autouse=True)
def _clock(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command has the clock of the house."""
    monkeypatch.setattr("onrecord_server.bundling.Ports", lambda: desk.engines.ports)


def taken(desk: Desk, folder: Path, *given: str, signs: bool = True) -> int:
    """Run the command."""
    url = desk.database.url.render_as_string(hide_password=False)
    where = ["--database", url, "--tenant", "acme", "--origin", ORIGIN]
    where += ["--keys", str(desk.keys)] if signs else []
    where += ["--schema", desk.database.schema] if desk.database.schema else []
    return main(["export", str(folder), *where, "--by", "ann", *given])


def on_record(desk: Desk) -> list[Any]:
    """Return what the record says of it: type, facts and words."""
    same = sa.and_(contents.c.tenant == entries.c.tenant, contents.c.id == entries.c.content_id)
    query = sa.select(entries.c.type, entries.c.entry, contents.c.body).outerjoin_from(
        entries, contents, same
    )
    query = query.where(entries.c.tenant == "acme", entries.c.type.like("export.tak%"))
    with desk.database.read() as connection:
        found = connection.execute(query.order_by(entries.c.position)).all()
    return [(row.type, json.loads(row.entry), row.body) for row in found]


@pytest.mark.req("SEC-6")
def test_who_took_what_and_its_hash_are_on_the_record(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    assert taken(desk, target, "--format", "jsonl", "--legal-process", "AG Bonn 12 C 3/26") == 0
    (_, began, words), (kind, ended, _) = on_record(desk)
    assert (kind, ended["object"]) == ("export.taken_out", began["object"])
    assert ended["facts"]["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    said = json.loads(words)
    assert (said["by"], said["legal_process"]) == ("ann", "AG Bonn 12 C 3/26")
    assert said["login"]
    assert "ann" not in json.dumps(began)
    assert "Bonn" not in json.dumps(began)
    assert findings(desk.case.house.room) == []
    with zipfile.ZipFile(target) as archive:
        assert verify(target, archive.read("vkeys").decode(), []).found == []


def test_nothing_is_taken_without_what_opens_it(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in (
        ["--format", "csv"],
        [],
        ["--format", "csv", "--legal-process", " "],
        ["--format", "csv", "--grant", "grn_nobodys"],
        ["--grant", "grn_nobodys"],
        ["--format", "csv", "--by", " ", "--legal-process", "AG Bonn"],
    ):
        assert taken(desk, tmp_path / "none.zip", *given) == 2
    assert "--legal-process with its reference" in capsys.readouterr().err
    assert not (tmp_path / "none.zip").exists()
    assert on_record(desk) == []


def test_hashes_and_entries_alone_need_no_reason_and_hold_no_words(
    desk: Desk, tmp_path: Path
) -> None:
    assert taken(desk, tmp_path / "bundle", "--without-words") == 0
    assert not any(
        b"alice 0" in path.read_bytes()
        for path in (tmp_path / "bundle").rglob("*")
        if path.is_file()
    )
    assert [kind for kind, _, _ in on_record(desk)] == ["export.taking", "export.taken_out"]


@pytest.mark.req("HIP-6")
def test_under_a_grant_two_people_agreed_and_those_concerned_hear_of_it(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = desk.me("alice").conversations.create(kind="direct", members=["carol"])
    desk.me("alice").messages.send(talk.id, "of nobody's concern")
    grant = desk.case.open()
    given = ("--format", "jsonl", "--grant", grant.id)
    assert taken(desk, tmp_path / "early.zip", *given) == 2
    assert "two people" in capsys.readouterr().err
    asked = desk.me("ivan").exports.create(grant.id, ["csv"])
    desk.me("prue").exports.approve(asked.id)
    looks = len(desk.me("bob").disclosures.list().data)
    assert taken(desk, tmp_path / "grant.zip", *given) == 0
    assert len(desk.me("bob").disclosures.list().data) == looks + 1
    with zipfile.ZipFile(tmp_path / "grant.zip") as archive:
        everything = b"".join(map(archive.read, archive.namelist()))
    assert b"alice 0" in everything
    assert b"of nobody's concern" not in everything
    assert taken(desk, tmp_path / "other.zip", *given, "--conversation", talk.id) == 2
    desk.me("ivan").grants.close(grant.id, reason="It is settled")
    assert taken(desk, tmp_path / "late.zip", *given) == 2
    assert findings(desk.case.house.room) == []
