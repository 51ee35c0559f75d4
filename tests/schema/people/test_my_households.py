"""A representative sees the households that chose them, with what these answered to plans."""

from dataclasses import replace

from sqlalchemy import text

from services.decisions.models import OpinionSheet
from services.decisions.vocabulary import Stance
from services.people import service as people
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.schema.people.asking import ask, asker

MINE = "{ myHouseholds { number answers { title stance score text } } }"


async def test_answers_stand_beside_the_household_that_gave_them(county: Tenant) -> None:
    on = await factory.sanmiaoshu(county)
    matter = await factory.submitted(on, "siquansizhi")
    who, other = on.id_of("代表01"), on.id_of("代表05")
    async with unit_of_work(county) as uow:
        homes = sorted(
            await people.list_households(uow, on.code, first=10), key=lambda home: home.number
        )
        await people.record_representation(uow, who, [home.number for home in homes[:5]])
        await people.record_representation(uow, other, [home.number for home in homes[5:]])
        answered = homes[0]
        step = (
            await uow.session.execute(
                text("SELECT id FROM matter_step WHERE matter_id = :id LIMIT 1"), {"id": matter}
            )
        ).scalar_one()
        uow.session.add(
            OpinionSheet(
                matter_id=matter,
                step_id=step,
                version_no=1,
                subject_id=answered.id,
                subject=answered.number,
                stance=Stance.CHANGE.value,
                text="管道绕开菜地。",
                recorded_by="文书01",
            )
        )
    viewer = asker(county, Permission.MEETING_ATTEND, place=on.code)

    mine = (await ask(replace(viewer, resident_id=who), MINE))["myHouseholds"]
    theirs = (await ask(replace(viewer, resident_id=other), MINE))["myHouseholds"]

    title = (await on.matter(matter)).title
    assert mine[0] == {
        "number": answered.number,
        "answers": [{"title": title, "stance": "CHANGE", "score": None, "text": "管道绕开菜地。"}],
    }
    assert [one["answers"] for one in mine[1:]] == [[]] * (len(mine) - 1)
    assert all(one["answers"] == [] for one in theirs)
