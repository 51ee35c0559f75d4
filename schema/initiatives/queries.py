"""What can be read of initiatives: the public list, one demand, the rules, the names to check."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from infra.texts import standing_alone
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.initiatives.parts import (
    DemandRule,
    DemandSheet,
    DemandSignatory,
    DemandTarget,
    said,
)
from schema.initiatives.types import Demand
from schema.initiatives.words import DemandKind, DemandState
from services.initiatives import models, service
from services.initiatives.errors import DemandUnknown
from services.initiatives.service import Signatory
from services.people import service as people
from services.people.workflow import COMMITTEE, OFFICE_NAMES, Office
from tenants.authorization.permissions import Permission


@query(None, description="Demands of a division, newest first; counts and days, never names.")
async def demands(
    info: Info,
    division_code: str = "",
    states: list[DemandState] | None = None,
    overdue: bool = False,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Demand]:
    prefix = division_code or info.context.tenant.code

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Demand]:
        async with info.context.unit_of_work() as uow:
            if overdue:
                return await service.list_overdue(uow, prefix=prefix, after=key, first=limit)
            wanted = states or list(DemandState)
            return await service.list_demands(
                uow, prefix=prefix, states=wanted, after=key, first=limit
            )

    return await connection.page(first, after, fetch, Demand.from_row)


@query(None, description="One demand.")
async def demand(info: Info, id: relay.GlobalID) -> Demand | None:
    found = await Demand.load_visible(info, [local_id(id, Demand, "id")])
    return found[0]


@query(None, description="What can be demanded in a village, how many it takes, what follows.")
async def demand_rules(info: Info, village_code: str) -> list[DemandRule]:
    locale = info.context.viewer.locale
    async with info.context.unit_of_work() as uow:
        duties = {kind: await service.duty_of(uow, kind) for kind in DemandKind}
    return [DemandRule.of(kind, village_code, duties[kind], locale) for kind in DemandKind]


@query(
    Permission.INITIATIVE_SIGN,
    description="The sitting members of the committee, whose recall can be demanded.",
)
async def demand_targets(info: Info, village_code: str) -> list[DemandTarget]:
    info.context.viewer.require(Permission.INITIATIVE_SIGN, village_code)
    return await _targets(info, village_code)


@query(
    Permission.INITIATIVE_ENTER,
    description="The same, for who enters a demand from paper.",
)
async def demand_paper_targets(info: Info, village_code: str) -> list[DemandTarget]:
    info.context.viewer.require(Permission.INITIATIVE_ENTER, village_code)
    return await _targets(info, village_code)


async def _targets(info: Info, village_code: str) -> list[DemandTarget]:
    viewer = info.context.viewer
    async with info.context.unit_of_work() as uow:
        sitting = await people.roster(uow, village_code, "committee")
        terms = await people.load_terms(uow, [one.resident_id for one in sitting])
    seats = [(one, term) for one in sitting for term in terms[one.resident_id]]
    return [
        DemandTarget(
            term_id=relay.GlobalID("OfficeTerm", str(term.id)),
            name=one.name,
            office_name=standing_alone(said(OFFICE_NAMES[Office(term.office)], viewer.locale)),
        )
        for one, term in seats
        if term.office in COMMITTEE
    ]


@query(
    Permission.INITIATIVE_CHECK,
    description="Who signed, for the supervisory board and the township to check. Recorded.",
)
async def demand_signatories(
    info: Info,
    demand_id: relay.GlobalID,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[DemandSignatory]:
    key = local_id(demand_id, Demand, "demandId")

    async def fetch(last: UUID | None, limit: int) -> Sequence[Signatory]:
        async with info.context.unit_of_work() as uow:
            row = await service.find(uow, key)
            info.context.viewer.require(
                Permission.INITIATIVE_CHECK, row.village_code, DemandUnknown()
            )
            rows = await service.signatories(uow, key)
        start = next((at + 1 for at, one in enumerate(rows) if one.id == last), 0)
        return rows[start : start + limit]

    return await connection.page(first, after, fetch, DemandSignatory.of)


@query(
    Permission.INITIATIVE_CHECK,
    description="The photographed sheets of a demand, for the supervisory board and the township.",
)
async def demand_sheets(info: Info, demand_id: relay.GlobalID) -> list[DemandSheet]:
    async with info.context.unit_of_work() as uow:
        row = await service.find(uow, local_id(demand_id, Demand, "demandId"))
        info.context.viewer.require(Permission.INITIATIVE_CHECK, row.village_code, DemandUnknown())
        return [DemandSheet.of(one) for one in await service.sheets(uow, row.id)]


FIELDS = [
    demand,
    demand_paper_targets,
    demand_rules,
    demand_sheets,
    demand_signatories,
    demand_targets,
    demands,
]
