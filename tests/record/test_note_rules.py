"""C2SP signed notes, checkpoints and receipts: each rule, and what breaks it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.proofs import (
    COSIGNATURE,
    EMPTY_ROOT,
    Checkpoint,
    ProofError,
    Signature,
    SignedNote,
    parse_checkpoint,
    parse_note,
    parse_tlog_proof,
    parse_vkey,
    verify_checkpoint,
    verify_note,
    verify_tlog_proof,
)
from onrecord_server.record.notes import NoteKey, sign_checkpoint, sign_note, write_proof
from onrecord_server.record.tiles import (
    entries_path,
    entry_bundle,
    split_bundle,
    tile_path,
)


KEY = NoteKey("example.com/log", bytes(32))
NEXT = NoteKey("example.com/log", bytes(31) + b"\x01")
OTHER = NoteKey("example.com/other", bytes(31) + b"\x02")
WITNESS = NoteKey("witness.example.com", bytes(31) + b"\x03", algorithm=COSIGNATURE)
ROOT = base64.b64encode(EMPTY_ROOT).decode()
CHECKPOINT = Checkpoint("example.com/log", 0, EMPTY_ROOT)
LINE = KEY.sign("hello\n").line()


def code_of(error: pytest.ExceptionInfo[ProofError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    "note",
    [
        "",
        "hello\n",
        "hello\n\n",
        f"hello\n{LINE}",
        f"hello\n\n{LINE}".removesuffix("\n"),
        f"hello\n\n{LINE}\n",
        f"hel\tlo\n\n{LINE}",
        f"hel\rlo\n\n{LINE}",
        f"hello\n\n{LINE}".replace("— ", "- "),
        f"hello\n\n{LINE}".replace("— ", "—  "),
        "hello\n\n— example.com/log !!!!\n",
        "hello\n\n— example.com/log AAAAAA==\n",
        "hello\n\n— a+b AAAAAAAA\n",
        "hello\n\n— a b AAAAAAAA\n",
        f"hello\n\n{LINE}".encode()[:-4] + b"\xff=\n",
        f"hello\ud800\n\n{LINE}",
        "hello\n\n" + LINE * 101,
        "x" * 1_000_001,
    ],
)
def test_what_is_not_a_note_is_refused(note: str | bytes) -> None:
    with pytest.raises(ProofError) as error:
        parse_note(note)
    assert code_of(error) == "note_malformed"


def test_base64_has_one_spelling() -> None:
    with pytest.raises(ProofError, match="stray bits"):
        parse_note("hello\n\n— name AAAAAAB=\n")


def test_the_last_blank_line_ends_the_text() -> None:
    note = sign_note("one\n\ntwo\n", [KEY])
    assert parse_note(note.to_text()) == note
    assert verify_note(parse_note(note.to_text().encode()), [KEY.verifier])


def test_sixteen_signatures_and_more_are_read() -> None:
    strangers = [Signature("stranger", bytes(4), bytes(8))] * 40
    note = SignedNote("hello\n", (*strangers, KEY.sign("hello\n")))
    assert len(verify_note(parse_note(note.to_text()), [KEY.verifier])) == 1


def test_a_signature_of_an_unknown_key_is_passed_over() -> None:
    note = sign_note("hello\n", [OTHER, KEY])
    assert [item.key for item in verify_note(note, [KEY.verifier])] == [KEY.verifier]


def test_a_note_that_only_strangers_signed_is_refused() -> None:
    with pytest.raises(ProofError) as error:
        verify_note(sign_note("hello\n", [OTHER]), [KEY.verifier])
    assert code_of(error) == "signature_missing"


def test_one_bad_signature_of_a_known_key_refuses_the_note() -> None:
    good, bad = KEY.sign("hello\n"), OTHER.sign("hallo\n")
    with pytest.raises(ProofError) as error:
        verify_note(SignedNote("hello\n", (good, bad)), [KEY.verifier, OTHER.verifier])
    assert code_of(error) == "signature_invalid"


@pytest.mark.parametrize("blob", [b"x", bytes(63), bytes(65), bytes(72)])
@pytest.mark.parametrize("key", [KEY, WITNESS])
def test_a_signature_of_a_wrong_length_is_refused(key: NoteKey, blob: bytes) -> None:
    signature = Signature(key.name, key.verifier.key_id, blob)
    with pytest.raises(ProofError) as error:
        verify_note(SignedNote("hello\n", (signature,)), [key.verifier])
    assert code_of(error) == "signature_invalid"


@given(st.integers(0, 63 * 8), st.integers(0, 7))
def test_no_flipped_bit_of_a_signature_passes(byte: int, bit: int) -> None:
    signature = KEY.sign("hello\n")
    blob = bytearray(signature.blob)
    blob[byte % 64] ^= 1 << bit
    note = SignedNote("hello\n", (Signature(signature.name, signature.key_id, bytes(blob)),))
    with pytest.raises(ProofError) as error:
        verify_note(note, [KEY.verifier])
    assert code_of(error) == "signature_invalid"


def test_a_cosignature_binds_its_time() -> None:
    good = WITNESS.cosign("hello\n", 1_700_000_000)
    later = Signature(good.name, good.key_id, (1_700_000_001).to_bytes(8, "big") + good.blob[8:])
    assert verify_note(SignedNote("hello\n", (good,)), [WITNESS.verifier])[0].time == 1_700_000_000
    with pytest.raises(ProofError, match="signature_invalid"):
        verify_note(SignedNote("hello\n", (later,)), [WITNESS.verifier])


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000",
        KEY.verifier.vkey.replace("example", "example "),
        KEY.verifier.vkey.replace("com/log", "com/lok"),
        KEY.verifier.vkey[:-2],
        "na me+" + KEY.verifier.vkey.split("+", 1)[1],
        "name+00000000+" + base64.b64encode(b"\x02" + bytes(32)).decode(),
    ],
)
def test_what_is_not_a_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(ProofError) as error:
        parse_vkey(vkey)
    assert code_of(error) == "key_malformed"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb"])
def test_a_key_name_has_no_space_and_no_plus(name: str) -> None:
    with pytest.raises(ProofError, match="key_malformed"):
        NoteKey(name, bytes(32))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        "origin\n0\n",
        f"origin\n0\n{ROOT}",
        f"\n0\n{ROOT}\n",
        f"origin\n00\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n+1\n{ROOT}\n",
        f"origin\n1_0\n{ROOT}\n",
        f"origin\n٣\n{ROOT}\n",
        f"origin\n{2**63}\n{ROOT}\n",
        f"origin\n{'9' * 5000}\n{ROOT}\n",
        "origin\n0\nAAAA\n",
        f"origin\n0\n{ROOT}\n\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ProofError) as error:
        parse_checkpoint(text)
    assert code_of(error) == "checkpoint_malformed"


def test_extension_lines_of_a_checkpoint_are_kept() -> None:
    checkpoint = Checkpoint("origin", 0, EMPTY_ROOT, ("one", "two"))
    assert parse_checkpoint(checkpoint.to_text()) == checkpoint


def test_a_checkpoint_needs_a_signature_of_its_own_origin() -> None:
    note = sign_note(CHECKPOINT.to_text(), [OTHER])
    with pytest.raises(ProofError) as error:
        verify_checkpoint(note, [KEY.verifier, OTHER.verifier])
    assert code_of(error) == "signature_missing"


def test_a_witness_alone_does_not_make_a_checkpoint() -> None:
    text = CHECKPOINT.to_text()
    with pytest.raises(ProofError, match="signature_missing"):
        verify_checkpoint(SignedNote(text, (WITNESS.cosign(text, 1),)), [WITNESS.verifier])


def test_a_checkpoint_of_another_origin_is_refused() -> None:
    with pytest.raises(ProofError, match="the origin is not"):
        verify_checkpoint(sign_checkpoint(CHECKPOINT, KEY), [KEY.verifier], origin="else")


def test_either_key_of_a_rotation_is_enough() -> None:
    keys = [KEY.verifier, NEXT.verifier]
    for key in (KEY, NEXT):
        assert verify_checkpoint(sign_checkpoint(CHECKPOINT, key), keys).log_signatures


def test_a_key_signs_only_checkpoints_of_its_own_origin() -> None:
    with pytest.raises(ValueError, match="only a key named"):
        sign_checkpoint(CHECKPOINT, OTHER)
    with pytest.raises(ValueError, match="only a key named"):
        sign_checkpoint(CHECKPOINT)


def test_a_log_key_signs_and_a_witness_key_cosigns() -> None:
    with pytest.raises(ValueError, match="cosigns"):
        WITNESS.sign("hello\n")
    with pytest.raises(ValueError, match="only a witness"):
        KEY.cosign("hello\n", 1)


@pytest.mark.parametrize("text", ["hello", "hel\tlo\n"])
def test_only_a_proper_text_is_signed(text: str) -> None:
    with pytest.raises(ValueError, match="note's text"):
        sign_note(text, [KEY])


RECEIPT = write_proof(0, [EMPTY_ROOT], sign_checkpoint(CHECKPOINT, KEY), b"extra")


def test_extra_data_of_a_receipt_is_kept() -> None:
    assert parse_tlog_proof(RECEIPT).extra == b"extra"
    assert parse_tlog_proof(RECEIPT).to_text() == RECEIPT


@pytest.mark.parametrize(
    "text",
    [
        "",
        RECEIPT.replace("@v1", "@v2"),
        RECEIPT.replace("index 0", "index 00"),
        RECEIPT.replace("index 0", "at 0"),
        RECEIPT.replace("\n\n", "\n"),
        RECEIPT.replace(ROOT, "AAAA", 1),
        RECEIPT.replace("index 0\n", "index 0\n" + f"{ROOT}\n" * 63),
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\n\n",
        b"\xff",
    ],
)
def test_what_is_not_a_receipt_is_refused(text: str | bytes) -> None:
    with pytest.raises(ProofError) as error:
        parse_tlog_proof(text)
    assert code_of(error) == "proof_malformed"


def test_a_receipt_does_not_verify_for_another_entry() -> None:
    checkpoint = Checkpoint(KEY.name, 1, parse_tlog_proof(RECEIPT).hashes[0])
    receipt = write_proof(0, [], sign_checkpoint(checkpoint, KEY))
    with pytest.raises(ProofError) as error:
        verify_tlog_proof(receipt, b"another", [KEY.verifier])
    assert code_of(error) == "inclusion_invalid"


@given(st.binary(max_size=300))
def test_rubbish_is_refused_with_a_typed_error_and_nothing_else(data: bytes) -> None:
    for read in (parse_note, parse_tlog_proof):
        with pytest.raises(ProofError):
            read(data)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (tile_path(0, 1234067), "tile/0/x001/x234/067"),
        (tile_path(1, 0, 7), "tile/1/000.p/7"),
        (tile_path(2, 1000), "tile/2/x001/000"),
        (entries_path(5, 1), "tile/entries/005.p/1"),
    ],
)
def test_tiles_are_named_in_groups_of_three_digits(path: str, expected: str) -> None:
    assert path == expected


@pytest.mark.parametrize(("index", "width"), [(-1, 256), (0, 0), (0, 257)])
def test_no_tile_has_a_negative_index_or_an_impossible_width(index: int, width: int) -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_path(0, index, width)


@given(st.lists(st.binary(max_size=40)))
def test_an_entry_bundle_comes_apart_into_the_same_entries(entries: list[bytes]) -> None:
    assert split_bundle(entry_bundle(entries)) == entries


def test_an_entry_too_long_for_a_bundle_is_refused() -> None:
    assert len(entry_bundle([bytes(65535)])) == 65537
    with pytest.raises(ValueError, match="longer than"):
        entry_bundle([bytes(65536)])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc"])
def test_a_bundle_that_ends_too_early_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="ends inside"):
        split_bundle(data)
