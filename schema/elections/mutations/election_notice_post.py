"""Draft a step's notice."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionNoticePostInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    ElectionNotReady,
    NotOnElectionCommittee,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ElectionNotReady,
        NotOnElectionCommittee,
    ),
    description="Draft a step's notice; the step is done when somebody else has approved it.",
)
async def election_notice_post(ask: Ask, input: ElectionNoticePostInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.post(ask.uow, row.id, input.step)
