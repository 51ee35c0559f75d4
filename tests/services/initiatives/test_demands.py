"""Demands from opening to answer: counted exactly, on both channels, and nobody can refuse one."""

import asyncio
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.errors import DomainError
from services.decisions import service as decisions
from services.disclosure import service as disclosure
from services.elections import service as elections
from services.initiatives import service
from services.initiatives.errors import (
    AnswerDoesNotFit,
    ConveneTooEarly,
    DemandNotInState,
    DemandOver,
    DemandTextNeeded,
    DisputedAlready,
    DisputeOfSigners,
    DisputeOver,
    DisputeTextNeeded,
    JudgedByCounty,
    NameNotMatched,
    NameStruck,
    NotDutyOwner,
    NotEntitled,
    NothingDisputed,
    NoticeDrafted,
    NotOnPaper,
    NotOverdue,
    NotSigned,
    OneDemandAtATime,
    OrderDocumentNeeded,
    OrderedAlready,
    RecallTargetNeeded,
    SheetNeeded,
    SignedAlready,
    StrikeReasonNeeded,
)
from services.initiatives.service import Answer, PaperName, PaperSheet
from services.initiatives.vocabulary import AnswerKind, DemandKind, DemandState
from services.initiatives.workflow import Turn
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories.decisions import START as DECISIONS
from tests.factories.decisions import (
    Stage,
    called,
    posted,
    sanmiaoshu,
    seat,
    shown,
    submitted,
    voted,
)
from tests.services.initiatives.story import (
    SHA,
    START,
    found,
    opened,
    plain,
    progress,
    signed,
    village,
)

KEY = "150523/ab/" + SHA + ".jpg"


async def reached(made: Stage, kind: DemandKind = DemandKind.QUESTION) -> UUID:
    """Open a demand and let representatives bring it to its number."""
    demand_id = await opened(made, kind, by="代表01")
    for name in made.representatives()[1:]:
        if (await found(made, demand_id)).state == DemandState.REACHED:
            break
        await made.do(made.actor(name), service.sign, demand_id)
    return demand_id


async def test_the_base_is_frozen_and_the_opener_is_the_first_to_sign(county: Tenant) -> None:
    made = await village(county)
    with clock.at(START):
        demand_id = await opened(made)
        demand, so_far = await found(made, demand_id), await progress(made, demand_id)

    assert (demand.villagers, demand.representatives) == (532, 17)
    assert len(demand.base_sha256) == 64
    assert demand.gathers_until.astimezone(clock.ZONE).date() == date(2026, 8, 1)
    assert (so_far.signed.villagers, so_far.missing) == (1, 6)


async def test_the_deciding_signature_makes_the_duty_and_the_notice(county: Tenant) -> None:
    made = await village(county)
    with clock.at(START):
        demand_id = await opened(made)
        await signed(made, demand_id, *made.representatives()[:5])
        before = await found(made, demand_id)
        await signed(made, demand_id, made.representatives()[5])
        after = await found(made, demand_id)
        async with unit_of_work(county) as uow:
            assert after.bulletin_id is not None
            notice = await disclosure.find(uow, after.bulletin_id)

    assert (before.state, before.duty_due) == ("gathering", None)
    assert (after.state, after.duty_owner) == ("reached", "committee")
    assert after.duty_due is not None
    assert after.duty_due.astimezone(clock.ZONE).date() == date(2026, 6, 17)
    assert [line["met"] for line in after.derivation] == [False, True]
    assert (notice.state, notice.checker_id) == ("queued", None)
    assert notice.record["approved_by"] == "按实际人数自动公布"
    assert not any(name in str(notice.record) for name in made.people)


async def test_two_hundred_who_sign_at_once_are_counted_exactly(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made, DemandKind.RE_AUDIT)
    names = plain(made, 200, "居民0051")

    async def one(name: str) -> str:
        try:
            await made.do(made.actor(name), service.sign, demand_id)
        except DomainError as refusal:
            return refusal.code
        return "signed"

    answers = await asyncio.gather(*(one(name) for name in names))
    demand, so_far = await found(made, demand_id), await progress(made, demand_id)

    assert answers.count("signed") == 106  # the opener was the first of 107
    assert set(answers) == {"signed", "DEMAND_NOT_IN_STATE"}
    assert so_far.signed.villagers == 107
    assert demand.derivation[0]["signed"] == demand.derivation[0]["needed"] == 107


