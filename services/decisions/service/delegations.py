"""What the villagers' assembly lets the representatives decide (organic law art. 24)."""

from datetime import date

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, routing, writing
from services.decisions.errors import DelegationRefused
from services.decisions.models import Delegation
from services.decisions.routing import MatterType
from tenants.unit_of_work import UnitOfWork


async def record_delegation(
    uow: UnitOfWork,
    *,
    village_code: str,
    matter_type: MatterType,
    since: date,
    until: date,
    source: str,
) -> Delegation:
    """Record that the assembly delegated a kind of matter, by the minutes named as source."""
    route = routing.route(matter_type)
    if route.delegate is None:
        raise DelegationRefused(type_zh=route.zh, type_en=route.en)
    source = writing.reason(source, writing.SOURCE)
    delegation = Delegation(
        village_code=village_code,
        matter_type=matter_type.value,
        since=since,
        until=until,
        source=source,
        recorded_by=uow.actor.label,
    )
    uow.session.add(delegation)
    await audit.record(
        uow,
        AuditTag.DECISIONS_DELEGATION_RECORD,
        subject=delegation.id,
        village=village_code,
        matter_type=matter_type.value,
    )
    return delegation


async def is_delegated(
    uow: UnitOfWork, village_code: str, matter_type: MatterType, day: date
) -> bool:
    """Say whether the representatives may decide this kind of matter on this day."""
    found = await repository.find_delegation(uow.session, village_code, matter_type.value, day)
    return found is not None


async def delegated_kinds(uow: UnitOfWork, village_code: str, day: date) -> frozenset[MatterType]:
    """Return the kinds of matters that the representatives may decide on this day."""
    rows = await repository.delegations_of(uow.session, village_code)
    return frozenset(MatterType(row.matter_type) for row in rows if row.since <= day <= row.until)
