"""Turn the keeping of identity numbers on or off for the county."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.people.identity_inputs import IdentityNumbersAllowInput
from services.people import service
from services.people.errors import ReasonNeeded
from tenants.authorization.permissions import Permission


@mutation(
    Permission.IDENTITY_MANAGE,
    returns={"allowed": bool},
    refuses=(ReasonNeeded,),
    description="Keep identity numbers from now on, by a document; or none, and all kept go.",
)
async def identity_numbers_allow(ask: Ask, input: IdentityNumbersAllowInput) -> dict[str, Any]:
    ask.viewer.require(Permission.IDENTITY_MANAGE, ask.uow.tenant.code)
    await service.allow_identity_numbers(ask.uow, input.document, allowed=input.allowed)
    return {"allowed": input.allowed}
