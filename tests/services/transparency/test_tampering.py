"""A thousand seeded changes to a folder and hundreds to the rows: an outsider with one old head
notices every one, and a hundred honest runs raise no alarm."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from infra.database import owner_engine
from services.transparency import (
    code,
    export,
    folder,
    keys,
    merkle,
    note,
    proof,
    repository,
    service,
    verify,
)
from services.transparency import record as records
from services.transparency.errors import LogDamaged, LogRewound
from services.transparency.record import Record
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.transparency.logs import append, fill, publish

SEED = 150523
FOLDER_RUNS = 1000
ROW_RUNS = 105
CLEAN_EXPORTS, HELD_HEADS = 25, 4
Change = Callable[[Path, random.Random], None]


def any_file(log: Path, chance: random.Random) -> Path:
    files = sorted(p for p in log.rglob("*") if p.is_file() and p.name != folder.README)
    return chance.choice(files)


def edit_a_byte(log: Path, chance: random.Random) -> None:
    path = any_file(log, chance)
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= chance.randint(1, 255)
    path.write_bytes(data)


def delete_bytes(log: Path, chance: random.Random) -> None:
    path = any_file(log, chance)
    data = path.read_bytes()
    place = chance.randrange(len(data))
    path.write_bytes(data[:place] + data[place + chance.randint(1, 80) :])


def insert_bytes(log: Path, chance: random.Random) -> None:
    path = any_file(log, chance)
    data = path.read_bytes()
    place = chance.randrange(len(data) + 1)
    path.write_bytes(data[:place] + chance.randbytes(chance.randint(1, 8)) + data[place:])


def delete_a_file(log: Path, chance: random.Random) -> None:
    any_file(log, chance).unlink()


def truncate_a_file(log: Path, chance: random.Random) -> None:
    path = any_file(log, chance)
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def swap_two_items(log: Path, chance: random.Random) -> None:
    suffix = chance.choice(folder.ITEM_SUFFIXES)
    one, other = chance.sample(sorted((log / folder.ITEMS).glob(f"*{suffix}")), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def add_an_item(log: Path, chance: random.Random) -> None:
    source = chance.choice(sorted((log / folder.ITEMS).glob("*.json")))
    shutil.copy(source, source.with_name(f"{chance.randrange(10**12):012d}.json"))


def lines_of(log: Path) -> list[str]:
    return (log / folder.LEAVES).read_text().splitlines()


def write_lines(log: Path, lines: list[str]) -> None:
    (log / folder.LEAVES).write_text("".join(f"{line}\n" for line in lines))


def delete_a_leaf(log: Path, chance: random.Random) -> None:
    lines = lines_of(log)
    del lines[chance.randrange(len(lines))]
    write_lines(log, lines)


def repeat_a_leaf(log: Path, chance: random.Random) -> None:
    lines = lines_of(log)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    write_lines(log, lines)


def reorder_leaves(log: Path, chance: random.Random) -> None:
    lines = lines_of(log)
    one, other = chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    write_lines(log, lines)


def write_anew(log: Path, county: str, leaves: list[Record]) -> None:
    """Make a folder that holds together in itself, as the owner of the key can."""
    taken: set[str] = set()
    rows: list[Record] = []
    for index, leaf in enumerate(leaves):
        digest = merkle.leaf_hash(records.canonical(leaf))
        own = next(c for n in range(9) if (c := code.of_leaf(county, digest, n)) not in taken)
        taken.add(own)
        rows.append({"code": own, "hash": digest.hex(), "index": index, "leaf": leaf})
    hashes = merkle.build(bytes.fromhex(str(row["hash"])) for row in rows)
    head = note.Checkpoint(keys.origin(county), len(rows), merkle.root(len(rows), hashes))
    signed = note.sign(head.text, head.origin, keys.signing_key(county))
    (log / folder.HEAD).write_text(signed)
    write_lines(log, [records.canonical(row).decode() for row in rows])
    export._write_nodes(log, hashes)
    shutil.rmtree(log / folder.ITEMS)
    (log / folder.ITEMS).mkdir()
    for row in rows:
        item = log / folder.ITEMS / f"{row['code']}.json"
        item.write_text(records.canonical(row["leaf"]).decode() + "\n")
        parts = merkle.inclusion_ranges(int(str(row["index"])), len(rows))
        steps = [merkle.range_hash(part, hashes) for part in parts]
        item.with_suffix(".tlog-proof").write_text(
            proof.render(int(str(row["index"])), steps, signed)
        )


def rebuild_with_the_key(log: Path, chance: random.Random) -> None:
    leaves = [json.loads(line)["leaf"] for line in lines_of(log)]
    place = chance.randrange(OLD_SIZE)
    way = chance.choice(["edit", "delete", "insert", "swap", "cut"])
    if way == "edit":
        leaves[place]["record"]["amount_fen"] += 1
    elif way == "delete":
        del leaves[place]
    elif way == "insert":
        leaves.insert(place, {**leaves[place], "kind": "invented"})
    elif way == "swap":
        leaves[place], leaves[place + 1] = leaves[place + 1], leaves[place]
    else:
        del leaves[place:]
    write_anew(log, str(json.loads(lines_of(log)[0])["leaf"]["county"]), leaves)


LEAVES, OLD_SIZE = 13, 8
CHANGES: list[Change] = [
    edit_a_byte,
    delete_bytes,
    insert_bytes,
    delete_a_file,
    truncate_a_file,
    swap_two_items,
    add_an_item,
    delete_a_leaf,
    repeat_a_leaf,
    reorder_leaves,
    rebuild_with_the_key,
]


def contents(log: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in log.rglob("*") if path.is_file()}


def restore(log: Path, honest: dict[Path, bytes]) -> None:
    present = contents(log)
    for path in present.keys() - honest.keys():
        path.unlink()
    for path, data in honest.items():
        if present.get(path) != data:
            path.write_bytes(data)


async def exported(county: Tenant, target: Path) -> Path:
    async with unit_of_work(county) as uow:
        await service.export(uow, target)
    return target


@pytest.fixture
async def old_head(county: Tenant) -> str:
    """Fill a log and return the head that the outsider kept when it was shorter."""
    await fill(county, OLD_SIZE)
    old = (await publish(county)).note
    await fill(county, LEAVES - OLD_SIZE)
    await publish(county)
    return old


async def test_a_thousand_changes_to_the_folder_are_all_noticed(
    county: Tenant, old_head: str, tmp_path: Path
) -> None:
    log = await exported(county, tmp_path / "log")
    honest = contents(log)
    chance = random.Random(SEED)
    missed = []
    for run in range(FOLDER_RUNS):
        change = CHANGES[run % len(CHANGES)]
        change(log, chance)
        if contents(log) == honest:
            raise AssertionError(f"{change.__name__} changed nothing in run {run}")
        if verify.verify_folder(log, old_checkpoint=old_head).genuine:
            missed.append((run, change.__name__))
        restore(log, honest)

    assert missed == []
    assert verify.verify_folder(log, old_checkpoint=old_head).genuine


async def test_an_older_honest_export_is_noticed_as_a_rollback(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 5)
    await publish(county)
    earlier = await exported(county, tmp_path / "earlier")
    await fill(county, 5)
    held = (await publish(county)).note

    assert verify.verify_folder(earlier).genuine
    assert verify.verify_folder(earlier, old_checkpoint=held).failures == ["TRUSTED_HEAD"]


async def test_two_readers_with_different_views_notice_when_they_compare(
    county: Tenant, tmp_path: Path
) -> None:
    await fill(county, 6)
    await publish(county)
    one = await exported(county, tmp_path / "one")
    other = tmp_path / "other"
    shutil.copytree(one, other)
    leaves = [json.loads(line)["leaf"] for line in lines_of(other)]
    leaves[3]["record"]["amount_fen"] = 1
    write_anew(other, county.code, leaves)

    assert verify.verify_folder(one).genuine
    assert verify.verify_folder(other).genuine
    assert not verify.verify_folder(one, old_checkpoint=verify.head_of(other)).genuine
    assert not verify.verify_folder(other, old_checkpoint=verify.head_of(one)).genuine


async def test_a_hundred_honest_checks_raise_no_alarm(county: Tenant, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    heads = []
    for run in range(CLEAN_EXPORTS):
        await append(county, run)
        heads.append((await publish(county)).note)
        log = await exported(county, tmp_path / "log")
        for held in chance.choices(heads, k=HELD_HEADS):
            assert verify.verify_folder(log, old_checkpoint=held).failures == []


def a_leaf(chance: random.Random) -> int:
    return chance.randrange(LEAVES)


ROW_CHANGES: list[Callable[[random.Random], list[str]]] = [
    lambda c: [
        f"UPDATE log_leaf SET body = replace(body, '公告', '通告') WHERE index = {a_leaf(c)}"
    ],
    lambda c: [f"UPDATE log_leaf SET body = body || ' ' WHERE index = {a_leaf(c)}"],
    lambda c: [f"UPDATE log_leaf SET hash = sha256(hash) WHERE index = {a_leaf(c)}"],
    lambda c: [
        f"UPDATE log_leaf SET code = '{c.randrange(10**12):012d}' WHERE index = {a_leaf(c)}"
    ],
    lambda c: [f"UPDATE log_leaf SET kind = 'invented' WHERE index = {a_leaf(c)}"],
    lambda c: [f"UPDATE log_leaf SET subject = gen_random_uuid() WHERE index = {a_leaf(c)}"],
    lambda c: [f"UPDATE log_leaf SET at = at + interval '1 second' WHERE index = {a_leaf(c)}"],
    lambda c: [f"UPDATE log_leaf SET supersedes = 0 WHERE index = {1 + c.randrange(LEAVES - 1)}"],
    lambda c: [f"DELETE FROM log_leaf WHERE index = {a_leaf(c)}"],
    lambda c: [f"DELETE FROM log_leaf WHERE index >= {a_leaf(c)}"],
    lambda c: swap_leaves(*c.sample(range(LEAVES), 2)),
    lambda _: [
        (
            f"INSERT INTO log_leaf SELECT {LEAVES}, {LEAVES - 1}, kind, gen_random_uuid(), NULL,"
            " '123456789012', hash, body, at FROM log_leaf WHERE index = 0"
        )
    ],
    lambda c: [f"UPDATE log_node SET hash = sha256(hash) WHERE {a_node(c)}"],
    lambda c: [f"DELETE FROM log_node WHERE {a_node(c)}"],
    lambda c: [f"INSERT INTO log_node VALUES (1, {50 + a_leaf(c)}, sha256('x'))"],
    lambda c: [
        (
            f"""UPDATE log_opening SET field = jsonb_set(field, '{{value}}', '"李四"')"""
            f" WHERE leaf_index = {a_leaf(c)}"
        )
    ],
    lambda c: [f"UPDATE log_opening SET path = '/title' WHERE leaf_index = {a_leaf(c)}"],
    lambda c: [
        (
            f"INSERT INTO log_opening SELECT leaf_index, '/invented', field FROM log_opening"
            f" WHERE leaf_index = {a_leaf(c)}"
        )
    ],
    lambda _: ["UPDATE log_checkpoint SET note = replace(note, E'\\n', E'\\n\\n')"],
    lambda _: [f"UPDATE log_checkpoint SET note = 'x' WHERE size = {LEAVES}"],
    lambda _: [
        (
            "UPDATE log_checkpoint SET note = (SELECT note FROM log_checkpoint"
            f" WHERE size = {OLD_SIZE}) WHERE size = {LEAVES}"
        )
    ],
]


def a_node(chance: random.Random) -> str:
    level = chance.randrange(LEAVES.bit_length())
    return f"level = {level} AND place = {chance.randrange(LEAVES >> level)}"


def swap_leaves(one: int, other: int) -> list[str]:
    columns = ["subject", "code", "hash", "body"]
    park = ", ".join(f"{name} = b.{name}" for name in columns)
    swapped = f"(VALUES ({one}, {other}), ({other}, {one})) AS pair (here, there)"
    return [
        "ALTER TABLE log_leaf DROP CONSTRAINT log_leaf_code_key",
        "ALTER TABLE log_leaf DROP CONSTRAINT log_leaf_is_once_per_kind_and_subject",
        (
            f"UPDATE log_leaf a SET {park} FROM {swapped} JOIN log_leaf b ON b.index = pair.there"
            " WHERE a.index = pair.here"
        ),
    ]


TABLES = ["log_head_copy", "log_checkpoint", "log_opening", "log_node", "log_leaf"]


async def as_owner(connection: AsyncConnection, county: Tenant, statements: list[str]) -> None:
    await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
    await connection.execute(text("SET LOCAL session_replication_role TO replica"))
    for statement in statements:
        await connection.execute(text(statement))


async def change_rows(county: Tenant, statements: list[str]) -> None:
    async with owner_engine().begin() as connection:
        await as_owner(connection, county, statements)


async def test_hundreds_of_changes_to_the_rows_are_all_noticed(
    county: Tenant, old_head: str, tmp_path: Path
) -> None:
    await change_rows(county, [f"CREATE TABLE kept_{name} AS TABLE {name}" for name in TABLES])
    await change_rows(
        county,
        [
            "ALTER TABLE log_leaf DROP CONSTRAINT log_leaf_follows_the_previous",
            "ALTER TABLE log_leaf DROP CONSTRAINT log_leaf_supersedes_key",
        ],
    )
    undo = [f"DELETE FROM {name}" for name in TABLES]
    undo += [f"INSERT INTO {name} TABLE kept_{name}" for name in TABLES]
    chance = random.Random(SEED)
    missed, refused = [], 0
    for run in range(ROW_RUNS):
        statements = ROW_CHANGES[run % len(ROW_CHANGES)](chance)
        statements = [
            each.replace("DROP CONSTRAINT", "DROP CONSTRAINT IF EXISTS") for each in statements
        ]
        await change_rows(county, statements)
        try:
            log = await exported(county, tmp_path / "log")
        except LogDamaged:
            refused += 1
        else:
            if verify.verify_folder(log, old_checkpoint=old_head).genuine:
                missed.append(statements)
        await change_rows(county, undo)

    assert missed == []
    assert 0 < refused < ROW_RUNS
    assert verify.verify_folder(
        await exported(county, tmp_path / "log"), old_checkpoint=old_head
    ).genuine


async def test_rows_written_anew_with_the_key_meet_the_copy_outside(
    county: Tenant, old_head: str
) -> None:
    async with unit_of_work(county) as uow:
        leaves = await repository.leaves_from(uow.session, 0, LEAVES, LEAVES)
    bodies = [leaf.body for leaf in leaves]
    bodies[3] = bodies[3].replace("300", "301")
    hashes = merkle.build(merkle.leaf_hash(each.encode()) for each in bodies)
    top = merkle.root(LEAVES, hashes)
    head = note.Checkpoint(keys.origin(county.code), LEAVES, top)
    signed = note.sign(head.text, head.origin, keys.signing_key(county.code))
    await change_rows(
        county,
        ["UPDATE log_leaf SET body = replace(body, '300', '301') WHERE index = 3"]
        + [
            f"UPDATE log_node SET hash = '\\x{hash_.hex()}'"
            f" WHERE level = {node.level} AND place = {node.place}"
            for node, hash_ in hashes.items()
        ]
        + [
            (
                f"UPDATE log_checkpoint SET root = '\\x{top.hex()}', note = '{signed}'"
                f" WHERE size = {LEAVES}"
            )
        ],
    )

    with pytest.raises(LogRewound):
        await publish(county)
