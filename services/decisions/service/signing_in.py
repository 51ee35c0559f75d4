"""Presence at a meeting: by oneself, by code, by QR, by the clerk; going, and excuses."""

import hmac
from datetime import timedelta
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import arrival, repository, writing
from services.decisions.blocking import MeetingState
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingNotInState,
    MeetingTooEarly,
    NotOnTheRoll,
    NotPresent,
    WrongSignInCode,
)
from services.decisions.meeting_errors import (
    ExcuseByAnother,
    HasStake,
    HouseholdIsHere,
    SignInQrExpired,
)
from services.decisions.models import Meeting, MeetingMember
from services.decisions.service.sittings import require_state
from services.decisions.vocabulary import MeetingUnit, SignIn
from services.people import service as people
from services.people.models import Resident
from services.people.service.elected import may_vote
from tenants.unit_of_work import UnitOfWork

DOORS_OPEN = timedelta(hours=2)


async def sign_in_by_code(uow: UnitOfWork, meeting_id: UUID, code: str) -> MeetingMember:
    """Sign in oneself by the six digits shown in the room."""
    meeting = await _open_doors(uow, meeting_id)
    if not hmac.compare_digest(code.strip().encode(), meeting.sign_in_code.encode()):
        raise WrongSignInCode(path=("code",))
    return await _present(uow, meeting, uow.actor.resident_id, SignIn.CODE)


async def sign_in_by_qr(uow: UnitOfWork, meeting_id: UUID, token: str) -> MeetingMember:
    """Sign in oneself by what the QR code on the screen or at the door says."""
    meeting = await _open_doors(uow, meeting_id)
    if not arrival.holds(uow.tenant.code, meeting.id, token, clock.now()):
        raise SignInQrExpired(path=("qr",))
    return await _present(uow, meeting, uow.actor.resident_id, SignIn.QR)


async def sign_in_by_clerk(uow: UnitOfWork, meeting_id: UUID, resident_id: UUID) -> MeetingMember:
    """Record that somebody without a phone is here."""
    meeting = await _open_doors(uow, meeting_id)
    lines = await repository.lines_of(uow.session, meeting.id, resident_id)
    own = [one for one in lines if one.resident_id == resident_id]
    if own and own[0].acting_id is not None:
        # At the clerk's desk the line is meant, and whoever holds its proxy stands there.
        return await _mark(uow, meeting, own[0], SignIn.CLERK)
    return await _present(uow, meeting, resident_id, SignIn.CLERK)


async def record_excuse(
    uow: UnitOfWork, meeting_id: UUID, resident_id: UUID, reason: str
) -> MeetingMember:
    """Record why a member does not come, or once it is over why they did not.

    Afterwards another than the member records it, and only where there was none; signed minutes
    stay as they are, and the absence counts no longer against the seat (ADR 41).
    """
    reason = writing.reason(reason, writing.EXCUSE)
    meeting = await _locked(uow, meeting_id)
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN, MeetingState.CLOSED)
    member = await _member(uow, meeting, resident_id)
    if meeting.state == MeetingState.CLOSED.value:
        _refuse_afterwards(uow, member)
    member.excuse, member.excused_at = reason, clock.now()
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_EXCUSE,
        subject=meeting.id,
        village=meeting.village_code,
        resident=str(member.resident_id),
    )
    return member


def _refuse_afterwards(uow: UnitOfWork, member: MeetingMember) -> None:
    if member.resident_id == uow.actor.resident_id:
        raise ExcuseByAnother
    if member.present_at is not None or member.excuse:
        raise MeetingNotInState


async def record_leaving(uow: UnitOfWork, meeting_id: UUID, resident_id: UUID) -> MeetingMember:
    """Record that somebody has gone; they count no longer, until they sign in again."""
    meeting = await _open_doors(uow, meeting_id)
    member = await _member(uow, meeting, resident_id)
    if not member.here:
        raise NotPresent
    member.left_at = clock.now()
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_LEAVE,
        subject=meeting.id,
        village=meeting.village_code,
        resident=str(member.resident_id),
    )
    return member


