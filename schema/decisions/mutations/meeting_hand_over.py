"""Hand the chair of a meeting over."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingHandOverInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, NotOnTheRoll, NotPresent, ReasonNeeded
from services.decisions.meeting_errors import ChairHasStake, PresidesAlready
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_PRESIDE,
    returns={"meeting": Meeting},
    refuses=(
        ChairHasStake,
        MeetingNotInState,
        NotOnTheRoll,
        NotPresent,
        PresidesAlready,
        ReasonNeeded,
    ),
    description="Let another member preside, before or during a meeting; the minutes say so.",
)
async def meeting_hand_over(ask: Ask, input: MeetingHandOverInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_PRESIDE)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    return await service.hand_over(ask.uow, row.id, member.id, input.reason)
