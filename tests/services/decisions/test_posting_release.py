"""A posting's days run from the release of its notice, not from the writing of it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.ids import new_id
from services.decisions import service, tasks
from services.decisions.blocking import Blocker
from services.decisions.errors import AlreadyPosted, CommentsClosed, StepBlocked
from services.decisions.models import Posting
from services.decisions.vocabulary import Publication
from services.disclosure import service as disclosure
from tenants.authorization.roles import Role, RoleHolding
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage
from tests.services.decisions import test_work as work


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


async def standing_round(made: Stage, matter_id: UUID) -> int | None:
    async with unit_of_work(made.county) as uow:
        dossier = (await service.load_many_dossiers(uow, [matter_id]))[matter_id]
    row = dossier.standing(Publication.PROPOSAL, 1)
    return row.round if row else None


async def todo(made: Stage) -> list[tuple[str, str]]:
    holdings = [RoleHolding(Role.PARTY_SECRETARY, made.code)]
    async with unit_of_work(made.county) as uow:
        items = await service.todo(uow, resident_id=None, holdings=holdings)
    return [(item.kind, item.verb_zh) for item in items]


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
        await factory.shown(made, posting.bulletin_id)
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
        await factory.shown(made, posting.bulletin_id)
        found = await blocker(made, matter_id)

    assert found.until == datetime(2026, 3, 27, tzinfo=clock.ZONE)


async def test_approved_and_not_yet_published_nobody_can_read_it(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, posting = await written(made)
    with clock.at(START):
        await made.do(made.supervisor, disclosure.approve_and_queue, posting.bulletin_id)

    with clock.at(posting.until):
        assert (await blocker(made, matter_id)).code == "POSTING_NOT_RELEASED"
        assert await over(county) == []


async def test_a_notice_taken_back_is_posted_again_and_its_days_run_anew(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, posting = await written(made)
    with clock.at(START):
        await factory.shown(made, posting.bulletin_id)
        with pytest.raises(AlreadyPosted):
            await made.do(made.secretary, service.post, matter_id)
        await made.do(made.supervisor, disclosure.withdraw, posting.bulletin_id, "数字写错了")

    with clock.at(posting.until):
        found = await blocker(made, matter_id)
        assert await standing_round(made, matter_id) is None
        assert found.code == "NOTICE_WITHDRAWN"
        assert found.zh == "公告已撤回，请重新张榜公布，天数从新公告发布那天算起"
        assert await over(county) == []
        with pytest.raises(StepBlocked):
            await made.do(made.secretary, service.complete_step, matter_id)
        assert await todo(made) == [("post", "公告已撤回，重新张榜公布")]
        with pytest.raises(CommentsClosed):
            await made.do(made.secretary, service.comment, matter_id, "还在公示吗？")
        again = await made.do(made.secretary, service.post, matter_id)
        assert (again.round, again.bulletin_id == posting.bulletin_id) == (2, False)
        assert await standing_round(made, matter_id) == 2
        assert (await blocker(made, matter_id)).code == "POSTING_NOT_RELEASED"
        await factory.shown(made, again.bulletin_id)
        ends = (await blocker(made, matter_id)).until
    assert ends == again.until == datetime(2026, 3, 24, tzinfo=clock.ZONE)
    with clock.at(ends):
        assert await over(county) == [(matter_id, "post_plan")]
        await made.do(made.secretary, service.complete_step, matter_id)
    assert (await made.matter(matter_id)).step_key == "vote"


async def test_a_draft_notice_taken_back_is_posted_again(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, posting = await written(made)
    with clock.at(START):
        await made.do(made.supervisor, disclosure.withdraw, posting.bulletin_id, "先不发")
        again = await made.do(made.secretary, service.post, matter_id)

    assert (again.round, again.bulletin_id == posting.bulletin_id) == (2, False)


async def test_a_result_waits_until_its_notice_can_no_longer_be_taken_back(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await work.done(made)
    await made.do(made.actor("监委02"), service.inspect, matter_id, passed=True, note="合格")
    at = clock.now()
    with clock.at(at):
        posting = await made.do(made.secretary, service.post, matter_id)
        assert posting.until == posting.posted_at
        assert (await blocker(made, matter_id)).code == "POSTING_NOT_RELEASED"
        await factory.shown(made, posting.bulletin_id)
        found = await blocker(made, matter_id)
        assert (found.code, found.until) == ("NOTICE_NOT_FINAL", at + timedelta(minutes=10))
        await made.do(made.supervisor, disclosure.withdraw, posting.bulletin_id, "金额写错")
        assert (await blocker(made, matter_id)).code == "NOTICE_WITHDRAWN"
        again = await made.do(made.secretary, service.post, matter_id)
        final = await factory.shown(made, again.bulletin_id)
        assert await over(county) == []
    assert (await made.matter(matter_id)).state == "accepted"
    with clock.at(final):
        assert await over(county) == [(matter_id, "post_result")]
        job = Job(county, new_id(), "decisions.close_posting")
        await tasks.close_posting(job, matter_id=str(matter_id), step="post_result")
    assert (await made.matter(matter_id)).state == "result_published"


async def test_notices_that_nobody_releases_do_not_keep_the_others_waiting(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    for _ in range(2):
        await written(made)
    matter_id, posting = await written(made)
    with clock.at(START):
        await factory.shown(made, posting.bulletin_id)

    with clock.at(posting.until):
        async with unit_of_work(county) as uow:
            assert await service.postings_over(uow, limit=1) == [(matter_id, "post_plan")]
