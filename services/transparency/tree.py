"""Roots and proofs from the stored nodes of one county's log."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.transparency import merkle, repository
from services.transparency.errors import LogDamaged, NotSignedYet
from services.transparency.merkle import Node, Range
from services.transparency.models import LogNode


async def root(session: AsyncSession, size: int) -> bytes:
    """Return the root over the first `size` leaves."""
    return (await _hashes(session, [Range(0, size)]))[0]


async def inclusion_proof(session: AsyncSession, index: int, size: int) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root over `size` leaves."""
    if not 0 <= index < size <= await repository.size(session):
        raise NotSignedYet
    return await _hashes(session, merkle.inclusion_ranges(index, size))


async def consistency_proof(session: AsyncSession, first: int, second: int) -> list[bytes]:
    """Return the hashes that show that the log of `second` leaves extends that of `first`."""
    if not 0 <= first <= second <= await repository.size(session):
        raise NotSignedYet
    return await _hashes(session, merkle.consistency_ranges(first, second))


async def grow(session: AsyncSession, index: int, leaf: bytes) -> None:
    """Store the nodes that the new leaf completes."""
    siblings = merkle.left_siblings(index)
    known = await _stored(session, siblings)
    made = merkle.grow(index, leaf, known)
    session.add_all(
        LogNode(level=node.level, place=node.place, hash=hash_) for node, hash_ in made.items()
    )


async def _hashes(session: AsyncSession, parts: Sequence[Range]) -> list[bytes]:
    known = await _stored(session, sorted(merkle.nodes_for(parts)))
    return [merkle.range_hash(part, known) for part in parts]


async def _stored(session: AsyncSession, wanted: Sequence[Node]) -> dict[Node, bytes]:
    known = await repository.nodes(session, wanted)
    missing = set(wanted) - known.keys()
    if missing:
        raise LogDamaged(what=f"node {min(missing)}")
    return known
