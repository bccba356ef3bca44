"""C2SP signed notes: verifier keys, signature lines, and the rules for believing them."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from onrecord.proofs.encoding import decode_base64, decode_text, encode_base64
from onrecord.proofs.errors import ProofError


ED25519 = 0x01
COSIGNATURE = 0x04
_KEY_SIZE = 32
_SIGNATURE_SIZE = 64
_MAX_NOTE = 1_000_000
_MAX_SIGNATURES = 100
_VKEY = re.compile(r"(?P<name>[^+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>.+)")
_LINE = re.compile(r"— (?P<name>\S+) (?P<blob>\S+)")


@dataclass(frozen=True)
class VerifierKey:
    """A public key by name; `algorithm` is 1 for a log's key and 4 for a witness's."""

    name: str
    algorithm: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that a signature line carries to name this key."""
        return key_id(self.name, self.algorithm, self.public)

    @property
    def vkey(self) -> str:
        """The key as one printable line: `name+hex(key id)+base64(algorithm ‖ public key)`."""
        blob = encode_base64(bytes([self.algorithm]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{blob}"


@dataclass(frozen=True)
class Signature:
    """One signature line of a note: who says so, with which key id, and the signature bytes."""

    name: str
    key_id: bytes
    blob: bytes

    def line(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"— {self.name} {encode_base64(self.key_id + self.blob)}\n"


@dataclass(frozen=True)
class SignedNote:
    """A parsed note; nothing in it is believed until `verify_note` has passed it."""

    text: str
    signatures: tuple[Signature, ...]

    def to_text(self) -> str:
        """The note as it was parsed, byte for byte once encoded as UTF-8."""
        return self.text + "\n" + "".join(signature.line() for signature in self.signatures)


@dataclass(frozen=True)
class Verified:
    """A good signature: the key that made it and, from a witness, its unix time in seconds."""

    key: VerifierKey
    time: int | None = None


def key_id(name: str, algorithm: int, public: bytes) -> bytes:
    """Derive a key id: SHA-256(name ‖ LF ‖ algorithm ‖ public key)[:4] (C2SP signed-note)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([algorithm]) + public).digest()[:4]


def check_key_name(name: str) -> None:
    """Refuse a key name that is empty, or holds a space, a control character or a plus.

    Raises `ProofError("key_malformed")`.
    """
    if not name or not name.isprintable() or re.search(r"[\s+]", name):
        raise ProofError("key_malformed", "a key name is without spaces and plus signs")


def parse_vkey(text: str) -> VerifierKey:
    """Read a `name+id+base64` verifier key line; raises `ProofError("key_malformed")`."""
    match = _VKEY.fullmatch(text.strip())
    if match is None:
        raise ProofError("key_malformed", "a verifier key is name+8 hex digits+base64")
    check_key_name(match["name"])
    blob = decode_base64(match["key"], "key_malformed")
    if len(blob) != 1 + _KEY_SIZE or blob[0] not in (ED25519, COSIGNATURE):
        raise ProofError("key_malformed", "only Ed25519 keys of type 1 and 4 are known")
    key = VerifierKey(match["name"], blob[0], blob[1:])
    if key.key_id.hex() != match["id"]:
        raise ProofError("key_malformed", "the key id does not belong to this name and key")
    return key


def parse_note(data: bytes | str) -> SignedNote:
    """Take a note apart at its last blank line; raises `ProofError("note_malformed")`."""
    if len(data) > _MAX_NOTE:
        raise ProofError("note_malformed", f"longer than {_MAX_NOTE}")
    whole = decode_text(data, "note_malformed")
    if any(character < " " and character != "\n" for character in whole):
        raise ProofError("note_malformed", "holds a control character")
    head, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise ProofError("note_malformed", "text, blank line and signature lines are expected")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > _MAX_SIGNATURES:
        raise ProofError("note_malformed", f"more than {_MAX_SIGNATURES} signatures")
    return SignedNote(head + "\n", tuple(_parse_line(line) for line in lines))


def _parse_line(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    if match is None or "+" in match["name"]:
        raise ProofError("note_malformed", "a signature line is '— name base64'")
    blob = decode_base64(match["blob"], "note_malformed")
    if len(blob) <= 4:
        raise ProofError("note_malformed", "a signature line holds no signature")
    return Signature(match["name"], blob[:4], blob[4:])


def verify_note(note: SignedNote, keys: Iterable[VerifierKey]) -> tuple[Verified, ...]:
    """Check every signature whose key is known; unknown keys are passed over.

    Returns the good ones, one or more, in the order of the note. Raises
    `ProofError("signature_invalid")` when a known key's signature fails, and
    `ProofError("signature_missing")` when no known key signed.
    """
    known = _by_name_and_id(keys)
    found = [
        _verify(note.text, signature, known[signature.name, signature.key_id])
        for signature in note.signatures
        if (signature.name, signature.key_id) in known
    ]
    if not found:
        raise ProofError("signature_missing", "none of the known keys signed this note")
    return tuple(dict.fromkeys(found))


def _by_name_and_id(keys: Iterable[VerifierKey]) -> dict[tuple[str, bytes], VerifierKey]:
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise ProofError("key_malformed", f"two known keys of {key.name} share one key id")
    return known


def _verify(text: str, signature: Signature, key: VerifierKey) -> Verified:
    if key.algorithm == COSIGNATURE:
        return _verify_cosignature(text, signature, key)
    _verify_ed25519(text.encode(), signature.blob, key)
    return Verified(key)


def _verify_cosignature(text: str, signature: Signature, key: VerifierKey) -> Verified:
    time = int.from_bytes(signature.blob[:8], "big")
    _verify_ed25519(cosigned_message(text, time), signature.blob[8:], key)
    return Verified(key, time)


def cosigned_message(text: str, time: int) -> bytes:
    """What a witness signs: a header, the unix time in seconds, the note's text.

    (C2SP tlog-cosignature, `cosignature/v1`.)
    """
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _verify_ed25519(message: bytes, signature: bytes, key: VerifierKey) -> None:
    if len(signature) != _SIGNATURE_SIZE:
        raise ProofError("signature_invalid", f"the signature of {key.name} has a wrong length")
    try:
        VerifyKey(key.public).verify(message, signature)
    except (CryptoError, ValueError) as error:
        raise ProofError("signature_invalid", f"the signature of {key.name} is bad") from error
