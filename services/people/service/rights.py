"""Verbs about lost political rights: enter a judgment, end it, and who may vote on a day (ADR 33).

Organic Law (2018) art. 13: villagers of eighteen vote and may be elected, except who was deprived
of political rights by law. Nobody but the person and those who keep the offices reads it.
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    JudgmentNeeded,
    ResidentNotLiving,
    RightsDaysWrong,
    RightsLossEnded,
    RightsLossStands,
    UnknownResident,
    UnknownRightsLoss,
)
from services.people.models import Resident
from services.people.rights import repository as rights
from services.people.rights.models import RightsLoss
from services.people.workflow import ResidentState
from tenants.unit_of_work import UnitOfWork

_DOCUMENT = Words("document", "判决书或通知的文号", "judgment or notice", most=100)


def _said(raw: str) -> str:
    text = _DOCUMENT.read(raw)
    if not text:
        raise JudgmentNeeded(path=("document",), limit=_DOCUMENT.most)
    return text


async def record_rights_loss(
    uow: UnitOfWork, resident_id: UUID, *, document: str, since: date, until: date | None = None
) -> RightsLoss:
    """Enter that a judgment took somebody's political rights, from a day until a day."""
    by = _said(document)
    person = await repository.find_resident_for_update(uow.session, resident_id)
    if person is None:
        raise UnknownResident(path=("resident_id",))
    if person.state != ResidentState.LIVING:
        raise ResidentNotLiving(path=("resident_id",), name=person.name)
    if until is not None and until <= since:
        raise RightsDaysWrong(path=("until",))
    if await rights.overlapping(uow.session, resident_id, since, until) is not None:
        raise RightsLossStands(path=("since",), name=person.name)
    row = RightsLoss(
        resident_id=resident_id,
        document=by,
        since=since,
        until=until,
        recorded_by=uow.actor.label,
    )
    uow.session.add(row)
    await _audit(uow, AuditTag.PEOPLE_RIGHTS_LOSE, person)
    return row


async def end_rights_loss(
    uow: UnitOfWork, loss_id: UUID, *, document: str, until: date
) -> RightsLoss:
    """Enter by which document somebody has the rights again from a day on; the row stays."""
    by = _said(document)
    row = await rights.find_for_update(uow.session, loss_id)
    if row is None:
        raise UnknownRightsLoss(path=("loss_id",))
    if row.ended_at is not None:
        raise RightsLossEnded(path=("loss_id",))
    if until < row.since or (row.until is not None and until > row.until):
        raise RightsDaysWrong(path=("until",))
    [person] = await repository.residents_by_ids(uow.session, [row.resident_id])
    row.until, row.end_document = until, by
    row.ended_at, row.ended_by = clock.now(), uow.actor.label
    await _audit(uow, AuditTag.PEOPLE_RIGHTS_REGAIN, person)
    return row


async def _audit(uow: UnitOfWork, tag: AuditTag, person: Resident) -> None:
    await audit.record(uow, tag, subject=person.id, village=person.village_code)


async def without_rights(uow: UnitOfWork, village_code: str, day: date) -> set[UUID]:
    """Return who of a village's roll may neither vote nor be elected on a day."""
    return await rights.without_in_village(uow.session, village_code, day)


async def without_rights_among(uow: UnitOfWork, ids: Collection[UUID], day: date) -> set[UUID]:
    """Return who of these people may neither vote nor be elected on a day."""
    return await rights.without_among(uow.session, ids, day)


async def list_rights_losses(
    uow: UnitOfWork, resident_id: UUID, *, after: UUID | None = None, first: int
) -> Sequence[RightsLoss]:
    """Return what was entered about somebody, newest first; who may read it the caller asks."""
    return await rights.of_resident(uow.session, resident_id, after=after, first=first)


async def record_rights_read(uow: UnitOfWork, resident_id: UUID, village_code: str) -> None:
    """Write down that another than the person read it (SECURITY 30)."""
    await audit.record(uow, AuditTag.PEOPLE_RIGHTS_READ, subject=resident_id, village=village_code)


async def load_rights_losses(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, RightsLoss]:
    """Return entries by id, for loaders."""
    return {row.id: row for row in await rights.by_ids(uow.session, ids)}
