"""Record that somebody is at a meeting."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch
from schema.decisions.inputs import MeetingSignInMemberInput
from schema.decisions.types import Meeting
from schema.people.types import Resident
from services.decisions import models, service
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingNotInState,
    MeetingTooEarly,
    NotOnTheRoll,
)
from services.decisions.meeting_errors import HasStake, HouseholdIsHere
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_RECORD,
    returns={"meeting": Meeting},
    refuses=(
        AttendanceFrozen,
        HasStake,
        HouseholdIsHere,
        MeetingNotInState,
        MeetingTooEarly,
        NotOnTheRoll,
    ),
    description="Record that a member without a phone is here.",
)
async def meeting_sign_in_member(ask: Ask, input: MeetingSignInMemberInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_RECORD)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    came = member.resident_id
    if input.resident_id is not None:
        came = local_id(input.resident_id, Resident, "residentId")
    await service.sign_in_by_clerk(ask.uow, row.id, came)
    return row
