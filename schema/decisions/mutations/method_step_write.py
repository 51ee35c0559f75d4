"""Change or add a step by its form."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_forms import step_form
from schema.decisions.method_inputs import MethodStepWriteInput
from services.decisions import service
from services.decisions.errors import (
    MethodIdInvalid,
    MethodInvalid,
    MethodStepUnknown,
    ShareImpossible,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"method_key": str},
    refuses=(
        MethodIdInvalid,
        MethodInvalid,
        MethodStepUnknown,
        ShareImpossible,
    ),
    description="Change or add a step by its form.",
)
async def method_step_write(ask: Ask, input: MethodStepWriteInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    draft = await service.find_method_draft(ask.uow, input.method_key)
    form = step_form(input)
    await service.write_method_step(ask.uow, draft.id, form, key=input.step_key, after=input.after)
    return {"method_key": draft.method_id}
