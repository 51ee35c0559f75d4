"""Verifying 10,000 inclusion proofs against the same number of bare SHA-256 calls."""

import hashlib

from services.transparency import merkle
from tests.benchmarks.measure import Comparison, in_turn

LEAVES = 10_000
ROUNDS = 5


async def run() -> Comparison:
    """Compare with hashing as many 65-byte nodes as the proofs hold, and nothing else."""
    leaves = [f"leaf {number}".encode() for number in range(LEAVES)]
    nodes = merkle.build(map(merkle.leaf_hash, leaves))
    root = merkle.root(LEAVES, nodes)
    proofs = [
        [merkle.range_hash(part, nodes) for part in merkle.inclusion_ranges(index, LEAVES)]
        for index in range(LEAVES)
    ]
    hashes = sum(len(proof) + 1 for proof in proofs)

    async def ours() -> None:
        for index, proof in enumerate(proofs):
            leaf = merkle.leaf_hash(leaves[index])
            if not merkle.verify_inclusion(leaf, index, LEAVES, proof, root):
                raise AssertionError(index)

    async def baseline() -> None:
        block = b"\x01" + b"x" * 64
        for _ in range(hashes):
            hashlib.sha256(block).digest()

    mine, theirs = await in_turn(ours, baseline, rounds=ROUNDS)
    return Comparison(
        f"Verifying {LEAVES:,} inclusion proofs",
        mine,
        theirs,
        "verify_inclusion",
        f"{hashes:,} bare SHA-256",
        "run",
    )
