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
from services.transparency.published import body, published, record_of
from tenants.unit_of_work import UnitOfWork

PAGE = 500


async def export(uow: UnitOfWork, folder: Path) -> int:
    """Write everything under the newest public head into a folder; return the number of leaves.

    The folder appears whole or not at all; one from an earlier export is replaced.
    """
    head = await repository.latest_public(uow.session)
    if head is None:
        raise NotSignedYet
    await _require_counts(uow)
    scratch = folder.with_name(f".{folder.name}.partial")
    await asyncio.to_thread(_prepare, scratch, uow.tenant.log, head)
    nodes = await repository.nodes_below(uow.session, head.size)
    await asyncio.to_thread(_write_nodes, scratch, nodes)
    for start in range(0, head.size, PAGE):
        end = min(start + PAGE, head.size)
        leaves = await repository.leaves_from(uow.session, start, end, PAGE)
        openings = await repository.openings(uow.session, start, end)
        _require_whole(uow.tenant.code, leaves, openings)
        await asyncio.to_thread(_write_leaves, scratch, leaves, openings, nodes, head)
    await asyncio.to_thread(_put_in_place, scratch, folder)
    return head.size


async def _require_counts(uow: UnitOfWork) -> None:
    """Refuse a log with a gap or with nodes that no leaf completes."""
    size, leaves, nodes = await repository.counts(uow.session)
    if leaves != size or nodes != sum(size >> level for level in range(size.bit_length())):
        raise LogDamaged(what=f"{leaves} leaves, {nodes} nodes for a size of {size}")


def _prepare(scratch: Path, log: str, head: LogCheckpoint) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / layout.ITEMS).mkdir(parents=True)
    _write(scratch / layout.KEY, keys.verifier(log).text + "\n")
    _write(scratch / layout.HEAD, head.note)
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
    public = published(leaf, openings).public
    _write(items / f"{leaf.code}.json", records.canonical(public).decode() + "\n")
    parts = merkle.inclusion_ranges(leaf.index, head.size)
    if missing := merkle.nodes_for(parts) - nodes.keys():
        raise LogDamaged(what=f"node {min(missing)}")
    steps = [merkle.range_hash(part, nodes) for part in parts]
    _write(items / f"{leaf.code}.tlog-proof", proof.render(leaf.index, steps, head.note))


def _require_whole(county: str, leaves: Sequence[LogLeaf], openings: Sequence[LogOpening]) -> None:
    """Refuse rows that say something else than the leaf's bytes."""
    for leaf in leaves:
        said = body(leaf)
        columns = envelope(county, leaf.kind, leaf.subject, leaf.at, leaf.supersedes, {})
        paths = {opening.path for opening in openings if opening.leaf_index == leaf.index}
        if {**said, "record": {}} != columns or not paths <= records.erased_paths(record_of(leaf)):
            raise LogDamaged(what=f"leaf {leaf.index}")


def _put_in_place(scratch: Path, folder: Path) -> None:
    if folder.exists():
        if any(folder.iterdir()) and not (folder / layout.KEY).exists():
            raise FileExistsError(f"{folder} holds something else")
        shutil.rmtree(folder)
    scratch.replace(folder)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
