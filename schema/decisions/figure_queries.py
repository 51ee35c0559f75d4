"""The figures of a year: a sum for a place, and a line for each of its villages."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from infra.errors import DomainError, NotFound
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from schema.decisions.types.figures import Figures
from services.decisions import figures as rules
from services.decisions import service
from services.decisions.figures import Period
from services.people import service as people
from services.people.models import Village
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import TOWNSHIP_DIGITS, VILLAGE_DIGITS


class PeriodUnknown(DomainError):
    """No year, or no half of one."""

    code = "PERIOD_UNKNOWN"
    zh = "没有这个时期。请写年份（2026），或上半年（2026-1）、下半年（2026-2）。"
    en = "There is no such period. Write a year (2026) or a half of one (2026-1, 2026-2)."


def _asked(info: Info, place: str, period: str) -> Period:
    if not info.context.viewer.may(Permission.MATTER_READ, place):
        raise NotFound(path=("divisionCode",))
    found = rules.read_period(period)
    if found is None:
        raise PeriodUnknown(path=("period",))
    return found


@query(
    Permission.MATTER_READ,
    description="What was counted at a place over a period: 2026, 2026-1 or 2026-2.",
)
async def figures(info: Info, division_code: str, period: str) -> Figures:
    asked = _asked(info, division_code, period)
    async with info.context.unit_of_work() as uow:
        counted = await service.total_figures(uow, division_code, asked)
        known = await people.load_villages(uow, [division_code])
    name = known[division_code].name if division_code in known else ""
    return Figures.of(division_code, name, counted, info.context.viewer.locale)


@query(
    Permission.MATTER_READ,
    description="The same for each village of a place, by code; 1 to 100 a page.",
)
async def village_figures(
    info: Info,
    division_code: str,
    period: str,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Figures]:
    asked = _asked(info, division_code, period)
    counted: Mapping[str, rules.Figures] = {}

    async def fetch(key: UUID | None, limit: int) -> Sequence[Village]:
        nonlocal counted
        async with info.context.unit_of_work() as uow:
            last = (await people.load_villages_by_ids(uow, [key])).get(key) if key else None
            rows = await _villages(info, division_code, last.code if last else None, limit)
            counted = await service.figures_of(uow, [row.code for row in rows], asked)
        return rows

    locale = info.context.viewer.locale
    return await connection.page(
        first,
        after,
        fetch,
        lambda row: Figures.of(row.code, row.name, counted.get(row.code, rules.Figures()), locale),
    )


async def _villages(info: Info, place: str, after: str | None, limit: int) -> Sequence[Village]:
    async with info.context.unit_of_work() as uow:
        if len(place) == VILLAGE_DIGITS:
            found = await people.load_villages(uow, [place])
            return [row for row in found.values() if after is None]
        township = place if len(place) == TOWNSHIP_DIGITS else None
        return await people.list_villages(uow, township_code=township, after=after, first=limit)


FIELDS = [figures, village_figures]
