"""What the law does not allow in an election is refused, each with its own code."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from infra.errors import DomainError
from services.disclosure import service as disclosure
from services.elections import errors, service
from services.elections.service import Chosen, Demand, SeatPlan
from services.elections.vocabulary import ElectionKind, StationKind, Step, Wish
from services.people import service as people
from services.people.kin import Relation
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories.decisions import SHEET_KEY, shown
from tests.services.elections.story import (
    BEGIN,
    DAY,
    DIRECTORS,
    MEMBERS,
    OFFICIALS,
    TELLERS,
    Story,
    chosen,
    on,
    small_village,
)

ASKED = Demand(
    ({"zh": "达到", "en": "met", "met": True, "citation_zh": "", "citation_en": ""},), "a" * 64
)


async def refused(kind: type[DomainError], awaitable: object) -> DomainError:
    with pytest.raises(kind) as caught:
        await awaitable  # type: ignore[misc]
    return caught.value


def codes(error: DomainError) -> tuple[str, ...]:
    found = error.facts["codes"]
    assert isinstance(found, tuple)
    return found


async def _of_household(story: Story, name: str) -> UUID:
    """Put a teller into somebody's household, as a daughter who moved back."""
    async with unit_of_work(story.made.county) as uow:
        own = (await people.load_residents(uow, [story.made.id_of(name)]))[story.made.id_of(name)]
        teller = story.made.id_of("居民0058")
        row = (await people.load_residents(uow, [teller]))[teller]
        row.household_id = own.household_id
    return teller


_offices = people.offices_of


async def listed(county: Tenant) -> Story:
    """Return a village whose list hangs since the first of June."""
    story = await small_village(county)
    with on(BEGIN):
        await story.plan()
        await story.committee()
        await story.listed()
    return story


async def test_a_day_that_comes_too_soon_names_the_first_lawful_one(county: Tenant) -> None:
    story = await small_village(county)
    with on(BEGIN):
        error = await refused(errors.ElectionDayTooSoon, story.plan(BEGIN + timedelta(20)))
        first = error.facts["first"]
        assert isinstance(first, date)
        await story.plan(first)

    assert first >= BEGIN + timedelta(25)


async def test_only_one_election_of_a_kind_runs_at_a_time(county: Tenant) -> None:
    story = await small_village(county)
    with on(BEGIN):
        await story.plan()
        await refused(errors.ElectionRunning, story.plan())
        await story.made.do(story.made.reviewer, service.call_off, story.election_id, "重定日期")
        await story.plan()


@pytest.mark.parametrize(
    "seats",
    [
        (),
        (SeatPlan(Office.COMMITTEE_DIRECTOR, 1), SeatPlan(Office.COMMITTEE_MEMBER, 1, 1)),
        (SeatPlan(Office.COMMITTEE_DIRECTOR, 2), SeatPlan(Office.COMMITTEE_MEMBER, 3, 1)),
        (SeatPlan(Office.COMMITTEE_DIRECTOR, 1), SeatPlan(Office.COMMITTEE_MEMBER, 4)),
        (SeatPlan(Office.COMMITTEE_DIRECTOR, 1), SeatPlan(Office.COMMITTEE_MEMBER, 7, 1)),
        (SeatPlan(Office.COMMITTEE_DIRECTOR, 1), SeatPlan(Office.CLERK, 3, 1)),
    ],
    ids=["none", "two", "two directors", "no woman", "eight", "a clerk"],
)
async def test_a_committee_of_another_shape_than_the_law_is_refused(
    county: Tenant, seats: tuple[SeatPlan, ...]
) -> None:
    story = await small_village(county)
    with on(BEGIN):
        await refused(errors.SeatsWrong, story.plan(seats=seats))


