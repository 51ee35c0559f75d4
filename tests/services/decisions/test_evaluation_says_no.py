"""The villagers' answer decides: a no reopens the work, a second one closes it as not done."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    AlreadyEvaluated,
    MendByRefused,
    StepBlocked,
    WrongStep,
)
from services.decisions.figures import Figures, Period
from services.decisions.service.evaluating import says_not_done
from services.decisions.vocabulary import Answer
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import Stage
from tests.services.decisions.test_evaluation_closes import DAYS, asked, newest_tag, swept, todo

VILLAGERS = ("居民0060", "居民0061", "居民0062", "居民0063")


@pytest.mark.parametrize(
    ("no", "partly", "yes", "percent", "not_done"),
    [
        (1, 0, 0, 50, True),
        (1, 0, 1, 50, True),
        (0, 1, 1, 50, True),
        (1, 1, 3, 50, False),
        (1, 0, 3, 25, True),
        (1, 0, 3, 26, False),
        (0, 0, 3, 0, False),
        (1, 0, 99, 0, True),
    ],
)
def test_half_or_the_countys_smaller_share_is_enough(
    no: int, partly: int, yes: int, percent: int, *, not_done: bool
) -> None:
    counted = {Answer.NO.value: no, Answer.PARTLY.value: partly, Answer.YES.value: yes}
    assert says_not_done(counted, percent) is not_done


async def dossier(made: Stage, matter_id: UUID) -> Dossier:
    async with unit_of_work(made.county) as uow:
        return (await service.load_many_dossiers(uow, [matter_id]))[matter_id]


async def answered(made: Stage, matter_id: UUID, *answers: Answer) -> None:
    for name, answer in zip(VILLAGERS, answers, strict=False):
        await made.do(made.actor(name), service.evaluate, matter_id, answer)


async def reopened(made: Stage, *, at: datetime) -> UUID:
    """A matter of which half of the villagers who answered say that it is not done."""
    matter_id = await asked(made)
    await answered(made, matter_id, Answer.NO, Answer.PARTLY, Answer.YES, Answer.YES)
    with clock.at(at):
        assert await swept(made, matter_id)
    return matter_id


async def done_again(made: Stage, matter_id: UUID) -> None:
    """Do the work anew, up to the question to the villagers."""
    one = await made.do(made.supervisor, service.plan_milestone, matter_id, title="重做")
    await made.do(made.member, service.report_milestone, one.id, note="重做完工")
    await made.do(made.member, service.complete_step, matter_id)
    await made.do(made.actor("监委02"), service.inspect, matter_id, passed=True, note="合格")
    await factory.result_posted(made, matter_id)


async def test_a_no_of_half_takes_the_work_up_again(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await reopened(made, at=clock.now() + DAYS)

    matter = await made.matter(matter_id)
    assert (matter.state, matter.step_key) == ("executing", "execute")
    row = (await dossier(made, matter_id)).evaluations[-1]
    assert (row.outcome, row.state, row.evidence) == ("reopened", "returned", {"percent": 50})
    assert row.reason.startswith("收到村民评价 4 份，说没办到或只办了一部分的达到 50%，退回重做")
    assert await newest_tag(made, matter_id) == "decisions:evaluation:reopen"
    for role in (Role.COMMITTEE_DIRECTOR, Role.COMMITTEE_MEMBER):
        (item,) = await todo(made, role)
        assert (item.kind, item.verb_zh) == ("plan_milestone", "村民说没有办成，安排重做")


async def test_fewer_than_half_close_it_as_answered(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await asked(made)
    await answered(made, matter_id, Answer.NO, Answer.YES, Answer.YES)
    with clock.at(clock.now() + DAYS):
        assert await swept(made, matter_id)
    assert (await dossier(made, matter_id)).evaluations[-1].outcome == "answered"
    assert (await made.matter(matter_id)).step_key == "archive"


async def test_the_work_is_reported_checked_posted_and_asked_about_anew(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    start = clock.now()
    matter_id = await reopened(made, at=start + DAYS)
    with clock.at(start + DAYS):
        with pytest.raises(StepBlocked):  # what was reported before is not done
            await made.do(made.member, service.complete_step, matter_id)
        await done_again(made, matter_id)
        file = await dossier(made, matter_id)
        assert [row.round for row in file.postings if row.kind == "result"] == [1, 2]
        assert len(file.evaluations) == 2
        with clock.at(start + DAYS + timedelta(hours=1)):
            await answered(made, matter_id, Answer.YES, Answer.YES)
            with pytest.raises(AlreadyEvaluated):
                await answered(made, matter_id, Answer.YES)
    with clock.at(start + 2 * DAYS):
        assert await swept(made, matter_id)
    file = await dossier(made, matter_id)
    assert [row.outcome for row in file.evaluations] == ["reopened", "answered"]
    assert file.matter.step_key == "archive"
    assert (await figures(made)).carried_out == 1


async def figures(made: Stage) -> Figures:
    async with unit_of_work(made.county) as uow:
        return await service.total_figures(uow, made.code, Period(clock.now().year))


async def twice_no(made: Stage, start: datetime) -> UUID:
    matter_id = await reopened(made, at=start + DAYS)
    with clock.at(start + DAYS):
        await done_again(made, matter_id)
        await answered(made, matter_id, Answer.NO)
    with clock.at(start + 2 * DAYS):
        assert await swept(made, matter_id)
    return matter_id


async def test_a_second_no_is_looked_at_by_the_board_and_closed_as_not_done(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    start, board = clock.now(), made.actor("监委02")
    matter_id = await twice_no(made, start)

    with clock.at(start + 2 * DAYS):
        (item,) = await todo(made, Role.SUPERVISOR)
        assert (item.kind, item.matter_id) == ("inspect", matter_id)
        assert await newest_tag(made, matter_id) == "decisions:evaluation:refer"
        with pytest.raises(WrongStep):
            await answered(made, matter_id, Answer.YES)
        with pytest.raises(MendByRefused):
            await made.do(
                board,
                service.inspect,
                matter_id,
                passed=False,
                note="三社没水",
                mend_by=clock.today() + timedelta(days=9),
            )
        await made.do(board, service.inspect, matter_id, passed=True, note="去看了，三社没水")

    file = await dossier(made, matter_id)
    assert [row.outcome for row in file.evaluations] == ["reopened", "not_done"]
    assert file.inspections[-1].note == "去看了，三社没水"
    assert "三社" not in file.evaluations[-1].reason
    assert file.matter.step_key == "archive"
    counted = await figures(made)
    assert (counted.carried_out, counted.not_done) == (0, 1)


async def test_a_board_that_does_not_look_keeps_nothing_open(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    start = clock.now()
    matter_id = await twice_no(made, start)
    with clock.at(start + 2 * DAYS + timedelta(days=1)):
        assert not await swept(made, matter_id)
    with clock.at(start + 3 * DAYS):
        assert await swept(made, matter_id)
    row = (await dossier(made, matter_id)).evaluations[-1]
    assert (row.outcome, row.reason) == (
        "not_done",
        "村民第二次评价仍说没有办成，以“没有办成”结案；村务监督委员会到期没有查看记录",
    )
