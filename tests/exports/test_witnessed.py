"""A bundle carries what witnesses answered; what is changed of it is found, or named as not checked."""

import json
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.proofs import COSIGNATURE, EMPTY_ROOT, Checkpoint, parse_note
from onrecord_server.bundling import export
from onrecord_server.core.doc import moment
from onrecord_server.core.ports import Ports
from onrecord_server.exports.verify_bundle import Report, verify
from onrecord_server.record.bundle import verify_bundle
from onrecord_server.record.heads import Evidence
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.notes import NoteKey, sign_checkpoint
from onrecord_server.witnessing.handing import Handing
from onrecord_server.witnessing.keeping import Folder
from onrecord_server.witnessing.stamping import TimeStamps
from tests.exports.test_bundle import Files, handed, opened, verified
from tests.record.conftest import ORIGIN, TENANT, Story, _told
from tests.record.test_bundle import relist
from tests.support.stampers import authority, demand_library, openssl, stamper


WITNESS = NoteKey("witness.example.com", bytes(31) + b"\x03", algorithm=COSIGNATURE)
STAMPED, KEPT = "witnesses/2.checkpoint", "witnesses/1.checkpoint"


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    demand_library()
    return authority(tmp_path_factory.mktemp("tsa") / "own", "The authority")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, tsa: Path) -> Iterator[Story]:
    """A record whose witnesses have a head, and which went on since."""
    folder = tmp_path_factory.mktemp("story")
    for found in _told(f"sqlite:///{folder / 'onrecord.db'}", folder):
        found.now += 60_000_000
        found.signer(publish=[_cosigns]).sign(found.database, TENANT)
        (folder / "kept").mkdir()
        with stamper(tsa) as server:
            stamps = TimeStamps(server.url, server.root, patience=60.0)
            ports = Ports(clock=lambda: moment(found.now))  # noqa: B023 - one story
            handing = Handing([stamps, Folder(folder / "kept")], ports)
            assert handing.hand_out(found.database) == 2
        found.say("later")
        found.sign()
        yield found


def _cosigns(_: str, note: str) -> list[str]:
    return [WITNESS.cosign(parse_note(note).text, 1_700_000_000).line()]


@pytest.fixture(scope="module")
def bundle(story: Story) -> Files:
    return opened(handed(story, "jsonl"))


def checked(files: Files, path: Path, *more: str) -> Report:
    return verified(files, path, vkeys="\n".join([files["vkeys"].decode(), *more]))


@pytest.mark.req("SEC-3")
def test_an_auditor_gets_each_answer_and_is_told_what_to_ask_of_it(
    bundle: Files, tsa: Path, tmp_path: Path
) -> None:
    folder, stamps = json.loads(bundle["manifest.json"])["witnesses"]
    assert (folder["checkpoint"], folder["stamp"]) == (KEPT, None)
    assert folder["witness"] == "folder kept"
    assert folder["receipt"].endswith(".checkpoint")
    assert "/" not in folder["receipt"], "nobody outside needs to know where it is mounted"
    assert stamps["witness"] == "timestamps 127.0.0.1"
    assert (stamps["checkpoint"], stamps["stamp"]) == (STAMPED, "witnesses/2.tsr")
    assert " serial " in stamps["receipt"]
    report = checked(bundle, tmp_path)
    assert report.found == []
    assert f"the first {stamps['size']} entries against {STAMPED}" in report.checked
    (said,) = [line for line in report.unchecked if line.startswith("witnesses/2.tsr")]
    assert "127.0.0.1" in said
    assert asked(said.partition("`")[2].partition("`")[0], bundle, tmp_path, tsa)
    changed = {**bundle, STAMPED: bundle[STAMPED] + b"\n"}
    assert not asked(said.partition("`")[2].partition("`")[0], changed, tmp_path, tsa)


def asked(command: str, files: Files, path: Path, tsa: Path) -> bool:
    """Ask what the verifier says one is to ask."""
    (path / "witnesses").mkdir(exist_ok=True)
    for name in (STAMPED, "witnesses/2.tsr"):
        (path / name).write_bytes(files[name])
    words = shlex.split(command.replace("<roots that you trust>", str(tsa / "root.pem")))
    openssl("version")
    return subprocess.run(words, cwd=path, capture_output=True, check=False).returncode == 0


@pytest.mark.req("SEC-3")
def test_a_cosignature_is_checked_with_its_key_and_named_without(
    bundle: Files, tmp_path: Path
) -> None:
    with_key = checked(bundle, tmp_path, WITNESS.verifier.vkey)
    assert f"{KEPT}: the signature of {WITNESS.name}, at 1700000000 (unix)" in with_key.checked
    assert with_key.found == []
    without = checked(bundle, tmp_path)
    assert f"{KEPT}: a signature of {WITNESS.name}, whose key you did not give" in without.unchecked


