"""Keep two offices apart in the whole county, beside what the law keeps apart."""

from schema.core.mutations import Ask, mutation
from schema.people.bar_inputs import CountyBarAddInput
from schema.people.types import CountyBar
from services.people import models, service
from services.people.errors import (
    BarBarsNobody,
    BarDaysWrong,
    BarInLaw,
    BarNeedsTwoOffices,
    BarStands,
    BarWithoutOffice,
    ReasonNeeded,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"bar": CountyBar},
    refuses=(
        BarBarsNobody,
        BarDaysWrong,
        BarInLaw,
        BarNeedsTwoOffices,
        BarStands,
        BarWithoutOffice,
        ReasonNeeded,
    ),
    description="Keep two offices apart in the county by its document; the law's bars stay.",
)
async def county_bar_add(ask: Ask, input: CountyBarAddInput) -> models.CountyBar:
    ask.viewer.require(Permission.METHOD_MANAGE, ask.uow.tenant.code)
    told = service.NewBar(
        input.one_office,
        input.other_office,
        input.document,
        input.article,
        input.since,
        input.until,
        same_person=input.same_person,
        near_relatives=input.near_relatives,
    )
    return await service.add_bar(ask.uow, told)
