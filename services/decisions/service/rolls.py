"""Drawing up the roll of a meeting: from offices, or from the residents of village or group."""

from infra import clock
from services.decisions.meeting_errors import BodyNotLawful
from services.decisions.models import Meeting, MeetingMember
from services.decisions.vocabulary import ASSEMBLIES, Body, MeetingUnit
from services.people import service as people
from services.people.service import assemblies
from services.people.service.assemblies import AssemblySeat
from services.people.workflow import RosterEntry
from tenants.unit_of_work import UnitOfWork


async def drawn(uow: UnitOfWork, meeting: Meeting) -> list[MeetingMember]:
    """Return the lines of a meeting's roll, as its body stands on its day."""
    if Body(meeting.body) in ASSEMBLIES:
        return [_line(meeting, seat) for seat in await _assembly(uow, meeting)]
    if Body(meeting.body) is Body.TOWNSHIP_PARTY_COMMITTEE:
        return await _township(uow, meeting)
    entries = await _entries(uow, meeting)
    residents = await people.load_residents(uow, [entry.resident_id for entry in entries])
    return [
        MeetingMember(
            meeting_id=meeting.id,
            resident_id=entry.resident_id,
            name=entry.name,
            capacity=entry.capacity,
            representative=entry.capacity == "representative",
            woman=residents[entry.resident_id].gender == "female",
        )
        for entry in entries
    ]


async def _entries(uow: UnitOfWork, meeting: Meeting) -> list[RosterEntry]:
    if Body(meeting.body) is Body.MEMBER_REPRESENTATIVES:
        day = clock.local(meeting.scheduled_at).date()
        return await people.member_representatives(uow, meeting.village_code, day)
    return await people.roster(uow, meeting.village_code, meeting.body)


async def refuse_unlawful(uow: UnitOfWork, meeting: Meeting) -> None:
    """Refuse a body that is not made up as the law asks on the meeting's day (CEL art. 28)."""
    if Body(meeting.body) is not Body.MEMBER_REPRESENTATIVES:
        return
    day = clock.local(meeting.scheduled_at).date()
    found = await people.member_composition(uow, meeting.village_code, day)
    wrong = [line for line in found.lines if not line.met]
    if wrong:
        raise BodyNotLawful(
            why_zh="；".join(line.zh for line in wrong),
            why_en="; ".join(line.en for line in wrong),
        )


async def _township(uow: UnitOfWork, meeting: Meeting) -> list[MeetingMember]:
    """Return a township's party committee; its secretary presides."""
    day = clock.local(meeting.scheduled_at).date()
    seats = await people.township_committee(uow, meeting.village_code, day)
    meeting.presider_id = next((one.id for one in seats if one.chairs), None)
    return [
        MeetingMember(meeting_id=meeting.id, resident_id=one.id, name=one.name, capacity=one.post)
        for one in seats
    ]


async def _assembly(uow: UnitOfWork, meeting: Meeting) -> list[AssemblySeat]:
    village, day = meeting.village_code, clock.local(meeting.scheduled_at).date()
    if meeting.body == Body.MEMBERS_ASSEMBLY.value:
        return await assemblies.members(uow, village, day)
    by_home = meeting.unit == MeetingUnit.HOUSEHOLD.value
    draw = assemblies.households if by_home else assemblies.villagers
    return await draw(uow, village, day, meeting.group_id)


def _line(meeting: Meeting, seat: AssemblySeat) -> MeetingMember:
    return MeetingMember(
        meeting_id=meeting.id,
        resident_id=seat.resident_id,
        name=seat.name,
        capacity=seat.capacity,
        woman=seat.woman,
        household_id=seat.household_id,
    )
