"""Canonical JSON and the salted commitment that ties a record entry to erasable content."""

import hashlib
import hmac
import json
from typing import Final

from onrecord.proofs.errors import ProofError


SALT_SIZE: Final = 32
_PERSON: Final = b"msgrec-v1"
_PREFIX: Final = "b2b:"
_MAX_INTEGER: Final = 2**53 - 1
_MAX_DEPTH: Final = 64
_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)


def canonical(value: object) -> bytes:
    """Write JSON in the one form that is hashed (RFC 8785 without floats), as UTF-8.

    Keys are sorted, separators compact, strings never normalised. Raises
    `ProofError("not_canonical")` for floats, integers past 2**53 - 1, keys that are not strings
    or leave the Basic Multilingual Plane (their sort order is ambiguous) and lone surrogates.
    """
    _check(value, _MAX_DEPTH)
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise ProofError("not_canonical", "a string holds a lone surrogate") from error


def _check(value: object, depth: int) -> None:
    if depth == 0:
        raise ProofError("not_canonical", f"nested deeper than {_MAX_DEPTH}")
    if isinstance(value, dict):
        _check_keys(value)
        for item in value.values():
            _check(item, depth - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item, depth - 1)
    else:
        _check_scalar(value)


def _check_keys(value: dict[object, object]) -> None:
    for key in value:
        if not isinstance(key, str) or (key and max(key) > "\uffff"):
            raise ProofError("not_canonical", f"{key!r} cannot be an object key")


def _check_scalar(value: object) -> None:
    if value is None or isinstance(value, str | bool):
        return
    if not isinstance(value, int) or abs(value) > _MAX_INTEGER:
        raise ProofError("not_canonical", f"{type(value).__name__} value has no exact JSON form")


def commitment(salt: bytes, data: bytes) -> str:
    """Commit to canonical content bytes: `"b2b:"` and 64 hex digits of keyed BLAKE2b-256.

    The 32 random bytes of `salt` hide the content, so destroying salt and content erases it.
    """
    if len(salt) != SALT_SIZE:
        raise ProofError("commitment_mismatch", f"a salt is {SALT_SIZE} bytes, not {len(salt)}")
    digest = hashlib.blake2b(data, digest_size=32, key=salt, person=_PERSON)
    return _PREFIX + digest.hexdigest()


def verify_commitment(commit: str, salt: bytes, data: bytes) -> None:
    """Prove that `commit`, from a record entry, was made from this salt and content.

    Raises `ProofError("commitment_mismatch")`.
    """
    expected = commitment(salt, data).encode()
    if not hmac.compare_digest(expected, commit.encode(errors="surrogatepass")):
        raise ProofError("commitment_mismatch", "the content differs from its commitment")
