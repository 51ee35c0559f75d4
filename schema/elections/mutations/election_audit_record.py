"""Record a leaving member's audit and draft its notice."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionAuditRecordInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    AuditUnneeded,
    ElectionNotInState,
    ReasonMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        AuditUnneeded,
        ElectionNotInState,
        ReasonMissing,
    ),
    description="Record a leaving member's audit and draft its notice (Organic Law art. 35).",
)
async def election_audit_record(ask: Ask, input: ElectionAuditRecordInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_PLAN)
    return await service.record_audit(
        ask.uow,
        row.id,
        touch.key(input.resident_key, "resident_key"),
        auditor=input.auditor,
        result=input.result,
    )
