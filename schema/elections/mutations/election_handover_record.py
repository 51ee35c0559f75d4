"""Record one thing handed over."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch, visibility
from schema.elections.inputs import ElectionHandoverRecordInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    HandoverItemUnknown,
    NotOnElectionCommittee,
    ReasonMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        HandoverItemUnknown,
        NotOnElectionCommittee,
        ReasonMissing,
    ),
    description="Record one thing handed over; the last one closes the election (art. 20).",
)
async def election_handover_record(ask: Ask, input: ElectionHandoverRecordInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.record_handover(
        ask.uow,
        row.id,
        input.item,
        input.note,
        from_above=visibility.plans(ask.viewer, row.village_code),
    )