async def test_one_person_who_signs_ten_times_at_once_counts_once(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    actor = made.actor("居民0052")
    done = await asyncio.gather(
        *(made.do(actor, service.sign, demand_id) for _ in range(10)), return_exceptions=True
    )

    assert sum(isinstance(one, SignedAlready) for one in done) == 9
    assert (await progress(made, demand_id)).signed.villagers == 2


async def test_paper_and_screen_count_once_together(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    await signed(made, demand_id, "居民0052")
    names = [PaperName(one) for one in ("居民0052", "居民0053", "居民0054", "居民0053")]
    for _ in range(2):  # the same sheet twice is the same sheet
        await made.do(made.clerk, service.record_sheet, demand_id, names, sheet_key=KEY, sha256=SHA)
    with pytest.raises(SignedAlready):
        await signed(made, demand_id, "居民0053")

    assert (await progress(made, demand_id)).signed.villagers == 4


async def test_a_sheet_may_bring_the_number(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    names = [PaperName(one) for one in plain(made, 54)]
    await made.do(made.clerk, service.record_sheet, demand_id, names, sheet_key=KEY, sha256=SHA)

    assert (await found(made, demand_id)).state == DemandState.REACHED


async def test_a_name_that_fits_nobody_and_a_sheet_without_a_photo_are_refused(
    county: Tenant,
) -> None:
    made = await village(county)
    demand_id = await opened(made)
    with pytest.raises(NameNotMatched):
        await made.do(
            made.clerk,
            service.record_sheet,
            demand_id,
            [PaperName("居民0053"), PaperName("王某某")],
            sheet_key=KEY,
            sha256=SHA,
        )
    for names, key in (([], KEY), ([PaperName("居民0053")], "")):
        with pytest.raises(SheetNeeded):
            await made.do(
                made.clerk, service.record_sheet, demand_id, names, sheet_key=key, sha256=SHA
            )

    assert (await progress(made, demand_id)).signed.villagers == 1


async def test_the_household_tells_two_of_one_name_apart(county: Tenant) -> None:
    made = await village(county)
    async with unit_of_work(county) as uow:
        from services.people import service as people

        [row] = (await people.load_residents(uow, [made.id_of("居民0060")])).values()
        row.name = "居民0061"
        uow.session.add(row)
        [home] = (await people.load_households(uow, [row.household_id])).values()
        number = home.number
    demand_id = await opened(made)
    with pytest.raises(NameNotMatched):
        await made.do(
            made.clerk,
            service.record_sheet,
            demand_id,
            [PaperName("居民0061")],
            sheet_key=KEY,
            sha256=SHA,
        )
    await made.do(
        made.clerk,
        service.record_sheet,
        demand_id,
        [PaperName("居民0061", number)],
        sheet_key=KEY,
        sha256=SHA,
    )

    async with unit_of_work(county) as uow:
        assert await service.has_signed(uow, demand_id, made.id_of("居民0060"))


async def test_a_signature_is_taken_back_until_the_number_is_reached(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    await signed(made, demand_id, "居民0052")
    await made.do(made.actor("居民0052"), service.withdraw, demand_id)
    with pytest.raises(NotSigned):
        await made.do(made.actor("居民0052"), service.withdraw, demand_id)
    assert (await progress(made, demand_id)).signed.villagers == 1
    await signed(made, demand_id, "居民0052")

    done = await reached(made)
    with pytest.raises(DemandNotInState):
        await made.do(made.actor("代表01"), service.withdraw, done)
    assert (await found(made, done)).state == DemandState.REACHED


async def test_who_is_not_of_the_base_may_neither_open_nor_sign(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    stranger = Actor(made.reviewer.account_id, demand_id, "外村人")
    for actor in (made.reviewer, stranger):
        with pytest.raises(NotEntitled):
            await made.do(actor, service.sign, demand_id)
    with pytest.raises(NotEntitled):  # of representatives only they count
        await opened(made, DemandKind.REPRESENTATIVES_MEETING)
    with pytest.raises(OneDemandAtATime):
        await opened(made)
    with pytest.raises(RecallTargetNeeded):
        await opened(made, DemandKind.RECALL, target_id=made.id_of("居民0060"))
    with pytest.raises(DemandTextNeeded):
        await made.do(
            made.actor("居民0060"),
            service.open_demand,
            kind=DemandKind.ASSEMBLY,
            village_code=made.code,
            title="题目",
            text=" ",
        )


async def test_a_demand_lapses_without_the_number(county: Tenant) -> None:
    made = await village(county)
    with clock.at(START):
        demand_id = await opened(made)
    with clock.at(START + timedelta(days=62)):
        with pytest.raises(DemandOver):
            await signed(made, demand_id, "居民0052")
        async with unit_of_work(county) as uow:
            assert await service.lapse(uow) == 1
        with pytest.raises(DemandNotInState):
            await signed(made, demand_id, "居民0052")
    assert (await found(made, demand_id)).state == DemandState.LAPSED


async def test_silence_is_overdue_and_the_township_orders_once(county: Tenant) -> None:
    made = await village(county)
    with clock.at(START):
        demand_id = await reached(made)
        with pytest.raises(NotOverdue):
            await made.do(made.reviewer, service.order, demand_id, "吉政责令〔2026〕1号")
    with clock.at(START + timedelta(days=30)):
        async with unit_of_work(county) as uow:
            late = await service.list_overdue(uow, prefix=county.code)
        assert [one.id for one in late] == [demand_id]
        assert service.is_overdue(late[0])
        with pytest.raises(OrderDocumentNeeded):
            await made.do(made.reviewer, service.order, demand_id, " ")
        await made.do(made.reviewer, service.order, demand_id, "吉政责令〔2026〕1号")
        with pytest.raises(OrderedAlready):
            await made.do(made.reviewer, service.order, demand_id, "吉政责令〔2026〕2号")
        answer = Answer(AnswerKind.TEXT, text="经查，合同已公开，见公告。")
        await made.do(made.member, service.fulfil, demand_id, answer)
        async with unit_of_work(county) as uow:
            assert await service.list_overdue(uow, prefix=county.code) == []
    demand = await found(made, demand_id)
    assert (demand.state, demand.order_document) == ("fulfilled", "吉政责令〔2026〕1号")


async def test_only_what_fits_answers_a_demand(county: Tenant) -> None:
    made = await village(county)
    demand_id = await reached(made)
    notice = (await found(made, demand_id)).bulletin_id
    wrong = (
        Answer(AnswerKind.TEXT),
        Answer(AnswerKind.MEETING, demand_id),
        Answer(AnswerKind.BULLETIN, notice),
        Answer(AnswerKind.BULLETIN),
    )
    for answer in wrong:
        with pytest.raises(AnswerDoesNotFit):
            await made.do(made.member, service.fulfil, demand_id, answer)
    gathering = await opened(made)
    with pytest.raises(DemandNotInState):
        await made.do(made.member, service.fulfil, gathering, Answer(AnswerKind.TEXT, text="好"))


async def test_a_stricter_county_shortens_the_days_and_those_of_a_reached_demand_stay(
    county: Tenant,
) -> None:
    made = await village(county)
    with clock.at(START):
        before = await reached(made)
        await made.do(
            made.reviewer, decisions.set_parameter, "answer_days", 5, source="县发〔2026〕1 号"
        )
        after = await opened(made, DemandKind.QUESTION, by="代表02")
        await signed(made, after, "代表03", "代表04", "代表05", "代表06")
        await made.do(
            made.reviewer, decisions.set_parameter, "answer_days", 4, source="县发〔2026〕2 号"
        )
        async with unit_of_work(county) as uow:
            duties = await service.load_duties(uow, [before, after])
        rows = [await found(made, one) for one in (before, after)]

    assert [duties[one].days for one in (before, after)] == [15, 5]
    assert "县发〔2026〕1 号" in duties[after].citation_zh
    assert [clock.local(row.duty_due).date() for row in rows if row.duty_due] == [
        date(2026, 6, 17),
        date(2026, 6, 9),  # the fifth day is a Saturday
    ]


async def test_a_written_answer_is_disputed_and_the_township_reopens_it_with_its_days(
    county: Tenant,
) -> None:
    made = await village(county)
    with clock.at(START):
        demand_id = await reached(made)
        due = (await found(made, demand_id)).duty_due
        await made.do(
            made.member, service.fulfil, demand_id, Answer(AnswerKind.TEXT, text="知道。")
        )
        one, other = made.actor("代表01"), made.actor("代表02")
        with pytest.raises(DisputeOfSigners):
            await made.do(made.actor("居民0060"), service.dispute, demand_id, "没有答复金额。")
        with pytest.raises(DisputeTextNeeded):
            await made.do(one, service.dispute, demand_id, " ")
        await made.do(one, service.dispute, demand_id, "没有答复金额。")
        with pytest.raises(DisputedAlready):
            await made.do(one, service.dispute, demand_id, "再说一遍。")
        async with unit_of_work(county) as uow:
            places = {"committees": [], "townships": [], "judges": [made.code[:9]]}
            [todo] = await service.list_due(uow, **places)
        assert (todo.turn, todo.demand.id) == (Turn.JUDGE, demand_id)
        await made.do(made.reviewer, service.decide, demand_id, upheld=False, decision="已经答复。")
        assert (await found(made, demand_id)).state == DemandState.FULFILLED
        await made.do(other, service.dispute, demand_id, "合同金额仍没有写。")
        await made.do(
            made.reviewer, service.decide, demand_id, upheld=True, decision="没有写金额。"
        )
        demand = await found(made, demand_id)
        async with unit_of_work(county) as uow:
            kept = (await service.load_disputes(uow, [demand_id]))[demand_id]

    assert (demand.state, demand.refuted, demand.answer_kind) == ("reached", 1, "")
    assert demand.duty_due == due
    assert [row.state for row in kept] == ["rejected", "upheld"]
    assert {row.answer_text for row in kept} == {"知道。"}
    with clock.at(START + timedelta(days=20)):
        assert service.is_overdue(demand)


async def test_disputes_end_after_ten_days_and_the_townships_own_answer_is_the_countys(
    county: Tenant,
) -> None:
    made = await village(county)
    with clock.at(START):
        demand_id = await reached(made)
        answer = Answer(AnswerKind.TEXT, text="合同金额 3 万元。")
        await made.do(made.reviewer, service.fulfil, demand_id, answer, by_township=True)
        said = {"upheld": True, "decision": "没有附合同。"}
        with pytest.raises(JudgedByCounty):
            await made.do(made.reviewer, service.decide, demand_id, **said)
        with pytest.raises(NothingDisputed):
            await made.do(
                made.reviewer, service.decide, demand_id,
                upheld=False, decision="办了。", from_county=True,
            )  # fmt: skip
    with clock.at(START + timedelta(days=12)):
        with pytest.raises(DisputeOver):
            await made.do(made.actor("代表01"), service.dispute, demand_id, "没有附合同。")
        with pytest.raises(DisputeOver):
            await made.do(made.reviewer, service.decide, demand_id, from_county=True, **said)


async def test_a_disclosure_is_answered_by_its_own_notice_alone(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made, DemandKind.DISCLOSURE_ITEM, by="代表01")
    await signed(made, demand_id, *made.representatives()[1:4])
    other = await opened(made, DemandKind.DISCLOSURE_ITEM, by="代表02")
    await signed(made, other, "代表03", "代表04", "代表05")
    with pytest.raises(DemandTextNeeded):
        await made.do(made.member, service.draft_notice, demand_id, " ")
    await made.do(made.member, service.draft_notice, demand_id, "鱼塘承包合同每年 3 万元。")
    with pytest.raises(NoticeDrafted):
        await made.do(made.member, service.draft_notice, demand_id, "再起草一份。")
    notice = (await found(made, demand_id)).notice_id
    assert notice is not None
    answer = Answer(AnswerKind.BULLETIN, notice)
    with pytest.raises(AnswerDoesNotFit):  # it is a draft yet
        await made.do(made.member, service.fulfil, demand_id, answer)
    with pytest.raises(DomainError):  # whoever drafted it does not approve it
        await made.do(made.member, disclosure.approve_and_queue, notice)
    await shown(made, notice)
    with pytest.raises(AnswerDoesNotFit):  # made for another demand
        await made.do(made.member, service.fulfil, other, answer)
    await made.do(made.member, service.fulfil, demand_id, answer)

    assert (await found(made, demand_id)).state == DemandState.FULFILLED


async def test_only_a_meeting_held_on_a_matter_named_before_it_was_called_answers(
    county: Tenant,
) -> None:
    made = await sanmiaoshu(county)
    with clock.at(DECISIONS):
        demand_id = await opened(made, DemandKind.REPRESENTATIVES_MEETING, by="代表01")
        await signed(made, demand_id, *made.representatives()[1:4])
        claimed, named = [await submitted(made, "siquansizhi") for _ in range(2)]
        at = [await posted(made, one) for one in (claimed, named)][-1]
    with clock.at(at):
        for one in (claimed, named):
            await made.do(made.secretary, decisions.complete_step, one)
        anyhow = await called(made, claimed)
    with clock.at(at + timedelta(minutes=1)):
        await made.do(made.member, service.name_matter, demand_id, claimed)
        await made.do(made.member, service.name_matter, demand_id, named)
        meeting = await called(made, named)
    answer = Answer(AnswerKind.MEETING, meeting.id)
    with pytest.raises(AnswerDoesNotFit):  # called, not held
        await made.do(made.member, service.fulfil, demand_id, answer)
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        for one in (anyhow, meeting):
            await seat(made, one, names)
            await voted(made, one, in_favour=names)
        with pytest.raises(AnswerDoesNotFit):  # its matter was named when it was called already
            await made.do(
                made.member, service.fulfil, demand_id, Answer(AnswerKind.MEETING, anyhow.id)
            )
        async with unit_of_work(county) as uow:
            offered = await service.candidates(uow, await service.find(uow, demand_id))
        assert [one.id for one in offered] == [meeting.id]
        await made.do(made.member, service.fulfil, demand_id, answer)

    assert (await found(made, demand_id)).state == DemandState.FULFILLED


async def test_the_township_convenes_once_its_order_was_in_vain(county: Tenant) -> None:
    made = await sanmiaoshu(county)
    with clock.at(DECISIONS):
        demand_id = await opened(made, DemandKind.REPRESENTATIVES_MEETING, by="代表01")
        await signed(made, demand_id, *made.representatives()[1:4])
        matter = await submitted(made, "siquansizhi")
        at = await posted(made, matter)
    with clock.at(at):
        await made.do(made.secretary, decisions.complete_step, matter)

    async def convene(moment: datetime) -> None:
        await made.do(
            made.reviewer, service.convene, demand_id, matter, scheduled_at=moment, place="村部"
        )

    outside = Answer(AnswerKind.TEXT, text="乡镇于 4 月 20 日在村部召集，记录镇〔2026〕3 号。")
    late = max(at, DECISIONS + timedelta(days=20))
    with clock.at(late):
        with pytest.raises(ConveneTooEarly):
            await convene(late + timedelta(days=5))
        await made.do(made.reviewer, service.order, demand_id, "镇责令〔2026〕1 号")
        with pytest.raises(AnswerDoesNotFit):
            await made.do(made.reviewer, service.fulfil, demand_id, outside, by_township=True)
    with clock.at(late + timedelta(days=10)):
        with pytest.raises(AnswerDoesNotFit):  # words are taken from the township alone
            await made.do(made.member, service.fulfil, demand_id, outside)
        await convene(late + timedelta(days=16))
        async with unit_of_work(county) as uow:
            [meeting] = await decisions.list_meetings(uow, [made.code], first=5)
            [link] = (await service.load_matters(uow, [demand_id]))[demand_id]
        await made.do(made.reviewer, service.fulfil, demand_id, outside, by_township=True)

    assert (meeting.body, meeting.presider_id) == ("representatives_meeting", None)
    assert link.matter_id == matter
    assert (await found(made, demand_id)).answered_above


async def test_a_forged_name_is_struck_kept_counted_and_not_entered_again(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    names = [PaperName(one) for one in ("居民0053", "居民0054")]

    async def record(sha: str = SHA) -> None:
        await made.do(made.clerk, service.record_sheet, demand_id, names, sheet_key=KEY, sha256=sha)

    await record()
    rows = await made.do(made.supervisor, service.signatories, demand_id)
    key = {row.name: row.id for row in rows}
    with pytest.raises(StrikeReasonNeeded):
        await made.do(made.supervisor, service.strike, demand_id, key["居民0053"], " ")
    with pytest.raises(NotOnPaper):  # what somebody signed on the screen is theirs
        await made.do(made.supervisor, service.strike, demand_id, key["居民0051"], "核实")
    await made.do(made.supervisor, service.strike, demand_id, key["居民0053"], "本人说没有签。")
    with pytest.raises(NameStruck):
        await record("cd" * 32)
    so_far = await progress(made, demand_id)
    assert (so_far.signed.villagers, so_far.struck) == (2, 1)
    rows = await made.do(made.supervisor, service.signatories, demand_id)
    assert {row.name: row.struck_reason for row in rows}["居民0053"] == "本人说没有签。"

    await signed(made, demand_id, "居民0053")  # whoever was struck wrongly signs themselves
    await made.do(made.actor("居民0054"), service.withdraw, demand_id)
    names.pop(0)
    await record()  # the same sheet does not bring back what its signer took back
    assert (await progress(made, demand_id)).signed.villagers == 2
    done = await reached(made)
    row = (await made.do(made.supervisor, service.signatories, done))[0]
    with pytest.raises(DemandNotInState):
        await made.do(made.supervisor, service.strike, done, row.id, "太迟了")


async def test_a_petition_on_paper_is_a_demand_counted_name_by_name(county: Tenant) -> None:
    made = await village(county)
    asked = {
        "kind": DemandKind.RECALL,
        "village_code": made.code,
        "title": "请罢免一名委员",
        "text": "三个月没有到岗。",
        "target_id": made.id_of("村委02"),
    }

    def sheet(*names: str) -> PaperSheet:
        return PaperSheet([PaperName(one) for one in names], KEY, SHA)

    with pytest.raises(NameNotMatched):
        await made.do(made.clerk, service.open_on_paper, sheet=sheet("查无此人"), **asked)
    with pytest.raises(SheetNeeded):
        await made.do(made.clerk, service.open_on_paper, sheet=sheet(), **asked)
    demand = await made.do(
        made.clerk, service.open_on_paper, sheet=sheet(*made.representatives()[:5]), **asked
    )
    assert demand.opened_by == made.id_of("代表01")
    assert (await progress(made, demand.id)).missing == 1
    await made.do(
        made.clerk, service.record_sheet, demand.id, [PaperName("代表06")],
        sheet_key=KEY, sha256="cd" * 32,
    )  # fmt: skip

    assert (await found(made, demand.id)).state == DemandState.REACHED


async def test_a_recall_that_is_called_off_opens_its_demand_again(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made, DemandKind.RECALL, by="代表01", target_id=made.id_of("村委02"))
    await signed(made, demand_id, *made.representatives()[1:6])
    demand = await found(made, demand_id)

    async def planned(base: str) -> UUID:
        election = await made.do(
            made.reviewer, elections.plan_recall, village_code=made.code,
            resident_id=made.id_of("村委02"), election_day=clock.today() + timedelta(days=60),
            demand=elections.Demand(tuple(demand.derivation), base), reason="没有到岗。",
        )  # fmt: skip
        return election.id

    async def fulfil(election: UUID) -> None:
        answer = Answer(AnswerKind.ELECTION, election)
        await made.do(made.reviewer, service.fulfil, demand_id, answer, by_township=True)

    other = await planned("c" * 64)
    with pytest.raises(AnswerDoesNotFit):  # a vote that another demand set
        await fulfil(other)
    await made.do(made.reviewer, elections.call_off, other, "排错了")
    election = await planned(demand.base_sha256)
    await fulfil(election)
    async with unit_of_work(county, made.reviewer) as uow:
        await elections.call_off(uow, election, "改期")
        await service.reopen_called_off(uow, election)

    demand = await found(made, demand_id)
    assert (demand.state, demand.refuted) == (DemandState.REACHED, 1)


async def test_a_recall_is_the_townships_to_hold(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made, DemandKind.RECALL, by="代表01", target_id=made.id_of("村委02"))
    await signed(made, demand_id, *made.representatives()[1:6])
    demand = await found(made, demand_id)
    assert (demand.state, demand.duty_owner) == ("reached", "township")
    with pytest.raises(NotDutyOwner):
        await made.do(
            made.member, service.fulfil, demand_id, Answer(AnswerKind.ELECTION, demand_id)
        )


async def test_the_list_is_checked_and_the_reading_written_down(county: Tenant) -> None:
    made = await village(county)
    demand_id = await opened(made)
    await signed(made, demand_id, "代表01")
    rows = await made.do(made.supervisor, service.signatories, demand_id)

    assert [(row.name, row.is_representative) for row in rows] == [
        ("居民0051", False),
        ("代表01", True),
    ]
    assert {row.channel for row in rows} == {"electronic"}
