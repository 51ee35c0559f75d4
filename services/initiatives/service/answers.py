"""What can answer a demand: meetings, matters, notices and votes that came after the number."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from infra import clock
from services.decisions import service as decisions
from services.decisions.models import Matter, Meeting
from services.decisions.vocabulary import BODY_NAMES, Body
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from services.elections import service as elections
from services.elections.models import Election
from services.elections.vocabulary import KIND_NAMES, ElectionKind
from services.initiatives import rules
from services.initiatives.models import Demand
from services.initiatives.vocabulary import AnswerKind, DemandKind
from tenants.unit_of_work import UnitOfWork

_NEWEST = 20
"""How many of each sort are looked through for a form."""


@dataclass(frozen=True)
class Candidate:
    """Something that was done, as far as it matters for a demand; the name in both languages."""

    kind: AnswerKind
    id: UUID
    village_code: str
    at: datetime | None
    sort: str
    over: bool
    name: tuple[str, str]


def _of_meeting(row: Meeting) -> Candidate:
    zh, en = BODY_NAMES[Body(row.body)]
    day = clock.local(row.scheduled_at).date().isoformat()
    name = (f"{zh} {day}", f"{en}, {day}")
    over = row.state == "adjourned"
    return Candidate(
        AnswerKind.MEETING, row.id, row.village_code, row.notice_at, row.body, over, name
    )


def _of_matter(row: Matter) -> Candidate:
    name = (f"事项 {row.number}", f"matter {row.number}")
    return Candidate(AnswerKind.MATTER, row.id, row.village_code, row.at, "", over=False, name=name)


def _of_bulletin(row: Bulletin) -> Candidate:
    at, over = row.published_at, row.withdrawn_at is not None
    name = (f"公告 {row.number}", f"notice {row.number}")
    return Candidate(AnswerKind.BULLETIN, row.id, row.village_code, at, "", over, name)


def _of_election(row: Election) -> Candidate:
    zh, en = KIND_NAMES[ElectionKind(row.kind)]
    name = (f"{zh} {row.election_day}", f"{en}, {row.election_day}")
    over = row.state == "called_off"
    return Candidate(
        AnswerKind.ELECTION, row.id, row.village_code, row.planned_at, row.kind, over, name
    )


def fits(demand: Demand, found: Candidate) -> bool:
    """Say whether this answers the demand: of its sort, of this village, after the number."""
    kind = DemandKind(demand.kind)
    if found.kind not in rules.ANSWERS[kind] or found.over or found.id == demand.bulletin_id:
        return False
    wanted = rules.SORTS.get((kind, found.kind), found.sort)
    return wanted == found.sort and _after(demand, found)


def _after(demand: Demand, found: Candidate) -> bool:
    if found.at is None or demand.reached_at is None:
        return False
    return found.village_code == demand.village_code and found.at >= demand.reached_at


async def _meetings(uow: UnitOfWork, village: str) -> Sequence[Any]:
    return await decisions.list_meetings(uow, [village], first=_NEWEST)


async def _matters(uow: UnitOfWork, village: str) -> Sequence[Any]:
    return await decisions.list_matters(uow, [village], first=_NEWEST)


async def _bulletins(uow: UnitOfWork, village: str) -> Sequence[Any]:
    return await disclosure.list_bulletins(uow, prefix=village, first=_NEWEST)


async def _elections(uow: UnitOfWork, village: str) -> Sequence[Any]:
    recalls = [ElectionKind.RECALL]
    return await elections.list_elections(
        uow, prefix=village, kinds=recalls, running=False, after=None, first=_NEWEST
    )


@dataclass(frozen=True)
class _Source:
    """Where answers of one sort lie."""

    find: Callable[[UnitOfWork, UUID], Awaitable[Any]]
    listed: Callable[[UnitOfWork, str], Awaitable[Sequence[Any]]]
    shown: Callable[[Any], Candidate]


_SOURCES: Mapping[AnswerKind, _Source] = MappingProxyType(
    {
        AnswerKind.MEETING: _Source(decisions.find_meeting, _meetings, _of_meeting),
        AnswerKind.MATTER: _Source(decisions.find_matter, _matters, _of_matter),
        AnswerKind.BULLETIN: _Source(disclosure.find, _bulletins, _of_bulletin),
        AnswerKind.ELECTION: _Source(elections.find, _elections, _of_election),
    }
)


async def find_candidate(uow: UnitOfWork, kind: AnswerKind, key: UUID) -> Candidate:
    """Return what an answer points to; raises NotFound where there is nothing."""
    source = _SOURCES[kind]
    return source.shown(await source.find(uow, key))


async def candidates(uow: UnitOfWork, demand: Demand) -> list[Candidate]:
    """Return what was done in the village since and could be named as the answer, newest first."""
    found: list[Candidate] = []
    for kind in sorted(rules.ANSWERS[DemandKind(demand.kind)] & _SOURCES.keys()):
        source = _SOURCES[kind]
        rows = await source.listed(uow, demand.village_code)
        found += [one for one in map(source.shown, rows) if fits(demand, one)]
    return found
