"""Begin the work."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import ExecutionStartInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import EmptyText, StepBlocked, TransitionRefused, WrongStep
from tenants.authorization.permissions import Permission


@mutation(
    Permission.EXECUTION_REPORT,
    returns={"matter": Matter},
    refuses=(EmptyText, StepBlocked, TransitionRefused, WrongStep),
    description="Begin the work of a published resolution and plan its milestones.",
)
async def execution_start(ask: Ask, input: ExecutionStartInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.EXECUTION_REPORT)
    await service.start_execution(ask.uow, row.id)
    for one in input.milestones:
        await service.plan_milestone(ask.uow, row.id, title=one.title, due_on=one.due_on)
    return row
