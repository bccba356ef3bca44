"""The RFC 6962 tree over leaf hashes: growing it, proving from it. Pure, memory-bounded.

A `LeafReader` answers `reader(start, stop)` with the leaf hashes of that half-open range, at
most 256 at a time, so that a tree of millions is never in memory at once.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import Final

from onrecord.proofs import EMPTY_ROOT, HASH_SIZE, node_hash


LeafReader = Callable[[int, int], Sequence[bytes]]
HashCache = MutableMapping[tuple[int, int], bytes]

TILE_HEIGHT: Final = 8
TILE_WIDTH: Final = 2**TILE_HEIGHT
_SIZE_BYTES: Final = 8


class Frontier:
    """The right edge of a growing tree: one root per complete subtree, largest first.

    Appending costs O(1) hashes on average and the whole state is at most 64 hashes.
    """

    __slots__ = ("_roots", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._roots: list[bytes] = []

    @property
    def size(self) -> int:
        """How many leaves were appended."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash (32 bytes) at index `size`."""
        carry, below = leaf, self._size
        while below & 1:
            carry = node_hash(self._roots.pop(), carry)
            below >>= 1
        self._roots.append(carry)
        self._size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The Merkle tree hash over all leaves so far (RFC 6962 2.1)."""
        return _fold(self._roots)

    def to_bytes(self) -> bytes:
        """The state as bytes: size (8, big-endian) and the subtree roots, largest first."""
        return self._size.to_bytes(_SIZE_BYTES, "big") + b"".join(self._roots)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """Restore a state made by `to_bytes`; raises ValueError when the lengths disagree."""
        frontier = cls()
        frontier._size = int.from_bytes(data[:_SIZE_BYTES], "big")
        frontier._roots = _split(data[_SIZE_BYTES:])
        if len(data) < _SIZE_BYTES or len(frontier._roots) != frontier._size.bit_count():
            raise ValueError("not a frontier: its size and its number of hashes disagree")
        return frontier


def _split(data: bytes) -> list[bytes]:
    if len(data) % HASH_SIZE:
        raise ValueError("not a whole number of 32-byte hashes")
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]


def _fold(roots: Sequence[bytes]) -> bytes:
    if not roots:
        return EMPTY_ROOT
    *rest, folded = roots
    for left in reversed(rest):
        folded = node_hash(left, folded)
    return folded


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes, 32 bytes (RFC 6962 2.1)."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


class Tree:
    """Roots, proofs and tiles of a stored log, computed from its leaf reader.

    `cache` keeps roots of complete subtrees of 256, 65,536 … leaves; they never change in an
    append-only log. Verification must not share a cache with serving.
    """

    def __init__(self, leaves: LeafReader, cache: HashCache | None = None) -> None:
        self._leaves = leaves
        self._cache: HashCache = {} if cache is None else cache

    def root(self, size: int) -> bytes:
        """The root over the first `size` leaves."""
        return self._range(0, size)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Hashes from leaf to root that prove entry `index` (RFC 6962 2.1.1).

        Raises ValueError when the index is outside the tree.
        """
        if not 0 <= index < size:
            raise ValueError(f"index {index} is outside a tree of {size}")
        return [self._range(*sibling) for sibling in _inclusion_path(index, size)]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Hashes that prove that the tree of `new` continues the tree of `old` (2.1.2).

        Empty when `old` is 0 or equals `new`; raises ValueError when `old` is the larger.
        """
        if not 0 <= old <= new:
            raise ValueError(f"a tree of {new} cannot continue a tree of {old}")
        if old in (0, new):
            return []
        return [self._range(*part) for part in _consistency_path(old, new)]

    def tile(self, level: int, index: int, width: int = TILE_WIDTH) -> bytes:
        """`width` hashes of one tile, 32 bytes each (C2SP tlog-tiles)."""
        start = index * TILE_WIDTH
        return b"".join(self._hashes(level, start, start + width))

    def _range(self, start: int, stop: int) -> bytes:
        roots: list[bytes] = []
        while start < stop:
            level = (stop - start).bit_length() - 1
            roots.append(self._subtree(level, start >> level))
            start += 1 << level
        return _fold(roots)

    def _subtree(self, level: int, index: int) -> bytes:
        tile_level = max(level - 1, 0) // TILE_HEIGHT
        within = level - tile_level * TILE_HEIGHT
        if within == TILE_HEIGHT:
            return self._full_tile(tile_level, index)
        return root_of(self._hashes(tile_level, index << within, (index + 1) << within))

    def _full_tile(self, tile_level: int, index: int) -> bytes:
        key = (tile_level + 1, index)
        if key not in self._cache:
            start = index * TILE_WIDTH
            self._cache[key] = root_of(self._hashes(tile_level, start, start + TILE_WIDTH))
        return self._cache[key]

    def _hashes(self, tile_level: int, start: int, stop: int) -> Sequence[bytes]:
        if tile_level:
            return [self._full_tile(tile_level - 1, index) for index in range(start, stop)]
        leaves = self._leaves(start, stop)
        if len(leaves) != stop - start:
            raise ValueError(f"leaves {start} to {stop} are not all there")
        return leaves


def _inclusion_path(index: int, size: int) -> list[tuple[int, int]]:
    path: list[tuple[int, int]] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _largest_power_below(stop - start)
        inside_left = index < middle
        path.append((middle, stop) if inside_left else (start, middle))
        start, stop = (start, middle) if inside_left else (middle, stop)
    return path[::-1]


def _consistency_path(old: int, new: int) -> list[tuple[int, int]]:
    path: list[tuple[int, int]] = []
    start, stop = 0, new
    while stop != old:
        middle = start + _largest_power_below(stop - start)
        old_ends_left = old <= middle
        path.append((middle, stop) if old_ends_left else (start, middle))
        start, stop = (start, middle) if old_ends_left else (middle, stop)
    return ([(start, stop)] if start else []) + path[::-1]


def _largest_power_below(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile `(level, index, width)` of a tree of `size` leaves, partial ones last."""
    level = 0
    while size >> (level * TILE_HEIGHT):
        full, partial = divmod(size >> (level * TILE_HEIGHT), TILE_WIDTH)
        yield from ((level, index, TILE_WIDTH) for index in range(full))
        if partial:
            yield level, full, partial
        level += 1
