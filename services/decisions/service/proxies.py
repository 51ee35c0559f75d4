"""Written proxies: to somebody of the same household, and only where the law knows them."""

from collections.abc import Mapping
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import counting, repository, writing
from services.decisions.blocking import MeetingState
from services.decisions.errors import AttendanceFrozen, NotOnTheRoll
from services.decisions.meeting_errors import (
    NoProxyStands,
    ProxyNotAllowed,
    ProxyOutsideHousehold,
    ProxyStands,
)
from services.decisions.models import Meeting, MeetingChange, MeetingMember, MeetingProxy
from services.decisions.service.sittings import require_state
from services.decisions.vocabulary import BODY_NAMES, Body, MeetingChangeKind
from services.people import service as people
from services.people.models import Resident
from services.people.service.elected import is_of_age
from services.people.workflow import ResidentState
from tenants.unit_of_work import UnitOfWork

# Collective law art. 27 alone lets a member send somebody. What is silent allows nothing.
_SILENT: Mapping[Body, tuple[str, str]] = {
    Body.GROUP_MEETING: ("《村民委员会组织法》第二十八条", "Organic Law art. 28"),
    Body.JOINT_COMMITTEE: ("《村民委员会组织法》", "the Organic Law"),
    Body.MEMBER_REPRESENTATIVES: (
        "《农村集体经济组织法》第二十八条",
        "Rural Collective Economic Organisations Law art. 28",
    ),
    Body.PARTY_BRANCH_COMMITTEE: ("《支部工作条例》第十二条", "the branch regulations, art. 12"),
    Body.PARTY_MEMBERS: ("《支部工作条例》第十一条", "the branch regulations, art. 11"),
    Body.REPRESENTATIVES_MEETING: ("《村民委员会组织法》第二十六条", "Organic Law art. 26"),
    Body.TOWNSHIP_PARTY_COMMITTEE: ("党内法规", "the party's regulations"),
    Body.VILLAGERS_ASSEMBLY: ("《村民委员会组织法》第二十二条", "Organic Law art. 22"),
}


def allowed(body: Body) -> bool:
    """Say whether a member of this body may send somebody with a paper."""
    return body not in _SILENT


async def record_proxy(
    uow: UnitOfWork, meeting_id: UUID, member_id: UUID, holder_id: UUID, sheet_key: str
) -> MeetingProxy:
    """Enter a written proxy by its photographed paper; the holder then signs in and votes.

    A family member of age of the same household (collective law art. 27).
    """
    sha256 = counting.sheet_sha256(sheet_key)
    meeting = await repository.find_meeting_for_update(uow.session, meeting_id)
    if meeting is None:
        raise NotFound
    _refuse_silent(Body(meeting.body))
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN)
    if await repository.open_vote_of(uow.session, meeting.id) is not None:
        raise AttendanceFrozen
    roll = await repository.members_of(uow.session, [meeting.id])
    member = next((one for one in roll if one.id == member_id), None)
    if member is None:
        raise NotOnTheRoll(path=("member_id",))
    if member.present_at is not None or member.acting_id is not None:
        raise ProxyStands
    holder = await _holder(uow, meeting, member, holder_id)
    row = MeetingProxy(
        meeting_id=meeting.id,
        member_id=member.id,
        holder_id=holder.id,
        holder=holder.name,
        sheet_key=sheet_key,
        sheet_sha256=sha256,
        recorded_by=uow.actor.label,
    )
    uow.session.add(row)
    member.acting_id, member.acting = holder.id, holder.name
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_PROXY,
        subject=meeting.id,
        village=meeting.village_code,
        resident=str(member.resident_id),
        holder=str(holder.id),
    )
    return row


async def take_back_proxy(
    uow: UnitOfWork, meeting_id: UUID, member_id: UUID, reason: str
) -> Meeting:
    """Take a proxy back before the meeting opens; the paper stays, and the line is free again.

    Who had signed in for the member by it has not signed in any more.
    """
    reason = writing.reason(reason)
    meeting = await repository.find_meeting_for_update(uow.session, meeting_id)
    if meeting is None:
        raise NotFound
    require_state(meeting, MeetingState.CALLED)
    roll = await repository.members_of(uow.session, [meeting.id])
    member = next((one for one in roll if one.id == member_id), None)
    if member is None:
        raise NotOnTheRoll(path=("member_id",))
    proxy = await repository.find_proxy(uow.session, member.id)
    if proxy is None or proxy.holder_id != member.acting_id:  # who came in person ended it
        raise NoProxyStands(path=("member_id",))
    change = MeetingChange(
        meeting_id=meeting.id,
        kind=MeetingChangeKind.PROXY_TAKEN_BACK.value,
        member_id=member.id,
        proxy_id=proxy.id,
        reason=reason,
        recorded_by=uow.actor.label,
    )
    uow.session.add(change)
    member.acting_id, member.acting = None, ""
    member.left_at, member.present_at, member.how, member.recorded_by = None, None, "", ""
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_PROXY_END,
        subject=meeting.id,
        village=meeting.village_code,
        resident=str(member.resident_id),
        holder=str(proxy.holder_id),
    )
    return meeting


def _refuse_silent(body: Body) -> None:
    if allowed(body):
        return
    (body_zh, body_en), (basis_zh, basis_en) = BODY_NAMES[body], _SILENT[body]
    raise ProxyNotAllowed(body_zh=body_zh, body_en=body_en, basis_zh=basis_zh, basis_en=basis_en)


async def _holder(
    uow: UnitOfWork, meeting: Meeting, member: MeetingMember, holder_id: UUID
) -> Resident:
    holder = (await people.load_residents(uow, [holder_id])).get(holder_id)
    day = clock.local(meeting.scheduled_at).date()
    fits = (
        holder is not None
        and holder.state == ResidentState.LIVING
        and holder.household_id == member.household_id
        and holder.id != member.resident_id
        and is_of_age(holder, day)
    )
    if holder is None or not fits:
        raise ProxyOutsideHousehold(path=("holder_id",))
    return holder


async def may_hold(uow: UnitOfWork, member: MeetingMember, meeting: Meeting) -> list[Resident]:
    """Return who of a member's household could hold their proxy."""
    if member.household_id is None or not allowed(Body(meeting.body)):
        return []
    homes = await people.load_residents_of_households(uow, [member.household_id])
    day = clock.local(meeting.scheduled_at).date()
    return [
        one
        for one in homes.get(member.household_id, [])
        if one.id != member.resident_id and is_of_age(one, day)
    ]
