"""Cards of the host's objects: how the record names them, and who may see them. Pure."""

import hashlib


def subject_id(subject: str) -> str:
    """Return what the record calls a subject: always short enough for it."""
    return f"subject:{hashlib.blake2b(subject.encode(), digest_size=16).hexdigest()}"


def narrows(before: str, after: str) -> bool:
    """Say whether some who could see a card may not see its next version."""
    return before == "tenant" and after != "tenant"
