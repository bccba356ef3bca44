"""Verify a record without any server: standard library and PyNaCl only.

Every `verify_…` function returns when the evidence holds and raises `ProofError` when not;
none of them answers with a boolean that could be forgotten.
"""

from onrecord.proofs.checkpoints import (
    Checkpoint,
    TlogProof,
    VerifiedCheckpoint,
    parse_checkpoint,
    parse_tlog_proof,
    verify_checkpoint,
    verify_tlog_proof,
)
from onrecord.proofs.content import SALT_SIZE, canonical, commitment, verify_commitment
from onrecord.proofs.errors import ProofError
from onrecord.proofs.notes import (
    COSIGNATURE,
    ED25519,
    Signature,
    SignedNote,
    Verified,
    VerifierKey,
    check_key_name,
    cosigned_message,
    key_id,
    parse_note,
    parse_vkey,
    verify_note,
)
from onrecord.proofs.sampling import SEED_SIZE, drawn, hundredths, seed_commitment, verify_sample
from onrecord.proofs.tree import (
    EMPTY_ROOT,
    HASH_SIZE,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)


__all__ = [
    "COSIGNATURE",
    "ED25519",
    "EMPTY_ROOT",
    "HASH_SIZE",
    "SALT_SIZE",
    "SEED_SIZE",
    "Checkpoint",
    "ProofError",
    "Signature",
    "SignedNote",
    "TlogProof",
    "Verified",
    "VerifiedCheckpoint",
    "VerifierKey",
    "canonical",
    "check_key_name",
    "commitment",
    "cosigned_message",
    "drawn",
    "hundredths",
    "key_id",
    "leaf_hash",
    "node_hash",
    "parse_checkpoint",
    "parse_note",
    "parse_tlog_proof",
    "parse_vkey",
    "seed_commitment",
    "verify_checkpoint",
    "verify_commitment",
    "verify_consistency",
    "verify_inclusion",
    "verify_note",
    "verify_sample",
    "verify_tlog_proof",
]
