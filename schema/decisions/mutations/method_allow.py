"""Take a method out of use, or back into it."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import MethodAllowInput
from services.decisions import service
from services.decisions.errors import (
    MethodEmpty,
    MethodOfTownships,
    MethodUnknown,
    ReasonNeeded,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"method_key": str},
    refuses=(
        MethodEmpty,
        MethodOfTownships,
        MethodUnknown,
        ReasonNeeded,
    ),
    description="Take a method out of use for new matters, or back into it.",
)
async def method_allow(ask: Ask, input: MethodAllowInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    use = await service.allow_method(
        ask.uow, input.method_key, allowed=input.allowed, reason=input.reason
    )
    return {"method_key": use.method_id}
