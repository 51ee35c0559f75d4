"""Signing a demand on the screen or on paper, taking back, and what the deciding one sets off."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from infra import calendar, clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import notices, repository, rules, workflow
from services.initiatives.errors import (
    DemandUnknown,
    NameNotMatched,
    NotEntitled,
    NotSigned,
    SheetNeeded,
    SignedAlready,
)
from services.initiatives.models import Demand, DemandSheet, DemandSignature
from services.initiatives.rules import Count
from services.initiatives.vocabulary import Channel, DemandKind
from services.initiatives.workflow import Act
from services.people import service as people
from services.people.models import Resident
from tenants.unit_of_work import UnitOfWork

_NAMES = Words("names", "姓名", "names", most=200)
_NAME = Words("names", "姓名", "name", most=40)


class PaperName(NamedTuple):
    """A name on a sheet; the household's number tells two of one name apart."""

    name: str
    household: str = ""


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
    await _count(uow, demand)


async def record_sheet(
    uow: UnitOfWork, demand_id: UUID, names: Sequence[PaperName], *, sheet_key: str, sha256: str
) -> Demand:
    """Enter the names of a photographed sheet; who signed already, on either way, counts once."""
    _NAMES.few(names)
    if not names or not sheet_key:
        raise SheetNeeded(path=("names",))
    demand = await locked(uow, demand_id)
    workflow.require_gathering(demand.state, demand.gathers_until, clock.now())
    found = await _matched(uow, demand, names)
    sheet = await _sheet(uow, demand, len(names), sheet_key, sha256)
    signed = {one.resident_id for one in await repository.signatures(uow.session, demand_id)}
    uow.session.add_all(
        DemandSignature(
            demand_id=demand_id,
            resident_id=one,
            channel=Channel.PAPER.value,
            sheet_id=sheet.id,
        )
        for one in found
        if one not in signed
    )
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SHEET_RECORD,
        subject=demand_id,
        village=demand.village_code,
        names=len(names),
        sheet=sha256,
    )
    await _count(uow, demand)
    return demand


async def _sheet(uow: UnitOfWork, demand: Demand, names: int, key: str, sha256: str) -> DemandSheet:
    """Return the sheet; the same photo again is the same sheet, read to its end."""
    known = await repository.sheet_by_hash(uow.session, demand.id, sha256)
    if known is not None:
        return known
    sheet = DemandSheet(
        demand_id=demand.id,
        sheet_key=key,
        sha256=sha256,
        names_total=names,
        entered_by=uow.actor.label,
    )
    uow.session.add(sheet)
    await uow.session.flush()  # the signatures refer to it
    return sheet


async def _matched(uow: UnitOfWork, demand: Demand, names: Sequence[PaperName]) -> list[UUID]:
    """Return whom the names mean, each once; a name that fits nobody, or two, is refused."""
    voices = await repository.voices(uow.session, demand.id)
    known = await people.load_residents(uow, [one.resident_id for one in voices])
    by_name: dict[str, list[Resident]] = defaultdict(list)
    for row in known.values():
        by_name[row.name].append(row)
    homes = await people.load_households(uow, {row.household_id for row in known.values()})
    found: list[UUID] = []
    for raw in names:
        name, number = _NAME.read(raw.name), raw.household.strip()
        fitting = [
            row
            for row in by_name.get(name, [])
            if not number or homes[row.household_id].number == number
        ]
        if len(fitting) != 1:
            raise NameNotMatched(path=("names",), name=name)
        found.append(fitting[0].id)
    return list(dict.fromkeys(found))


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


async def _count(uow: UnitOfWork, demand: Demand) -> None:
    """Count under the demand's lock; the deciding signature and the duty are one transaction."""
    await uow.session.flush()  # the count reads the new signatures
    signed = (await repository.counts(uow.session, [demand.id]))[demand.id]
    base = Count(demand.villagers, demand.representatives)
    kind = DemandKind(demand.kind)
    lines = rules.derivation(kind, demand.village_code, signed, base)
    if not rules.is_reached(lines):
        return
    duty = rules.duty(kind, demand.village_code)
    demand.state = workflow.advance(demand.state, Act.REACH)
    demand.derivation = [line.as_json() for line in lines]
    demand.reached_at = clock.now()
    demand.duty_owner = duty.owner
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
