"""Record that a member has a stake and leaves the room."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingRecuseInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingNotInState,
    NotOnTheRoll,
    ReasonNeeded,
)
from services.decisions.meeting_errors import AgendaItemNeeded, HasStake, PresiderHasStake
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(
        AgendaItemNeeded,
        AttendanceFrozen,
        HasStake,
        MeetingNotInState,
        NotOnTheRoll,
        PresiderHasStake,
        ReasonNeeded,
    ),
    description="Say that one has a stake; for others the clerk does. They leave the room.",
)
async def meeting_recuse(ask: Ask, input: MeetingRecuseInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    if member.resident_id != ask.viewer.resident_id:
        ask.viewer.require(Permission.MEETING_RECORD, row.village_code)
    about = touch.item(input.matter_id)
    await service.record_recusal(
        ask.uow, row.id, member.resident_id, input.stake, input.reason, about
    )
    return row
