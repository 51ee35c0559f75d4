"""Reading: what pages show; a bulletin is public only once it has been published."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from infra import storage
from services.disclosure import records, repository
from services.disclosure.errors import UnknownBulletin
from services.disclosure.models import (
    Bulletin,
    BulletinFile,
    OutgoingText,
    PostingReceipt,
    Question,
)
from services.disclosure.workflow import State
from tenants.unit_of_work import UnitOfWork

T = TypeVar("T", BulletinFile, OutgoingText, PostingReceipt, Question)


def readable(bulletin: Bulletin) -> dict[str, Any]:
    """Return the record as people read it, None where a personal value was erased."""
    return records.readable(bulletin.record, bulletin.openings)


async def find(uow: UnitOfWork, bulletin_id: UUID) -> Bulletin:
    """Return a bulletin in any state; callers check whether the asker may see a draft."""
    bulletin = await repository.find(uow.session, bulletin_id)
    if bulletin is None:
        raise UnknownBulletin
    return bulletin


async def find_for_update(uow: UnitOfWork, bulletin_id: UUID) -> Bulletin:
    """Return a bulletin and lock its row until the unit of work ends."""
    bulletin = await repository.find_for_update(uow.session, bulletin_id)
    if bulletin is None:
        raise UnknownBulletin
    return bulletin


async def find_by_code(uow: UnitOfWork, code: str) -> Bulletin | None:
    """Return the bulletin that was published under a code, withdrawn ones included."""
    return await repository.find_shown_by_code(uow.session, code)


async def list_bulletins(
    uow: UnitOfWork,
    *,
    prefix: str = "",
    kinds: Collection[str] = (),
    search: str = "",
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Bulletin]:
    """Return published bulletins of a village or any division above it, newest first."""
    return await repository.list_shown(
        uow.session, prefix=prefix, kinds=kinds, search=search.strip(), after=after, first=first
    )


async def list_mine(
    uow: UnitOfWork,
    *,
    prefixes: Collection[str],
    states: Collection[str],
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Bulletin]:
    """Return bulletins in any of the states at the places an official is responsible for."""
    return await repository.list_of_prefixes(
        uow.session, prefixes=prefixes, states=states, after=after, first=first
    )


async def load_many(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Bulletin]:
    """Return bulletins by id, for loaders."""
    return {row.id: row for row in await repository.load_many(uow.session, ids)}


async def load_by_subjects(
    uow: UnitOfWork, subjects: Collection[UUID]
) -> dict[UUID, list[Bulletin]]:
    """Return the bulletins of matters, resolutions and questions, oldest first, for loaders."""
    found: dict[UUID, list[Bulletin]] = defaultdict(list)
    for row in await repository.load_by_subjects(uow.session, subjects):
        found[row.subject].append(row)
    return found


async def load_corrections(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Bulletin]:
    """Return the correction of each bulletin that has one, by the corrected id, for loaders."""
    rows = await repository.corrections_of(uow.session, ids)
    return {row.corrects_id: row for row in rows if row.corrects_id}


async def load_files(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[BulletinFile]]:
    """Return the printed sheets by bulletin, for loaders."""
    return _by_bulletin(await repository.load_files(uow.session, ids))


async def load_texts(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[OutgoingText]]:
    """Return the short texts by bulletin, for loaders."""
    return _by_bulletin(await repository.load_texts(uow.session, ids))


async def load_receipts(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[PostingReceipt]]:
    """Return the posting receipts by bulletin, for loaders."""
    return _by_bulletin(await repository.load_receipts(uow.session, ids))


async def load_questions_of(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[Question]]:
    """Return the questions by bulletin, for loaders."""
    return _by_bulletin(await repository.load_questions_of(uow.session, ids))


async def load_questions(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Question]:
    """Return questions by id, for loaders."""
    return {row.id: row for row in await repository.load_questions(uow.session, ids)}


async def list_questions(
    uow: UnitOfWork,
    *,
    prefixes: Collection[str],
    state: str | None = None,
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Question]:
    """Return the questions at the places an official answers for, newest first."""
    return await repository.list_questions(
        uow.session, prefixes=prefixes, state=state, after=after, first=first
    )


async def waiting_questions(
    uow: UnitOfWork, prefixes: Collection[str], *, first: int = 20
) -> Sequence[Question]:
    """Return what nobody has answered at the places an official answers for, first due first."""
    return await repository.waiting_questions(uow.session, prefixes, first)


async def files(uow: UnitOfWork, bulletin_id: UUID) -> list[BulletinFile]:
    """Return the printed sheets of one published bulletin."""
    bulletin = await find(uow, bulletin_id)
    if bulletin.state != State.PUBLISHED:
        raise UnknownBulletin
    return (await load_files(uow, [bulletin_id])).get(bulletin_id, [])


async def file_bytes(uow: UnitOfWork, code: str, form: str) -> tuple[BulletinFile, bytes]:
    """Return a sheet of the bulletin published under a code, with its bytes."""
    bulletin = await find_by_code(uow, code)
    if bulletin is None:
        raise UnknownBulletin
    for file in await files(uow, bulletin.id):
        if file.format == form:
            return file, await storage.get(uow.tenant.code, file.storage_key)
    raise UnknownBulletin


@dataclass(frozen=True)
class BoardPhoto:
    """A receipt with its picture and the village whose board it shows."""

    receipt: PostingReceipt
    village_code: str
    data: bytes


async def receipt_photo(uow: UnitOfWork, receipt_id: UUID) -> BoardPhoto | None:
    """Return the photo of a receipt; callers check whether the asker may see it."""
    receipt = await repository.find_receipt(uow.session, receipt_id)
    if receipt is None:
        return None
    bulletin = await find(uow, receipt.bulletin_id)
    data = await storage.get(uow.tenant.code, receipt.photo_key)
    return BoardPhoto(receipt, bulletin.village_code, data)


async def count_reached(uow: UnitOfWork, text_id: UUID) -> tuple[int, int]:
    """Return how many households a text has reached, and how many it was addressed to."""
    return await repository.count_reached(uow.session, text_id)


def _by_bulletin(rows: Sequence[T]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[row.bulletin_id].append(row)
    return found
