"""The verbs of the audit trail."""

from uuid import UUID

from structlog.contextvars import get_contextvars

from services.audit.models import AuditEvent
from services.audit.tags import AuditTag
from tenants.unit_of_work import UnitOfWork


async def record(
    uow: UnitOfWork, tag: AuditTag, *, subject: UUID, village: str = "", **facts: str | int | None
) -> None:
    """Write down a state change in the transaction that makes it; facts are ids, never names."""
    uow.session.add(
        AuditEvent(
            tag=tag.value,
            subject=subject,
            village_code=village,
            account_id=uow.actor.account_id,
            actor=uow.actor.label,
            facts=facts,
            request_id=str(get_contextvars().get("request_id", "")),
        )
    )
