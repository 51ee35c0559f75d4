"""Writes a county's public log as a folder that anybody can check with no server."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

from services.transparency import folder as layout
from services.transparency import keys, merkle, proof, repository
from services.transparency import record as records
from services.transparency.appending import envelope
from services.transparency.errors import LogDamaged, NotSignedYet
from services.transparency.merkle import Node
from services.transparency.models import LogCheckpoint, LogLeaf, LogOpening
from services.transparency.published import body, public_record
from tenants.unit_of_work import UnitOfWork

PAGE = 500


async def export(uow: UnitOfWork, folder: Path) -> int:
    """Write everything under the newest public head into a folder; return the number of leaves.

    The folder appears whole or not at all; one from an earlier export is replaced.
    """
    heads = await repository.public_checkpoints(uow.session)
    if not heads:
        raise NotSignedYet
    scratch = folder.with_name(f".{folder.name}.partial")
    await asyncio.to_thread(_prepare, scratch, uow.tenant.code, heads)
    nodes = await repository.nodes_below(uow.session, heads[-1].size)
    await asyncio.to_thread(_write_nodes, scratch, nodes)
    for start in range(0, heads[-1].size, PAGE):
        end = min(start + PAGE, heads[-1].size)
        leaves = await repository.leaves_from(uow.session, start, end, PAGE)
        openings = await repository.openings(uow.session, start, end)
        _require_whole(uow.tenant.code, leaves)
        await asyncio.to_thread(_write_leaves, scratch, leaves, openings, nodes, heads[-1])
    await asyncio.to_thread(_put_in_place, scratch, folder)
    return heads[-1].size


def _prepare(scratch: Path, county: str, heads: Sequence[LogCheckpoint]) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / layout.ITEMS).mkdir(parents=True)
    (scratch / layout.HEADS).mkdir()
    _write(scratch / layout.KEY, keys.verifier(county).text + "\n")
    _write(scratch / layout.HEAD, heads[-1].note)
    for head in heads:
        _write(scratch / layout.HEADS / f"{head.size}.note", head.note)
    _write(scratch / layout.README, layout.README_TEXT)
    _write(scratch / layout.LEAVES, "")


def _write_nodes(scratch: Path, nodes: dict[Node, bytes]) -> None:
    lines = (f"{node.level} {node.place} {nodes[node].hex()}\n" for node in sorted(nodes))
    _write(scratch / layout.NODES, "".join(lines))


def _write_leaves(
    scratch: Path,
    leaves: Sequence[LogLeaf],
    openings: Sequence[LogOpening],
    nodes: dict[Node, bytes],
    head: LogCheckpoint,
) -> None:
    with (scratch / layout.LEAVES).open("a", encoding="utf-8") as file:
        for leaf in leaves:
            file.write(_line(leaf) + "\n")
            own = [opening for opening in openings if opening.leaf_index == leaf.index]
            _write_item(scratch / layout.ITEMS, leaf, own, nodes, head)


def _line(leaf: LogLeaf) -> str:
    return records.canonical(
        {"code": leaf.code, "hash": leaf.hash.hex(), "index": leaf.index, "leaf": body(leaf)}
    ).decode()


def _write_item(
    items: Path,
    leaf: LogLeaf,
    openings: Sequence[LogOpening],
    nodes: dict[Node, bytes],
    head: LogCheckpoint,
) -> None:
    public = {**body(leaf), "record": public_record(leaf, openings)}
    _write(items / f"{leaf.code}.json", records.canonical(public).decode() + "\n")
    parts = merkle.inclusion_ranges(leaf.index, head.size)
    if missing := merkle.nodes_for(parts) - nodes.keys():
        raise LogDamaged(what=f"node {min(missing)}")
    steps = [merkle.range_hash(part, nodes) for part in parts]
    _write(items / f"{leaf.code}.tlog-proof", proof.render(leaf.index, steps, head.note))


def _require_whole(county: str, leaves: Sequence[LogLeaf]) -> None:
    """Refuse rows whose columns say something else than the leaf's bytes."""
    for leaf in leaves:
        said = body(leaf)
        columns = envelope(county, leaf.kind, leaf.subject, leaf.at, leaf.supersedes, {})
        if {**said, "record": {}} != columns:
            raise LogDamaged(what=f"leaf {leaf.index}")


def _put_in_place(scratch: Path, folder: Path) -> None:
    if folder.exists():
        if any(folder.iterdir()) and not (folder / layout.KEY).exists():
            raise FileExistsError(f"{folder} holds something else")
        shutil.rmtree(folder)
    scratch.replace(folder)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
