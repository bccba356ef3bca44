"""A bundle verifies with the one file that lies in it, and every mutation of it is found."""

import base64
import hashlib
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import sqlalchemy as sa

from onrecord.proofs import EMPTY_ROOT, Checkpoint
from onrecord_server.core.actor import host_actor
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import Draft, Recorded, to_conversation
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.stream import seal
from onrecord_server.core.unit import Unit
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.handing import Handing, hand_over
from onrecord_server.exports.names import asking
from onrecord_server.exports.produced import VERIFIER
from onrecord_server.exports.reading import Scope
from onrecord_server.exports.verify_bundle import TABLES, Report, check_line, verify
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.merkle import root_of
from onrecord_server.record.newest import newest
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from tests.record.conftest import ORIGIN, TENANT, Story, _told
from tests.record.test_bundle import _erase


Files: TypeAlias = dict[str, bytes]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    for found in _told(f"sqlite:///{folder / 'onrecord.db'}", folder):
        _erase(found, found.messages[2])
        _change_people(found)
        _erase_before_members(found, found.messages[0])
        found.sign()
        yield found


def _change_people(story: Story) -> None:
    """Let somebody be called otherwise, and somebody leave the company."""
    with story.chat.acting_as(TENANT) as host:
        host.people.upsert("alice", name="Alice Moreau", attributes={"manager": "zed"})
        host.people.deactivate("bob")


def test_of_people_it_is_handed_over_that_they_are_called_otherwise_and_nothing_else(
    bundle: Files,
) -> None:
    told = [one for one in bundle["records.jsonl"].splitlines() if b"person.updated" in one]
    (record,) = map(json.loads, told)
    assert (record["content"], record["salt"]) == (None, None)
    assert b"zed" not in b"".join(bundle.values())


def _erase_before_members(story: Story, message: str) -> None:
    """Erase a text as retention does: those in the conversation hear of it."""
    content = f"{message}:1"
    facts = {"conversation": story.conversation, "contents": [content]}
    draft = Draft("message.erased", message, to_conversation(story.conversation), {}, facts, 1)
    gone = "UPDATE onrecord_contents SET body = NULL, salt = NULL, destroyed_at = 1 WHERE id = :id"
    with story.database.write() as connection:
        unit = Unit(connection, Ports(), Hooks(), story.database.options)
        unit.record(Recorded(draft, host_actor(TENANT, "retention"), 1_700_000_000_000_000))
        seal(unit)
        connection.execute(sa.text(gone), {"id": content})


def handed(story: Story, *formats: str) -> bytes:
    database = story.database

    with database.read() as connection:
        head = newest(Unit(connection, Ports(), Hooks(), database.options), TENANT)
    scope = Scope(head.size, moment(2**53))
    at = moment(1_800_000_000_000_000)
    asked = Handing(TENANT, "exp_1", at, head, scope, formats, asking(database), lambda _: None)
    target = BytesIO()
    hand_over(asked, target)
    return target.getvalue()


@pytest.fixture(scope="module")
def bundle(story: Story) -> Files:
    return opened(handed(story, "jsonl", "eml"))


