"""What can be read of townships' party committees."""

from collections.abc import Sequence
from uuid import UUID

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from schema.people.types import TownshipMember
from services.people import models, service
from tenants.authorization.permissions import Permission


@query(
    Permission.PEOPLE_MANAGE,
    description="Who sits in a township's party committee now, in the order in which they came.",
)
async def township_members(
    info: Info, township_code: str, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[TownshipMember]:
    info.context.viewer.require(Permission.PEOPLE_MANAGE, township_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.TownshipMember]:
        async with info.context.unit_of_work() as uow:
            return await service.list_township_members(uow, township_code, after=key, first=limit)

    return await connection.page(first, after, fetch, TownshipMember.of)


FIELDS = [township_members]
