"""Sign in to a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingSignInInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingNotInState,
    MeetingTooEarly,
    NotOnTheRoll,
    WrongSignInCode,
)
from services.decisions.meeting_errors import HasStake, HouseholdIsHere, SignInQrExpired
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(
        AttendanceFrozen,
        HasStake,
        HouseholdIsHere,
        MeetingNotInState,
        MeetingTooEarly,
        NotOnTheRoll,
        SignInQrExpired,
        WrongSignInCode,
    ),
    description="Sign in to a meeting by the QR code or the digits that are shown in the room.",
)
async def meeting_sign_in(ask: Ask, input: MeetingSignInInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    if input.qr is not None:
        await service.sign_in_by_qr(ask.uow, row.id, input.qr)
    else:
        await service.sign_in_by_code(ask.uow, row.id, input.code or "")
    return row
