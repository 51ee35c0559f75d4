"""From counts to the result: judged, published at once, the elected seated, a run-off called."""

from typing import Any
from uuid import UUID, uuid5

from infra import calendar, clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import service as disclosure
from services.disclosure.workflow import Kind
from services.elections import counting, dossiers, notices, repository, timetable, workflow
from services.elections.counting import Outcome, Standing, Turnout, Verdict
from services.elections.dossiers import Dossier
from services.elections.errors import NotOnElectionCommittee, SecondPersonNeeded
from services.elections.models import Candidate, Certificate, Contest, Election, HandoverItem
from services.elections.rules import rules_of
from services.elections.service.officials import mark_done
from services.elections.service.standing import number_them
from services.elections.vocabulary import HANDOVER_ITEMS, OFFICES_OF, ElectionKind, Step
from services.elections.workflow import Act
from services.people import service as people
from services.people.service import elected
from services.people.service.elected import Seat
from services.people.workflow import OFFICE_NAMES, Office
from tenants.unit_of_work import UnitOfWork


async def put_forward(uow: UnitOfWork, election_id: UUID) -> Election:
    """Put the result of the round forward once every sheet is in; nothing is decided by it.

    Another one checks it and announces it (`decide`). A sheet that is struck or entered afterwards
    makes it void.
    """
    dossier = await dossiers.run_by_actor(uow, election_id)
    workflow.require(dossier.facts(), Act.DECIDE, clock.today())
    dossier.election.result_by, dossier.election.result_at = uow.actor.resident_id, clock.now()
    await audit.record(
        uow,
        AuditTag.ELECTIONS_RESULT_PUT_FORWARD,
        subject=election_id,
        village=dossier.election.village_code,
        round=dossier.election.round,
    )
    return dossier.election


async def _checked(uow: UnitOfWork, election_id: UUID, *, from_above: bool) -> Dossier:
    """Return the dossier for somebody else than who put the result forward (SECURITY 24).

    In a branch, where one person may run it alone, that may be who plans elections above.
    """
    dossier = await dossiers.locked(uow, election_id)
    above = from_above and dossier.kind is ElectionKind.PARTY_BRANCH
    if not above and not await dossiers.runs(uow, dossier, uow.actor.resident_id):
        raise NotOnElectionCommittee
    workflow.require(dossier.facts(), Act.DECIDE, clock.today())
    first = dossier.election.result_by
    if first is None or first == uow.actor.resident_id:
        raise SecondPersonNeeded
    return dossier


async def decide(uow: UnitOfWork, election_id: UUID, *, from_above: bool = False) -> Election:
    """Judge the round once every sheet is in and another put its result forward.

    The result is published and the elected are seated in the same transaction.
    """
    dossier = await _checked(uow, election_id, from_above=from_above)
    election, round_number = dossier.election, dossier.election.round
    verdicts = {one.id: _judged(dossier, one) for one in dossier.present_contests}
    for contest in dossier.present_contests:
        _keep(dossier, contest, verdicts[contest.id])
    await _seat(uow, dossier, verdicts)
    await _publish(uow, dossier)
    election.state = workflow.advance(election.state, _act(verdicts))
    election.decided_at = clock.now()
    election.result_by = election.result_at = None
    await _call_run_off(uow, dossier, verdicts)
    mark_done(dossier, Step.POLLED)
    await audit.record(
        uow,
        AuditTag.ELECTIONS_ELECTION_DECIDE,
        subject=election.id,
        village=election.village_code,
        round=round_number,
        state=str(election.state),
    )
    return election


def _act(verdicts: dict[UUID, Verdict]) -> Act:
    outcomes = {one.outcome for one in verdicts.values()}
    if Outcome.RUN_OFF in outcomes:
        return Act.RERUN
    return Act.FAIL if outcomes == {Outcome.INVALID} else Act.DECIDE


