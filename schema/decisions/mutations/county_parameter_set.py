"""Make a number stricter."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import CountyParameterSetInput
from services.decisions import service
from services.decisions.errors import (
    EmptyText,
    ParameterLooser,
    ParameterUnchecked,
    ParameterUnknown,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"key": str},
    refuses=(
        EmptyText,
        ParameterLooser,
        ParameterUnchecked,
        ParameterUnknown,
    ),
    description="Make a number stricter than the province asks, from today on.",
)
async def county_parameter_set(ask: Ask, input: CountyParameterSetInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.viewer.tenant.code)
    row = await service.set_parameter(ask.uow, input.key, input.value, source=input.source)
    return {"key": row.key}