async def test_whoever_is_not_on_the_election_committee_runs_nothing(county: Tenant) -> None:
    story = await small_village(county)
    with on(BEGIN):
        await story.plan()
        await story.committee()
        for actor in (story.made.secretary, story.made.reviewer, story.made.clerk):
            await refused(
                errors.NotOnElectionCommittee,
                story.made.do(actor, service.draw, story.election_id),
            )


async def test_a_committee_has_three_to_eleven_different_members(county: Tenant) -> None:
    story = await small_village(county)
    ids = [story.made.id_of(name) for name in OFFICIALS]
    with on(BEGIN):
        await story.plan()
        for members in (ids[:2], [ids[0], *ids], []):
            await refused(
                errors.ElectionCommitteeSize,
                story.made.do(
                    story.made.reviewer,
                    service.form_committee,
                    story.election_id,
                    members,
                    ids[0],
                    chosen(),
                ),
            )
        await refused(
            errors.PersonNotOnRoll,
            story.made.do(
                story.made.reviewer,
                service.form_committee,
                story.election_id,
                [*ids, UUID(int=9)],
                ids[0],
                chosen(),
            ),
        )


async def test_the_list_is_closed_only_after_five_days_and_every_decision(county: Tenant) -> None:
    story = await listed(county)
    made, villager = story.made, story.made.actor("居民0050")
    with on(BEGIN + timedelta(5)):
        early = await refused(
            errors.ElectionNotReady, made.do(story.chair, service.freeze, story.election_id)
        )
        objection = await made.do(
            villager,
            service.object_to_list,
            story.election_id,
            about_name="居民0060",
            wish=Wish.STRIKE,
            text="户口已迁走。",
        )
    assert codes(early) == ("OBJECTIONS_RUN",)
    assert objection.due == date(2026, 6, 9)
    with on(BEGIN + timedelta(8)):
        await refused(
            errors.ObjectionTooLate,
            made.do(
                villager,
                service.object_to_list,
                story.election_id,
                about_name="居民0062",
                wish=Wish.STRIKE,
                text="也迁走了。",
            ),
        )
        open_ = await refused(
            errors.ElectionNotReady, made.do(story.chair, service.freeze, story.election_id)
        )
        assert codes(open_) == ("OBJECTIONS_OPEN",)
        await made.do(
            story.chair,
            service.decide_objection,
            story.election_id,
            objection.id,
            upheld=True,
            decision="查实，户口已迁出。",
            resident_id=made.id_of("居民0060"),
        )
        election = await made.do(story.chair, service.freeze, story.election_id)
        assert election.voters_total == 59
        await refused(
            errors.VoterListClosed,
            made.do(
                story.chair,
                service.add_voter,
                story.election_id,
                made.id_of("居民0060"),
                "又迁回来了",
            ),
        )


async def test_a_list_that_hangs_is_not_drawn_again(county: Tenant) -> None:
    story = await listed(county)
    with on(BEGIN + timedelta(1)):
        await refused(
            errors.VoterListClosed, story.made.do(story.chair, service.draw, story.election_id)
        )


async def test_nobody_objects_before_the_list_hangs(county: Tenant) -> None:
    story = await small_village(county)
    with on(BEGIN):
        await story.plan()
        await refused(
            errors.VoterListUnposted,
            story.made.do(
                story.made.actor("居民0050"),
                service.object_to_list,
                story.election_id,
                about_name="居民0060",
                wish=Wish.ADD,
                text="漏了。",
            ),
        )


async def test_a_list_posted_late_lets_nobody_vote_and_names_the_first_day(
    county: Tenant,
) -> None:
    story = await small_village(county)
    late = DAY - timedelta(15)
    with on(BEGIN):
        await story.plan()
        await story.committee()
        await story.post(Step.ANNOUNCED)
        await story.made.do(story.chair, service.draw, story.election_id)
    with on(late):
        await story.post(Step.VOTERS_POSTED)
        error = await refused(
            errors.ElectionDayTooSoon,
            story.made.do(story.chair, service.move, story.election_id, DAY),
        )
        assert error.facts["first"] == late + timedelta(20)
        moved = await story.made.do(
            story.chair, service.move, story.election_id, late + timedelta(20)
        )

    assert moved.election_day == late + timedelta(20)


