"""The figures of a period come out of the rows: each in its half, summed over villages."""

from datetime import timedelta

from infra import clock
from services.decisions import service
from services.decisions.figures import Figures, Period, read_period, total
from services.decisions.vocabulary import OpinionCategory
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START


def test_a_half_ends_where_the_other_begins() -> None:
    first, second, year = Period(2026, 1), Period(2026, 2), Period(2026)

    assert (first.begins, second.ends) == (year.begins, year.ends)
    assert first.ends == second.begins
    assert f"{second.begins:%m-%d %H:%M}" == "07-01 00:00"
    assert [read_period(one.key) for one in (first, second, year)] == [first, second, year]
    assert [read_period(one) for one in ("", "26", "2026-3", "2026-", "²026", "99999")] == [
        *(None, None, None),
        year,
        *(None, None),
    ]


def test_villages_are_summed() -> None:
    assert total([Figures(suggestions=2, passed=1), Figures(suggestions=3)]) == Figures(5, passed=1)


async def test_what_happened_is_counted_once_in_its_half(county: Tenant) -> None:
    with clock.at(START):  # in March
        made = await factory.sanmiaoshu(county)

        async def say(text: str) -> None:
            await made.do(
                made.actor("居民0060"),
                service.submit_opinion,
                village_code=made.code,
                category=OpinionCategory.WATER,
                text=text,
            )

        await say("水是咸的。")
        await say("路坏了。")
        matter = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter)
        meeting = await factory.called(made, matter, made.chair)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, made.representatives())
        await factory.voted(made, meeting, in_favour=made.representatives())
    async with unit_of_work(county) as uow:
        with clock.at(START + timedelta(days=30)):
            spring = await service.figures_of(uow, [county.code], Period(2026, 1))
            autumn = await service.total_figures(uow, county.code, Period(2026, 2))
            elsewhere = await service.figures_of(uow, [f"{county.code}999"], Period(2026))

    assert spring == {
        made.code: Figures(
            suggestions=2,
            waiting=2,
            overdue=2,
            meetings=1,
            representatives_meetings=1,
            matters=1,
            passed=1,
        )
    }
    assert autumn == Figures()
    assert elsewhere == {}
