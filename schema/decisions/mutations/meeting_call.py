"""Call a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingCallInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import (
    DelegationOver,
    MeetingAlreadyCalled,
    NobodyOnTheRoll,
    NoticeTooShort,
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
    return await service.call_meeting(
        ask.uow,
        row.id,
        scheduled_at=touch.aware(input.scheduled_at),
        place=input.place,
        also=[(await touch.matter(ask, one, Permission.MEETING_CALL)).id for one in input.also],
        shortened=_shortened(input),
        unit=input.unit,
    )


def _shortened(given: MeetingCallInput) -> service.Shortened | None:
    if given.shortened_by is None:
        return None
    return service.Shortened(given.shortened_by, given.shortened_reason)
