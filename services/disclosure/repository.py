"""Every query of disclosure; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from infra.ids import new_id
from services.disclosure.models import (
    Bulletin,
    BulletinFile,
    OutgoingText,
    PostingReceipt,
    Question,
    TextDelivery,
)
from services.disclosure.workflow import ON_THE_WAY, State

_SHOWN = col(Bulletin.published_at).is_not(None)


async def lock_numbers(session: AsyncSession, village_code: str) -> None:
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"bulletin:{village_code}"}
    )


async def last_serial(session: AsyncSession, village_code: str, year: int) -> int:
    found = await session.scalar(
        select(func.coalesce(func.max(col(Bulletin.serial)), 0)).where(
            col(Bulletin.village_code) == village_code, col(Bulletin.year) == year
        )
    )
    return int(found or 0)


async def find(session: AsyncSession, bulletin_id: UUID) -> Bulletin | None:
    return await session.get(Bulletin, bulletin_id)


async def find_for_update(session: AsyncSession, bulletin_id: UUID) -> Bulletin | None:
    return await session.get(Bulletin, bulletin_id, with_for_update=True, populate_existing=True)


async def find_by_subject(session: AsyncSession, kind: str, subject: UUID) -> Bulletin | None:
    return await session.scalar(
        select(Bulletin).where(
            col(Bulletin.kind) == kind,
            col(Bulletin.subject) == subject,
            col(Bulletin.state) != State.WITHDRAWN,
        )
    )


async def find_shown_by_code(session: AsyncSession, code: str) -> Bulletin | None:
    return await session.scalar(select(Bulletin).where(col(Bulletin.code) == code, _SHOWN))


async def load_many(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Bulletin]:
    found = await session.scalars(select(Bulletin).where(col(Bulletin.id).in_(ids)))
    return found.all()


async def load_by_subjects(session: AsyncSession, subjects: Collection[UUID]) -> Sequence[Bulletin]:
    found = await session.scalars(
        select(Bulletin).where(col(Bulletin.subject).in_(subjects)).order_by(col(Bulletin.id))
    )
    return found.all()


async def corrections_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Bulletin]:
    """Return the corrections that stand; one that was taken back corrects nothing."""
    found = await session.scalars(
        select(Bulletin).where(
            col(Bulletin.corrects_id).in_(ids), col(Bulletin.state) != State.WITHDRAWN
        )
    )
    return found.all()


async def list_shown(
    session: AsyncSession,
    *,
    prefix: str,
    kinds: Collection[str],
    search: str,
    after: UUID | None,
    first: int,
) -> Sequence[Bulletin]:
    query = select(Bulletin).where(
        col(Bulletin.state) == State.PUBLISHED, col(Bulletin.village_code).startswith(prefix)
    )
    if kinds:
        query = query.where(col(Bulletin.kind).in_(kinds))
    if search:
        query = query.where(col(Bulletin.title).contains(search, autoescape=True))
    # Newest is what was published last: it may have been drafted long before.
    newest = (col(Bulletin.published_at), col(Bulletin.id))
    if after:
        last = select(*newest).where(col(Bulletin.id) == after)
        query = query.where(tuple_(*newest) < last.scalar_subquery())
    found = await session.scalars(query.order_by(*(one.desc() for one in newest)).limit(first))
    return found.all()


async def list_of_prefixes(
    session: AsyncSession,
    *,
    prefixes: Collection[str],
    states: Collection[str],
    after: UUID | None,
    first: int,
) -> Sequence[Bulletin]:
    if not prefixes:
        return []
    query = select(Bulletin).where(
        or_(*(col(Bulletin.village_code).startswith(prefix) for prefix in prefixes)),
        col(Bulletin.state).in_(states),
    )
    if after:
        query = query.where(col(Bulletin.id) < after)
    found = await session.scalars(query.order_by(col(Bulletin.id).desc()).limit(first))
    return found.all()


async def list_stuck(session: AsyncSession, before: datetime) -> Sequence[UUID]:
    found = await session.scalars(
        select(col(Bulletin.id)).where(
            col(Bulletin.state).in_(ON_THE_WAY), col(Bulletin.queued_at) < before
        )
    )
    return found.all()


async def add_file(session: AsyncSession, file: BulletinFile) -> None:
    values = file.model_dump()
    await session.execute(insert(BulletinFile).values(**values).on_conflict_do_nothing())


async def load_files(session: AsyncSession, ids: Collection[UUID]) -> Sequence[BulletinFile]:
    found = await session.scalars(
        select(BulletinFile)
        .where(col(BulletinFile.bulletin_id).in_(ids))
        .order_by(col(BulletinFile.format))
    )
    return found.all()


async def load_texts(session: AsyncSession, ids: Collection[UUID]) -> Sequence[OutgoingText]:
    found = await session.scalars(
        select(OutgoingText)
        .where(col(OutgoingText.bulletin_id).in_(ids))
        .order_by(col(OutgoingText.channel))
    )
    return found.all()


async def cancel_texts(session: AsyncSession, bulletin_id: UUID) -> None:
    await session.execute(
        update(OutgoingText)
        .where(col(OutgoingText.bulletin_id) == bulletin_id, col(OutgoingText.state) == "waiting")
        .values(state="cancelled")
    )


async def find_text(session: AsyncSession, text_id: UUID) -> OutgoingText | None:
    return await session.get(OutgoingText, text_id)


async def find_text_for_update(session: AsyncSession, text_id: UUID) -> OutgoingText | None:
    return await session.get(OutgoingText, text_id, with_for_update=True, populate_existing=True)


async def list_due_texts(session: AsyncSession, now: datetime) -> Sequence[UUID]:
    found = await session.scalars(
        select(col(OutgoingText.id)).where(
            col(OutgoingText.state) == "waiting", col(OutgoingText.send_after) < now
        )
    )
    return found.all()


async def address(
    session: AsyncSession, text_id: UUID, people: Collection[tuple[UUID, UUID | None]]
) -> None:
    rows = [
        {
            "id": new_id(),
            "text_id": text_id,
            "resident_id": resident,
            "household_id": household,
            "state": "waiting",
        }
        for resident, household in people
    ]
    if rows:
        await session.execute(insert(TextDelivery).values(rows).on_conflict_do_nothing())


async def waiting_deliveries(
    session: AsyncSession, text_id: UUID, most: int
) -> Sequence[TextDelivery]:
    found = await session.scalars(
        select(TextDelivery)
        .where(col(TextDelivery.text_id) == text_id, col(TextDelivery.state) == "waiting")
        .order_by(col(TextDelivery.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return found.all()


async def count_reached(session: AsyncSession, text_id: UUID) -> tuple[int, int]:
    row = await session.execute(
        select(
            func.count(func.distinct(col(TextDelivery.household_id))).filter(
                col(TextDelivery.state) == "sent"
            ),
            func.count(func.distinct(col(TextDelivery.household_id))),
        ).where(col(TextDelivery.text_id) == text_id)
    )
    reached, all_of_them = row.one()
    return int(reached), int(all_of_them)


async def find_receipt(session: AsyncSession, receipt_id: UUID) -> PostingReceipt | None:
    return await session.get(PostingReceipt, receipt_id)


async def load_receipts(session: AsyncSession, ids: Collection[UUID]) -> Sequence[PostingReceipt]:
    found = await session.scalars(
        select(PostingReceipt)
        .where(col(PostingReceipt.bulletin_id).in_(ids))
        .order_by(col(PostingReceipt.id))
    )
    return found.all()


async def load_questions_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Question]:
    found = await session.scalars(
        select(Question).where(col(Question.bulletin_id).in_(ids)).order_by(col(Question.id))
    )
    return found.all()


async def load_questions(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Question]:
    found = await session.scalars(select(Question).where(col(Question.id).in_(ids)))
    return found.all()


async def find_question_for_update(session: AsyncSession, question_id: UUID) -> Question | None:
    return await session.get(Question, question_id, with_for_update=True, populate_existing=True)


async def waiting_questions(
    session: AsyncSession, prefixes: Collection[str], first: int
) -> Sequence[Question]:
    if not prefixes:
        return []
    found = await session.scalars(
        select(Question)
        .where(
            col(Question.state) == "received",
            or_(*(col(Question.village_code).startswith(prefix) for prefix in prefixes)),
        )
        .order_by(col(Question.due_at), col(Question.id))
        .limit(first)
    )
    return found.all()


async def list_questions(
    session: AsyncSession,
    *,
    prefixes: Collection[str],
    state: str | None,
    after: UUID | None,
    first: int,
) -> Sequence[Question]:
    if not prefixes:
        return []
    query = select(Question).where(
        or_(*(col(Question.village_code).startswith(prefix) for prefix in prefixes))
    )
    if state:
        query = query.where(col(Question.state) == state)
    if after:
        query = query.where(col(Question.id) < after)
    found = await session.scalars(query.order_by(col(Question.id).desc()).limit(first))
    return found.all()
