"""Batches for one request: rows of disclosure by bulletin, in the order of the keys."""

from collections.abc import Sequence
from uuid import UUID

from services.disclosure import service
from services.disclosure.models import (
    Bulletin,
    BulletinFile,
    OutgoingText,
    PostingReceipt,
    Question,
)
from tenants.unit_of_work import UnitOfWork


async def bulletins(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Bulletin | None]:
    """Return bulletins by id."""
    found = await service.load_many(uow, ids)
    return [found.get(one) for one in ids]


async def bulletins_of_subjects(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[Bulletin]]:
    """Return the bulletins of matters, resolutions or questions."""
    found = await service.load_by_subjects(uow, ids)
    return [found.get(one, []) for one in ids]


async def corrections(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Bulletin | None]:
    """Return the correction of each bulletin that has one."""
    found = await service.load_corrections(uow, ids)
    return [found.get(one) for one in ids]


async def files(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[BulletinFile]]:
    """Return the printed sheets of bulletins."""
    found = await service.load_files(uow, ids)
    return [found.get(one, []) for one in ids]


async def texts(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[OutgoingText]]:
    """Return the short texts of bulletins."""
    found = await service.load_texts(uow, ids)
    return [found.get(one, []) for one in ids]


async def receipts(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[PostingReceipt]]:
    """Return the posting receipts of bulletins."""
    found = await service.load_receipts(uow, ids)
    return [found.get(one, []) for one in ids]


async def questions_of(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[Question]]:
    """Return the questions about bulletins."""
    found = await service.load_questions_of(uow, ids)
    return [found.get(one, []) for one in ids]


async def questions(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Question | None]:
    """Return questions by id."""
    found = await service.load_questions(uow, ids)
    return [found.get(one) for one in ids]
