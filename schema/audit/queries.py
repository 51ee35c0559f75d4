"""What auditors can ask of the audit trail."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from infra.errors import NotFound
from schema.audit.types import AuditChain, AuditEvent
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.queries import query
from services.audit import service
from services.audit.models import AuditEvent as Row
from services.audit.service import ChainBroken
from services.audit.tags import AuditTag
from tenants.authorization.permissions import Permission

strawberry.enum(AuditTag, name="AuditTag", description="What can be done: capability:object:verb.")


def _object_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(path=("subject",)) from error


@query(
    Permission.AUDIT_READ,
    description="Who did what at the viewer's places, newest first. Reading it is recorded too.",
)
async def audit_events(
    info: Info,
    subject: str | None = None,
    tag: AuditTag | None = None,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[AuditEvent]:
    info.context.viewer.require_factors(Permission.AUDIT_READ)
    object_id = _object_id(subject) if subject else None
    prefixes = info.context.viewer.prefixes(Permission.AUDIT_READ)

    async def fetch(key: UUID | None, limit: int) -> Sequence[Row]:
        async with info.context.unit_of_work() as uow:
            rows = await service.list_events(
                uow, prefixes=prefixes, subject=object_id, tag=tag, after=key, first=limit
            )
            if object_id and not rows:
                return rows  # nothing was read, and the id may be another county's
            subject = object_id or service.WHOLE_COUNTY
            await service.record(uow, AuditTag.AUDIT_EVENT_READ, subject=subject, events=len(rows))
            return rows

    return await connection.page(first, after, fetch, AuditEvent.from_row)


@query(Permission.AUDIT_READ, description="Recompute the hash chain over the whole audit trail.")
async def audit_chain(info: Info) -> AuditChain:
    viewer = info.context.viewer
    viewer.require(Permission.AUDIT_READ, info.context.tenant.code)
    async with info.context.unit_of_work() as uow:
        try:
            answer = AuditChain.from_state(await service.verify_chain(uow))
        except ChainBroken as broken:
            answer = AuditChain.broken(int(str(broken.facts["seq"])))
        await service.record(uow, AuditTag.AUDIT_CHAIN_VERIFY, subject=service.WHOLE_COUNTY)
    return answer


FIELDS = [audit_events, audit_chain]
