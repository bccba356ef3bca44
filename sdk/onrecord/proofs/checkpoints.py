"""C2SP tlog checkpoints and `.tlog-proof` receipts: read them, write them, verify them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.proofs.encoding import decode_base64, decode_decimal, decode_text, encode_base64
from onrecord.proofs.errors import ProofError
from onrecord.proofs.notes import (
    COSIGNATURE,
    ED25519,
    SignedNote,
    Verified,
    VerifierKey,
    parse_note,
    verify_note,
)
from onrecord.proofs.tree import HASH_SIZE, leaf_hash, verify_inclusion


PROOF_HEADER: Final = "c2sp.org/tlog-proof@v1"
_MAX_PROOF_HASHES: Final = 63


@dataclass(frozen=True)
class Checkpoint:
    """The head of one log: how many entries it has and the root over them."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def to_text(self) -> str:
        """The text that is signed: origin, decimal size, base64 root, extension lines."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class VerifiedCheckpoint:
    """A checkpoint with the log's own signatures and those of the witnesses one knows."""

    checkpoint: Checkpoint
    log_signatures: tuple[Verified, ...]
    cosignatures: tuple[Verified, ...]


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint's text, unverified; raises `ProofError("checkpoint_malformed")`."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not text.endswith("\n") or not all(lines):
        raise ProofError("checkpoint_malformed", "origin, size and root lines are expected")
    origin, size, root, *extensions = lines
    decoded = decode_base64(root, "checkpoint_malformed")
    if len(decoded) != HASH_SIZE:
        raise ProofError("checkpoint_malformed", "a root is 32 bytes")
    count = decode_decimal(size, "checkpoint_malformed")
    return Checkpoint(origin, count, decoded, tuple(extensions))


def verify_checkpoint(
    note: bytes | str | SignedNote, keys: Iterable[VerifierKey], *, origin: str | None = None
) -> VerifiedCheckpoint:
    """Verify a signed checkpoint with the log's keys and, among `keys`, those of witnesses.

    At least one good signature must come from a log key named as the checkpoint's origin.
    Raises `ProofError` with the code of the first rule that is broken.
    """
    signed = note if isinstance(note, SignedNote) else parse_note(note)
    verified = verify_note(signed, keys)
    checkpoint = parse_checkpoint(signed.text)
    if origin is not None and checkpoint.origin != origin:
        raise ProofError("checkpoint_malformed", f"the origin is not {origin}")
    own = _of(verified, ED25519, checkpoint.origin)
    if not own:
        raise ProofError("signature_missing", f"no known key of {checkpoint.origin} signed it")
    return VerifiedCheckpoint(checkpoint, own, _of(verified, COSIGNATURE))


def _of(
    verified: Iterable[Verified], algorithm: int, name: str | None = None
) -> tuple[Verified, ...]:
    return tuple(
        item
        for item in verified
        if item.key.algorithm == algorithm and name in (None, item.key.name)
    )


@dataclass(frozen=True)
class TlogProof:
    """An offline receipt: one entry's place in a log, and the checkpoint it is proved against."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def to_text(self) -> str:
        """The contents of a `.tlog-proof` file (C2SP tlog-proof)."""
        extra = [] if self.extra is None else [f"extra {encode_base64(self.extra)}"]
        hashes = [encode_base64(item) for item in self.hashes]
        head = [PROOF_HEADER, *extra, f"index {self.index}", *hashes]
        return "\n".join(head) + "\n\n" + self.checkpoint


def parse_tlog_proof(data: bytes | str) -> TlogProof:
    """Read a `.tlog-proof` file, unverified; raises `ProofError("proof_malformed")`."""
    text = decode_text(data, "proof_malformed")
    head, blank, checkpoint = text.partition("\n\n")
    header, *lines = head.split("\n")
    if not blank or header != PROOF_HEADER or not lines:
        raise ProofError("proof_malformed", f"a proof begins with {PROOF_HEADER}")
    extra = _field(lines.pop(0), "extra ") if lines[0].startswith("extra ") else None
    index = _field(lines.pop(0), "index ") if lines else None
    if index is None:
        raise ProofError("proof_malformed", "a proof names its index")
    return TlogProof(
        decode_decimal(index, "proof_malformed"),
        _proof_hashes(lines),
        checkpoint,
        None if extra is None else decode_base64(extra, "proof_malformed"),
    )


def _field(line: str, prefix: str) -> str | None:
    return line.removeprefix(prefix) if line.startswith(prefix) else None


def _proof_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > _MAX_PROOF_HASHES:
        raise ProofError("proof_malformed", f"more than {_MAX_PROOF_HASHES} hashes")
    hashes = tuple(decode_base64(line, "proof_malformed") for line in lines)
    if any(len(item) != HASH_SIZE for item in hashes):
        raise ProofError("proof_malformed", "every hash must be 32 bytes")
    return hashes


def verify_tlog_proof(
    proof: bytes | str | TlogProof,
    entry: bytes,
    keys: Iterable[VerifierKey],
    *,
    origin: str | None = None,
) -> VerifiedCheckpoint:
    """Prove offline that `entry` (canonical bytes) stands in the log that the keys belong to.

    Returns the checkpoint it was proved against; raises `ProofError` otherwise.
    """
    receipt = proof if isinstance(proof, TlogProof) else parse_tlog_proof(proof)
    verified = verify_checkpoint(receipt.checkpoint, keys, origin=origin)
    head = verified.checkpoint
    verify_inclusion(receipt.index, head.size, leaf_hash(entry), receipt.hashes, head.root)
    return verified
