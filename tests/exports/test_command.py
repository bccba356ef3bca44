"""``onrecord export --format``: an archive in one line, with the files, that verifies."""

import json
import zipfile
from pathlib import Path

import pytest

from onrecord_server import OnRecord
from onrecord_server.cli import main
from onrecord_server.exports.verify_bundle import verify
from tests.record.conftest import TENANT, nobody
from tests.support.files import PDF


@pytest.mark.req("CFTC-3")
def test_an_archive_is_written_in_one_line(small_url: str, tmp_path: Path) -> None:
    chat = OnRecord(small_url, identify=nobody, tenants=[TENANT])
    chat.migrate()
    with chat.acting_as(TENANT) as host:
        for person in ("alice", "bob"):
            host.people.upsert(person, name=person.title())
    with chat.acting_as(TENANT, "alice") as me:
        made = me.conversations.create(kind="group", members=["bob"], title="Orders")
        sent = me.attachments.upload(PDF, conversation_id=made.id, name="offer.pdf")
        me.messages.send(made.id, "our offer", attachments=[sent.id])
        other = me.conversations.create(kind="group", members=["bob"], title="Other")
        me.messages.send(other.id, "not this one")
    chat.close()
    target = tmp_path / "export.zip"
    asked = ["export", str(target), "--database", small_url, "--tenant", TENANT]
    keys = tmp_path / "keys"
    assert main(["keys", "new", f"onrecord.local/{TENANT}", "--keys", str(keys)]) == 0
    asked += ["--keys", str(keys), "--format", "jsonl", "--files", "--conversation", made.id]
    asked += ["--by", "ann", "--legal-process", "AG Bonn 12 C 3/26"]
    assert main(asked) == 0
    with zipfile.ZipFile(target) as archive:
        (path,) = [name for name in archive.namelist() if name.startswith("files/")]
        assert archive.read(path) == PDF
        assert b"not this one" not in b"".join(map(archive.read, archive.namelist()))
        vkeys = archive.read("vkeys").decode()
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["scope"]["conversations"] == [made.id]
        assert (manifest["taken_by"], manifest["legal_process"]) == ("ann", "AG Bonn 12 C 3/26")
    report = verify(target, vkeys, [])
    assert report.found == []
    assert "1 files against what their messages committed to" in report.checked


def test_what_is_there_is_not_written_over(
    small_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export.zip").write_bytes(b"kept")
    asked = ["--database", small_url, "--tenant", TENANT, "--format", "csv", "--by", "ann"]
    assert main(["export", str(tmp_path / "export.zip"), *asked]) == 2
    assert (tmp_path / "export.zip").read_bytes() == b"kept"
    assert "onrecord: " in capsys.readouterr().err