def opened(data: bytes) -> Files:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def verified(
    files: Files, path: Path, *old: str, vkeys: str | None = None, listed: bool = True
) -> Report:
    """Verify files as whoever changed them packs them again: with a manifest that fits."""
    manifest = json.loads(files["manifest.json"])
    if listed:
        names = [name for name in files if name != "manifest.json"]
        manifest["files"] = {name: hashlib.sha256(files[name]).hexdigest() for name in names}
    with zipfile.ZipFile(path / "bundle.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data if name != "manifest.json" else json.dumps(manifest))
    trusted = files["vkeys"].decode() if vkeys is None else vkeys
    return verify(path / "bundle.zip", trusted, [(f"copy-{n}", one) for n, one in enumerate(old)])


@pytest.mark.req("LH-2")
def test_a_bundle_holds_with_the_file_that_lies_in_it(story: Story, tmp_path: Path) -> None:
    data = handed(story, *(name for name, one in FORMATS.items() if one.there))
    (tmp_path / "export.zip").write_bytes(data)
    files = opened(data)
    for name in ("verify_bundle.py", "viewer.html", "records.jsonl", "edrm.xml", "loadfile.dat"):
        assert name in files
    (tmp_path / "verify_bundle.py").write_bytes(files["verify_bundle.py"])
    (tmp_path / "vkeys").write_bytes(files["vkeys"])
    (tmp_path / "old").write_bytes(files["checkpoint"])
    asked = ["verify_bundle.py", "export.zip", "--vkey", "vkeys", "--old-checkpoint", "old"]
    command = [sys.executable, "-P", *asked]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "All that was checked holds." in done.stdout
    assert "2 erased contents" in done.stdout
    assert "NOT checked  that nothing of the scope was left out" in done.stdout
    assert "FOUND" not in done.stdout


def test_the_verifier_needs_nothing_of_ours() -> None:
    assert "onrecord_server" not in VERIFIER.read_text("utf-8")
    assert "import onrecord" not in VERIFIER.read_text("utf-8")


def test_the_manifest_says_what_it_is(story: Story, bundle: Files) -> None:
    manifest = json.loads(bundle["manifest.json"])
    assert manifest["format"] == "onrecord-export-v1"
    assert manifest["formats"] == ["jsonl", "eml", "html"]
    assert list(bundle)[-1] == "manifest.json"
    assert manifest["files"].keys() == bundle.keys() - {"manifest.json"}
    assert manifest["records"] == len(bundle["records.jsonl"].splitlines())
    assert handed(story, "jsonl", "eml") == handed(story, "jsonl", "eml")


# -- mutations -----------------------------------------------------------------------------------


def records(change: Callable[[list[Any]], None]) -> Callable[[Files], None]:
    """Change the records that are handed over."""

    def mutate(files: Files) -> None:
        found = [json.loads(line) for line in files["records.jsonl"].splitlines()]
        change(found)
        files["records.jsonl"] = b"".join(json.dumps(one).encode() + b"\n" for one in found)
        manifest = json.loads(files["manifest.json"])
        files["manifest.json"] = json.dumps({**manifest, "records": len(found)}).encode()

    return mutate


def replaced(name: str, old: str, new: str) -> Callable[[Files], None]:
    def mutate(files: Files) -> None:
        path = next(one for one in files if one.startswith(name))
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode(), 1)

    return mutate


def _said(found: list[Any]) -> list[Any]:
    there = [one for one in found if one["content"] is not None]
    return [one for one in there if '"type":"message.created"' in one["entry"]]


def _edit(member: str, old: str, new: str) -> Callable[[list[Any]], None]:
    def change(found: list[Any]) -> None:
        one = _said(found)[0]
        assert old in one[member]
        one[member] = one[member].replace(old, new)

    return change


def _swap(found: list[Any]) -> None:
    first, second, *_ = _said(found)
    for name in ("content", "salt"):
        first[name], second[name] = second[name], first[name]


def _salt(found: list[Any]) -> None:
    _said(found)[0]["salt"] = "00" * 32


def _invent(found: list[Any]) -> None:
    one = next(one for one in found if one["content"] is None and one["salt"] is None)
    found.append({**one, "position": one["position"] + 1})


def _words_for_nothing(found: list[Any]) -> None:
    next(one for one in found if '"salt"' in one["entry"])["content"] = '{"text":"x"}'


def _forget_words(found: list[Any]) -> None:
    _said(found)[0].update(content=None, salt=None)


def _forget_erasure(found: list[Any]) -> None:
    found[:] = [one for one in found if ".erased" not in one["entry"]]


def _words_of_people(found: list[Any]) -> None:
    next(one for one in found if "person.updated" in one["entry"])["content"] = '{"name":"Eve"}'


def _remove(name: str) -> Callable[[Files], None]:
    def mutate(files: Files) -> None:
        del files[next(one for one in files if one.startswith(name))]

    return mutate


