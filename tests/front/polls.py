"""Elections of each kind, each further on than the other, in which every text is a payload."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from infra import clock
from infra.ids import new_id
from portals.demo.stage import Stage
from services.elections.models import (
    Candidate,
    Certificate,
    Contest,
    Election,
    ElectionOfficial,
    HandoverItem,
    LeavingAudit,
    Proxy,
    Station,
    StationCount,
    Voter,
    VoterObjection,
)
from services.elections.vocabulary import (
    HANDOVER_ITEMS,
    CandidateState,
    ElectionKind,
    ElectionState,
    StationKind,
    Wish,
)
from services.people.kin import Relation
from services.people.workflow import Office
from tenants.unit_of_work import unit_of_work
from tests.front import payloads, tables
from tests.schema.authorization.world import Place

_TALLY = ("registered", "issued", "returned", "unreturned", "valid", "invalid")


async def write(place: Place, on: Stage) -> None:
    """Fill the election of the story, and put one of each other kind beside it, further on."""
    planned = place.ids["Election"]
    statement = "SELECT id FROM election_contest WHERE election_id = :id ORDER BY id"
    rows = await tables.run(on.county, statement, id=planned)
    added = list(_inside(on, planned, [row[0] for row in rows]))
    # The story plans one of the branch, and of each kind only one may run.
    over = f"UPDATE election SET state = '{ElectionState.CALLED_OFF}' WHERE id = :id"
    await tables.run(on.county, over, id=place.ids["Election.branch"])
    further = {
        ElectionKind.BY_ELECTION: ElectionState.REGISTERED,
        ElectionKind.RECALL: ElectionState.RUN_OFF,
        ElectionKind.PARTY_BRANCH: ElectionState.DECIDED,
    }
    made: list[SQLModel] = []
    chair = on.chair.resident_id
    assert chair is not None
    for kind, state in further.items():
        election, contest = _election(on, kind, state), new_id()
        made += [election, _contest(election.id, contest, decided=state is ElectionState.DECIDED)]
        added += [
            ElectionOfficial(election_id=election.id, resident_id=chair, is_chair=True),
            *_inside(on, election.id, [contest]),
        ]
    async with unit_of_work(on.county) as uow:
        for row in (*made, *added):
            uow.session.add(row)
            await uow.session.flush()  # what a row belongs to stands before it
    await tables.run(
        on.county,
        "UPDATE election_audit SET result = :result, auditor = :auditor, bulletin_id = :bulletin",
        result=payloads.block(1), auditor=payloads.short(9), bulletin=place.ids["Bulletin"],
    )  # fmt: skip


def _line(number: int) -> dict[str, Any]:
    return {
        "zh": payloads.short(number),
        "en": payloads.short(number),
        "met": True,
        "citation_zh": payloads.short(number + 1),
        "citation_en": payloads.short(number + 1),
    }


def _election(on: Stage, kind: ElectionKind, state: ElectionState) -> Election:
    return Election(
        kind=kind,
        state=state,
        village_code=on.code,
        election_day=clock.today() + timedelta(days=30),
        reason=payloads.short(5),
        petition=[_line(at) for at in range(3)] if kind is ElectionKind.RECALL else [],
        planned_by="镇审核员",
    )


def _contest(election: UUID, contest: UUID, *, decided: bool) -> Contest:
    return Contest(
        id=contest,
        election_id=election,
        office=Office.COMMITTEE_MEMBER,
        seats=1,
        outcome="elected" if decided else "",
        tally=dict.fromkeys(_TALLY, 1) | {"votes": {}} if decided else {},
        derivation=[_line(at) for at in range(6)] if decided else [],
    )


def _inside(on: Stage, election: UUID, contests: list[UUID]) -> Iterator[SQLModel]:
    """Yield everything that an election holds besides its timetable."""
    people = [on.resident(f"居民00{number}") for number in range(37, 43)]
    yield Voter(
        election_id=election, resident_id=people[0], name=payloads.short(1),
        group_name=payloads.short(8, 20), source="added", reason=payloads.short(2),
    )  # fmt: skip
    for number, wish in enumerate(Wish):
        yield _objection(election, people[number], wish, number)
    yield LeavingAudit(election_id=election, resident_id=people[5], office=Office.COMMITTEE_MEMBER)
    for number, item in enumerate(list(HANDOVER_ITEMS)[1:3]):  # the first is the story's
        note, done = (payloads.short(number), clock.now()) if number else ("", None)
        yield HandoverItem(election_id=election, item=item, note=note, done_at=done)
    names = payloads.short(4), payloads.short(11)
    station = Station(election_id=election, name=names[0], kind=StationKind.MAIN, place=names[1])
    yield station
    yield Certificate(
        contest_id=contests[0], election_id=election, resident_id=people[1],
        office=Office.COMMITTEE_MEMBER, number=payloads.short(13, 30) + election.hex[-4:],
    )  # fmt: skip
    yield Proxy(
        election_id=election, principal_id=people[2], holder_id=people[3],
        relation=Relation.CHILD, sheet_key="sheet.png", recorded_by=payloads.short(14),
        struck_at=clock.now(), struck_reason=payloads.short(15), struck_by=payloads.short(17),
    )  # fmt: skip
    yield from _candidates(contests[0], people)
    for struck in (True, False):
        yield _count(contests[0], station.id, people, struck=struck)


def _objection(election: UUID, person: UUID, wish: Wish, number: int) -> VoterObjection:
    decided = number > 0
    return VoterObjection(
        election_id=election, objector_id=person, about_name=payloads.short(number + 3),
        wish=wish, text=payloads.block(number), due=clock.today(),
        state="rejected" if decided else "received",
        decision=payloads.short(6) if decided else "",
        decided_at=clock.now() if decided else None,
    )  # fmt: skip


def _candidates(contest: UUID, people: list[UUID]) -> Iterator[Candidate]:
    states = (CandidateState.NOMINATED, CandidateState.BARRED, CandidateState.WITHDRAWN)
    for number, state in enumerate(states, start=1):
        yield Candidate(
            contest_id=contest,
            resident_id=people[number],
            number=number,
            state=state,
            bar="unfit" if state is CandidateState.BARRED else "",
            reason="" if state is CandidateState.NOMINATED else payloads.short(number),
        )


def _count(contest: UUID, station: UUID, people: list[UUID], *, struck: bool) -> StationCount:
    return StationCount(
        contest_id=contest,
        station_id=station,
        issued=1,
        returned=1,
        valid=1,
        unreturned=0,
        invalid=0,
        votes={},
        teller_a=people[0],
        teller_b=people[1],
        scrutineer=people[2],
        sheet_key="photo",
        place=payloads.short(10),
        counted_at=clock.now(),
        entered_by="文书",
        struck_at=clock.now() if struck else None,
        struck_reason=payloads.short(15) if struck else "",
    )
