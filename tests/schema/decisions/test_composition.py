"""What the API tells of how representatives are made up, before the call and after it."""

from strawberry.relay import to_base64

from infra import clock
from services.decisions import service
from tenants.registry import Tenant
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking

SHOWN = "composition { met text citation count base needed }"


async def test_who_can_call_the_meeting_is_told_and_the_meeting_keeps_it(county: Tenant) -> None:
    """Organic Law art. 25: five of the sample's seventeen representatives are women."""
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    matter = to_base64("Matter", str(matter_id))
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        told = (await village.matter(village.chair, matter, SHOWN))["composition"]
        nobody = (await village.matter("代表01", matter, SHOWN))["composition"]
        meeting = await factory.called(made, matter_id)
        kept = await village.meeting("代表01", to_base64("Meeting", str(meeting.id)), SHOWN)
        over = (await village.matter(village.chair, matter, SHOWN))["composition"]

    assert [(one["met"], one["count"], one["base"]) for one in told] == [
        (True, 17, 20),
        (False, 5, 20),
        (True, 17, 113),
    ]
    assert (told[1]["needed"], told[2]["needed"]) == (7, 8)
    assert "one for 5 to 15 needed" in told[2]["text"]
    assert "art. 25" in told[2]["citation"]
    assert nobody == []  # who cannot call it
    assert kept["composition"] == told
    assert over == []  # it is called
