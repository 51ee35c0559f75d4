"""Counts of paper ballots: entered by station, reconciled at entry or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import counting, dossiers, repository, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import (
    CountersNotAllowed,
    CountImpossible,
    ElectionUnknown,
    PlaceNeeded,
    ReasonMissing,
    SheetMissing,
    StationCounted,
    StationUnknown,
)
from services.elections.models import Contest, Election, StationCount
from services.elections.service.officials import living
from services.elections.service.standing import contest_of
from services.elections.vocabulary import CandidateState
from tenants.unit_of_work import UnitOfWork

_PLACE = Words("place", "计票地点", "place of the count", most=100, public=True)
_REASON = Words("reason", "理由", "reason", most=500)


@dataclass(frozen=True)
class Sheet:
    """What a tally sheet of one station and one contest says, and who signed it."""

    issued: int
    returned: int
    unreturned: int
    valid: int
    invalid: int
    votes: Mapping[UUID, int]
    others: int
    tellers: tuple[UUID, UUID]
    scrutineer: UUID
    key: str
    place: str
    counted_at: datetime


async def record_count(
    uow: UnitOfWork, election_id: UUID, contest_id: UUID, station_id: UUID, sheet: Sheet
) -> Election:
    """Enter a tally sheet; numbers that do not add up are refused, with what is wrong."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.refuse(workflow.before_vote(dossier.facts(), clock.today()))
    contest = contest_of(dossier, contest_id)
    if station_id not in {one.id for one in dossier.stations}:
        raise StationUnknown(path=("station_id",))
    if _of(dossier, contest_id, station_id):
        raise StationCounted
    place = _PLACE.read(sheet.place)
    if not place:
        raise PlaceNeeded(path=("place",), limit=_PLACE.most)
    if not sheet.key:
        raise SheetMissing(path=("sheet",))
    _reconcile(dossier, contest, sheet)
    await _check_counters(uow, dossier, sheet)
    row = _row(sheet, contest_id, station_id, place, uow.actor.label)
    uow.session.add(row)
    _void_result(dossier)
    await _audit(uow, dossier, AuditTag.ELECTIONS_COUNT_RECORD, row.id)
    return dossier.election


def _void_result(dossier: Dossier) -> None:
    """Have the result put forward again: a sheet changed since."""
    dossier.election.result_by = dossier.election.result_at = None


def _of(dossier: Dossier, contest_id: UUID, station_id: UUID) -> list[StationCount]:
    return [
        one
        for one in dossier.counts
        if one.contest_id == contest_id and one.station_id == station_id
    ]


def _reconcile(dossier: Dossier, contest: Contest, sheet: Sheet) -> None:
    counting.check_papers(
        issued=sheet.issued,
        returned=sheet.returned,
        unreturned=sheet.unreturned,
        valid=sheet.valid,
        invalid=sheet.invalid,
    )
    stands = {one.id for one in dossier.standing(contest)}
    if set(sheet.votes) != stands:
        raise CountImpossible(
            path=("votes",),
            what_zh="每名候选人都要填得票数，没有得票填 0",
            what_en="each candidate has a number of votes, 0 if none",
        )
    # Votes for others count against the seats of the ballots, but make nobody's total.
    others_most = contest.seats * sheet.valid
    if not 0 <= sheet.others <= others_most:
        raise CountImpossible(
            path=("others",),
            what_zh=f"另选他人 {sheet.others} 票，最多 {others_most} 票",
            what_en=f"{sheet.others} votes for others, at most {others_most}",
        )
    counting.check_votes(sheet.votes.values(), seats=contest.seats, valid=sheet.valid)
    if sum(sheet.votes.values()) + sheet.others > others_most:
        raise CountImpossible(
            path=("others",),
            what_zh=f"得票与另选他人合计多于 {contest.seats} 个名额乘有效票 {sheet.valid} 张",
            what_en=f"all votes are more than {contest.seats} on each of {sheet.valid} ballots",
        )
    elsewhere = sum(one.issued for one in dossier.counts if one.contest_id == contest.id)
    counting.check_station(elsewhere, sheet.issued, dossier.election.voters_total)


async def _check_counters(uow: UnitOfWork, dossier: Dossier, sheet: Sheet) -> None:
    """Refuse counters who stand, or share a household with somebody who does.

    Domain.md 8 rule 6 [our default]; that those of a household are near relatives is presumed.
    """
    counters = [*sheet.tellers, sheet.scrutineer]
    if len(set(counters)) != len(counters):
        raise CountersNotAllowed(
            path=("tellers",),
            why_zh="两名计票人和一名监票人应是三个不同的人",
            why_en="two tellers and a scrutineer are three different people",
        )
    village = dossier.election.village_code
    found = await living(uow, village, counters, "tellers")
    concerned = [
        one.resident_id for one in dossier.candidates if one.state == CandidateState.STANDING
    ]
    if set(counters) & set(concerned):
        raise CountersNotAllowed(
            path=("tellers",),
            why_zh="候选人（被罢免人）不能计票、监票",
            why_en="whoever is voted on does not count",
        )
    homes = {row.household_id for row in (await living(uow, village, concerned)).values()}
    close = [row.name for row in found.values() if row.household_id in homes]
    if close:
        raise CountersNotAllowed(
            path=("tellers",),
            why_zh=f"{close[0]} 与候选人同户，按近亲属回避",
            why_en=f"{close[0]} shares a household with a candidate and is taken for a relative",
        )


def _row(
    sheet: Sheet, contest_id: UUID, station_id: UUID, place: str, entered_by: str
) -> StationCount:
    first, second = sheet.tellers
    return StationCount(
        contest_id=contest_id,
        station_id=station_id,
        issued=sheet.issued,
        returned=sheet.returned,
        unreturned=sheet.unreturned,
        valid=sheet.valid,
        invalid=sheet.invalid,
        votes={str(key): votes for key, votes in sheet.votes.items()},
        others=sheet.others,
        teller_a=first,
        teller_b=second,
        scrutineer=sheet.scrutineer,
        sheet_key=sheet.key,
        place=place,
        counted_at=sheet.counted_at,
        entered_by=entered_by,
    )


async def strike_count(uow: UnitOfWork, election_id: UUID, count_id: UUID, reason: str) -> Election:
    """Strike a tally sheet that was entered wrongly, before the result; the old row is kept."""
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.require_state(dossier.election.state, workflow.VOTING)
    text = _REASON.read(reason)
    if not text:
        raise ReasonMissing(path=("reason",), limit=_REASON.most)
    here = {one.id for one in dossier.present_contests}
    row = await repository.row(uow.session, StationCount, count_id)
    if row is None or row.contest_id not in here or row.struck_at is not None:
        raise ElectionUnknown(path=("count_id",))
    row.struck_at, row.struck_reason = clock.now(), text
    _void_result(dossier)
    await _audit(uow, dossier, AuditTag.ELECTIONS_COUNT_STRIKE, row.id)
    return dossier.election


async def _audit(uow: UnitOfWork, dossier: Dossier, tag: AuditTag, count_id: UUID) -> None:
    await audit.record(
        uow,
        tag,
        subject=dossier.election.id,
        village=dossier.election.village_code,
        count=str(count_id),
    )