async def test_candidates_are_voters_stand_once_and_leave_the_committee(county: Tenant) -> None:
    story = await listed(county)
    with on(BEGIN + timedelta(8)):
        await story.made.do(story.chair, service.freeze, story.election_id)
        await story.nominate(Office.COMMITTEE_DIRECTOR, OFFICIALS[3])
        await refused(errors.CandidateTwice, story.nominate(Office.COMMITTEE_MEMBER, OFFICIALS[3]))
        sitting = (await story.dossier()).sitting
        assert story.made.id_of(OFFICIALS[3]) not in {one.resident_id for one in sitting}
        error = await refused(
            errors.ElectionNotReady,
            story.made.do(story.chair, service.confirm, story.election_id),
        )

    assert set(codes(error)) == {"CANDIDATES_NOT_REVIEWED", "TOO_FEW_CANDIDATES"}


async def test_as_many_candidates_as_seats_are_too_few(county: Tenant) -> None:
    story = await listed(county)
    with on(BEGIN + timedelta(8)):
        await story.made.do(story.chair, service.freeze, story.election_id)
        await story.nominate(Office.COMMITTEE_DIRECTOR, *DIRECTORS)
        await story.nominate(Office.COMMITTEE_MEMBER, *MEMBERS)
        await story.reviewed()
        barred = next(
            one
            for one in (await story.dossier()).candidates
            if one.resident_id == story.made.id_of(DIRECTORS[0])
        )
        await refused(
            errors.CandidateDecided,
            story.made.do(
                story.chair, service.withdraw, story.election_id, UUID(int=1), "不愿参选"
            ),
        )
        await story.made.do(
            story.made.reviewer,
            service.review,
            story.election_id,
            barred.id,
            bar="unfit",
            reason="镇资格联审〔2026〕1 号",
        )
        error = await refused(
            errors.ElectionNotReady,
            story.made.do(story.chair, service.confirm, story.election_id),
        )

    assert codes(error) == ("TOO_FEW_CANDIDATES",)


async def test_no_ballot_is_counted_without_audits_candidates_and_the_day(county: Tenant) -> None:
    story = await listed(county)
    with on(BEGIN + timedelta(8)):
        await story.made.do(story.chair, service.freeze, story.election_id)
        await story.nominate(Office.COMMITTEE_DIRECTOR, *DIRECTORS)
        await story.nominate(Office.COMMITTEE_MEMBER, *MEMBERS)
        await story.reviewed()
        await story.made.do(story.chair, service.confirm, story.election_id)
        await story.station()
        votes = dict.fromkeys(DIRECTORS, 1)
        early = await refused(
            errors.ElectionNotReady, story.count(Office.COMMITTEE_DIRECTOR, votes)
        )
    with on(DAY):
        unready = await refused(
            errors.ElectionNotReady, story.count(Office.COMMITTEE_DIRECTOR, votes)
        )

    assert codes(early) == ("BEFORE_ELECTION_DAY", "AUDIT_MISSING", "CANDIDATES_NOT_POSTED")
    assert codes(unready) == ("AUDIT_MISSING", "CANDIDATES_NOT_POSTED")


