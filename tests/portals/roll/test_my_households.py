"""A representative reads on a phone which household said what, and leads to the matter."""

from sqlalchemy import text

from portals.demo.journeys import WATER
from portals.demo.stage import submitted
from services.decisions.models import OpinionSheet
from services.decisions.vocabulary import Stance
from services.people import service as people
from tenants.unit_of_work import unit_of_work
from tests.portals.site import open_village


async def test_an_answer_stands_beside_its_household(server: None) -> None:
    village = await open_village()
    speaker = village.on.representatives()[0]
    who = village.on.resident(speaker)
    matter = await submitted(village.on, "siquansizhi", WATER)
    async with unit_of_work(village.county) as uow:
        links = (await people.load_representations(uow, [who]))[who]
        homes = await people.load_households(uow, [one.household_id for one in links])
        first, *rest = sorted(homes.values(), key=lambda home: home.number)
        step = await uow.session.scalar(
            text("SELECT id FROM matter_step WHERE matter_id = :id LIMIT 1"), {"id": matter}
        )
        uow.session.add(
            OpinionSheet(
                matter_id=matter,
                step_id=step,
                version_no=1,
                subject_id=first.id,
                subject=first.number,
                stance=Stance.CHANGE.value,
                text="管道绕开菜地。",
                recorded_by="文书01",
            )
        )
    browser = await village.browser_of(speaker)

    page = await browser.open("/rep/households")

    row = page.words.split(f"户号 {first.number}")[1].split("户号")[0]
    assert "安装与改造自来水工程" in row or WATER.title in row
    assert "同意，但要改" in row
    assert "管道绕开菜地。" in row
    others = page.words.split(f"户号 {rest[0].number}")[1]
    assert "管道绕开菜地。" not in others
    led = await browser.visit(page.link("/matters/"))
    assert WATER.title in led.words
    assert "打印代表证" in page.words
    neighbour = await village.browser_of(village.on.representatives()[1])
    assert "管道绕开菜地。" not in (await neighbour.open("/rep/households")).words
