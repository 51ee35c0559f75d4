"""A posting's days run from the release of its notice, not from the writing of it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.ids import new_id
from services.decisions import service, tasks
from services.decisions.blocking import Blocker
from services.decisions.errors import StepBlocked
from services.decisions.models import Posting
from services.disclosure import service as disclosure
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage


async def written(made: Stage, at: datetime = START) -> tuple[UUID, Posting]:
    """A plan is posted by the secretary; nobody has checked its notice."""
    with clock.at(at):
        matter_id = await factory.submitted(made, "siquansizhi")
        return matter_id, await made.do(made.secretary, service.post, matter_id)


async def blocker(made: Stage, matter_id: UUID) -> Blocker:
    async with unit_of_work(made.county) as uow:
        rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
    (found,) = rail.blockers
    return found


async def over(county: Tenant) -> list[tuple[UUID, str]]:
    async with unit_of_work(county) as uow:
        return await service.postings_over(uow)


async def test_an_unapproved_notice_never_finishes_its_posting(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, posting = await written(made)

    for waited in (timedelta(0), timedelta(days=30), timedelta(days=300)):
        with clock.at(posting.until + waited):
            found = await blocker(made, matter_id)
            assert (found.code, found.until) == ("POSTING_NOT_RELEASED", None)
            with pytest.raises(StepBlocked) as refused:
                await made.do(made.secretary, service.complete_step, matter_id)
            assert refused.value.facts["codes"] == ("POSTING_NOT_RELEASED",)
            assert await over(county) == []
            job = Job(county, new_id(), "decisions.close_posting")
            with pytest.raises(StepBlocked):
                await tasks.close_posting(job, matter_id=str(matter_id), step="post_plan")
    assert (await made.matter(matter_id)).step_key == "post_plan"


async def test_approved_three_days_later_the_period_runs_from_then(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, posting = await written(made)
    assert clock.local(posting.until).isoformat() == "2026-03-20T00:00:00+08:00"

    with clock.at(START + timedelta(days=3)):
        await made.do(made.supervisor, disclosure.approve_and_queue, posting.bulletin_id)
        found = await blocker(made, matter_id)
    # Released on Thursday; the third day is a Sunday, so it hangs to the end of Monday.
    ends = datetime(2026, 3, 24, tzinfo=clock.ZONE)
    assert (found.code, found.until) == ("POSTING_RUNS", ends)
    async with unit_of_work(county) as uow:
        notice = disclosure.readable(await disclosure.find(uow, posting.bulletin_id))
    assert (notice["posted_from"], notice["posted_until"]) == ("2026-03-19", "2026-03-23")
    assert notice["content"]["posted_until"] == "2026-03-23"

    with clock.at(ends - timedelta(minutes=1)):
        assert await over(county) == []
        with pytest.raises(StepBlocked) as refused:
            await made.do(made.secretary, service.complete_step, matter_id)
        assert refused.value.facts["codes"] == ("POSTING_RUNS",)
    with clock.at(ends):
        assert await over(county) == [(matter_id, "post_plan")]
        await made.do(made.secretary, service.complete_step, matter_id)
    assert (await made.matter(matter_id)).step_key == "vote"


async def test_a_weekend_in_the_first_count_shortens_nothing_in_the_second(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    friday = datetime(2026, 3, 20, 9, tzinfo=clock.ZONE)
    # One day would end with the same Monday as three.
    matter_id, posting = await written(made, friday)
    assert clock.local(posting.until).isoformat() == "2026-03-24T00:00:00+08:00"

    with clock.at(friday + timedelta(days=3)):
        await made.do(made.supervisor, disclosure.approve_and_queue, posting.bulletin_id)
        found = await blocker(made, matter_id)

    assert found.until == datetime(2026, 3, 27, tzinfo=clock.ZONE)


async def test_a_notice_taken_back_is_out_no_longer(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, posting = await written(made)
    with clock.at(START):
        await made.do(made.supervisor, disclosure.approve_and_queue, posting.bulletin_id)
        await made.do(made.supervisor, disclosure.withdraw, posting.bulletin_id, "数字写错了")

    with clock.at(posting.until):
        assert (await blocker(made, matter_id)).code == "POSTING_NOT_RELEASED"
        assert await over(county) == []


async def test_notices_that_nobody_releases_do_not_keep_the_others_waiting(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    for _ in range(2):
        await written(made)
    matter_id, posting = await written(made)
    with clock.at(START):
        await made.do(made.supervisor, disclosure.approve_and_queue, posting.bulletin_id)

    with clock.at(posting.until):
        async with unit_of_work(county) as uow:
            assert await service.postings_over(uow, limit=1) == [(matter_id, "post_plan")]