async def test_counts_that_do_not_add_up_are_refused_and_a_struck_one_can_be_entered_again(
    county: Tenant,
) -> None:
    story = await small_village(county)
    await story.ready()
    made, votes = story.made, {DIRECTORS[0]: 40, DIRECTORS[1]: 10}
    office = Office.COMMITTEE_DIRECTOR
    with on(DAY):
        await refused(errors.CountImpossible, story.count(office, votes, issued=60))
        await refused(errors.CountImpossible, story.count(office, votes, others=1))
        await refused(errors.CountImpossible, story.count(office, votes, valid=70, invalid=0))
        await refused(errors.CountImpossible, story.count(office, {DIRECTORS[0]: 40}))
        await refused(errors.SheetMissing, story.count(office, votes, key=""))
        await refused(errors.PlaceNeeded, story.count(office, votes, place=" "))
        tellers = tuple(made.id_of(name) for name in (TELLERS[0], TELLERS[0]))
        await refused(errors.CountersNotAllowed, story.count(office, votes, tellers=tellers))
        own = made.id_of(DIRECTORS[0])
        await refused(errors.CountersNotAllowed, story.count(office, votes, scrutineer=own))
        await story.count(office, votes)
        await refused(errors.StationCounted, story.count(office, votes))
        error = await refused(errors.ElectionNotReady, story.decide())
        assert codes(error) == ("COUNTS_MISSING",)

        (row,) = (await story.dossier()).counts
        await made.do(story.chair, service.strike_count, story.election_id, row.id, "抄错了")
        await story.count(office, {DIRECTORS[0]: 39, DIRECTORS[1]: 11})

    assert [one.votes for one in (await story.dossier()).counts] != [row.votes]


async def test_a_relative_of_a_candidate_does_not_count(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()
    close = await _of_household(story, DIRECTORS[0])
    with on(DAY):
        await refused(
            errors.CountersNotAllowed,
            story.count(
                Office.COMMITTEE_DIRECTOR,
                {DIRECTORS[0]: 40, DIRECTORS[1]: 10},
                scrutineer=close,
            ),
        )


async def test_a_proxy_is_another_voter_no_candidate_and_votes_for_three_at_most(
    county: Tenant,
) -> None:
    story = await small_village(county)
    await story.ready()

    async def give(principal: str, holder: str) -> None:
        await story.made.do(
            story.chair,
            service.record_proxy,
            story.election_id,
            principal_id=story.made.id_of(principal),
            holder_id=story.made.id_of(holder),
            relation=Relation.CHILD,
            sheet_key=SHEET_KEY,
        )

    with on(DAY - timedelta(3)):
        for principal in ("居民0050", "居民0060", "居民0062"):
            await give(principal, "居民0064")
        fourth = await refused(errors.RelativeNeeded, give("居民0066", "居民0064"))
        await refused(errors.RelativeNeeded, give("居民0050", "居民0068"))
        await refused(errors.RelativeNeeded, give("居民0066", DIRECTORS[0]))
        await refused(errors.RelativeNeeded, give("居民0066", "居民0066"))
        await refused(errors.RelativeNeeded, give("居民0064", "居民0068"))
        await refused(errors.RelativeNeeded, give("居民0068", "居民0050"))
    with on(DAY):
        error = await refused(
            errors.ElectionNotReady,
            story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10}),
        )

    assert "3" in fourth.message("en")
    assert codes(error) == ("PROXIES_NOT_POSTED",)


async def test_a_committee_rests_on_a_meeting_or_a_document_and_its_day(county: Tenant) -> None:
    story = await small_village(county)
    ids = [story.made.id_of(name) for name in OFFICIALS]

    async def form(chosen: Chosen) -> None:
        await story.made.do(
            story.made.reviewer, service.form_committee, story.election_id, ids, ids[0], chosen
        )

    with on(BEGIN):
        await story.plan()
        await refused(errors.ReasonMissing, form(Chosen(" ", BEGIN)))
        await refused(errors.ChosenDayWrong, form(Chosen("村民会议记录", None)))
        await refused(errors.ChosenDayWrong, form(Chosen("村民会议记录", BEGIN + timedelta(1))))
        assert (await story.dossier()).sitting == []
        await form(Chosen("村民会议记录", BEGIN))
        election = await story.election()

    assert (election.committee_source, election.committee_on) == ("村民会议记录", BEGIN)