async def _locked(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    meeting = await repository.find_meeting_for_update(uow.session, meeting_id)
    if meeting is None:
        raise NotFound
    return meeting


async def _open_doors(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    """Lock a meeting that can be signed in to: not before its time, not once a vote has begun."""
    meeting = await _locked(uow, meeting_id)
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN)
    if clock.now() < meeting.scheduled_at - DOORS_OPEN:
        raise MeetingTooEarly(scheduled=f"{clock.local(meeting.scheduled_at):%Y-%m-%d %H:%M}")
    if await repository.open_vote_of(uow.session, meeting.id) is not None:
        raise AttendanceFrozen
    return meeting


async def _member(uow: UnitOfWork, meeting: Meeting, resident_id: UUID | None) -> MeetingMember:
    if resident_id is None:
        raise NotOnTheRoll
    member = await repository.find_member(uow.session, meeting.id, resident_id)
    if member is None:
        raise NotOnTheRoll
    return member


async def _present(
    uow: UnitOfWork, meeting: Meeting, resident_id: UUID | None, how: SignIn
) -> MeetingMember:
    """Sign in somebody on every line that is theirs: their own, by proxy, or their household's."""
    lines = await _lines(uow, meeting, resident_id)
    for line in lines:
        if line.resident_id == resident_id and line.acting_id is not None:
            # Who comes in person needs nobody in their place.
            line.acting_id, line.acting = None, ""
        await _mark(uow, meeting, line, how)
    return lines[0]


async def _lines(
    uow: UnitOfWork, meeting: Meeting, resident_id: UUID | None
) -> list[MeetingMember]:
    if resident_id is None:
        raise NotOnTheRoll
    person, home = None, None
    if meeting.unit == MeetingUnit.HOUSEHOLD.value:
        person = (await people.load_residents(uow, [resident_id])).get(resident_id)
        home = person.household_id if person else None
    found = await repository.lines_of(uow.session, meeting.id, resident_id, home)
    if not found:
        raise NotOnTheRoll
    for line in found:
        if person is not None and line.actor_id != person.id:
            await _speak_for(uow, meeting, line, person)
    return sorted(found, key=lambda line: line.resident_id != resident_id)


async def _speak_for(
    uow: UnitOfWork, meeting: Meeting, line: MeetingMember, person: Resident
) -> None:
    """Let another of age of the household stand for it, until somebody does or the roll is frozen.

    Any of them may come for the household (organic law art. 22: 户的代表).
    """
    day = clock.local(meeting.scheduled_at).date()
    if line.here or meeting.state != MeetingState.CALLED.value:
        raise HouseholdIsHere
    if not await may_vote(uow, person, day):
        raise HouseholdIsHere
    if line.resident_id == person.id:
        line.acting_id, line.acting = None, ""
    else:
        line.acting_id, line.acting = person.id, person.name


async def _mark(
    uow: UnitOfWork, meeting: Meeting, member: MeetingMember, how: SignIn
) -> MeetingMember:
    if await _has_a_stake_in_all(uow, meeting, member):
        raise HasStake
    if member.here:
        return member
    member.present_at, member.how, member.recorded_by = clock.now(), how.value, uow.actor.label
    member.left_at = None
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_SIGN_IN,
        subject=meeting.id,
        village=meeting.village_code,
        resident=str(member.resident_id),
        acting=str(member.acting_id) if member.acting_id else None,
        how=how.value,
    )
    return member


async def _has_a_stake_in_all(uow: UnitOfWork, meeting: Meeting, member: MeetingMember) -> bool:
    """Say whether nothing is left on the agenda for which this member may be in the room."""
    recusals = await repository.recusals_of(uow.session, [meeting.id])
    staked = {one.item_id for one in recusals if one.member_id == member.id}
    items = await repository.items_of(uow.session, [meeting.id])
    return bool(staked) and all(item.id in staked for item in items if not item.ended)
