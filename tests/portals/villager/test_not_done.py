"""Villagers say that it is not done: both their page and everybody's say what came of it."""

from datetime import timedelta

from strawberry.relay import to_base64

from infra import clock
from portals.demo import journeys
from services.decisions import service
from tenants.unit_of_work import SYSTEM, unit_of_work
from tests.portals.site import Browser, Village, open_village
from tests.portals.villager.conftest import LONG_AGO, WATER


async def _water(village: Village) -> str:
    """Return the address of the matter on everybody's pages, by its villager's."""
    villager = await village.browser_of(village.villagers[1])
    today = await villager.open("/my")
    for one in today.links:
        if "/my/matters/" in one and WATER in (await villager.visit(one)).words:
            return one.rpartition("/my/matters/")[2].partition("/")[0]
    raise LookupError(WATER)


async def test_the_work_is_reopened_and_the_pages_say_so_in_plain_words(server: None) -> None:
    with clock.shifted(LONG_AGO):
        village = await open_village()
    await journeys.salt_water(village.on)
    key = await _water(village)
    first, second, third = [await village.browser_of(village.villagers[n]) for n in (1, 2, 3)]
    for villager in (first, second):
        form = await villager.open(f"/my/matters/{key}/evaluate")
        await villager.send(form, f"/my/matters/{key}/evaluate", answer="NO", words="三社没水")

    with clock.at(clock.now() + timedelta(days=12)):
        async with unit_of_work(village.county) as uow:
            (over,) = await service.evaluations_over(uow)
        async with unit_of_work(village.county, SYSTEM) as uow:
            await service.close_evaluation(uow, over)

    inside = await third.open(f"/my/matters/{key}")
    asked_again = await first.open(f"/my/matters/{key}/evaluate")
    outside = await Browser(village.county.code).open(f"/m/{to_base64('PublicMatter', over)}")
    english = await Browser(village.county.code, "en").open(f"/m/{to_base64('PublicMatter', over)}")
    for page in (inside, outside):
        assert "村民说没有办成，退回重做" in page.words
        assert "办到了 不到 5 人 · 办了一部分 0 · 没办到 不到 5 人" in page.words
        assert "三社没水" not in page.words
    assert "Villagers said that it was not done: the work was reopened" in english.words
    assert "您的评价收到了" in asked_again.title
