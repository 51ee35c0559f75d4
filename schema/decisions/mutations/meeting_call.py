"""Call a meeting."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch
from schema.decisions.inputs import MeetingCallInput
from schema.decisions.types import Meeting
from schema.people.types import Resident
from services.decisions import models, service
from services.decisions.errors import (
    DelegationOver,
    MeetingAlreadyCalled,
    NobodyOnTheRoll,
    NoticeTooShort,
    NotOnTheRoll,
    ReasonNeeded,
    StepBlocked,
    WrongStep,
)
from services.decisions.meeting_errors import (
    AgendaOfAnotherBody,
    BodyNotLawful,
    HouseholdsCannotDecide,
    NothingToResume,
    NoticeCannotBeShortened,
    NotTheConvener,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_CALL,
    returns={"meeting": Meeting},
    refuses=(
        AgendaOfAnotherBody,
        BodyNotLawful,
        DelegationOver,
        HouseholdsCannotDecide,
        MeetingAlreadyCalled,
        NobodyOnTheRoll,
        NothingToResume,
        NotOnTheRoll,
        NotTheConvener,
        NoticeCannotBeShortened,
        NoticeTooShort,
        ReasonNeeded,
        StepBlocked,
        WrongStep,
    ),
    description="Call the meeting of the open step with its notice, alone or with other matters of "
    "the same body; the roll is drawn up now.",
)
async def meeting_call(ask: Ask, input: MeetingCallInput) -> models.Meeting:
    row = await touch.matter(ask, input.matter_id, Permission.MEETING_CALL)
    also = [(await touch.matter(ask, one, Permission.MEETING_CALL)).id for one in input.also]
    await touch.convening(ask, [row.id, *also])
    presider = input.presider_id
    return await service.call_meeting(
        ask.uow,
        row.id,
        scheduled_at=touch.aware(input.scheduled_at),
        place=input.place,
        presider_id=None if presider is None else local_id(presider, Resident, "presiderId"),
        also=also,
        shortened=_shortened(input),
        unit=input.unit,
    )


def _shortened(given: MeetingCallInput) -> service.Shortened | None:
    if given.shortened_by is None:
        return None
    return service.Shortened(given.shortened_by, given.shortened_reason)
