"""The list of nominees: posted before anybody is seated, objected to, decided, dropped, seated."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from infra import calendar, clock
from infra.texts import NOTE, Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from services.disclosure.workflow import Kind
from services.people import service as people
from services.people.ending import TermEnd
from services.people.models import OfficeTerm
from services.people.workflow import Office, ResidentState
from services.representation import notices, repository, workflow
from services.representation.errors import (
    ListHanging,
    ListMissing,
    ListObjectionDecided,
    ListObjectionsClosed,
    NomineeUnknown,
    VillagersAlone,
)
from services.representation.models import (
    ListObjection,
    RepresentativeList,
    RepresentativeNominee,
)
from services.representation.service import lawful
from services.representation.service.choosing import drop_nominee, said
from services.representation.vocabulary import ListState, NomineeState, ObjectionState
from services.representation.workflow import Hanging, ToBe
from tenants.unit_of_work import UnitOfWork

_REASON = Words("reason", "理由", "reason", most=500)
_TEXT = Words("text", "异议的理由", "reason of the objection", most=500)
_ABOUT = Words("about_name", "姓名", "name", most=40)
_DECISION = Words("decision", "处理意见", "decision", most=NOTE)


async def post(uow: UnitOfWork, village_code: str, *, whole: bool) -> RepresentativeList:
    """Draft the notice of everybody who is put forward; somebody else approves it.

    Refused unless the seats would be lawful. `whole`: those who sit now leave with the seating.
    """
    await people.lock_villages(uow, [village_code])
    if await repository.open_list_for_update(uow.session, village_code):
        raise ListHanging
    nominees = await repository.open_nominees(uow.session, village_code)
    if not nominees:
        raise ListMissing
    coming = await _to_be(uow, nominees)
    lawful.refuse(await _unlawful(uow, village_code, coming, whole=whole))
    hung = RepresentativeList(village_code=village_code, whole=whole, posted_by=uow.actor.label)
    uow.session.add(hung)
    await uow.session.flush()  # the nominees refer to it
    for one in nominees:
        one.state, one.list_id = NomineeState.LISTED, hung.id
    hung.bulletin_id = await disclosure.prepare(
        uow,
        kind=Kind.ELECTION.value,
        subject=hung.id,
        village_code=village_code,
        title_zh="村民代表推选名单公示",
        record=notices.nominees(coming, await _group_names(uow, village_code), whole=whole),
    )
    await _audit(uow, AuditTag.REPRESENTATION_NOMINEES_POST, hung, seats=len(nominees))
    return hung


async def _group_names(uow: UnitOfWork, village_code: str) -> dict[UUID, str]:
    return {row.id: row.name for row in await people.list_groups(uow, village_code)}


async def _to_be(uow: UnitOfWork, nominees: Sequence[RepresentativeNominee]) -> list[ToBe]:
    rows = await repository.confirmations_of(uow.session, [one.id for one in nominees])
    known = await people.load_residents(uow, {one.resident_id for one in nominees})
    homes = await people.load_households(uow, {one.household_id for one in rows})
    held = {
        nominee.resident_id: [
            row.household_id
            for row in rows
            if row.nominee_id == nominee.id and homes[row.household_id].until is None
        ]
        for nominee in nominees
    }
    return await lawful.as_seats(uow, held, known)


async def _unlawful(
    uow: UnitOfWork, village_code: str, coming: Sequence[ToBe], *, whole: bool
) -> lawful.Words:
    """Say what would be unlawful with those who come, and who stays where seats are only filled."""
    staying: list[ToBe] = []
    if not whole:
        roster = await people.roster(uow, village_code, "representatives_only")
        known = await people.load_residents(uow, {one.resident_id for one in roster})
        links = await people.load_representations(uow, list(known))
        held = {one: [link.household_id for link in links[one]] for one in known}
        staying = await lawful.as_seats(uow, held, known)
    sitting = {one.resident_id for one in staying}
    twice = [one for one in coming if one.resident_id in sitting]
    words = [(f"{one.name} 已是代表", f"{one.name} has a seat") for one in twice]
    fresh = [one for one in coming if one.resident_id not in sitting]
    return words + await lawful.to_be(uow, village_code, [*staying, *fresh])


async def hanging(uow: UnitOfWork, lists: Sequence[RepresentativeList]) -> dict[UUID, Hanging]:
    """Return until when lists hang and what waits; a notice taken back does not hang."""
    wanted = [one.bulletin_id for one in lists if one.bulletin_id]
    found = await disclosure.load_many(uow, wanted)
    rows = await repository.objections_of(uow.session, [one.id for one in lists])
    open_rows = [one.list_id for one in rows if one.state == ObjectionState.RECEIVED]
    return {
        one.id: Hanging(
            _until(found.get(one.bulletin_id) if one.bulletin_id else None),
            open_rows.count(one.id),
        )
        for one in lists
    }


def _until(notice: Bulletin | None) -> date | None:
    if notice is None or notice.published_at is None or notice.withdrawn_at is not None:
        return None
    return notice.posted_until


async def _open(uow: UnitOfWork, village_code: str) -> RepresentativeList:
    await people.lock_villages(uow, [village_code])
    hung = await repository.open_list_for_update(uow.session, village_code)
    if hung is None:
        raise ListMissing
    return hung


async def object_to(
    uow: UnitOfWork, village_code: str, *, about_name: str, text: str
) -> ListObjection:
    """Take a villager's objection while the list hangs."""
    hung = await _open(uow, village_code)
    if not workflow.objections_run((await hanging(uow, [hung]))[hung.id], clock.today()):
        raise ListObjectionsClosed
    objection = ListObjection(
        list_id=hung.id,
        objector_id=await _villager(uow, village_code),
        about_name=said(_ABOUT, about_name),
        text=said(_TEXT, text),
        due=calendar.last_day(clock.today(), workflow.DECISION_DAYS),
    )
    uow.session.add(objection)
    await _audit(uow, AuditTag.REPRESENTATION_OBJECTION_MAKE, hung, objection=str(objection.id))
    return objection


