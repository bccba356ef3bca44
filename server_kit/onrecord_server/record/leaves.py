"""Reading stored leaves for proofs, with the roots of complete subtrees kept in memory."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import ServerError
from onrecord.proofs import ProofError, verify_inclusion
from onrecord_server.core.rows import entries
from onrecord_server.core.unit import Unit
from onrecord_server.record.merkle import TILE_WIDTH, HashCache, LeafReader, Tree


#: Epoch of a tenant's stream → roots of its complete subtrees, which never change.
_caches: Final[dict[str, dict[tuple[int, int], bytes]]] = {}
_MOST_TENANTS: Final = 64
_MOST_ROOTS: Final = 65_536


def reader(unit: Unit, tenant: str) -> LeafReader:
    """Return a reader of a tenant's leaves inside one transaction; it keeps a few tiles."""

    @lru_cache(maxsize=64)
    def tile(index: int) -> tuple[bytes, ...]:
        start = index * TILE_WIDTH
        query = (
            sa.select(entries.c.leaf)
            .where(
                entries.c.tenant == tenant,
                entries.c.position >= start,
                entries.c.position < start + TILE_WIDTH,
            )
            .order_by(entries.c.position)
        )
        return tuple(bytes(leaf) for (leaf,) in unit.execute(query))

    def read(start: int, stop: int) -> Sequence[bytes]:
        index, offset = divmod(start, TILE_WIDTH)
        return tile(index)[offset : offset + stop - start]

    return read


def cache_of(epoch: str) -> HashCache:
    """Return what is kept for one history of a tenant's stream, in bounded memory."""
    if len(_caches) > _MOST_TENANTS or len(_caches.get(epoch, ())) > _MOST_ROOTS:
        _caches.clear()
    return _caches.setdefault(epoch, {})


def consistency(unit: Unit, tenant: str, epoch: str, old: int, size: int) -> list[bytes]:
    """Prove that the first ``size`` entries continue the first ``old`` ones. Raises ``ValueError``."""
    return Tree(reader(unit, tenant), cache_of(epoch)).consistency(old, size)


def inclusion(unit: Unit, tenant: str, epoch: str, index: int, head: Any) -> list[bytes]:
    """Prove an entry against a stored head (``size``, ``root``).

    The proof is checked before it is given; a cache that does not fit is dropped. Raises
    ``ServerError`` when the stored leaves do not lead to the root: the record was tampered with.
    """
    leaves = reader(unit, tenant)
    for cache in (cache_of(epoch), {}):
        tree = Tree(leaves, cache)
        try:
            proof = tree.inclusion(index, head.size)
            verify_inclusion(index, head.size, leaves(index, index + 1)[0], proof, bytes(head.root))
        except (ProofError, ValueError):
            _caches.pop(epoch, None)
            continue
        return proof
    raise ServerError("The record and its checkpoint disagree: run onrecord verify.")
