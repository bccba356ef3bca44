"""RFC 6962 hashing and the two verifications of RFC 9162, for anybody who holds a root."""

import hashlib
import hmac
from collections.abc import Sequence

from onrecord.proofs.errors import ProofError


HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry as a leaf: SHA-256(0x00 ‖ entry), 32 bytes (RFC 6962 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtree roots into their parent: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Prove that `leaf` (a leaf hash) is entry `index` of the tree of `size` entries.

    `proof` runs from the leaf to the root. Raises `ProofError("inclusion_invalid")`
    (RFC 9162 2.1.3.2).
    """
    _check_hashes("inclusion_invalid", [leaf, root, *proof])
    if not 0 <= index < size:
        raise ProofError("inclusion_invalid", f"index {index} is outside a tree of {size}")
    computed = _climb(index, size - 1, leaf, proof)
    if computed is None or not hmac.compare_digest(computed, root):
        raise ProofError("inclusion_invalid", f"entry {index} is not in the tree of {size}")


def _climb(fn: int, sn: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    computed = leaf
    for sibling in proof:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            computed = node_hash(sibling, computed)
            fn, sn = _skip_left_edge(fn, sn)
        else:
            computed = node_hash(computed, sibling)
        fn, sn = fn >> 1, sn >> 1
    return computed if sn == 0 else None


def _skip_left_edge(fn: int, sn: int) -> tuple[int, int]:
    while fn and not fn & 1:
        fn, sn = fn >> 1, sn >> 1
    return fn, sn


def verify_consistency(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Prove that the tree of `new_size` only appended to the tree of `old_size`.

    Raises `ProofError("consistency_invalid")` (RFC 9162 2.1.4.2; the empty tree is a prefix
    of every tree and needs no hashes).
    """
    _check_hashes("consistency_invalid", [old_root, new_root, *proof])
    if not _consistent(old_size, new_size, proof, old_root, new_root):
        raise ProofError(
            "consistency_invalid",
            f"the tree of {new_size} does not continue the given tree of {old_size}",
        )


def _consistent(m: int, n: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    if m == n:
        return not proof and old_root == new_root
    if m == 0:
        return not proof and old_root == EMPTY_ROOT
    if not 0 < m < n or not proof:
        return False
    seeded = [old_root, *proof] if m & (m - 1) == 0 else list(proof)
    return _fold_consistency(m - 1, n - 1, seeded) == (old_root, new_root)


def _fold_consistency(fn: int, sn: int, proof: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = proof[0]
    for sibling in proof[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            fn, sn = _skip_left_edge(fn, sn)
        else:
            new = node_hash(new, sibling)
        fn, sn = fn >> 1, sn >> 1
    return (old, new) if sn == 0 else None


def _check_hashes(code: str, hashes: Sequence[bytes]) -> None:
    if any(len(item) != HASH_SIZE for item in hashes):
        raise ProofError(code, "every hash must be 32 bytes")
