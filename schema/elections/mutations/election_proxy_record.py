"""Record a written proxy."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.elections import touch
from schema.elections.inputs import ElectionProxyRecordInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    NotOnElectionCommittee,
    ProxyListPosted,
    RelativeNeeded,
    SheetMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        NotOnElectionCommittee,
        ProxyListPosted,
        RelativeNeeded,
        SheetMissing,
        SheetUnreadable,
    ),
    description="Record a written proxy given to a near relative (Organic Law art. 15), until the "
    "list of proxies is drafted.",
)
async def election_proxy_record(ask: Ask, input: ElectionProxyRecordInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.record_proxy(
        ask.uow,
        row.id,
        principal_id=touch.key(input.principal_key, "principal_key"),
        holder_id=touch.key(input.holder_key, "holder_key"),
        relation=input.relation,
        sheet_key=await photos.stored_sheet(ask, input.sheet_base64),
    )
