"""Enter the names of a photographed sheet of signatures."""

from infra import storage
from schema.core.mutations import Ask, mutation
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.initiatives import touch
from schema.initiatives.inputs import DemandSheetRecordInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    DemandNotInState,
    DemandOver,
    NameNotMatched,
    NameStruck,
    SheetNeeded,
)
from services.initiatives.service import PaperName
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ENTER,
    returns={"demand": Demand},
    refuses=(
        DemandNotInState,
        DemandOver,
        NameNotMatched,
        NameStruck,
        SheetNeeded,
        SheetUnreadable,
    ),
    description="Enter the names of a sheet; who signed already, on either way, counts once.",
)
async def demand_sheet_record(ask: Ask, input: DemandSheetRecordInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_ENTER)
    key = await photos.stored_sheet(ask, input.sheet_base64)
    names = [PaperName(one.name, one.household) for one in input.names]
    return await service.record_sheet(
        ask.uow, row.id, names, sheet_key=key, sha256=storage.sha256_of(key)
    )
