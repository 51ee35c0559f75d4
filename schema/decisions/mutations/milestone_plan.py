"""Plan one more piece of the work."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MilestonePlanInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import EmptyText, WrongStep
from tenants.authorization.permissions import Permission


@mutation(
    Permission.EXECUTION_REPORT,
    returns={"matter": Matter},
    refuses=(EmptyText, WrongStep),
    description="Plan one more piece of the work.",
)
async def milestone_plan(ask: Ask, input: MilestonePlanInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.EXECUTION_REPORT)
    await service.plan_milestone(ask.uow, row.id, title=input.title, due_on=input.due_on)
    return row
