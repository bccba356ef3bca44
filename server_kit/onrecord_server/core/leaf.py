"""What goes into the tree: canonical text, its leaf hash, and the commitment to erasable content."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.core.doc import encode


#: The personalisation of content commitments (BLAKE2, RFC 7693).
COMMIT_PERSON: Final = b"msgrec-v1"
SALT_SIZE: Final = 32


def canonical(members: Mapping[str, Any]) -> str:
    """Return RFC 8785 style JSON: members sorted at every depth, compact, UTF-8, no floats."""
    return encode(ordered(members)).decode()


def ordered(value: Any) -> Any:
    """Return a JSON value with the members of every object in order."""
    if isinstance(value, Mapping):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(item) for item in value] if isinstance(value, list | tuple) else value


def commitment(body: str, salt: bytes) -> str:
    """Return the salted commitment to a content: ``b2b:`` and 64 hex digits."""
    digest = hashlib.blake2b(body.encode(), digest_size=32, key=salt, person=COMMIT_PERSON)
    return "b2b:" + digest.hexdigest()


def leaf_hash(entry: str) -> bytes:
    """Return the Merkle leaf hash of an entry (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\0" + entry.encode()).digest()
