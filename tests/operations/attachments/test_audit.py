"""`onrecord verify --files` reads what lies in the stores, and names what is not what was sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord_server.attachments.rows import blobs
from onrecord_server.cli import main
from onrecord_server.core.files import Attachments
from tests.operations.attachments.conftest import TEXT, Desk
from tests.support import engines, files
from tests.support.engines import Room


@dataclass
class Kept:
    """A file of a message, one that was never sent, and the folder of both, where there is one."""

    room: Room
    url: str
    folder: Path | None
    sent: str = ""
    unsent: str = ""

    def change(self, attachment_id: str, body: bytes | None) -> None:
        """Change the stored bytes, or take them away, as somebody at the store would."""
        if self.folder is not None:
            for path in (self.folder / "acme" / attachment_id).iterdir():
                path.unlink() if body is None else path.write_bytes(body)
            return
        mine = blobs.c.attachment == attachment_id
        with self.room.engines.prepared("acme").write() as connection:
            if body is None:
                connection.execute(sa.delete(blobs).where(mine))
            else:
                connection.execute(sa.update(blobs).where(mine).values(body=body))

    def verify(self, *words: str) -> int:
        """Run the command."""
        return main(["verify", "--database", self.url, *words])


@pytest.fixture(params=["folder", "database"])
def kept(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Kept]:
    folder = tmp_path / "files" if request.param == "folder" else None
    store = "database" if folder is None else str(folder)
    with engines.room(database_url, attachments=Attachments(store=store)) as room:
        found = Kept(room, database_url, folder)
        _fill(found)
        yield found


def _fill(kept: Kept) -> None:
    for name in ("alice", "bob"):
        kept.room.person(name)
    alice = Desk(kept.room, kept.room, "", b"").alice
    group = alice.conversations.create(kind="group", title="Team", members=["bob"]).id
    picture = alice.attachments.upload(files.picture(), name="a.png", conversation_id=group)
    sent = alice.attachments.upload(TEXT, name="a.txt", conversation_id=group)
    kept.unsent = alice.attachments.upload(TEXT, name="b.txt", conversation_id=group).id
    alice.messages.send(group, "see", attachments=[picture.id, sent.id])
    kept.room.engines.files.wait()
    kept.sent = sent.id


def test_files_as_they_were_sent_hold(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    kept.change(kept.unsent, TEXT[::-1])
    assert kept.verify("--files") == 0
    assert "2 files of messages were read" in capsys.readouterr().out
    assert kept.verify() == 0
    assert "2 files were not read (--files reads them)" in capsys.readouterr().out


def test_a_changed_file_is_named(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    kept.change(kept.sent, TEXT[::-1])
    assert kept.verify("--files") == 1
    out = capsys.readouterr().out
    assert f"FOUND  file {kept.sent}" in out
    assert out.count("FOUND") == 1
    assert "another SHA-256" in out


@pytest.mark.parametrize("left", [None, TEXT[:5]])
def test_a_file_that_is_gone_or_cut_off_is_named(
    kept: Kept, capsys: pytest.CaptureFixture[str], left: bytes | None
) -> None:
    kept.change(kept.sent, left)
    assert kept.verify("--files") == 1
    out = capsys.readouterr().out
    assert f"FOUND  file {kept.sent}" in out
    assert "are not there, or not all of them" in out


def test_a_store_that_is_not_set_up_holds_nothing(
    small_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with engines.room(small_url, attachments=Attachments()) as room:
        kept = Kept(room, small_url, None)
        _fill(kept)
        with room.engines.prepared("acme").write() as connection:
            connection.execute(sa.text("update onrecord_attachments set store = 'drive'"))
    assert kept.verify("--files") == 1
    assert f"FOUND  file {kept.sent}: the bytes" in capsys.readouterr().out


def test_a_bundle_has_no_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path), "--files"]) == 2
    assert "a bundle holds no files" in capsys.readouterr().err
