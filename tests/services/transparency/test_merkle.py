"""The Merkle tree against published vectors, against pymerkle and against itself."""

import hashlib
import random

import pymerkle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.transparency import merkle
from services.transparency.merkle import Node

# The test vectors of the Certificate Transparency project, for the hashing of RFC 6962 and 9162.
CT_LEAVES = [
    bytes.fromhex(each)
    for each in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
EXHAUSTIVE = 64


def tree(size: int) -> tuple[list[bytes], dict[Node, bytes]]:
    leaves = [merkle.leaf_hash(b"leaf %d" % each) for each in range(size)]
    return leaves, merkle.build(leaves)


def inclusion(index: int, size: int, hashes: dict[Node, bytes]) -> list[bytes]:
    return [merkle.range_hash(part, hashes) for part in merkle.inclusion_ranges(index, size)]


def consistency(first: int, second: int, hashes: dict[Node, bytes]) -> list[bytes]:
    return [merkle.range_hash(part, hashes) for part in merkle.consistency_ranges(first, second)]


def textbook_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(
        b"\x01" + textbook_root(leaves[:middle]) + textbook_root(leaves[middle:])
    ).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_vectors_give_their_roots(size: int) -> None:
    hashes = merkle.build(map(merkle.leaf_hash, CT_LEAVES[:size]))

    assert merkle.root(size, hashes).hex() == CT_ROOTS[size - 1]


def test_the_published_inclusion_proof_of_the_sixth_of_eight_leaves() -> None:
    hashes = merkle.build(map(merkle.leaf_hash, CT_LEAVES))

    assert [step.hex() for step in inclusion(5, 8, hashes)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert merkle.root(0, {}) == merkle.EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_every_root_up_to_64_leaves_is_the_textbook_one_and_pymerkle_agrees() -> None:
    leaves, hashes = tree(EXHAUSTIVE)
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for size in range(1, EXHAUSTIVE + 1):
        other.append_entry(b"leaf %d" % (size - 1))

        assert merkle.root(size, hashes) == textbook_root(leaves[:size]) == other.get_root(size)


def test_every_inclusion_proof_up_to_64_leaves_holds_and_only_for_its_leaf() -> None:
    leaves, hashes = tree(EXHAUSTIVE)
    for size in range(1, EXHAUSTIVE + 1):
        top = merkle.root(size, hashes)
        for index in range(size):
            steps = inclusion(index, size, hashes)

            assert merkle.verify_inclusion(leaves[index], index, size, steps, top)
            assert not merkle.verify_inclusion(leaves[index - 1], index, size, steps, top) or (
                size == 1
            )
            assert not merkle.verify_inclusion(leaves[index], index, size, [*steps, top], top)
            assert not steps or not merkle.verify_inclusion(
                leaves[index], index, size, steps[:-1], top
            )


def test_every_consistency_proof_up_to_64_leaves_holds_and_only_for_its_heads() -> None:
    _, hashes = tree(EXHAUSTIVE)
    roots = [merkle.root(size, hashes) for size in range(EXHAUSTIVE + 1)]
    for second in range(1, EXHAUSTIVE + 1):
        for first in range(second + 1):
            steps = consistency(first, second, hashes)
            old, new = roots[first], roots[second]

            assert merkle.verify_consistency(first, second, old, new, steps)
            assert not merkle.verify_consistency(first, second, bytes(32), new, steps)
            assert not first or not merkle.verify_consistency(first, second, old, bytes(32), steps)
            assert not merkle.verify_consistency(first, second, old, new, [*steps, old])
            assert not steps or not merkle.verify_consistency(first, second, old, new, steps[:-1])


def test_pymerkle_makes_the_same_proofs() -> None:
    _, hashes = tree(EXHAUSTIVE)
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for each in range(EXHAUSTIVE):
        other.append_entry(b"leaf %d" % each)
    for size in range(1, EXHAUSTIVE + 1):
        for index in range(size):
            theirs = other.prove_inclusion(index + 1, size).serialize()["path"]
            # pymerkle puts the leaf itself first
            assert [step.hex() for step in inclusion(index, size, hashes)] == theirs[1:]


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_ranges(index, size)
    assert not merkle.verify_inclusion(bytes(32), index, size, [], bytes(32))


def test_a_smaller_tree_does_not_extend_a_larger_one() -> None:
    with pytest.raises(ValueError, match="cannot extend"):
        merkle.consistency_ranges(5, 4)
    assert not merkle.verify_consistency(5, 4, bytes(32), bytes(32), [bytes(32)])
    assert not merkle.verify_consistency(-1, 4, bytes(32), bytes(32), [bytes(32)])


def test_a_proof_takes_a_logarithmic_number_of_stored_nodes() -> None:
    size = 1_000_003
    for index in (0, 1, 500_000, size - 1):
        assert len(merkle.nodes_for(merkle.inclusion_ranges(index, size))) <= 2 * 20
    assert len(merkle.nodes_for(merkle.consistency_ranges(654_321, size))) <= 3 * 20


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=200), st.randoms())
def test_no_changed_proof_is_taken_for_a_true_one(
    entries: list[bytes], chance: random.Random
) -> None:
    leaves = [merkle.leaf_hash(entry) for entry in entries]
    hashes = merkle.build(leaves)
    index = chance.randrange(len(leaves))
    steps = inclusion(index, len(leaves), hashes)
    top = merkle.root(len(leaves), hashes)
    if steps:
        place = chance.randrange(len(steps))
        changed = bytearray(steps[place])
        changed[chance.randrange(32)] ^= 1 << chance.randrange(8)

        assert not merkle.verify_inclusion(
            leaves[index],
            index,
            len(leaves),
            [*steps[:place], bytes(changed), *steps[place + 1 :]],
            top,
        )
    assert merkle.verify_inclusion(leaves[index], index, len(leaves), steps, top)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 300), st.integers(0, 2**32))
def test_a_rewritten_past_is_never_consistent(size: int, seed: int) -> None:
    chance = random.Random(seed)
    leaves = [merkle.leaf_hash(chance.randbytes(8)) for _ in range(size)]
    first = chance.randint(1, size - 1)
    old = merkle.root(first, merkle.build(leaves[:first]))
    leaves[chance.randrange(first)] = merkle.leaf_hash(b"rewritten")
    hashes = merkle.build(leaves)

    steps = consistency(first, size, hashes)

    assert not merkle.verify_consistency(first, size, old, merkle.root(size, hashes), steps)
