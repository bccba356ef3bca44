"""Signing what `onrecord.proofs` verifies: notes, checkpoints, cosignatures, receipts."""

from collections.abc import Iterable
from typing import Final

from nacl.signing import SigningKey
from typing_extensions import override

from onrecord.proofs import (
    COSIGNATURE,
    ED25519,
    Checkpoint,
    Signature,
    SignedNote,
    TlogProof,
    VerifierKey,
    check_key_name,
    cosigned_message,
)


SEED_SIZE: Final = 32


class NoteKey:
    """An Ed25519 key under a name, for a log (type 1) or a witness (type 4).

    Its repr names the public half only.
    """

    __slots__ = ("_signing", "verifier")

    def __init__(self, name: str, seed: bytes, *, algorithm: int = ED25519) -> None:
        check_key_name(name)
        if len(seed) != SEED_SIZE or algorithm not in (ED25519, COSIGNATURE):
            raise ValueError("an Ed25519 key of type 1 or 4 has a seed of 32 bytes")
        self._signing = SigningKey(seed)
        self.verifier = VerifierKey(name, algorithm, bytes(self._signing.verify_key))

    @override
    def __repr__(self) -> str:
        return f"NoteKey({self.verifier.vkey!r})"

    @property
    def name(self) -> str:
        """The name under which the key signs; for a log, its origin."""
        return self.verifier.name

    def seed(self) -> bytes:
        """The secret itself, for the key file and nothing else."""
        return bytes(self._signing)

    def sign(self, text: str) -> Signature:
        """Sign a note's text as its author; raises ValueError for a witness's key."""
        if self.verifier.algorithm != ED25519:
            raise ValueError("a witness cosigns; it does not sign")
        return self._line(self._signing.sign(text.encode()).signature)

    def cosign(self, text: str, time: int) -> Signature:
        """Cosign a checkpoint's text at `time` (unix seconds); raises ValueError otherwise.

        A witness calls this only after it checked consistency with what it cosigned before.
        """
        if self.verifier.algorithm != COSIGNATURE:
            raise ValueError("only a witness cosigns")
        signature = self._signing.sign(cosigned_message(text, time)).signature
        return self._line(time.to_bytes(8, "big") + signature)

    def _line(self, blob: bytes) -> Signature:
        return Signature(self.verifier.name, self.verifier.key_id, blob)


def cosigning(key: NoteKey) -> NoteKey:
    """The same key as that of a witness (type 4)."""
    return NoteKey(key.name, key.seed(), algorithm=COSIGNATURE)


def sign_note(text: str, keys: Iterable[NoteKey]) -> SignedNote:
    """Sign a text, which ends with a newline, with one key or more."""
    if not text.endswith("\n") or any(sign < " " and sign != "\n" for sign in text):
        raise ValueError("a note's text ends with a newline and has no control characters")
    return SignedNote(text, tuple(key.sign(text) for key in keys))


def sign_checkpoint(checkpoint: Checkpoint, *keys: NoteKey) -> SignedNote:
    """Sign a tree head; every key must be named as the origin, else ValueError."""
    if not keys or any(key.name != checkpoint.origin for key in keys):
        raise ValueError(f"only a key named {checkpoint.origin} signs its checkpoints")
    return sign_note(checkpoint.to_text(), keys)


def add_cosignature(note: SignedNote, signature: Signature) -> SignedNote:
    """The same note with one more signature line at its end."""
    return SignedNote(note.text, (*note.signatures, signature))


def write_proof(
    index: int, hashes: Iterable[bytes], checkpoint: SignedNote, extra: bytes | None = None
) -> str:
    """The text of a `.tlog-proof` receipt for entry `index` (C2SP tlog-proof)."""
    return TlogProof(index, tuple(hashes), checkpoint.to_text(), extra).to_text()
