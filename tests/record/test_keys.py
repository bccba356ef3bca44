"""Key files are private, written once and never shown; rotation keeps what was signed valid."""

import argparse
import os
import stat
from pathlib import Path

import pytest

from onrecord.proofs import EMPTY_ROOT, Checkpoint, parse_note, verify_checkpoint, verify_note
from onrecord_server.record.commands import add_parser
from onrecord_server.record.keys import KeyFile, KeyFileError, KeyRing, rotation_text, statements
from onrecord_server.record.notes import sign_checkpoint


ORIGIN = "chat.example.com/acme"
NOW = "2026-11-02T10:00:00+00:00"


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def only_file(ring: KeyRing) -> KeyFile:
    return ring.files(ORIGIN)[0]


def code_of(error: pytest.ExceptionInfo[KeyFileError]) -> str:
    return error.value.code


def test_a_new_key_is_readable_by_its_owner_only(ring: KeyRing) -> None:
    made = ring.new(ORIGIN, NOW)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(ring.directory.stat().st_mode) == 0o700
    assert [path.name for path in ring.directory.iterdir()] == [made.path.name]


def test_a_loaded_key_signs_as_the_one_that_was_made(ring: KeyRing) -> None:
    made = ring.new(ORIGIN, NOW)
    loaded = KeyRing.load(ring.directory)
    assert loaded.active(ORIGIN).sign("x\n") == made.key.sign("x\n")
    assert only_file(loaded).created == NOW


def test_no_repr_tells_a_secret(ring: KeyRing) -> None:
    made = ring.new(ORIGIN, NOW)
    shown = f"{ring!r} {made!r} {made.key!r} {made} {vars(ring)!r}"
    assert made.key.seed().hex() not in shown
    assert repr(made.key.seed()) not in shown


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644])
def test_a_key_that_others_may_touch_is_refused(ring: KeyRing, mode: int) -> None:
    ring.new(ORIGIN, NOW).path.chmod(mode)
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(ring.directory)
    assert code_of(error) == "key_file_permissions"


def test_a_key_behind_a_symbolic_link_is_refused(ring: KeyRing, tmp_path: Path) -> None:
    made = ring.new(ORIGIN, NOW)
    moved = made.path.rename(tmp_path / made.path.name)
    made.path.symlink_to(moved)
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(ring.directory)
    assert code_of(error) == "key_file_permissions"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_key_of_another_user_is_refused(ring: KeyRing) -> None:
    os.chown(ring.new(ORIGIN, NOW).path, 12345, -1)
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(ring.directory)
    assert code_of(error) == "key_file_permissions"


def test_a_folder_in_the_place_of_a_key_is_refused(ring: KeyRing) -> None:
    path = ring.new(ORIGIN, NOW).path
    path.unlink()
    path.mkdir(mode=0o700)
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(ring.directory)
    assert code_of(error) == "key_file_permissions"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": "x", "seed": "zz"}', "\x00"])
def test_a_file_that_holds_no_key_is_refused(ring: KeyRing, text: str) -> None:
    ring.new(ORIGIN, NOW).path.write_text(text)
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(ring.directory)
    assert code_of(error) == "key_file_malformed"


def test_a_file_whose_public_line_is_another_key_is_refused(ring: KeyRing) -> None:
    path = ring.new(ORIGIN, NOW).path
    path.write_text(path.read_text().replace('"key_id"', '"ignored"').replace("+A", "+B"))
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(ring.directory)
    assert code_of(error) == "key_file_malformed"


def test_a_file_with_a_strange_name_is_refused(ring: KeyRing) -> None:
    path = ring.new(ORIGIN, NOW).path
    path.rename(path.with_name("backup.key"))
    with pytest.raises(KeyFileError, match="not named like"):
        KeyRing.load(ring.directory)


def test_an_origin_gets_its_first_key_once(ring: KeyRing) -> None:
    ring.new(ORIGIN, NOW)
    with pytest.raises(KeyFileError) as error:
        ring.new(ORIGIN, NOW)
    assert code_of(error) == "key_file_exists"


def test_a_key_file_is_never_overwritten(ring: KeyRing) -> None:
    made = ring.new(ORIGIN, NOW)
    before = made.path.read_bytes()
    with pytest.raises(KeyFileError) as error:
        KeyRing(ring.directory).new(ORIGIN, NOW)
    assert code_of(error) == "key_file_exists"
    assert made.path.read_bytes() == before
    assert len(list(ring.directory.iterdir())) == 1


def test_origins_that_look_alike_have_keys_of_their_own(ring: KeyRing) -> None:
    ring.new("a.b/c", NOW)
    ring.new("a-b/c", NOW)
    assert KeyRing.load(ring.directory).origins() == ["a-b/c", "a.b/c"]


def test_a_rotation_retires_the_key_and_is_vouched_for_by_it(ring: KeyRing) -> None:
    old = ring.new(ORIGIN, NOW)
    new, statement = ring.rotate(ORIGIN, NOW)
    loaded = KeyRing.load(ring.directory)
    assert loaded.active(ORIGIN).verifier == new.key.verifier
    assert loaded.retired(ORIGIN) == [old.key.verifier]
    assert loaded.verifiers(ORIGIN) == [old.key.verifier, new.key.verifier]
    assert list(statements(loaded, ORIGIN)) == [statement.to_text()]
    assert statement.text == rotation_text(ORIGIN, new.key.verifier)
    assert verify_note(parse_note(statement.to_text()), [old.key.verifier])


def test_what_a_retired_key_signed_still_verifies(ring: KeyRing) -> None:
    ring.new(ORIGIN, NOW)
    note = sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), ring.active(ORIGIN))
    ring.rotate(ORIGIN, NOW)
    assert verify_checkpoint(note, ring.verifiers(ORIGIN)).checkpoint.origin == ORIGIN


def test_what_has_no_key_cannot_be_rotated_or_signed_for(ring: KeyRing) -> None:
    for use in (ring.active, lambda origin: ring.rotate(origin, NOW)):
        with pytest.raises(KeyFileError) as error:
            use(ORIGIN)
        assert code_of(error) == "key_unknown"


def test_a_ring_without_its_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError) as error:
        KeyRing.load(tmp_path / "nowhere")
    assert code_of(error) == "key_file_missing"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


def test_the_command_line_makes_rotates_shows_and_lists_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "ring")
    assert run("keys", "new", ORIGIN, "--keys", folder) == 0
    assert run("keys", "rotate", ORIGIN, "--keys", folder) == 0
    capsys.readouterr()
    assert run("keys", "show", ORIGIN, "--keys", folder) == 0
    ring = KeyRing.load(Path(folder))
    shown = capsys.readouterr().out
    assert shown.split() == [key.vkey for key in ring.verifiers(ORIGIN)]
    assert run("keys", "list", "--keys", folder) == 0
    listed = capsys.readouterr().out
    assert [line.split("\t")[1] for line in listed.splitlines()] == ["retired", "active"]
    assert ring.active(ORIGIN).seed().hex() not in shown + listed


def test_the_command_line_refuses_with_a_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("keys", "show", ORIGIN, "--keys", str(tmp_path)) == 2
    assert run("keys", "new", "a b", "--keys", str(tmp_path)) == 2
    assert "key_unknown" in capsys.readouterr().err
