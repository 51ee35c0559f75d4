"""What can be read of the bars between offices; everybody may read a rule."""

from collections.abc import Sequence
from uuid import UUID

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from schema.people.types import CountyBar, LegalBar, NamedOffice
from schema.people.words import office_name
from services.people import models, service
from services.people.workflow import NOT_BARRABLE, Office


@query(None, description="The county's own bars between offices, ended ones too, newest first.")
async def county_bars(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[CountyBar]:
    async def fetch(key: UUID | None, limit: int) -> Sequence[models.CountyBar]:
        async with info.context.unit_of_work() as uow:
            return await service.list_bars(uow, after=key, first=limit)

    return await connection.page(first, after, fetch, CountyBar.of)


@query(None, description="Offices that bar each other here by law, province or default.")
async def legal_bars(info: Info) -> list[LegalBar]:
    viewer = info.context.viewer
    found = service.bars_of_law(viewer.tenant.code)
    return [LegalBar.of_bar(one, viewer.locale) for one in found]


@query(None, description="The offices that a bar can name.")
async def barrable_offices(info: Info) -> list[NamedOffice]:
    locale = info.context.viewer.locale
    return [
        NamedOffice(office=one, name=office_name(one, locale))
        for one in Office
        if one not in NOT_BARRABLE
    ]


FIELDS = [barrable_offices, county_bars, legal_bars]
