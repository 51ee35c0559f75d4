"""Take a step out of a draft."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import MethodStepRemoveInput
from services.decisions import service
from services.decisions.errors import (
    MethodInvalid,
    MethodStepUnknown,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"method_key": str},
    refuses=(
        MethodInvalid,
        MethodStepUnknown,
    ),
    description="Take a step out of a draft.",
)
async def method_step_remove(ask: Ask, input: MethodStepRemoveInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    draft = await service.find_method_draft(ask.uow, input.method_key)
    await service.remove_method_step(ask.uow, draft.id, input.step_key)
    return {"method_key": draft.method_id}
