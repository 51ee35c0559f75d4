"""Opening a demand: the base is drawn from the roll and frozen with its hash."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra import calendar, clock
from infra.texts import TITLE, Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.initiatives import repository, rules
from services.initiatives.errors import (
    BaseEmpty,
    DemandTextNeeded,
    NotEntitled,
    OneDemandAtATime,
    RecallTargetNeeded,
)
from services.initiatives.models import Demand, DemandVoice
from services.initiatives.service.paper import PaperSheet, enter, matched, readable
from services.initiatives.service.signing import entered, signer
from services.initiatives.vocabulary import DemandKind, Who
from services.people import service as people
from services.people.service import elected
from tenants.unit_of_work import UnitOfWork

_TITLE = Words("title", "题目", "title", most=TITLE, public=True)
_TEXT = Words("text", "内容", "text", most=2_000, public=True)
Base = list[tuple[UUID, bool, bool]]


async def open_demand(
    uow: UnitOfWork,
    *,
    kind: DemandKind,
    village_code: str,
    title: str,
    text: str,
    target_id: UUID | None = None,
) -> Demand:
    """Open a demand; its opener is the first who signs, and a number of one is reached at once."""
    resident_id = signer(uow)
    wish = await _wish(uow, kind, village_code, (title, text), target_id)
    base = await _base(uow, kind, village_code)
    demand = await _opened(uow, wish, resident_id, base)
    await entered(uow, demand, resident_id)
    return demand


async def open_on_paper(
    uow: UnitOfWork,
    *,
    kind: DemandKind,
    village_code: str,
    title: str,
    text: str,
    sheet: PaperSheet,
    target_id: UUID | None = None,
) -> Demand:
    """Open a demand that was signed on paper, with its first sheet; the first name opens it.

    It is counted name by name as any other: nobody types a number.
    """
    readable(sheet)
    wish = await _wish(uow, kind, village_code, (title, text), target_id)
    base = await _base(uow, kind, village_code)
    found = await matched(uow, [one for one, *_ in base], sheet.names)
    demand = await _opened(uow, wish, found[0], base)
    await enter(uow, demand, found, sheet)
    return demand


@dataclass(frozen=True)
class _Wish:
    kind: DemandKind
    village_code: str
    title: str
    text: str
    target_id: UUID | None


async def _wish(
    uow: UnitOfWork,
    kind: DemandKind,
    village_code: str,
    words: tuple[str, str],
    target_id: UUID | None,
) -> _Wish:
    title, text = _TITLE.read(words[0]), _TEXT.read(words[1])
    if not title or not text:
        raise DemandTextNeeded(path=("text",))
    await people.find_village(uow, village_code)
    await _check_target(uow, kind, village_code, target_id)
    return _Wish(kind, village_code, title, text, target_id)


async def _opened(uow: UnitOfWork, wish: _Wish, opener: UUID, base: Base) -> Demand:
    """Keep the demand with its base, which refers to it."""
    if await repository.gathering_by(uow.session, opener, wish.kind.value):
        raise OneDemandAtATime
    if opener not in {one for one, *_ in base}:
        raise NotEntitled
    demand = _demand(wish, opener, base)
    uow.session.add(demand)
    await uow.session.flush()  # its voices refer to it
    uow.session.add_all(
        DemandVoice(demand_id=demand.id, resident_id=one, is_villager=adult, is_representative=rep)
        for one, adult, rep in base
    )
    await uow.session.flush()  # the signature refers to its voice
    await audit.record(
        uow,
        AuditTag.INITIATIVES_DEMAND_OPEN,
        subject=demand.id,
        village=wish.village_code,
        kind=wish.kind.value,
        base=demand.base_sha256,
    )
    return demand


def _demand(wish: _Wish, opener: UUID, base: Base) -> Demand:
    return Demand(
        kind=wish.kind.value,
        village_code=wish.village_code,
        title=wish.title,
        text=wish.text,
        target_id=wish.target_id,
        opened_by=opener,
        gathers_until=calendar.deadline(clock.now(), rules.GATHERING_DAYS),
        villagers=sum(adult for _, adult, _ in base),
        representatives=sum(rep for *_, rep in base),
        base_sha256=digest(wish.village_code, clock.today(), base),
    )


async def _check_target(
    uow: UnitOfWork, kind: DemandKind, village_code: str, target_id: UUID | None
) -> None:
    """See that a recall names somebody on the committee now (OL18 art. 16), and nothing else."""
    if kind is not DemandKind.RECALL:
        if target_id is not None:
            raise RecallTargetNeeded(path=("target_id",))
        return
    sitting = await people.roster(uow, village_code, "committee")
    if target_id not in {one.resident_id for one in sitting}:
        raise RecallTargetNeeded(path=("target_id",))


async def _base(uow: UnitOfWork, kind: DemandKind, village_code: str) -> Base:
    """Return who may sign today, of the sorts that this demand counts.

    Voters are everybody of eighteen on the roll (OL18 art. 13): a list of registered voters is
    made for an election only, so that between elections the roll stands for it [our default].
    """
    counted = {one.who for one in rules.routes(kind, village_code)}
    adults = await elected.adults(uow, village_code, clock.today())
    speakers = await people.roster(uow, village_code, "representatives_only")
    of_age = {one.id for one in adults} if Who.VILLAGERS in counted else set()
    speak = {one.resident_id for one in speakers} if Who.REPRESENTATIVES in counted else set()
    if not of_age | speak:
        raise BaseEmpty
    return [(one, one in of_age, one in speak) for one in sorted(of_age | speak)]


def digest(village_code: str, day: date, base: Iterable[tuple[UUID, bool, bool]]) -> str:
    """Return the hash of a base: village, day, then each person with the sorts they count in."""
    lines = [village_code, day.isoformat()]
    lines += [f"{one} {int(adult)}{int(rep)}" for one, adult, rep in sorted(base)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
