"""Equal, byte for byte, to every known answer in `tests/data/tlog_vectors.json`."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.proofs import (
    COSIGNATURE,
    Checkpoint,
    leaf_hash,
    parse_checkpoint,
    parse_note,
    parse_tlog_proof,
    parse_vkey,
    verify_checkpoint,
    verify_consistency,
    verify_note,
    verify_tlog_proof,
)
from onrecord_server.record.merkle import Tree, root_of
from onrecord_server.record.notes import NoteKey, add_cosignature, sign_checkpoint, write_proof
from onrecord_server.record.tiles import entry_bundle, split_bundle


VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "tlog_vectors.json").read_text()
)
ENTRIES = [entry.encode() for entry in VECTORS["entries"]]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TREE = Tree(lambda start, stop: LEAVES[start:stop])
KEY = NoteKey(VECTORS["name"], bytes.fromhex(VECTORS["seed_hex"]))
WITNESS = NoteKey(
    "witness.example.com/auditor1",
    bytes.fromhex(VECTORS["witness_seed_hex"]),
    algorithm=COSIGNATURE,
)
NOTE = sign_checkpoint(Checkpoint(KEY.name, 7, TREE.root(7)), KEY)


def test_the_leaf_hashes_are_known() -> None:
    assert [base64.b64encode(leaf).decode() for leaf in LEAVES] == VECTORS["leaf_hashes_b64"]


@pytest.mark.parametrize("size", range(8))
def test_the_root_of_every_size_is_known(size: int) -> None:
    known = base64.b64decode(VECTORS["roots_b64"][str(size)])
    assert root_of(LEAVES[:size]) == TREE.root(size) == known


def test_the_key_lines_are_known_and_parse_back() -> None:
    assert KEY.verifier.vkey == VECTORS["vkey"]
    assert WITNESS.verifier.vkey == VECTORS["witness_vkey"]
    assert parse_vkey(VECTORS["vkey"]) == KEY.verifier
    assert parse_vkey(VECTORS["witness_vkey"]) == WITNESS.verifier


def test_the_signed_checkpoint_is_known() -> None:
    assert NOTE.to_text() == VECTORS["checkpoint_7"]


def test_the_cosigned_checkpoint_is_known_and_tells_its_time() -> None:
    signature = WITNESS.cosign(NOTE.text, 1735689600)
    assert signature.line() == VECTORS["cosignature_line_time_1735689600"]
    assert add_cosignature(NOTE, signature).to_text() == VECTORS["cosigned_checkpoint_7"]
    keys = [KEY.verifier, WITNESS.verifier]
    verified = verify_checkpoint(VECTORS["cosigned_checkpoint_7"], keys)
    assert [item.time for item in verified.cosignatures] == [1735689600]


def test_the_receipt_of_entry_three_is_known_and_verifies() -> None:
    assert write_proof(3, TREE.inclusion(3, 7), NOTE) == VECTORS["tlog_proof_index3"]
    parsed = parse_tlog_proof(VECTORS["tlog_proof_index3"])
    assert parsed.to_text() == VECTORS["tlog_proof_index3"]
    verified = verify_tlog_proof(parsed, ENTRIES[3], [KEY.verifier], origin=KEY.name)
    assert verified.checkpoint == parse_checkpoint(NOTE.text)


def test_the_consistency_proof_is_known_and_verifies() -> None:
    known = [base64.b64decode(item) for item in VECTORS["consistency_3_to_7_b64"]]
    assert TREE.consistency(3, 7) == known
    verify_consistency(3, 7, known, TREE.root(3), TREE.root(7))


def test_the_tile_and_the_entry_bundle_are_known() -> None:
    assert TREE.tile(0, 0, 7).hex() == VECTORS["tile_level0_p7_hex"]
    assert entry_bundle(ENTRIES).hex() == VECTORS["entry_bundle_p7_hex"]
    assert split_bundle(entry_bundle(ENTRIES)) == ENTRIES


def test_a_public_note_of_the_go_project_verifies() -> None:
    """The example of the package `golang.org/x/mod/sumdb/note`, made by other software."""
    key = parse_vkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    note = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
        "tpRZb6KE6RyyBwJnAM=\n"
    )
    assert [item.key for item in verify_note(parse_note(note), [key])] == [key]
