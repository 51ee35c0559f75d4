"""Signatures on paper: photographed sheets entered name by name, and names struck from them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import repository, workflow
from services.initiatives.errors import (
    DemandUnknown,
    NameNotMatched,
    NameStruck,
    NotOnPaper,
    SheetNeeded,
    StrikeReasonNeeded,
)
from services.initiatives.models import Demand, DemandSheet, DemandSignature
from services.initiatives.service.signing import count, locked
from services.initiatives.vocabulary import Channel
from services.people import service as people
from services.people.models import Resident
from tenants.unit_of_work import UnitOfWork

_NAMES = Words("names", "姓名", "names", most=200)
_NAME = Words("names", "姓名", "name", most=40)
_REASON = Words("reason", "划去的理由", "reason", most=500)


class PaperName(NamedTuple):
    """A name on a sheet; the household's number tells two of one name apart."""

    name: str
    household: str = ""


class PaperSheet(NamedTuple):
    """A photographed sheet: the names on it, and the key and hash of its photo."""

    names: Sequence[PaperName]
    key: str
    sha256: str


def readable(sheet: PaperSheet) -> None:
    """Refuse a sheet without names or without its photo."""
    _NAMES.few(sheet.names)
    if not sheet.names or not sheet.key:
        raise SheetNeeded(path=("names",))


async def record_sheet(
    uow: UnitOfWork, demand_id: UUID, names: Sequence[PaperName], *, sheet_key: str, sha256: str
) -> Demand:
    """Enter the names of a photographed sheet; who signed already, on either way, counts once."""
    paper = PaperSheet(names, sheet_key, sha256)
    readable(paper)
    demand = await locked(uow, demand_id)
    workflow.require_gathering(demand.state, demand.gathers_until, clock.now())
    voices = await repository.voices(uow.session, demand.id)
    found = await matched(uow, [one.resident_id for one in voices], names)
    await enter(uow, demand, found, paper)
    return demand


async def enter(uow: UnitOfWork, demand: Demand, found: Sequence[UUID], paper: PaperSheet) -> None:
    """Keep the sheet and whoever signed it, and count.

    A name that was struck is not entered again, nor one that was taken back from the same sheet.
    """
    sheet = await _sheet(uow, demand, paper)
    gone = await repository.taken_back(uow.session, demand.id)
    await _refuse_struck(uow, found, {one.resident_id for one in gone if one.struck_reason})
    signed = {one.resident_id for one in await repository.signatures(uow.session, demand.id)}
    signed |= {one.resident_id for one in gone if one.sheet_id == sheet.id}
    uow.session.add_all(
        DemandSignature(
            demand_id=demand.id,
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
        subject=demand.id,
        village=demand.village_code,
        names=len(paper.names),
        sheet=paper.sha256,
    )
    await count(uow, demand)


async def _refuse_struck(uow: UnitOfWork, found: Sequence[UUID], struck: Collection[UUID]) -> None:
    again = next((one for one in found if one in struck), None)
    if again is not None:
        row = (await people.load_residents(uow, [again])).get(again)
        raise NameStruck(path=("names",), name=row.name if row else "")


async def _sheet(uow: UnitOfWork, demand: Demand, paper: PaperSheet) -> DemandSheet:
    """Return the sheet; the same photo again is the same sheet, read to its end."""
    known = await repository.sheet_by_hash(uow.session, demand.id, paper.sha256)
    if known is not None:
        return known
    sheet = DemandSheet(
        demand_id=demand.id,
        sheet_key=paper.key,
        sha256=paper.sha256,
        names_total=len(paper.names),
        entered_by=uow.actor.label,
    )
    uow.session.add(sheet)
    await uow.session.flush()  # the signatures refer to it
    return sheet


async def matched(
    uow: UnitOfWork, base: Collection[UUID], names: Sequence[PaperName]
) -> list[UUID]:
    """Return whom the names mean, each once; a name that fits nobody, or two, is refused."""
    known = await people.load_residents(uow, base)
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


async def strike(uow: UnitOfWork, demand_id: UUID, signature_id: UUID, reason: str) -> Demand:
    """Strike a wrong or forged name from a sheet, while the demand gathers; it is kept.

    Only paper: nobody takes back for somebody what they signed themselves, and whoever was struck
    wrongly signs on the screen.
    """
    said = _REASON.read(reason)
    if not said:
        raise StrikeReasonNeeded(path=("reason",))
    demand = await locked(uow, demand_id)
    workflow.require_gathering(demand.state, demand.gathers_until, clock.now())
    row = await repository.standing_signature(uow.session, demand_id, signature_id)
    if row is None:
        raise DemandUnknown(path=("signature_key",))
    if row.channel != Channel.PAPER:
        raise NotOnPaper(path=("signature_key",))
    row.withdrawn_at = clock.now()
    row.struck_reason, row.struck_by = said, uow.actor.label
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SIGNATURE_STRIKE,
        subject=demand_id,
        village=demand.village_code,
        signature=str(signature_id),
    )
    return demand