def _judged(dossier: Dossier, contest: Contest) -> Verdict:
    turnout, votes = totals(dossier, contest)
    rules = rules_of(dossier.kind, dossier.election.round)
    stands = dossier.standing(contest)
    if dossier.kind is ElectionKind.RECALL:
        return counting.judge_recall(rules, turnout, sum(votes.values()))
    return counting.judge(
        rules,
        turnout,
        [Standing(one.id, one.number, votes[one.id], one.is_woman) for one in stands],
        seats=contest.seats,
        women=contest.women_seats,
        # Each member who is here gets one ballot: those issued are those present.
        base=turnout.issued if dossier.kind is ElectionKind.PARTY_BRANCH else None,
    )


def totals(dossier: Dossier, contest: Contest) -> tuple[Turnout, dict[UUID, int]]:
    """Add up a contest's sheets: the papers, and each candidate's votes."""
    sheets = [one for one in dossier.counts if one.contest_id == contest.id]
    turnout = Turnout(
        registered=dossier.election.voters_total,
        issued=sum(one.issued for one in sheets),
        returned=sum(one.returned for one in sheets),
        valid=sum(one.valid for one in sheets),
        invalid=sum(one.invalid for one in sheets),
    )
    votes = {
        one.id: sum(sheet.votes.get(str(one.id), 0) for sheet in sheets)
        for one in dossier.standing(contest)
    }
    return turnout, votes


def _keep(dossier: Dossier, contest: Contest, verdict: Verdict) -> None:
    turnout, votes = totals(dossier, contest)
    contest.outcome = verdict.outcome.value
    contest.seats_left = verdict.seats_left
    contest.derivation = [line.as_json() for line in verdict.derivation]
    contest.decided_at = clock.now()
    contest.tally = {
        "registered": turnout.registered,
        "issued": turnout.issued,
        "returned": turnout.returned,
        "unreturned": turnout.unreturned,
        "valid": turnout.valid,
        "invalid": turnout.invalid,
        "votes": {str(key): count for key, count in votes.items()},
    }
    for candidate in dossier.standing(contest):
        candidate.is_elected = candidate.id in verdict.elected


async def _seat(uow: UnitOfWork, dossier: Dossier, verdicts: dict[UUID, Verdict]) -> None:
    """Seat the elected; the first round of a full election ends the old committee's terms."""
    election, today = dossier.election, clock.today()
    if dossier.kind is ElectionKind.RECALL:
        await _unseat(uow, dossier, verdicts)
        return
    won = [
        (contest, candidate)
        for contest in dossier.present_contests
        for candidate in dossier.standing(contest)
        if candidate.is_elected
    ]
    if not won:
        return
    seats = [Seat(candidate.resident_id, Office(contest.office)) for contest, candidate in won]
    full = dossier.kind is not ElectionKind.BY_ELECTION and not dossier.certificates
    await elected.seat_elected(
        uow,
        election.village_code,
        seats,
        source=f"选举 {election.id}",
        since=today,
        ending=OFFICES_OF[dossier.kind] if full else (),
    )
    await _certify(uow, dossier, won)
    _expect_handover(uow, dossier)


async def _unseat(uow: UnitOfWork, dossier: Dossier, verdicts: dict[UUID, Verdict]) -> None:
    for contest in dossier.present_contests:
        if verdicts[contest.id].outcome is Outcome.RECALLED and contest.target_id is not None:
            await elected.unseat(
                uow,
                dossier.election.village_code,
                contest.target_id,
                OFFICES_OF[dossier.kind],
                clock.today(),
            )
            _expect_handover(uow, dossier)


async def _certify(uow: UnitOfWork, dossier: Dossier, won: list[tuple[Contest, Candidate]]) -> None:
    village, year = dossier.election.village_code, clock.today().year
    last = await repository.certificates_in(uow.session, village, year)
    for number, (contest, candidate) in enumerate(won, start=last + 1):
        uow.session.add(
            Certificate(
                contest_id=contest.id,
                election_id=dossier.election.id,
                resident_id=candidate.resident_id,
                office=contest.office,
                number=f"{village}-{year}-{number:03d}",
            )
        )


def _expect_handover(uow: UnitOfWork, dossier: Dossier) -> None:
    """Begin the handover, which is due within ten days from now (OL18 art. 20)."""
    if dossier.handover:
        return
    row = dossier.step(Step.HANDED_OVER)
    if row is not None:
        row.due = calendar.last_day(clock.today(), timetable.HANDOVER_DAYS)
    for item in HANDOVER_ITEMS:
        uow.session.add(HandoverItem(election_id=dossier.election.id, item=item))


