"""What pages read of initiatives: lists, counts, what is overdue, the names to be checked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from infra import calendar, clock, storage
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import repository, rules, workflow
from services.initiatives.errors import DemandUnknown
from services.initiatives.models import Demand, DemandDispute, DemandMatter, DemandSheet
from services.initiatives.rules import Count, Line
from services.initiatives.vocabulary import DemandKind, DemandState
from services.initiatives.workflow import Standing, Turn
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_MOST_DUE = 200
"""How many duties are looked through for one person's list."""


class Progress(NamedTuple):
    """How many signed, the sums, how many are missing, how many names were struck from paper."""

    signed: Count
    lines: list[Line]
    missing: int
    struck: int


class OwnVoice(NamedTuple):
    """What somebody is told of themselves: in which sums they count, and when they signed."""

    is_villager: bool
    is_representative: bool
    channel: str
    signed_at: datetime | None


class Due(NamedTuple):
    """A reached demand with whose turn it is and by when."""

    demand: Demand
    turn: Turn
    until: datetime


@dataclass
class Signatory:
    """One line of the list that the supervisory board or the township checks."""

    id: UUID
    name: str
    channel: str
    signed_at: datetime
    is_villager: bool
    is_representative: bool
    sheet_id: UUID | None
    struck_reason: str


async def find(uow: UnitOfWork, demand_id: UUID) -> Demand:
    """Return a demand."""
    demand = await repository.find(uow.session, demand_id)
    if demand is None:
        raise DemandUnknown
    return demand


async def list_demands(
    uow: UnitOfWork,
    *,
    prefix: str,
    states: Collection[DemandState] = tuple(DemandState),
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Demand]:
    """Return demands of a division, newest first."""
    return await repository.list_demands(
        uow.session,
        prefix=prefix,
        states=[one.value for one in states],
        due_before=None,
        after=after,
        first=first,
    )


async def list_overdue(
    uow: UnitOfWork, *, prefix: str, after: UUID | None = None, first: int = 20
) -> Sequence[Demand]:
    """Return the reached demands of a division on which nobody has acted in time."""
    return await repository.list_demands(
        uow.session,
        prefix=prefix,
        states=[DemandState.REACHED.value],
        due_before=clock.now(),
        after=after,
        first=first,
    )


async def load_many(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Demand]:
    """Return demands by id, for loaders."""
    return {row.id: row for row in await repository.demands_by_ids(uow.session, ids)}


async def load_progress(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Progress]:
    """Return how far demands are, for loaders; numbers only, no name."""
    rows = await repository.demands_by_ids(uow.session, ids)
    counts = await repository.counts(uow.session, [row.id for row in rows])
    struck = await repository.struck_counts(uow.session, [row.id for row in rows])
    found = {}
    for row in rows:
        base = Count(row.villagers, row.representatives)
        lines = rules.derivation(DemandKind(row.kind), row.village_code, counts[row.id], base)
        missing = rules.missing(lines) if row.state == DemandState.GATHERING else 0
        found[row.id] = Progress(counts[row.id], lines, missing, struck.get(row.id, 0))
    return found


def is_overdue(demand: Demand) -> bool:
    """Say whether nobody acted in time: shown red in the village, the township and outside."""
    return workflow.is_overdue(demand.state, demand.duty_due, clock.now())


async def list_due(
    uow: UnitOfWork,
    *,
    committees: Collection[str],
    townships: Collection[str],
    judges: Collection[str] = (),
) -> list[Due]:
    """Return what the committees of some villages and the townships of some places must do now.

    `judges` are the places where somebody decides whether an answer is one.
    """
    places = [*committees, *townships]
    rows = await repository.reached(uow.session, places, _MOST_DUE) if places else []
    found = []
    for row in rows:
        above = row.village_code.startswith(tuple(townships))
        standing = Standing(row.state, row.duty_owner, row.duty_due, row.order_due)
        now_due = workflow.turn(standing, clock.now(), above=above)
        if now_due is not None:
            turn, until = now_due
            found.append(Due(row, turn, workflow.last_moment(until)))
    return found + await _to_judge(uow, judges)