def _flip_tile(files: Files) -> None:
    path = next(one for one in files if one.startswith("tile/0/"))
    files[path] = bytes([files[path][0] ^ 1]) + files[path][1:]


MUTATIONS: dict[str, Callable[[Files], None]] = {
    "content": records(_edit("content", "message", "massage")),
    "time": records(_edit("entry", '"at":"20', '"at":"19')),
    "actor": records(_edit("entry", '"actor":"alice"', '"actor":"eve"')),
    "record deleted": records(lambda found: found.remove(_said(found)[1])),
    "record inserted": records(_invent),
    "record duplicated": records(lambda found: found.append(found[-1])),
    "records moved": records(lambda found: found[0].update(position=found[1]["position"])),
    "contents swapped": records(_swap),
    "salt": records(_salt),
    "words without a commitment": records(_words_for_nothing),
    "words gone": records(_forget_words),
    "erasure gone": records(_forget_erasure),
    "line changed": replaced("conversations/", "message 1, corrected", "message 1"),
    "line's time": replaced("conversations/", '"at":"20', '"at":"19'),
    "line's author": replaced("conversations/", '"author":{"id":"bob"', '"author":{"id":"eve"'),
    "leaf": _flip_tile,
    "tile gone": _remove("tile/0/"),
    "checkpoint's size": replaced("checkpoint", f"{ORIGIN}\n", f"{ORIGIN}\n1"),
    "checkpoint gone": _remove("checkpoint"),
    "records gone": _remove("records.jsonl"),
    "policies gone": _remove("policies.jsonl"),
}


def _truncate(files: Files) -> None:
    """Leave the newest entries out, of the records and of the leaves."""
    records(lambda found: found.pop())(files)
    path = max(one for one in files if one.startswith("tile/0/"))
    files[path] = files[path][:-32]


def _reorder(found: list[Any]) -> None:
    first, second, *_ = _said(found)
    first["position"], second["position"] = second["position"], first["position"]


def told(kind: str, /, **changed: Any) -> Callable[[Files], None]:
    """Change the first line of a kind of a conversation."""

    def mutate(files: Files) -> None:
        for path in [one for one in files if one.startswith("conversations/")]:
            lines = [json.loads(line) for line in files[path].splitlines()]
            for one in [one for one in lines if one["kind"] == kind][:1]:
                one.update(changed)
                files[path] = b"".join(json.dumps(one).encode() + b"\n" for one in lines)
                return
        raise AssertionError(f"no line is of the kind {kind}")

    return mutate


_NOTED: dict[str, Any] = {"kind": "noted", "type": "message.created", "by": {"id": "bob"}}
MUTATIONS |= {"tail cut off": _truncate, "entries reordered": records(_reorder)}
MUTATIONS |= {
    "line of another kind": told("said", **_NOTED, object="msg_1", facts={}),
    "line of no known kind": told("said", kind="whispered"),
    "note of another type": told("noted", type="conversation.archived"),
    "note with other facts": told("noted", facts={"role": "owner"}),
    "note by another": told("noted", by={"id": "eve"}),
    "note of another version": told("noted", version=7),
    "account of another": told("closed", person={"id": "eve"}),
    "account opened, not closed": told("closed", kind="reopened"),
    "name of another": told("called", person={"id": "eve"}),
    "name by another": told("called", by={"id": "eve"}),
    "words of people": records(_words_of_people),
}
#: What compliance names that has to be found: the mutation of it here, or the test that shows it.
NAMED: dict[str, str] = {
    "flip a byte in content": "content",
    "flip a byte in time": "time",
    "flip a byte in actor": "actor",
    "delete": "record deleted",
    "insert": "record inserted",
    "reorder": "entries reordered",
    "duplicate a row": "record duplicated",
    "truncate tail": "tail cut off",
    "swap two records' ciphertexts": "contents swapped",
    "re-sign with other key": "test_another_key_is_no_key",
    "fork": "test_heads_from_outside_are_compared",
    "replay old checkpoint": "test_an_old_head_is_not_the_newest",
    "edit salt": "salt",
    "entry without record": "words gone",
    "record without entry": "words without a commitment",
}


