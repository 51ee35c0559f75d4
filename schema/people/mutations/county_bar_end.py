"""End a bar of the county's; those of the law cannot be ended."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.bar_inputs import CountyBarEndInput
from schema.people.types import CountyBar
from services.people import models, service
from services.people.errors import BarDaysWrong, BarEnded, ReasonNeeded, UnknownBar
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"bar": CountyBar},
    refuses=(BarDaysWrong, BarEnded, ReasonNeeded, UnknownBar),
    description="End a bar of the county's by a document; it is kept and shown as ended.",
)
async def county_bar_end(ask: Ask, input: CountyBarEndInput) -> models.CountyBar:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.uow.tenant.code)
    one = local_id(input.bar_id, CountyBar, "barId")
    return await service.end_bar(ask.uow, one, input.document, input.until)