async def test_proxies_are_struck_and_recorded_only_until_their_list_is_drafted(
    county: Tenant,
) -> None:
    story = await small_village(county)
    await story.ready()
    made = story.made

    async def give(principal: str) -> None:
        await made.do(
            story.chair,
            service.record_proxy,
            story.election_id,
            principal_id=made.id_of(principal),
            holder_id=made.id_of("居民0064"),
            relation=Relation.CHILD,
            sheet_key=SHEET_KEY,
        )

    async def strike(proxy: UUID, reason: str = "本人赶回来投票") -> None:
        await made.do(story.chair, service.strike_proxy, story.election_id, proxy, reason)

    with on(DAY - timedelta(3)):
        await give("居民0050")
        (first,) = (await story.dossier()).proxies
        await refused(errors.ReasonMissing, strike(first.id, " "))
        await strike(first.id)
        assert (await story.dossier()).proxies == []
        await refused(errors.ProxyUnknown, strike(first.id))
        await give("居民0050")  # a struck one does not stand in the way
        await story.post(Step.PROXIES_POSTED)
        (second,) = (await story.dossier()).proxies
        await refused(errors.ProxyListPosted, give("居民0060"))
        await refused(errors.ProxyListPosted, strike(second.id))
    with on(DAY):
        await refused(errors.ProxyListPosted, give("居民0060"))
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10})


async def test_no_proxy_is_recorded_on_election_day_although_no_list_hangs(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()
    with on(DAY):
        await refused(
            errors.ProxyListPosted,
            story.made.do(
                story.chair,
                service.record_proxy,
                story.election_id,
                principal_id=story.made.id_of("居民0050"),
                holder_id=story.made.id_of("居民0064"),
                relation=Relation.CHILD,
                sheet_key=SHEET_KEY,
            ),
        )


async def test_an_audit_whose_notice_was_taken_back_is_recorded_and_posted_again(
    county: Tenant,
) -> None:
    story = await small_village(county)
    made = story.made

    async def record(result: str) -> None:
        row = (await story.dossier()).audits[0]
        await made.do(
            made.reviewer, service.record_audit, story.election_id, row.resident_id,
            auditor="镇农经站", result=result,
        )  # fmt: skip

    with on(BEGIN):
        await story.plan()
        await record("收支合规。")
        await refused(errors.AuditUnneeded, record("再写一遍。"))
        row = (await story.dossier()).audits[0]
        assert row.bulletin_id is not None
        await made.do(made.supervisor, disclosure.withdraw, row.bulletin_id, "数字写错")
        dossier = await story.dossier()
        assert dossier.audit_due(dossier.audits[0])
        await record("收支合规，重新公布。")
        again = (await story.dossier()).audits[0]
        assert again.bulletin_id != row.bulletin_id
        assert again.bulletin_id is not None
        await shown(made, again.bulletin_id)
        dossier = await story.dossier()

    assert dossier.shown_on(dossier.audits[0].bulletin_id) is not None


async def test_a_result_takes_two_and_a_changed_sheet_makes_it_void(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()
    made, other = story.made, story.made.actor(OFFICIALS[1])
    with on(DAY):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10})
        votes = dict(zip(MEMBERS, (40, 30, 20), strict=True))
        await refused(
            errors.ElectionNotReady, made.do(story.chair, service.put_forward, story.election_id)
        )
        await story.count(Office.COMMITTEE_MEMBER, votes)
        await refused(errors.SecondPersonNeeded, made.do(other, service.decide, story.election_id))
        await made.do(story.chair, service.put_forward, story.election_id)
        assert (await story.dossier()).certificates == []
        await refused(
            errors.SecondPersonNeeded, made.do(story.chair, service.decide, story.election_id)
        )
        await refused(
            errors.NotOnElectionCommittee,
            made.do(made.reviewer, service.decide, story.election_id, from_above=True),
        )
        row = (await story.dossier()).counts[0]
        await made.do(other, service.strike_count, story.election_id, row.id, "抄错了")
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 39, DIRECTORS[1]: 11})
        await refused(errors.SecondPersonNeeded, made.do(other, service.decide, story.election_id))
        decided = await story.decide()

    assert decided.result_by is None
    assert (await story.dossier()).certificates != []


