"""Begin a county's own method."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import MethodBeginInput
from services.decisions import service
from services.decisions.errors import (
    EmptyText,
    MethodIdInvalid,
    MethodNameTaken,
    MethodUnknown,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"method_key": str},
    refuses=(
        EmptyText,
        MethodIdInvalid,
        MethodNameTaken,
        MethodUnknown,
    ),
    description="Begin a county's own method as a copy of another.",
)
async def method_begin(ask: Ask, input: MethodBeginInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    draft = await service.begin_method(ask.uow, based_on=input.based_on, method_id=input.method_key)
    return {"method_key": draft.method_id}
