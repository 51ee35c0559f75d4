"""Open a demand that was signed on paper; the first name on its first sheet opens it."""

from infra import storage
from schema.core.mutations import Ask, mutation
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.initiatives import touch
from schema.initiatives.inputs import DemandPaperOpenInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    BaseEmpty,
    DemandTextNeeded,
    NameNotMatched,
    OneDemandAtATime,
    RecallTargetNeeded,
    SheetNeeded,
)
from services.initiatives.service import PaperName, PaperSheet
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ENTER,
    returns={"demand": Demand},
    refuses=(
        BaseEmpty,
        DemandTextNeeded,
        NameNotMatched,
        OneDemandAtATime,
        RecallTargetNeeded,
        SheetNeeded,
        SheetUnreadable,
    ),
    description="Open a demand that was signed on paper, with its first sheet, name by name.",
)
async def demand_paper_open(ask: Ask, input: DemandPaperOpenInput) -> models.Demand:
    ask.viewer.require(Permission.INITIATIVE_ENTER, input.village_code)
    key = await photos.stored_sheet(ask, input.sheet_base64)
    names = [PaperName(one.name, one.household) for one in input.names]
    return await service.open_on_paper(
        ask.uow,
        kind=input.kind,
        village_code=input.village_code,
        title=input.title,
        text=input.text,
        sheet=PaperSheet(names, key, storage.sha256_of(key)),
        target_id=await touch.holder(ask, input.term_id),
    )
