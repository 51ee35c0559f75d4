"""Strike a written proxy before the list of proxies is posted."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionProxyStrikeInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    NotOnElectionCommittee,
    ProxyListPosted,
    ProxyUnknown,
    ReasonMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        NotOnElectionCommittee,
        ProxyListPosted,
        ProxyUnknown,
        ReasonMissing,
    ),
    description="Strike a written proxy before the list is posted; the paper is kept.",
)
async def election_proxy_strike(ask: Ask, input: ElectionProxyStrikeInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.strike_proxy(
        ask.uow, row.id, touch.key(input.proxy_key, "proxy_key"), input.reason
    )
