"""Every query of the public log."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.transparency.merkle import Node
from services.transparency.models import (
    LogCheckpoint,
    LogHeadCopy,
    LogLeaf,
    LogNode,
    LogOpening,
)

_LOCK = 0x6C6F67  # "log"; advisory locks are shared by all counties of a database


async def lock_log(session: AsyncSession, county: str) -> None:
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:kind, :county)"),
        {"kind": _LOCK, "county": int(county)},
    )


async def has_written(session: AsyncSession) -> bool:
    found = await session.execute(text("SELECT pg_current_xact_id_if_assigned() IS NOT NULL"))
    return bool(found.scalar_one())


async def size(session: AsyncSession) -> int:
    found = await session.execute(select(func.coalesce(func.max(col(LogLeaf.index)) + 1, 0)))
    return int(found.scalar_one())


async def counts(session: AsyncSession) -> tuple[int, int, int]:
    """Return size, number of leaves and number of nodes, all of the same moment."""
    last = select(func.coalesce(func.max(col(LogLeaf.index)) + 1, 0)).scalar_subquery()
    leaves = select(func.count()).select_from(LogLeaf).scalar_subquery()
    stored = select(func.count()).select_from(LogNode).scalar_subquery()
    found = (await session.execute(select(last, leaves, stored))).one()
    return int(found[0]), int(found[1]), int(found[2])


async def find_by_subject(session: AsyncSession, kind: str, subject: UUID) -> LogLeaf | None:
    found = await session.execute(
        select(LogLeaf).where(col(LogLeaf.kind) == kind, col(LogLeaf.subject) == subject)
    )
    return found.scalar_one_or_none()


async def find_by_code(session: AsyncSession, code: str) -> LogLeaf | None:
    found = await session.execute(select(LogLeaf).where(col(LogLeaf.code) == code))
    return found.scalar_one_or_none()


async def find_by_index(session: AsyncSession, index: int) -> LogLeaf | None:
    return await session.get(LogLeaf, index)


async def find_superseder(session: AsyncSession, index: int) -> LogLeaf | None:
    found = await session.execute(select(LogLeaf).where(col(LogLeaf.supersedes) == index))
    return found.scalar_one_or_none()


async def leaves_from(session: AsyncSession, start: int, end: int, most: int) -> Sequence[LogLeaf]:
    found = await session.execute(
        select(LogLeaf)
        .where(col(LogLeaf.index) >= start, col(LogLeaf.index) < end)
        .order_by(col(LogLeaf.index))
        .limit(most)
    )
    return found.scalars().all()


async def nodes(session: AsyncSession, wanted: Collection[Node]) -> dict[Node, bytes]:
    if not wanted:
        return {}
    found = await session.execute(
        select(col(LogNode.level), col(LogNode.place), col(LogNode.hash)).where(
            tuple_(col(LogNode.level), col(LogNode.place)).in_([tuple(node) for node in wanted])
        )
    )
    return {Node(level, place): hash_ for level, place, hash_ in found}


async def nodes_below(session: AsyncSession, end: int) -> dict[Node, bytes]:
    """Return the nodes of the subtrees that are complete within the first `end` leaves."""
    last = (col(LogNode.place) + 1) * func.power(2, col(LogNode.level))
    found = await session.execute(
        select(col(LogNode.level), col(LogNode.place), col(LogNode.hash)).where(last <= end)
    )
    return {Node(level, place): hash_ for level, place, hash_ in found}


async def openings(session: AsyncSession, start: int, end: int) -> Sequence[LogOpening]:
    found = await session.execute(
        select(LogOpening).where(
            col(LogOpening.leaf_index) >= start, col(LogOpening.leaf_index) < end
        )
    )
    return found.scalars().all()


async def erase_openings(session: AsyncSession, index: int, paths: Collection[str]) -> int:
    erased = await session.execute(
        delete(LogOpening)
        .where(col(LogOpening.leaf_index) == index, col(LogOpening.path).in_(paths))
        .returning(col(LogOpening.path))
    )
    return len(erased.all())


async def latest_signed(session: AsyncSession) -> LogCheckpoint | None:
    found = await session.execute(
        select(LogCheckpoint).order_by(col(LogCheckpoint.size).desc()).limit(1)
    )
    return found.scalar_one_or_none()


async def latest_public(session: AsyncSession) -> LogCheckpoint | None:
    found = await session.execute(
        select(LogCheckpoint)
        .join(LogHeadCopy, col(LogHeadCopy.size) == col(LogCheckpoint.size))
        .order_by(col(LogCheckpoint.size).desc())
        .limit(1)
    )
    return found.scalar_one_or_none()


async def mark_copied(session: AsyncSession, head_size: int) -> None:
    copy = LogHeadCopy(size=head_size)
    await session.execute(
        insert(LogHeadCopy).values(size=copy.size, at=copy.at).on_conflict_do_nothing()
    )