async def _villager(uow: UnitOfWork, village_code: str) -> UUID:
    own = uow.actor.resident_id
    if own is None:
        raise VillagersAlone
    person = (await people.load_residents(uow, [own])).get(own)
    if (
        person is None
        or person.village_code != village_code
        or person.state != ResidentState.LIVING
    ):
        raise VillagersAlone
    return own


async def decide(
    uow: UnitOfWork,
    village_code: str,
    objection_id: UUID,
    *,
    upheld: bool,
    decision: str,
    nominee_id: UUID | None = None,
) -> RepresentativeList:
    """Decide an objection with words; upheld, its nominee goes and the list is made anew."""
    hung = await _open(uow, village_code)
    row = await repository.objection_for_update(uow.session, objection_id)
    if row is None or row.list_id != hung.id or row.state != ObjectionState.RECEIVED:
        raise ListObjectionDecided(path=("list_objection_key",))
    row.decision, row.decided_at = said(_DECISION, decision), clock.now()
    row.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    await _audit(uow, AuditTag.REPRESENTATION_OBJECTION_DECIDE, hung, objection=str(row.id))
    if upheld:
        row.nominee_id = await _strike(uow, hung, nominee_id, row.decision)
        await _close(uow, hung, ListState.DROPPED, "异议成立")
    return hung


async def _strike(
    uow: UnitOfWork, hung: RepresentativeList, nominee_id: UUID | None, decision: str
) -> UUID:
    for one in await _listed(uow, hung):
        if one.id == nominee_id:
            await drop_nominee(uow, one, decision)
            return one.id
    raise NomineeUnknown(path=("nominee_key",))


async def _listed(uow: UnitOfWork, hung: RepresentativeList) -> list[RepresentativeNominee]:
    rows = await repository.open_nominees(uow.session, hung.village_code)
    return [one for one in rows if one.list_id == hung.id]


async def give_up(uow: UnitOfWork, village_code: str, reason: str) -> RepresentativeList:
    """Drop the list with the reason; its nominees gather on, and a new list hangs again."""
    hung = await _open(uow, village_code)
    await _close(uow, hung, ListState.DROPPED, said(_REASON, reason))
    return hung


async def _close(
    uow: UnitOfWork, hung: RepresentativeList, state: ListState, reason: str = ""
) -> None:
    if state is ListState.DROPPED:
        for one in await _listed(uow, hung):
            if one.state == NomineeState.LISTED:
                one.state, one.list_id = NomineeState.GATHERING, None
        await _audit(uow, AuditTag.REPRESENTATION_LIST_DROP, hung)
    hung.state, hung.reason, hung.closed_at = state, reason, clock.now()


async def seat(uow: UnitOfWork, village_code: str) -> list[OfficeTerm]:
    """Seat the listed after seven days on the wall, with no objection open (art. 25)."""
    hung = await _open(uow, village_code)
    workflow.require((await hanging(uow, [hung]))[hung.id], clock.today())
    nominees = await _listed(uow, hung)
    coming = {one.resident_id: one for one in await _to_be(uow, nominees)}
    lawful.refuse(await _unlawful(uow, village_code, list(coming.values()), whole=hung.whole))
    if hung.whole:
        await _vacate(uow, village_code)
    rest = None
    if not hung.whole:
        rest = await people.rest_of_term(uow, village_code, Office.REPRESENTATIVE)
    terms = [await _take(uow, one, coming[one.resident_id], rest) for one in nominees]
    await repository.close_confirmations(uow.session, [one.id for one in nominees], clock.now())
    await _close(uow, hung, ListState.SEATED)
    await _audit(uow, AuditTag.REPRESENTATION_LIST_SEAT, hung, seats=len(terms))
    return terms


async def _vacate(uow: UnitOfWork, village_code: str) -> None:
    for term in await people.list_terms(uow, village_code):
        if term.office == Office.REPRESENTATIVE:
            last = max(clock.today(), term.since)
            await people.end_term(uow, term.id, last, reason=TermEnd.REPLACED)


async def _take(
    uow: UnitOfWork, nominee: RepresentativeNominee, coming: ToBe, counted_from: date | None
) -> OfficeTerm:
    homes = await people.load_households(uow, coming.households)
    term = await people.seat(
        uow,
        nominee.resident_id,
        Office.REPRESENTATIVE,
        source=nominee.source,
        since=clock.today(),
        elected_on=nominee.chosen_on,
        counted_from=counted_from,
    )
    numbers = sorted(one.number for one in homes.values())
    await people.record_representation(uow, nominee.resident_id, numbers)
    nominee.state, nominee.term_id = NomineeState.SEATED, term.id
    return term


async def _audit(
    uow: UnitOfWork, tag: AuditTag, hung: RepresentativeList, **facts: str | int
) -> None:
    await audit.record(uow, tag, subject=hung.id, village=hung.village_code, **facts)
