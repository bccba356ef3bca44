"""A bundle proves itself with its files and a trusted key alone; whatever is changed is named."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.proofs import EMPTY_ROOT, Checkpoint
from onrecord_server.bundling import export
from onrecord_server.cli import main
from onrecord_server.core.actor import host_actor
from onrecord_server.core.draft import NOBODY, Draft, Recorded
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.stream import seal
from onrecord_server.core.unit import Unit
from onrecord_server.record.bundle import verify_bundle
from onrecord_server.record.findings import Report
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.notes import sign_checkpoint
from onrecord_server.record.tiles import entry_bundle, split_bundle
from tests.record.conftest import ORIGIN, TENANT, Story


def bundle_of(story: Story, folder: Path, *, with_entries: bool = True) -> Path:
    """Write everything of the story."""
    story.sign()
    export(story.database, TENANT, folder, with_entries=with_entries)
    return folder


def verified(story: Story, folder: Path, *outside: str) -> Report:
    notes = [(f"copy-{number}", note) for number, note in enumerate(outside)]
    return verify_bundle(folder, Evidence(story.vkeys(), notes))


def relist(folder: Path) -> None:
    """Make the manifest fit, as a careful forger would."""
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    text = json.dumps({"format": "onrecord-bundle-v1", "files": files})
    (folder / "manifest.json").write_text(text)


def test_an_honest_bundle_holds(story: Story, tmp_path: Path) -> None:
    kept = str(story.value("SELECT note FROM onrecord_checkpoints ORDER BY size LIMIT 1"))
    folder = bundle_of(story, tmp_path / "bundle")
    report = verified(story, folder, kept)
    assert list(map(str, report.findings)) == []
    size = story.value("SELECT position FROM onrecord_heads")
    assert f"{size} produced records were checked" in " ".join(report.remarks)
    assert "compared with outside: outside checkpoint copy-0" in " ".join(report.remarks)


def test_a_long_record_with_more_than_one_tile_holds(small_story: Story, tmp_path: Path) -> None:
    with small_story.chat.acting_as(TENANT, "alice") as me:
        for number in range(520):
            me.messages.send(small_story.conversation, f"message number {number}")
    small_story.sign()
    folder = tmp_path / "bundle"
    size = export(small_story.database, TENANT, folder, positions=(3, 300, 520))
    assert (folder / "tile" / "1" / "000.p" / "2").is_file()
    assert len(list((folder / "records").iterdir())) == 6
    assert verified(small_story, folder).ok
    assert size > 512
    assert small_story.verify().ok


def test_a_bundle_without_entries_still_proves_its_records(
    small_story: Story, tmp_path: Path
) -> None:
    folder = bundle_of(small_story, tmp_path / "bundle", with_entries=False)
    assert not (folder / "tile" / "entries").exists()
    assert verified(small_story, folder).ok


def test_the_key_in_the_bundle_is_not_believed(small_story: Story, tmp_path: Path) -> None:
    folder = bundle_of(small_story, tmp_path / "bundle")
    assert verify_bundle(folder, Evidence()).codes() == {"checkpoint_refused"}


def _record_field(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = folder / "records" / "10.json"
        record = json.loads(path.read_text())
        record[name] = change(record[name])
        path.write_text(json.dumps(record))

    return tamper


def _entries(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (path,) = (folder / "tile" / "entries" / "000.p").iterdir()
        path.write_bytes(entry_bundle(change(split_bundle(path.read_bytes()))))

    return tamper


def _tile(folder: Path) -> None:
    (path,) = (folder / "tile" / "0" / "000.p").iterdir()
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(bytes(data))


def _short_tile(folder: Path) -> None:
    (path,) = (folder / "tile" / "0" / "000.p").iterdir()
    path.write_bytes(path.read_bytes()[:-32])


def _swap_receipts(folder: Path) -> None:
    one, other = folder / "records" / "6.tlog-proof", folder / "records" / "8.tlog-proof"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def _checkpoint(folder: Path) -> None:
    path = folder / "checkpoint"
    path.write_text(path.read_text().replace("acme", "acne"))


TAMPERINGS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "words": (
        _record_field("content", lambda text: text.replace("message", "massage")),
        "content_differs",
        "entry 10: content of msg_",
    ),
    "salt": (
        _record_field("salt", lambda text: text[::-1]),
        "content_differs",
        "differs from its commitment",
    ),
    "entry of a record": (
        _record_field("entry", lambda text: text.replace("bob", "eve")),
        "record_differs",
        "record 10",
    ),
    "byte of an entry": (
        _entries(lambda found: [item.replace(b'"bob"', b'"eve"') for item in found]),
        "entry_differs",
        "entry 7",
    ),
    "entry cut off": (_entries(lambda found: found[:-1]), "entry_missing", "ends before it"),
    "entries swapped": (
        _entries(lambda found: [*found[:6], found[7], found[6], *found[8:]]),
        "entry_misplaced",
        "entry 6",
    ),
    "entry repeated": (
        _entries(lambda found: [*found[:6], found[6], *found[6:]]),
        "entry_differs",
        "entry 7",
    ),
    "tile": (_tile, "root_differs", "the bundle's checkpoint"),
    "tile cut": (_short_tile, "tile_differs", "tile/0/000.p"),
    "receipts swapped": (_swap_receipts, "record_differs", "record 6"),
    "origin": (_checkpoint, "checkpoint_refused", "checkpoint"),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_is_named_though_the_manifest_fits(
    small_story: Story, tmp_path: Path, what: str
) -> None:
    tamper, code, named = TAMPERINGS[what]
    folder = bundle_of(small_story, tmp_path / "bundle")
    tamper(folder)
    assert "file_differs" in verified(small_story, folder).codes()
    relist(folder)
    found = [str(item) for item in verified(small_story, folder).findings if item.code == code]
    assert any(named in line for line in found), found


def test_a_missing_and_an_extra_file_are_named(small_story: Story, tmp_path: Path) -> None:
    folder = bundle_of(small_story, tmp_path / "bundle")
    (folder / "records" / "8.tlog-proof").unlink()
    (folder / "records" / "note.txt").write_text("hello")
    codes = verified(small_story, folder).codes()
    assert {"file_missing", "file_unlisted", "record_unreadable"} <= codes


@pytest.mark.parametrize("path", ["../outside", "/etc/hostname", "records/\0", "records"])
def test_a_manifest_cannot_point_outside(small_story: Story, tmp_path: Path, path: str) -> None:
    folder = bundle_of(small_story, tmp_path / "bundle")
    (tmp_path / "outside").write_text("secret")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][path] = hashlib.sha256(b"secret").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert verified(small_story, folder).codes() == {"file_missing"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x", "files": {}}'])
def test_a_folder_without_a_proper_manifest_is_no_bundle(tmp_path: Path, text: str) -> None:
    assert verify_bundle(tmp_path, Evidence()).codes() == {"bundle_unreadable"}
    (tmp_path / "manifest.json").write_text(text)
    assert "bundle_unreadable" in verify_bundle(tmp_path, Evidence()).codes()


def test_a_shorter_bundle_is_found_against_an_outside_checkpoint(
    small_story: Story, tmp_path: Path
) -> None:
    folder = bundle_of(small_story, tmp_path / "bundle")
    small_story.say("after the export")
    later = small_story.sign().note
    report = verified(small_story, folder, later)
    assert report.codes() == {"truncated"}


def test_a_fork_is_found_against_an_outside_checkpoint(small_story: Story, tmp_path: Path) -> None:
    folder = bundle_of(small_story, tmp_path / "bundle")
    key = KeyRing.load(small_story.keys).active(ORIGIN)
    other = sign_checkpoint(Checkpoint(ORIGIN, 9, EMPTY_ROOT), key).to_text()
    assert verified(small_story, folder, other).codes() == {"root_differs"}


def _erase(story: Story, message: str) -> None:
    """Erase a text the proper way: content and salt go, an entry says so, in one transaction."""
    content = f"{message}:1"
    draft = Draft("content.erased", message, NOBODY, {}, facts={"contents": [content]})
    with story.database.write() as connection:
        unit = Unit(connection, Ports(), Hooks(), story.database.options)
        unit.record(Recorded(draft, host_actor(TENANT, "retention"), 1_700_000_000_000_000))
        seal(unit)
        connection.exec_driver_sql(
            "UPDATE onrecord_contents SET body = NULL, salt = NULL, destroyed_at = 1"
            f" WHERE id = '{content}'"
        )


@pytest.mark.req("GDP-4")
def test_an_erased_text_leaves_the_record_whole(story: Story, tmp_path: Path) -> None:
    _erase(story, story.messages[2])
    report = story.verify()
    assert list(map(str, report.findings)) == []
    position = story.value("SELECT max(position) FROM onrecord_entries")
    said = (
        f"content of {story.messages[2]} version 1: content_unavailable (erased, event #{position})"
    )
    assert said in " ".join(report.remarks)
    in_bundle = verified(story, bundle_of(story, tmp_path / "bundle"))
    assert in_bundle.ok
    assert said in " ".join(in_bundle.remarks)


def test_an_export_needs_a_signed_head_and_an_empty_folder(
    small_story: Story, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    with pytest.raises(UsageError, match="not empty"):
        export(small_story.database, TENANT, tmp_path / "full")
    with pytest.raises(UsageError, match="covers positions"):
        export(small_story.database, TENANT, tmp_path / "new", positions=(10_000,))
    with pytest.raises(UsageError, match="no checkpoint of nobody"):
        export(small_story.database, "nobody", tmp_path / "none")


@pytest.mark.req("SEC-4")
def test_the_command_line_exports_and_verifies_in_a_process_without_a_database(
    small_story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = small_story.database.url.render_as_string(hide_password=False)
    folder, keys = tmp_path / "bundle", str(small_story.keys)
    given = ["--database", url, "--tenant", TENANT, "--by", "ann", "--legal-process", "audit 2026"]
    given += ["--keys", keys, "--origin", "chat.example.com"]
    assert main(["export", str(folder), *given]) == 0
    vkeys = tmp_path / "vkeys"
    vkeys.write_text("".join(f"{key.vkey}\n" for key in small_story.vkeys()))
    checked = ["verify", str(folder), "--vkey", str(vkeys)]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord_server.cli", *checked],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("bundle: OK     all holds\n")
    (folder / "records" / "10.json").write_text("{}")
    assert main(checked) == 1
    assert "FOUND" in capsys.readouterr().out


def test_the_command_line_verifies_a_database(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = story.database.url.render_as_string(hide_password=False)
    (vkey,) = [key.vkey for key in story.vkeys()]
    kept = tmp_path / "kept.checkpoint"
    kept.write_text(story.sign().note)
    given = ["verify", "--database", url, "--vkey", vkey, "--checkpoint", str(kept)]
    assert main(given) == 0
    assert "acme: OK     all holds" in capsys.readouterr().out
    story.sql("UPDATE onrecord_messages SET author = 'eve' WHERE author = 'bob'")
    assert main([*given, "--tenant", TENANT]) == 1
    assert "author is 'eve', entry" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given",
    [
        [],
        ["--database", "sqlite:///nowhere.db"],
        ["bundle", "--database", "sqlite:///x.db"],
        ["bundle", "--vkey", "rubbish"],
        ["bundle", "--checkpoint", "nowhere"],
    ],
)
def test_the_command_line_refuses_what_makes_no_sense(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verify", *given]) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_keys_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "bundle", "--vkey", "keys.txt"]) == 2
    assert "there is no file keys.txt" in capsys.readouterr().err
