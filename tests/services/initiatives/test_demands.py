"""Demands from opening to answer: counted exactly, on both channels, and nobody can refuse one."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.errors import DomainError
from services.disclosure import service as disclosure
from services.initiatives import service
from services.initiatives.errors import (
    AnswerDoesNotFit,
    DemandNotInState,
    DemandOver,
    DemandTextNeeded,
    NameNotMatched,
    NotDutyOwner,
    NotEntitled,
    NotOverdue,
    NotSigned,
    OneDemandAtATime,
    OrderDocumentNeeded,
    OrderedAlready,
    RecallTargetNeeded,
    SheetNeeded,
    SignedAlready,
)
from services.initiatives.service import Answer, PaperName
from services.initiatives.vocabulary import AnswerKind, DemandKind, DemandState
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories.decisions import Stage
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