async def _to_judge(uow: UnitOfWork, places: Collection[str]) -> list[Due]:
    """Return whose answer is disputed: what the township recorded, the county decides."""
    rows = await repository.disputed(uow.session, places, _MOST_DUE) if places else []
    whole = uow.tenant.code in places
    return [
        Due(
            row,
            Turn.JUDGE,
            workflow.last_moment(calendar.deadline(since, rules.JUDGE_DAYS)),
        )
        for row, since in rows
        if row.answered_above == whole
    ]


async def own_voices(
    uow: UnitOfWork, ids: Collection[UUID], resident_id: UUID
) -> dict[UUID, OwnVoice]:
    """Return how somebody counts in demands, by demand; asked by that person only."""
    rows = await repository.own_voices(uow.session, ids, resident_id)
    return {
        voice.demand_id: OwnVoice(
            voice.is_villager,
            voice.is_representative,
            signature.channel if signature else "",
            signature.signed_at if signature else None,
        )
        for voice, signature in rows
    }


async def signed_by(uow: UnitOfWork, ids: Collection[UUID], resident_id: UUID) -> set[UUID]:
    """Return which of the demands somebody signed; asked by that person only."""
    return await repository.signed_by(uow.session, ids, resident_id)


async def has_signed(uow: UnitOfWork, demand_id: UUID, resident_id: UUID) -> bool:
    """Say whether somebody's signature stands; asked by that person only."""
    return demand_id in await signed_by(uow, [demand_id], resident_id)


async def signatories(uow: UnitOfWork, demand_id: UUID) -> list[Signatory]:
    """Return the names, for the supervisory board or the township; the reading is written down."""
    demand = await find(uow, demand_id)
    rows = await repository.kept_signatures(uow.session, demand_id)
    names = await people.load_residents(uow, [row.resident_id for row in rows])
    voices = {row.resident_id: row for row in await repository.voices(uow.session, demand_id)}
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SIGNATURES_READ,
        subject=demand_id,
        village=demand.village_code,
        signatures=len(rows),
    )
    return [
        Signatory(
            id=row.id,
            name=names[row.resident_id].name if row.resident_id in names else "",
            channel=row.channel,
            signed_at=row.signed_at,
            is_villager=voices[row.resident_id].is_villager,
            is_representative=voices[row.resident_id].is_representative,
            sheet_id=row.sheet_id,
            struck_reason=row.struck_reason,
        )
        for row in rows
    ]


async def sheets(uow: UnitOfWork, demand_id: UUID) -> Sequence[DemandSheet]:
    """Return the sheets of a demand, for whoever checks it; the reading is written down."""
    demand = await find(uow, demand_id)
    rows = await repository.sheets_of(uow.session, demand_id)
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SIGNATURES_READ,
        subject=demand_id,
        village=demand.village_code,
        sheets=len(rows),
    )
    return rows


async def find_sheet(uow: UnitOfWork, sheet_id: UUID) -> tuple[Demand, DemandSheet]:
    """Return a sheet with its demand; callers check whether the asker may see it."""
    sheet = await repository.find_sheet(uow.session, sheet_id)
    if sheet is None:
        raise DemandUnknown
    return await find(uow, sheet.demand_id), sheet


async def sheet_photo(uow: UnitOfWork, demand: Demand, sheet: DemandSheet) -> bytes:
    """Return the photo of a sheet; that somebody looked is written down."""
    await audit.record(
        uow,
        AuditTag.INITIATIVES_SIGNATURES_READ,
        subject=demand.id,
        village=demand.village_code,
        sheet=sheet.sha256,
    )
    return await storage.get(uow.tenant.code, sheet.sheet_key)


async def load_matters(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[DemandMatter]]:
    """Return the matters that are named for demands."""
    rows = await repository.matters_of(uow.session, ids)
    return {key: [row for row in rows if row.demand_id == key] for key in ids}


async def load_disputes(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[DemandDispute]]:
    """Return what was said against the answers of demands, and what was decided."""
    rows = await repository.disputes_of(uow.session, ids)
    return {key: [row for row in rows if row.demand_id == key] for key in ids}
