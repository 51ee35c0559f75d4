"""What an assembly, or the collective's charter, lets representatives decide.

Organic law art. 23 and 24 (the villagers' assembly), collective law art. 28 (the charter).
"""

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
    """Record that a kind of matter was delegated, by the minutes or the charter named as source."""
    route = routing.route(matter_type)
    if route.delegate is None:
        raise DelegationRefused(path=("type_key",), type_zh=route.zh, type_en=route.en)
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
    found = await repository.delegated_types(uow.session, village_code, day)
    return frozenset(MatterType(one) for one in found)
