"""Two implementations that share no code agree on random trees and on real exports."""

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.transparency import code, merkle, service, verify
from services.transparency import record as records
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.transparency import independent
from tests.services.transparency.logs import append, fill, publish

TREES = 2000


def test_both_agree_on_two_thousand_random_trees() -> None:
    chance = random.Random(2026)
    for _ in range(TREES):
        size = chance.randint(1, 70)
        leaves = [merkle.leaf_hash(chance.randbytes(6)) for _ in range(size)]
        hashes = merkle.build(leaves)
        place, old = chance.randrange(size), chance.randint(1, size)
        path = [merkle.range_hash(each, hashes) for each in merkle.inclusion_ranges(place, size)]
        growth = [merkle.range_hash(each, hashes) for each in merkle.consistency_ranges(old, size)]
        root, old_root = merkle.root(size, hashes), merkle.root(old, hashes)

        assert root == independent.tree_root(leaves)
        assert path == independent.inclusion_path(place, leaves)
        assert growth == independent.consistency_path(old, leaves)
        assert merkle.verify_inclusion(leaves[place], place, size, path, root)
        assert independent.is_included(leaves[place], place, size, path, root)
        assert merkle.verify_consistency(old, size, old_root, root, growth)
        assert independent.is_extension(old, size, old_root, root, growth)


def spoiled(path: list[bytes], chance: random.Random) -> list[bytes]:
    path = list(path)
    way = chance.choice(["drop", "add", "swap", "flip", "keep"])
    if way == "drop" and path:
        del path[chance.randrange(len(path))]
    elif way == "add":
        path.insert(chance.randint(0, len(path)), chance.choice([*path, bytes(32)]))
    elif way == "swap" and len(path) > 1:
        path.reverse()
    elif way == "flip" and path:
        path[chance.randrange(len(path))] = chance.randbytes(32)
    return path


def test_both_give_the_same_verdict_on_spoiled_proofs() -> None:
    chance = random.Random(2027)
    refused = 0
    for _ in range(TREES):
        size = chance.randint(1, 40)
        leaves = [merkle.leaf_hash(chance.randbytes(6)) for _ in range(size)]
        hashes = merkle.build(leaves)
        place, old = chance.randrange(size), chance.randint(0, size)
        path = [merkle.range_hash(each, hashes) for each in merkle.inclusion_ranges(place, size)]
        growth = [merkle.range_hash(each, hashes) for each in merkle.consistency_ranges(old, size)]
        path, growth = spoiled(path, chance), spoiled(growth, chance)
        place += chance.choice([0, 0, 1, -1])
        size_ = size + chance.choice([0, 0, 1, -1])
        root, old_root = merkle.root(size, hashes), merkle.root(old, hashes)

        mine = merkle.verify_inclusion(leaves[0], place, size_, path, root)
        assert mine == independent.is_included(leaves[0], place, size_, path, root)
        grown = merkle.verify_consistency(old, size_, old_root, root, growth)
        assert grown == independent.is_extension(old, size_, old_root, root, growth)
        refused += not grown

    assert refused > TREES // 4


def test_both_know_the_same_signatures() -> None:
    chance = random.Random(2028)
    for _ in range(20):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(chance.randrange(200))
        signature = key.sign(message)
        public = key.public_key().public_bytes_raw()

        assert independent.is_signed(public, message, signature)
        assert not independent.is_signed(public, message + b"x", signature)
        assert not independent.is_signed(public, message, signature[::-1])


def test_both_derive_the_same_codes_and_commitments() -> None:
    for number in range(200):
        leaf = merkle.leaf_hash(b"%d" % number)
        for attempt in range(2):
            mine = code.of_leaf("150523", leaf, attempt)
            assert mine == independent.code_of("150523", leaf, attempt)
    open_ = {"mover": records.personal("居民0001"), "list": [records.personal(7)]}
    assert records.closed(open_) == independent.close(open_)


async def test_the_independent_program_confirms_an_export_and_notices_a_change(
    county: Tenant, tmp_path: Path
) -> None:
    first = await append(county, 1)
    await append(county, 2, supersedes=first.code)
    old = (await publish(county)).note
    await fill(county, 7)
    await publish(county)
    folder, kept = tmp_path / "log", tmp_path / "old"
    kept.write_text(old)
    async with unit_of_work(county) as uow:
        await service.erase(uow, first.code, ["/mover"])
        await service.export(uow, folder)

    program = [sys.executable, "-I", str(Path(independent.__file__)), str(folder), str(kept)]
    done = await asyncio.to_thread(
        subprocess.run, program, capture_output=True, check=True, text=True
    )

    assert done.stdout == "genuine: 9 leaves\n"
    assert verify.verify_folder(folder, old_checkpoint=old).genuine
    leaves = folder / "leaves.jsonl"
    leaves.write_text(leaves.read_text().replace("第1号", "第2号", 1))
    assert not verify.verify_folder(folder, old_checkpoint=old).genuine
    with pytest.raises(AssertionError):
        independent.check(folder, old)
