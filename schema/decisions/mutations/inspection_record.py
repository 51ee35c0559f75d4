"""Record a check of the work."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import InspectionRecordInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    MendByRefused,
    OwnWorkReviewed,
    ReasonNeeded,
    StepBlocked,
    SupervisorIsCommitteeMember,
    TransitionRefused,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INSPECTION_RECORD,
    returns={"matter": Matter},
    refuses=(
        MendByRefused,
        OwnWorkReviewed,
        ReasonNeeded,
        StepBlocked,
        SupervisorIsCommitteeMember,
        TransitionRefused,
        WrongStep,
    ),
    description="Record the supervisory board's check; who carried the work out may not check it. "
    "What does not pass goes back to be carried out.",
)
async def inspection_record(ask: Ask, input: InspectionRecordInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.INSPECTION_RECORD)
    await service.inspect(
        ask.uow, row.id, passed=input.passed, note=input.opinion, mend_by=input.mend_by
    )
    return row
