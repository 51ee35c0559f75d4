"""What can be read of offices: what each rests on is public, who holds them stands on the roll."""

from collections.abc import Sequence
from uuid import UUID

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from schema.people.types import OfficeKind, OfficeTerm
from schema.people.words import Office, office_name
from services.people import models, service, terms
from services.people.ending import by_hand
from services.people.workflow import filling
from tenants.authorization.permissions import Permission


@query(None, description="The offices of a village, and what each rests on.")
async def office_kinds(info: Info) -> list[OfficeKind]:
    locale = info.context.viewer.locale
    return [_kind(one, office_name(one, locale)) for one in Office]


def _kind(office: Office, name: str) -> OfficeKind:
    length = terms.length_of(office)
    return OfficeKind(
        office=office,
        name=name,
        filling=filling(office),
        years=length.years if length else None,
        by_default=length is not None and length.basis is not terms.Basis.STATUTE,
        end_reasons=sorted(by_hand(office)),
    )


@query(
    Permission.PEOPLE_READ,
    description="Who holds the offices of a village, or held them (`ended`), the last entered "
    "first, 1 to 100 a page. Recorded.",
)
async def office_terms(
    info: Info,
    village_code: str,
    office: Office | None = None,
    ended: bool = False,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[OfficeTerm]:
    info.context.viewer.require(Permission.PEOPLE_READ, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.OfficeTerm]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_office_terms(
                uow, village_code, office=office, ended=ended, after=key, first=limit
            )
            await service.record_reading(uow, village_code, residents=len(rows))
            return rows

    return await connection.page(first, after, fetch, OfficeTerm.of)


FIELDS = [office_kinds, office_terms]
