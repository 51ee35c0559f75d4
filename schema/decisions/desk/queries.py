"""What can be read of methods, of the county's numbers and of the townships' reviews."""

from strawberry.types.field import StrawberryField

from infra import clock
from infra.errors import NotFound
from schema.core.context import Info
from schema.core.queries import query
from schema.decisions.types.desk import (
    CountyParameter,
    MethodDraft,
    MethodInUse,
    TownshipReview,
)
from schema.decisions.types.method import WorkMethod
from services.decisions import county_methods, service
from services.decisions import method as methods_of_work
from services.decisions.vocabulary import Level
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import is_seat


@query(
    None,
    description="The methods a new matter may choose here, with their steps; of a township's "
    "own seat (its nine digits and 000) the townships'.",
)
async def methods(info: Info, village_code: str | None = None) -> list[WorkMethod]:
    locale = info.context.viewer.locale
    own = village_code is not None and is_seat(village_code)
    async with info.context.unit_of_work() as uow:
        found = await county_methods.usable(uow, Level.TOWNSHIP if own else Level.VILLAGE)
    return [WorkMethod.from_method(one, locale) for one in found]


@query(None, description="Methods known by name only: the county fills one in and publishes it.")
async def method_templates(info: Info) -> list[WorkMethod]:
    locale = info.context.viewer.locale
    return [WorkMethod.from_method(one, locale) for one in methods_of_work.templates()]


@query(Permission.METHOD_MANAGE, description="Every method of the county, and if it is in use.")
async def methods_in_use(info: Info) -> list[MethodInUse]:
    info.context.viewer.require_second_factor(Permission.METHOD_MANAGE)
    async with info.context.unit_of_work() as uow:
        found = await service.list_methods(uow)
    return [MethodInUse.of(one, info.context.viewer.locale) for one in found]


@query(Permission.METHOD_MANAGE, description="What the county is writing or has written.")
async def method_drafts(info: Info) -> list[MethodDraft]:
    info.context.viewer.require_second_factor(Permission.METHOD_MANAGE)
    async with info.context.unit_of_work() as uow:
        rows = await service.list_method_drafts(uow)
    return [MethodDraft.from_row(row) for row in rows]


@query(Permission.METHOD_MANAGE, description="One method that is being written; null: none.")
async def method_draft(info: Info, key: str) -> MethodDraft | None:
    info.context.viewer.require_second_factor(Permission.METHOD_MANAGE)
    async with info.context.unit_of_work() as uow:
        try:
            return MethodDraft.from_row(await service.find_method_draft(uow, key))
        except NotFound:
            return None


@query(None, description="Numbers that provinces set beside the law, as they hold here today.")
async def county_parameters(info: Info) -> list[CountyParameter]:
    async with info.context.unit_of_work() as uow:
        found = await service.settings(uow)
    return [CountyParameter.of(one, info.context.viewer.locale) for one in found]


@query(None, description="What a township owes in a year by its method, and what was done.")
async def township_reviews(
    info: Info, township_code: str, year: int | None = None
) -> list[TownshipReview]:
    asked = year or clock.today().year
    if asked not in service.REVIEW_YEARS:
        raise NotFound(path=("year",))
    async with info.context.unit_of_work() as uow:
        found = await service.township_reviews(uow, township_code, asked)
    return [TownshipReview.of(one, info.context.viewer.locale) for one in found]


FIELDS: list[StrawberryField] = [
    county_parameters,
    method_draft,
    method_drafts,
    method_templates,
    methods,
    methods_in_use,
    township_reviews,
]
