"""The RFC 6962 tree: what proofs prove, and that nothing else passes as a proof."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.proofs import (
    EMPTY_ROOT,
    ProofError,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from onrecord_server.record.merkle import Frontier, Tree, root_of, tiles_of


LEAVES = [leaf_hash(f"entry {number}".encode()) for number in range(1100)]
ROOTS = [root_of(LEAVES[:size]) for size in range(140)]


def read(start: int, stop: int) -> Sequence[bytes]:
    assert stop - start <= 256
    return LEAVES[start:stop]


def recursive_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962 2.1, word for word, as an oracle."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


def flip(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def refused(code: str, check: Callable[[], None]) -> bool:
    with pytest.raises(ProofError) as caught:
        check()
    return caught.value.code == code


@pytest.mark.parametrize("size", [*range(70), 255, 256, 257, 511, 512, 513, 1100])
def test_the_root_is_that_of_the_recursive_definition(size: int) -> None:
    assert root_of(LEAVES[:size]) == recursive_root(LEAVES[:size])
    assert Tree(read).root(size) == recursive_root(LEAVES[:size])


def test_the_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    assert Frontier().root() == Tree(read).root(0) == EMPTY_ROOT


@given(st.integers(0, 1100), st.integers(0, 1100))
def test_a_restored_frontier_continues_where_it_stopped(first: int, second: int) -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:first])
    restored = Frontier.from_bytes(frontier.to_bytes())
    assert restored.size == first
    restored.extend(LEAVES[first : first + second])
    assert restored.root() == root_of(LEAVES[: first + second])


@pytest.mark.parametrize("damage", [b"", b"\x00" * 7, (3).to_bytes(8, "big") + b"x" * 32, b"x" * 9])
def test_a_frontier_of_the_wrong_length_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="not a"):
        Frontier.from_bytes(damage)


def test_every_inclusion_proof_up_to_130_entries_verifies() -> None:
    tree = Tree(read)
    for size in range(1, 131):
        for index in range(size):
            proof = tree.inclusion(index, size)
            verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


def test_every_consistency_proof_up_to_130_entries_verifies() -> None:
    tree = Tree(read)
    for new in range(131):
        for old in range(new + 1):
            verify_consistency(old, new, tree.consistency(old, new), ROOTS[old], ROOTS[new])


@pytest.mark.parametrize(("index", "size"), [(0, 1100), (255, 257), (256, 1024), (1099, 1100)])
def test_proofs_across_tiles_verify(index: int, size: int) -> None:
    tree = Tree(read)
    root = recursive_root(LEAVES[:size])
    verify_inclusion(index, size, LEAVES[index], tree.inclusion(index, size), root)
    old = index + 1
    older = recursive_root(LEAVES[:old])
    verify_consistency(old, size, tree.consistency(old, size), older, root)


@given(st.data())
def test_no_flipped_bit_of_an_inclusion_proof_passes(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    evidence = [LEAVES[index], ROOTS[size], *Tree(read).inclusion(index, size)]
    at = data.draw(st.integers(0, len(evidence) - 1))
    evidence[at] = flip(evidence[at], data.draw(st.integers(0, 255)))
    leaf, root, *proof = evidence
    assert refused("inclusion_invalid", lambda: verify_inclusion(index, size, leaf, proof, root))


@given(st.data())
def test_no_flipped_bit_of_a_consistency_proof_passes(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 130))
    old = data.draw(st.integers(1, new))
    evidence = [ROOTS[old], ROOTS[new], *Tree(read).consistency(old, new)]
    at = data.draw(st.integers(0, len(evidence) - 1))
    evidence[at] = flip(evidence[at], data.draw(st.integers(0, 255)))
    older, newer, *proof = evidence
    assert refused("consistency_invalid", lambda: verify_consistency(old, new, proof, older, newer))


@given(st.integers(1, 130), st.data())
def test_a_proof_for_another_index_or_with_hashes_more_or_less_is_refused(
    size: int, data: st.DataObject
) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    proof = Tree(read).inclusion(index, size)
    leaf, root = LEAVES[index], ROOTS[size]
    for wrong_index, wrong in ((other, proof), (index, [*proof, leaf]), (index, proof[:-1])):
        if (wrong_index, wrong) != (index, proof):
            assert refused(
                "inclusion_invalid", partial(verify_inclusion, wrong_index, size, leaf, wrong, root)
            )


@given(st.integers(0, 130), st.integers(0, 130))
def test_a_consistency_proof_with_hashes_more_or_less_is_refused(one: int, two: int) -> None:
    old, new = sorted((one, two))
    proof = Tree(read).consistency(old, new)
    for wrong in [[*proof, ROOTS[0]], *([proof[:-1]] if proof else [])]:
        assert refused(
            "consistency_invalid",
            partial(verify_consistency, old, new, wrong, ROOTS[old], ROOTS[new]),
        )


def test_two_different_heads_of_one_size_are_never_consistent() -> None:
    assert refused("consistency_invalid", lambda: verify_consistency(5, 5, [], ROOTS[5], ROOTS[6]))


def test_a_smaller_tree_never_continues_a_larger_one() -> None:
    proof = Tree(read).consistency(3, 7)
    assert refused(
        "consistency_invalid", lambda: verify_consistency(7, 3, proof, ROOTS[7], ROOTS[3])
    )


def test_only_the_true_empty_root_precedes_every_tree() -> None:
    verify_consistency(0, 9, [], EMPTY_ROOT, ROOTS[9])
    assert refused("consistency_invalid", lambda: verify_consistency(0, 9, [], ROOTS[1], ROOTS[9]))


def test_a_hash_of_another_length_is_refused() -> None:
    leaf = LEAVES[0] + b"x"
    assert refused("inclusion_invalid", lambda: verify_inclusion(0, 1, leaf, [], ROOTS[1]))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_is_made_for_what_is_not_in_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Tree(read).inclusion(index, size)


def test_no_consistency_proof_is_made_backwards() -> None:
    with pytest.raises(ValueError, match="cannot continue"):
        Tree(read).consistency(5, 4)


def test_leaves_that_are_not_there_are_named() -> None:
    with pytest.raises(ValueError, match="not all there"):
        Tree(read).root(1101)


def test_the_cache_is_used_and_holds_only_complete_subtrees() -> None:
    cache: dict[tuple[int, int], bytes] = {}
    reads: list[int] = []

    def counting(start: int, stop: int) -> Sequence[bytes]:
        reads.append(stop - start)
        return LEAVES[start:stop]

    tree = Tree(counting, cache)
    first = tree.root(1100)
    before = len(reads)
    assert tree.root(1100) == first
    assert sorted(cache) == [(1, 0), (1, 1), (1, 2), (1, 3)]
    assert sum(reads[before:]) == 1100 - 4 * 256


def test_a_tile_of_level_one_holds_the_roots_of_the_full_tiles_below() -> None:
    expected = b"".join(recursive_root(LEAVES[at : at + 256]) for at in range(0, 1024, 256))
    assert Tree(read).tile(1, 0, 4) == expected


def test_tiles_of_a_tree_are_all_full_ones_and_one_partial_a_level() -> None:
    assert list(tiles_of(0)) == []
    assert list(tiles_of(7)) == [(0, 0, 7)]
    assert list(tiles_of(600)) == [(0, 0, 256), (0, 1, 256), (0, 2, 88), (1, 0, 2)]
    assert list(tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]
