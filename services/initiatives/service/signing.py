"""Signing a demand on the screen, taking back, and what the deciding signature sets off."""

from uuid import UUID

from infra import calendar, clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import notices, repository, rules, workflow
from services.initiatives.errors import (
    DemandUnknown,
    NotEntitled,
    NotSigned,
    SignedAlready,
)
from services.initiatives.models import Demand, DemandSignature
from services.initiatives.rules import Count
from services.initiatives.service import days
from services.initiatives.vocabulary import Channel, DemandKind
from services.initiatives.workflow import Act
from tenants.unit_of_work import UnitOfWork


def signer(uow: UnitOfWork) -> UUID:
    """Return who signs; somebody who is on no roll may not."""
    if uow.actor.resident_id is None:
        raise NotEntitled
    return uow.actor.resident_id


async def locked(uow: UnitOfWork, demand_id: UUID) -> Demand:
    """Return a demand and lock it: signatures are counted one after the other."""
    demand = await repository.find_for_update(uow.session, demand_id)
    if demand is None:
        raise DemandUnknown
    return demand


async def sign(uow: UnitOfWork, demand_id: UUID) -> Demand:
    """Sign a demand; the signature that makes the number makes the duty too."""
    resident_id = signer(uow)
    demand = await locked(uow, demand_id)
    if await repository.voice(uow.session, demand_id, resident_id) is None:
        raise NotEntitled
    if await repository.signature(uow.session, demand_id, resident_id):
        raise SignedAlready
    workflow.require_gathering(demand.state, demand.gathers_until, clock.now())
    await entered(uow, demand, resident_id)
    return demand


async def entered(uow: UnitOfWork, demand: Demand, resident_id: UUID) -> None:
    """Keep an electronic signature and count."""
    uow.session.add(
        DemandSignature(
            demand_id=demand.id, resident_id=resident_id, channel=Channel.ELECTRONIC.value
        )
    )
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SIGNATURE_GIVE,
        subject=demand.id,
        village=demand.village_code,
    )
    await count(uow, demand)


async def withdraw(uow: UnitOfWork, demand_id: UUID) -> Demand:
    """Take one's own signature back, as long as the number is not reached."""
    resident_id = signer(uow)
    demand = await locked(uow, demand_id)
    row = await repository.signature(uow.session, demand_id, resident_id)
    if row is None:
        raise NotSigned
    workflow.require_gathering(demand.state, demand.gathers_until, clock.now())
    row.withdrawn_at = clock.now()
    await uow.session.flush()  # the count reads it
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SIGNATURE_WITHDRAW,
        subject=demand_id,
        village=demand.village_code,
    )
    return demand


async def count(uow: UnitOfWork, demand: Demand) -> None:
    """Count under the demand's lock; the deciding signature and the duty are one transaction."""
    await uow.session.flush()  # the count reads the new signatures
    signed = (await repository.counts(uow.session, [demand.id]))[demand.id]
    base = Count(demand.villagers, demand.representatives)
    kind = DemandKind(demand.kind)
    lines = rules.derivation(kind, demand.village_code, signed, base)
    if not rules.is_reached(lines):
        return
    duty = await days.duty_of(uow, kind)
    demand.state = workflow.advance(demand.state, Act.REACH)
    demand.derivation = [line.as_json() for line in lines]
    demand.reached_at = clock.now()
    demand.duty_owner = duty.owner
    demand.duty_days, demand.duty_citation = duty.days, duty.citation_zh
    demand.duty_due = calendar.deadline(clock.now(), duty.days)
    demand.bulletin_id = await notices.announce(uow, demand, duty)
    await audit.record(
        uow,
        AuditTag.INITIATIVES_DEMAND_REACH,
        subject=demand.id,
        village=demand.village_code,
        due=demand.duty_due.isoformat(),
    )


async def lapse(uow: UnitOfWork) -> int:
    """End the demands whose days passed without the number; returns how many."""
    rows = await repository.run_out_for_update(uow.session, clock.now())
    for row in rows:
        row.state = workflow.advance(row.state, Act.LAPSE)
        row.lapsed_at = clock.now()
        await audit.record(
            uow, AuditTag.INITIATIVES_DEMAND_LAPSE, subject=row.id, village=row.village_code
        )
    return len(rows)