async def test_a_recall_passes_only_by_both_majorities(
    county: Tenant,
) -> None:
    story = await small_village(county)
    made = story.made

    with on(BEGIN):
        election = await made.do(
            made.reviewer,
            service.plan_recall,
            village_code=made.code,
            resident_id=made.id_of("村委02"),
            election_day=DAY,
            demand=ASKED,
            reason="三个月没有到岗。",
        )
        story.election_id = election.id
        await story.committee()
        await story.listed()
    with on(BEGIN + timedelta(8)):
        await made.do(story.chair, service.freeze, story.election_id)
        await story.station()
    with on(DAY):
        await story.count(Office.COMMITTEE_MEMBER, {"村委02": 27})
        await story.decide()
        held = [one.office for one in await made.do(made.clerk, _offices, made.id_of("村委02"))]

    assert "committee_member" not in held
    assert (await story.dossier()).contests[0].outcome == "recalled"


async def test_who_is_not_on_the_committee_is_not_recalled(county: Tenant) -> None:
    story = await small_village(county)
    made = story.made
    with on(BEGIN):
        await refused(
            errors.NotInOffice,
            made.do(
                made.reviewer,
                service.plan_recall,
                village_code=made.code,
                resident_id=made.id_of("居民0050"),
                election_day=DAY,
                demand=ASKED,
                reason="不称职",
            ),
        )


async def test_a_branch_elects_with_four_fifths_and_its_secretary_is_approved(
    county: Tenant,
) -> None:
    story = await small_village(county)
    made, office = story.made, Office.PARTY_COMMITTEE_MEMBER
    with on(BEGIN):
        election = await made.do(
            made.reviewer,
            service.plan,
            kind=ElectionKind.PARTY_BRANCH,
            village_code=made.code,
            election_day=DAY,
            seats=(SeatPlan(office, 3),),
        )
        story.election_id = election.id
        await made.do(made.reviewer, service.form_committee, election.id, [], UUID(int=0), chosen())
        await refused(
            errors.NotOnElectionCommittee,
            made.do(made.actor("居民0050"), service.draw, election.id),
        )
        contest = await story.contest(office)
        runs = made.secretary
        await made.do(runs, service.draw, election.id)
        await made.do(runs, service.freeze, election.id)
        assert (await story.election()).voters_total == 21
        names = ("党支部01", "党支部02", "党员01", "党员02")
        for name in names:
            await made.do(runs, service.nominate, election.id, contest.id, made.id_of(name), 5)
        await story.reviewed()
        await made.do(runs, service.confirm, election.id)
        await made.do(
            runs,
            service.add_station,
            election.id,
            name="党员活动室",
            kind=StationKind.MAIN,
            place="村部",
        )
    with on(DAY):
        story.runs = made.secretary
        votes = dict(zip(names, (17, 15, 12, 7), strict=True))
        await story.count(office, votes, valid=17, invalid=0)
        decided = await story.decide()
        assert decided.state == "decided"
        await refused(
            errors.NotElectedHere,
            made.do(
                made.reviewer,
                service.approve_secretary,
                election.id,
                made.id_of("党员02"),
                "镇党委〔2026〕3 号",
            ),
        )
        await made.do(
            made.reviewer,
            service.approve_secretary,
            election.id,
            made.id_of("党支部02"),
            "镇党委〔2026〕3 号",
        )
        held = [one.office for one in await made.do(made.clerk, _offices, made.id_of("党支部02"))]

    assert set(held) >= {"party_secretary", "party_committee_member"}