async def _call_run_off(uow: UnitOfWork, dossier: Dossier, verdicts: dict[UUID, Verdict]) -> None:
    election = dossier.election
    again = [one for one in dossier.present_contests if verdicts[one.id].run_off]
    if not again:
        return
    known = {one.id: one for one in dossier.candidates}
    for contest in again:
        verdict = verdicts[contest.id]
        fresh = Contest(
            election_id=election.id,
            round=election.round + 1,
            office=contest.office,
            seats=verdict.seats_left,
            women_seats=min(verdict.women_left, verdict.seats_left),
        )
        uow.session.add(fresh)
        await uow.session.flush()  # the candidates refer to it
        old = [known[key] for key in verdict.run_off]
        rows = [
            Candidate(
                contest_id=fresh.id,
                resident_id=one.resident_id,
                nominations=one.nominations,
                is_woman=one.is_woman,
            )
            for one in old
        ]
        number_them(rows)
        uow.session.add_all(rows)
    election.round += 1
    election.run_off_day = None


async def _publish(uow: UnitOfWork, dossier: Dossier) -> None:
    """Publish the result at once: OL18 art. 15 has it announced on the spot.

    A branch's members are not named in public, so its result is not a notice on the wall.
    """
    election = dossier.election
    if dossier.kind is ElectionKind.PARTY_BRANCH:
        return
    bulletin_id = await notices.draft(
        uow,
        kind=Kind.ELECTION_RESULT,
        subject=uuid5(election.id, f"result of round {election.round}"),
        village_code=election.village_code,
        title=notices.titled(dossier.kind, _ROUND.format(election.round)),
        record=await _record(uow, dossier),
    )
    row = dossier.step(Step.POLLED)
    if row is not None:
        row.bulletin_id = bulletin_id
    await disclosure.approve_and_queue(uow, bulletin_id)


_ROUND = "第 {} 次投票结果"
_WORDS = {
    Outcome.ELECTED: "当选",
    Outcome.RUN_OFF: "名额不足，另行选举",
    Outcome.INVALID: "投票人数不过半，选举无效",
    Outcome.RECALLED: "罢免通过",
    Outcome.STAYS: "罢免未通过",
}


async def _record(uow: UnitOfWork, dossier: Dossier) -> dict[str, Any]:
    contests = dossier.present_contests
    people_ids = [one.resident_id for one in dossier.candidates]
    found = await people.load_residents(uow, people_ids)
    rows: list[list[Any]] = []
    for contest in contests:
        office = OFFICE_NAMES[Office(contest.office)][0]
        for one in dossier.standing(contest):
            name = notices.name(found[one.resident_id].name if one.resident_id in found else "")
            votes = str(contest.tally["votes"][str(one.id)])
            rows.append([office, str(one.number), name, votes, "当选" if one.is_elected else ""])
    tally = contests[0].tally
    papers = (
        f"登记选民 {tally['registered']} 人，发出选票 {tally['issued']} 张，"
        f"收回 {tally['returned']} 张，其中有效 {tally['valid']} 张、无效 {tally['invalid']} 张。"
    )
    outcomes = "；".join(
        f"{OFFICE_NAMES[Office(one.office)][0]}：{_WORDS[Outcome(one.outcome)]}" for one in contests
    )
    return {
        "text": f"{papers}当场公开计票。",
        "outcome": outcomes,
        "meeting_on": clock.today(),
        "basis": "《村民委员会组织法》第十五条、第十六条",
        "table": notices.table("得票", ["职务", "票上号数", "姓名", "得票", "结果"], rows, 3),
        "derivation": [
            {
                "zh": f"{OFFICE_NAMES[Office(one.office)][0]} {line['zh']}",
                "en": f"{OFFICE_NAMES[Office(one.office)][1]}: {line['en']}",
                "met": line["met"],
                "citation": line["citation_zh"],
            }
            for one in contests
            for line in one.derivation
        ],
    }