def _flip(path: str, back: int) -> Callable[[Files], None]:
    def mutate(files: Files) -> None:
        data = bytearray(files[path])
        data[-back] ^= 1
        files[path] = bytes(data)

    return mutate


def _other_imprint(files: Files) -> None:
    at = files["witnesses/2.tsr"].index(b"\x04\x20") + 2
    _flip("witnesses/2.tsr", len(files["witnesses/2.tsr"]) - at)(files)


def _gone(files: Files) -> None:
    del files["witnesses/2.tsr"]


def _stranger(files: Files) -> None:
    note = parse_note(files[STAMPED].decode())
    files[STAMPED] = (
        note.text.encode()
        + b"\n"
        + files[STAMPED].rpartition(b"\n\n")[2].replace(b"\xe2\x80\x94 chat", b"\xe2\x80\x94 chit")
    )


def _said_nothing(files: Files) -> None:
    manifest = json.loads(files["manifest.json"])
    del manifest["witnesses"][0]["receipt"]
    files["manifest.json"] = json.dumps(manifest).encode()


MUTATIONS = {
    "stamp of something else": _other_imprint,
    "stamp gone": _gone,
    "head of a stranger": _stranger,
    "answer gone": _said_nothing,
    "cosignature": _flip(KEPT, 10),
}


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_of_an_answer_is_found(name: str, bundle: Files, tmp_path: Path) -> None:
    files = dict(bundle)
    MUTATIONS[name](files)
    assert checked(files, tmp_path, WITNESS.verifier.vkey).found


@pytest.mark.req("SEC-3")
def test_a_head_that_a_witness_never_had_is_found(
    story: Story, bundle: Files, tmp_path: Path
) -> None:
    size = int(bundle[KEPT].splitlines()[1])
    fork = sign_checkpoint(
        Checkpoint(ORIGIN, size, EMPTY_ROOT), KeyRing.load(story.keys).active(ORIGIN)
    )
    files = {**bundle, KEPT: fork.to_text().encode()}
    assert checked(files, tmp_path).found == [
        f"{KEPT}: the first {size} entries were others when it was signed"
    ]


def test_a_head_by_a_key_that_one_does_not_trust_is_named_and_not_believed(
    bundle: Files, tmp_path: Path
) -> None:
    other = NoteKey(ORIGIN, bytes(32))
    forged = sign_checkpoint(Checkpoint(ORIGIN, 3, EMPTY_ROOT), other).to_text().encode()
    report = checked({**bundle, KEPT: forged}, tmp_path)
    assert f"{KEPT}: no key that you trust signed it" in report.unchecked
    assert f"the first 3 entries against {KEPT}" not in report.checked


@pytest.mark.req("SEC-3")
def test_a_bundle_of_hashes_carries_the_answers_too(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    export(story.database, TENANT, folder)
    evidence = Evidence([*story.vkeys(), WITNESS.verifier])
    assert list(map(str, verify_bundle(folder, evidence).findings)) == []
    remarks = " ".join(verify_bundle(folder, Evidence(story.vkeys())).remarks)
    assert f"NOT checked: the signature of {WITNESS.name} on {KEPT}" in remarks
    assert f"openssl ts -verify -in witnesses/2.tsr -data {STAMPED}" in remarks
    stamp = folder / "witnesses/2.tsr"
    files = {"witnesses/2.tsr": stamp.read_bytes()}
    _other_imprint(files)
    stamp.write_bytes(files["witnesses/2.tsr"])
    note = (folder / KEPT).read_bytes()
    (folder / KEPT).write_bytes(note[:-10] + bytes([note[-10] ^ 1]) + note[-9:])
    relist(folder)
    assert verify_bundle(folder, evidence).codes() == {"stamp_differs", "checkpoint_refused"}


def test_a_bundle_without_witnesses_is_whole(bundle: Files, tmp_path: Path) -> None:
    manifest = json.loads(bundle["manifest.json"])
    files = {name: data for name, data in bundle.items() if not name.startswith("witnesses/")}
    del manifest["witnesses"]
    files["manifest.json"] = json.dumps(manifest).encode()
    assert checked(files, tmp_path).found == [], "as bundles were before they carried answers"


def test_what_is_no_archive_says_nothing_of_witnesses(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    assert verify(tmp_path / "x.zip", "", []).unchecked == []
