"""Verbs about what residents say is wrong about themselves (个人信息保护法 art. 46)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from infra import calendar, clock, crypto
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    CorrectionDecided,
    CorrectionOpen,
    OwnCorrection,
    ReasonNeeded,
    UnknownCorrection,
    UnknownResident,
)
from services.people.models import CorrectionRequest
from services.people.roll import repository as life
from services.people.service.households import Entry
from services.people.service.persons import check_value, correct_resident
from tenants.unit_of_work import UnitOfWork

DAYS_TO_ANSWER = 15  # our default; PIPL art. 50 asks for an answer without delay
_LIMIT = 500
_WORDS = Words("words", "理由", "reason", _LIMIT)
_ANSWER = Words("answer", "答复", "answer", _LIMIT)
_SEVERAL = 100


async def ask_correction(
    uow: UnitOfWork, resident_id: UUID, field: str, value: str, words: str
) -> CorrectionRequest:
    """Ask for one thing about oneself to be corrected; the village answers within 15 days."""
    why = _WORDS.read(words)
    if not why:
        raise ReasonNeeded(path=("words",), limit=_LIMIT)
    wanted = check_value(field, value)
    person = await repository.find_resident_for_update(uow.session, resident_id)
    if person is None:
        raise UnknownResident
    waiting = await life.requests(
        uow.session, resident_id=resident_id, state="open", first=_SEVERAL
    )
    if any(one.field == field for one in waiting):
        raise CorrectionOpen(path=("field",))
    made = CorrectionRequest(
        resident_id=resident_id,
        village_code=person.village_code,
        field=field,
        wanted_sealed=crypto.seal(wanted),
        words=why,
        due_at=calendar.deadline(clock.now(), DAYS_TO_ANSWER),
    )
    uow.session.add(made)
    await audit.record(
        uow, AuditTag.PEOPLE_CORRECTION_ASK, subject=made.id, village=made.village_code, field=field
    )
    return made


async def decide_correction(
    uow: UnitOfWork, request_id: UUID, answer: str, *, granted: bool
) -> CorrectionRequest:
    """Grant a request, which corrects the roll at once, or refuse it with the reason."""
    reason = _ANSWER.read(answer)
    if not reason:
        raise ReasonNeeded(path=("answer",), limit=_LIMIT)
    request = await life.request_for_update(uow.session, request_id)
    if request is None:
        raise UnknownCorrection
    if request.state != "open":
        raise CorrectionDecided
    if request.resident_id == uow.actor.resident_id:
        raise OwnCorrection
    if granted:
        wanted = crypto.unseal(request.wanted_sealed)
        await correct_resident(uow, request.resident_id, request.field, wanted, Entry(reason))
    request.state = "granted" if granted else "refused"
    request.answer, request.decided_at = reason, clock.now()
    request.decided_by = uow.actor.account_id
    await audit.record(
        uow,
        AuditTag.PEOPLE_CORRECTION_DECIDE,
        subject=request.id,
        village=request.village_code,
        state=request.state,
    )
    return request


async def list_corrections(
    uow: UnitOfWork,
    *,
    village_code: str | None = None,
    resident_id: UUID | None = None,
    state: str | None = None,
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[CorrectionRequest]:
    """Return requests of a village or of one person, oldest first."""
    return await life.requests(
        uow.session,
        village_code=village_code,
        resident_id=resident_id,
        state=state,
        after=after,
        first=first,
    )


async def load_corrections(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, CorrectionRequest]:
    """Return requests by id, for loaders."""
    return {row.id: row for row in await life.requests_by_ids(uow.session, ids)}


def wanted(request: CorrectionRequest) -> str:
    """Return what a field should become; who may see it is the caller's question."""
    return crypto.unseal(request.wanted_sealed)
