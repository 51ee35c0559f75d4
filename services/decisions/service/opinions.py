"""Villagers' suggestions (我说): written down, typed in for others, taken up, answered."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from infra import calendar, clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, writing
from services.decisions.errors import NobodyOfThisName, NotYourHousehold, OpinionClosed
from services.decisions.models import Opinion
from services.decisions.service import sent_files
from services.decisions.service.county_numbers import parameter
from services.decisions.vocabulary import OpinionCategory, OpinionState
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

DAYS = "opinion_answer_days"


async def submit_opinion(
    uow: UnitOfWork,
    *,
    village_code: str,
    category: OpinionCategory,
    text: str,
    files: Sequence[bytes] = (),
) -> Opinion:
    """Write down what a villager needs, in words, pictures or their own voice."""
    opinion = await _written(uow, village_code, category, text, files)
    opinion.resident_id = uow.actor.resident_id
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_SUBMIT)
    return opinion


async def record_opinion(
    uow: UnitOfWork,
    *,
    village_code: str,
    household: str,
    name: str,
    category: OpinionCategory,
    text: str,
    files: Sequence[bytes] = (),
) -> Opinion:
    """Type in what somebody of a represented household said; that person stays the author."""
    author = await _represented(uow, village_code, household, name)
    opinion = await _written(uow, village_code, category, text, files)
    opinion.resident_id = author
    opinion.recorded_by_id, opinion.recorded_by = uow.actor.resident_id, uow.actor.label
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_RECORD)
    return opinion


async def _represented(uow: UnitOfWork, village_code: str, household: str, name: str) -> UUID:
    """Return who is called so in a household that chose the actor as representative."""
    speaker = uow.actor.resident_id
    links = (await people.load_representations(uow, [speaker])).get(speaker, []) if speaker else []
    rows = await people.load_households(uow, [link.household_id for link in links])
    wanted = (village_code, household.strip())
    mine = [row.id for row in rows.values() if (row.village_code, row.number) == wanted]
    if not mine:
        raise NotYourHousehold(path=("household",))
    members = (await people.load_residents_of_households(uow, mine))[mine[0]]
    found = [one.id for one in members if one.name == name.strip()]
    if not found:
        raise NobodyOfThisName(path=("name",))
    return found[0]


async def _written(
    uow: UnitOfWork,
    village_code: str,
    category: OpinionCategory,
    text: str,
    files: Sequence[bytes],
) -> Opinion:
    kept = await sent_files.keep(uow, files)
    opinion = Opinion(
        village_code=village_code,
        category=category.value,
        text=writing.NEED.read(text) if kept else writing.required(writing.NEED, text),
        attachments=[asdict(each) for each in kept],
    )
    opinion.due_at = calendar.deadline(opinion.at, await parameter(uow, DAYS))
    uow.session.add(opinion)
    return opinion


async def take_up_opinion(uow: UnitOfWork, opinion_id: UUID) -> Opinion:
    """Mark a need as taken up by the party branch."""
    opinion = await _open(uow, opinion_id)
    opinion.state = OpinionState.TAKEN_UP.value
    opinion.taken_up_at = opinion.taken_up_at or clock.now()
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_TAKE_UP)
    return opinion


async def answer_opinion(uow: UnitOfWork, opinion_id: UUID, answer: str) -> Opinion:
    """Answer a need; an answered one is closed."""
    answer = writing.required(writing.ANSWER, answer)
    opinion = await _open(uow, opinion_id)
    opinion.state, opinion.answer = OpinionState.ANSWERED.value, answer
    opinion.answered_at = clock.now()
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_ANSWER)
    return opinion


async def _open(uow: UnitOfWork, opinion_id: UUID) -> Opinion:
    opinion = await repository.find_opinion_for_update(uow.session, opinion_id)
    if opinion is None:
        raise NotFound
    if opinion.state == OpinionState.ANSWERED.value:
        raise OpinionClosed
    return opinion


async def _record(uow: UnitOfWork, opinion: Opinion, tag: AuditTag) -> None:
    await audit.record(uow, tag, subject=opinion.id, village=opinion.village_code)
