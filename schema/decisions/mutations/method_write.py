"""Keep a method's text as typed."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import MethodWriteInput
from services.decisions import service
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"method_key": str},
    description="Keep a method's text as typed, right or wrong; methodDraft says what is wrong.",
)
async def method_write(ask: Ask, input: MethodWriteInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    draft = await service.find_method_draft(ask.uow, input.method_key)
    await service.write_method(ask.uow, draft.id, input.text)
    return {"method_key": draft.method_id}