@pytest.mark.parametrize("name", NAMED)
def test_what_compliance_names_is_shown_here(name: str) -> None:
    shown = NAMED[name]
    assert shown in MUTATIONS or callable(globals().get(shown))


def _leaves(files: Files) -> list[bytes]:
    tiles = b"".join(files[one] for one in sorted(files) if one.startswith("tile/0/"))
    return [tiles[at : at + 32] for at in range(0, len(tiles), 32)]


def test_an_old_head_is_not_the_newest(story: Story, bundle: Files, tmp_path: Path) -> None:
    key, leaves = KeyRing.load(story.keys).active(ORIGIN), _leaves(bundle)
    for size in (3, len(leaves) - 1):
        old = sign_checkpoint(Checkpoint(ORIGIN, size, root_of(leaves[:size])), key).to_text()
        assert verified({**bundle, "checkpoint": old.encode()}, tmp_path).found


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_is_found(name: str, bundle: Files, tmp_path: Path) -> None:
    files = dict(bundle)
    MUTATIONS[name](files)
    assert verified(files, tmp_path).found


@pytest.mark.parametrize("name", ["viewer.html", "records.jsonl", "mail/", "tile/0/"])
def test_any_file_is_the_one_of_the_manifest(name: str, bundle: Files, tmp_path: Path) -> None:
    path = next(one for one in bundle if one.startswith(name))
    for changed in ({**bundle, path: bundle[path] + b" "}, {**bundle, "more": b""}):
        assert verified(changed, tmp_path, listed=False).found
    gone = {key: value for key, value in bundle.items() if key != path}
    assert verified(gone, tmp_path, listed=False).found


def test_heads_from_outside_are_compared(story: Story, bundle: Files, tmp_path: Path) -> None:
    size = int(bundle["checkpoint"].splitlines()[1])
    key = KeyRing.load(story.keys).active(ORIGIN)
    note = bundle["checkpoint"].decode()
    assert verified(bundle, tmp_path, note).found == []
    fork = sign_checkpoint(Checkpoint(ORIGIN, size, EMPTY_ROOT), key).to_text()
    longer = sign_checkpoint(Checkpoint(ORIGIN, size + 1, EMPTY_ROOT), key).to_text()
    earlier = sign_checkpoint(Checkpoint(ORIGIN, 3, EMPTY_ROOT), key).to_text()
    for bad in (fork, longer, earlier):
        assert verified(bundle, tmp_path, bad).found


def test_another_key_is_no_key(bundle: Files, tmp_path: Path) -> None:
    other = NoteKey(ORIGIN, bytes(32))
    head = bundle["checkpoint"].decode().partition("\n\n")[0].splitlines()
    signed = sign_checkpoint(Checkpoint(ORIGIN, int(head[1]), base64.b64decode(head[2])), other)
    files = {**bundle, "checkpoint": signed.to_text().encode()}
    assert verified(files, tmp_path).found
    assert verified(bundle, tmp_path, vkeys="").found


def test_what_is_no_bundle_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    assert verify(tmp_path / "x.zip", "", []).found


def test_a_note_tells_no_facts_of_an_entry_that_has_none() -> None:
    entry = {"type": "conversation.archived", "object": "cnv_1", "actor": "bob", "at": "2026Z"}
    entry["audience"] = "c:cnv_1"
    said = {name: entry[name] for name in ("type", "object", "at")}
    line = {**said, "kind": "noted", "by": {"id": "bob"}, "position": 1, "version": None}
    table = sqlite3.connect("")
    table.executescript(TABLES)
    table.execute("INSERT INTO record VALUES (1, ?, NULL, NULL, NULL)", (json.dumps(entry),))
    for facts, found in (({}, 0), ({"role": "owner"}, 1)):
        report = Report()
        check_line("here", {**line, "facts": facts}, "cnv_1", table, report)
        assert len(report.found) == found
