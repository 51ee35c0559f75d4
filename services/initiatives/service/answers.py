"""What can answer a demand: a meeting that was held on it, its own notice, the vote it set."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from infra import clock
from services.decisions import service as decisions
from services.decisions.models import Matter, Meeting
from services.decisions.vocabulary import BODY_NAMES, Body, ItemEnd
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from services.elections import service as elections
from services.elections.models import Election
from services.elections.vocabulary import KIND_NAMES, ElectionKind
from services.initiatives import repository, rules
from services.initiatives.models import Demand
from services.initiatives.vocabulary import AnswerKind, DemandKind
from tenants.unit_of_work import UnitOfWork

_NEWEST = 20
"""How many of each sort are looked through for a form."""
Named = Mapping[UUID, datetime]


@dataclass(frozen=True)
class Candidate:
    """Something that was done; its name in both languages."""

    kind: AnswerKind
    id: UUID
    name: tuple[str, str]


def _meeting(row: Meeting) -> Candidate:
    zh, en = BODY_NAMES[Body(row.body)]
    day = clock.local(row.scheduled_at).date().isoformat()
    return Candidate(AnswerKind.MEETING, row.id, (f"{zh} {day}", f"{en}, {day}"))


def _matter(row: Matter) -> Candidate:
    name = (f"事项 {row.number}", f"matter {row.number}")
    return Candidate(AnswerKind.MATTER, row.id, name)


def _bulletin(row: Bulletin) -> Candidate:
    name = (f"公告 {row.number}", f"notice {row.number}")
    return Candidate(AnswerKind.BULLETIN, row.id, name)


def _election(row: Election) -> Candidate:
    zh, en = KIND_NAMES[ElectionKind(row.kind)]
    name = (f"{zh} {row.election_day}", f"{en}, {row.election_day}")
    return Candidate(AnswerKind.ELECTION, row.id, name)


async def named(uow: UnitOfWork, demand: Demand) -> dict[UUID, datetime]:
    """Return the matters that are said to be made for a demand, and since when."""
    rows = await repository.matters_of(uow.session, [demand.id])
    return {row.matter_id: row.named_at for row in rows}


async def _held(uow: UnitOfWork, demand: Demand, rows: Sequence[Meeting]) -> list[Candidate]:
    """Return the meetings that were held and voted on a matter named for it before the notice."""
    known = await named(uow, demand)
    bodies = rules.BODIES[DemandKind(demand.kind)]
    agendas = await decisions.load_many_items(uow, [row.id for row in rows])
    return [
        _meeting(row)
        for row in rows
        if row.village_code == demand.village_code
        and row.group_id is None
        and Body(row.body) in bodies
        and row.opened_at is not None
        and any(
            item.ended == ItemEnd.VOTED
            and item.matter_id in known
            and known[item.matter_id] <= row.notice_at
            for item in agendas[row.id]
        )
    ]


def _notice_shown(demand: Demand, row: Bulletin) -> bool:
    return row.id == demand.notice_id and row.published_at is not None and row.withdrawn_at is None


def _set_by(demand: Demand, row: Election) -> bool:
    """Say whether this demand set a vote on a recall: it keeps the hash of who might sign."""
    return (
        row.village_code == demand.village_code
        and row.kind == ElectionKind.RECALL
        and row.state != "called_off"
        and row.petition_sha256 == demand.base_sha256
    )


async def fits(uow: UnitOfWork, demand: Demand, kind: AnswerKind, key: UUID) -> bool:
    """Say whether this answers the demand."""
    if kind not in rules.ANSWERS[DemandKind(demand.kind)]:
        return False
    if kind is AnswerKind.MEETING:
        found = await decisions.load_meetings(uow, [key])
        return bool(await _held(uow, demand, list(found.values())))
    if kind is AnswerKind.BULLETIN:
        notices = await disclosure.load_many(uow, [key])
        return key in notices and _notice_shown(demand, notices[key])
    votes = await elections.load_many(uow, [key])
    return key in votes and _set_by(demand, votes[key].election)


async def candidates(uow: UnitOfWork, demand: Demand) -> list[Candidate]:
    """Return what was done in the village and could be named as the answer, newest first."""
    kinds = rules.ANSWERS[DemandKind(demand.kind)]
    found: list[Candidate] = []
    if AnswerKind.MEETING in kinds:
        rows = await decisions.list_meetings(uow, [demand.village_code], first=_NEWEST)
        found += await _held(uow, demand, list(rows))
    if AnswerKind.BULLETIN in kinds and demand.notice_id is not None:
        notices = await disclosure.load_many(uow, [demand.notice_id])
        found += [_bulletin(row) for row in notices.values() if _notice_shown(demand, row)]
    if AnswerKind.ELECTION in kinds:
        votes = await elections.list_elections(
            uow,
            prefix=demand.village_code,
            kinds=[ElectionKind.RECALL],
            running=False,
            after=None,
            first=_NEWEST,
        )
        found += [_election(row) for row in votes if _set_by(demand, row)]
    return found


async def nameable(uow: UnitOfWork, demand: Demand) -> list[tuple[UUID, str]]:
    """Return the newest matters of the village that could be named for a demand, by number."""
    known = await named(uow, demand)
    rows = await decisions.list_matters(uow, [demand.village_code], first=_NEWEST)
    return [
        (row.id, f"{row.number} {row.title}")
        for row in rows
        if row.group_id is None and row.id not in known
    ]


Found = tuple[Callable[[UnitOfWork, UUID], Awaitable[Any]], Callable[[Any], Candidate]]
_SOURCES: Mapping[AnswerKind, Found] = MappingProxyType(
    {
        AnswerKind.MEETING: (decisions.find_meeting, _meeting),
        AnswerKind.MATTER: (decisions.find_matter, _matter),
        AnswerKind.BULLETIN: (disclosure.find, _bulletin),
        AnswerKind.ELECTION: (elections.find, _election),
    }
)


async def find_candidate(uow: UnitOfWork, kind: AnswerKind, key: UUID) -> Candidate:
    """Return what an answer points to, by its name; raises NotFound where there is nothing."""
    find, shown = _SOURCES[kind]
    return shown(await find(uow, key))
