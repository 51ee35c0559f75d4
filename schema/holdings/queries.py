"""What can be read of holdings: one's own, by nobody else (个人信息保护法 art. 45)."""

from schema.core import connection
from schema.core.context import Info
from schema.core.queries import query
from schema.holdings.types import HeldGroup, HeldRow
from services.holdings import service

_MOST_SKIPPED = 10_000


@query(None, description="Every sort of thing that is kept about the viewer; empty for no one.")
async def my_holdings(info: Info) -> list[HeldGroup]:
    viewer = info.context.viewer
    if viewer.resident_id is None:
        return []
    async with info.context.unit_of_work() as uow:
        found = await service.groups(uow, viewer.resident_id)
    return [HeldGroup.of(one, viewer.locale) for one in found]


@query(None, description="What is kept about the viewer of one sort, newest first, 1 to 100.")
async def my_holding_rows(
    info: Info, key: str, first: int = connection.DEFAULT, skip: int = 0
) -> list[HeldRow]:
    if not 1 <= first <= connection.MOST:
        raise connection.PageTooLarge(most=connection.MOST, path=("first",))
    if not 0 <= skip <= _MOST_SKIPPED:
        raise connection.PageTooLarge(most=_MOST_SKIPPED, path=("skip",))
    own = info.context.viewer.resident_id
    if own is None:
        return []
    async with info.context.unit_of_work() as uow:
        rows = await service.rows(uow, own, key, skip=skip, first=first)
    return [HeldRow.of(one) for one in rows]


FIELDS = [my_holdings, my_holding_rows]
