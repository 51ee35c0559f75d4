"""A meeting of representatives with too few women: its caller is warned, and its notice says so."""

from datetime import timedelta

from sqlalchemy import text
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import posted, submitted
from services.decisions import service
from tenants.unit_of_work import unit_of_work
from tests.portals.site import open_village


async def test_the_calling_page_warns_and_the_notice_keeps_it(server: None) -> None:
    village = await open_village()
    on, chair_name = village.on, village.on.representatives()[-1]
    async with unit_of_work(village.county) as uow:
        men = "UPDATE resident SET gender = 'male' WHERE name LIKE '代表%'"
        await uow.session.execute(text(men))
    matter = await submitted(on, "siquansizhi", WATER)
    until = await posted(on, matter)
    here = f"/matters/{to_base64('Matter', str(matter))}"
    with clock.at(until):
        await on.do(on.secretary, service.complete_step, matter)
        chair = await village.browser_of(chair_name)
        page = await chair.open(here)
        assert "村民代表会议的组成不符合规定" in page.words
        assert "三分之一以上" in page.words
        assert "五分之四以上" not in page.words  # what is met is not told
        assert page.link(f"/roll/{village.code}/choosing")
        at = clock.local(clock.now()) + timedelta(days=7)
        called = await chair.send(
            page, f"{here}/call", at_date=f"{at:%Y-%m-%d}", at_time="09:00", place="村部"
        )
        assert called.status == 200, called.words
        (meeting,) = (await on.do(on.secretary, service.load_many_meetings, [matter]))[matter]
        room = await chair.open(f"/meetings/{to_base64('Meeting', str(meeting.id))}")
        assert "组成人员不符合规定，会议照开" in room.words
        english = await village.browser_of(chair_name, "en")
        told = await english.open(f"/meetings/{to_base64('Meeting', str(meeting.id))}")
        assert "Not made up as law asks; the meeting is held all the same" in told.words
