"""An empty seat in a browser: put forward, confirmed by heads, listed, objected to, seated."""

import re

import pytest

from tests.journeys.conftest import People
from tests.journeys.people import Person
from tests.journeys.steps import POSTED, confirmed, now, publish_bulletin, submit, unfold
from tests.journeys.system import System
from tests.journeys.test_browser_methods import sheet, village
from tests.portals.roll.test_choosing import text_of


async def opened(clerk: Person) -> None:
    """Open the first household that a search on the roll has found."""
    await clerk.page.locator("a.hit").first.click()
    await clerk.page.wait_for_url("**/households/**")


async def moved_away(clerk: Person, place: str, name: str) -> None:
    """Record on the household's page that somebody has moved away; the seat falls empty."""
    await clerk.visit(f"/roll/{place}?q={name}")
    await opened(clerk)
    await unfold(clerk, "depart")
    form = clerk.page.locator("form[action$='/depart']")
    await form.locator("select[name=depart_person]").select_option(label=name)
    await form.get_by_label("迁出").first.check()
    await form.locator("select[name=depart_head]").select_option(index=2)
    await form.locator("[name=depart_reason]").fill("全家迁往县城，户口已转出。")
    await submit(clerk, "depart")
    await confirmed(clerk, "depart")


@pytest.mark.browser
async def test_an_empty_seat_from_the_nomination_to_the_certificate(
    people: People, system: System
) -> None:
    place = village(system, 1)  # journey 1 counts on the seventeen of the other by their names
    clerk = await people.the("clerk", place=place)
    township = await people.the("township_admin", place=place[:9])
    known = [
        one["name"]
        for one in system.accounts()
        if one["role"] == "villager" and one["place"] == place
    ]
    head, other = [await people.the("villager", name, place) for name in (known[0], known[2])]
    nominee = known[1]  # a woman: the law asks for a third of them in the meeting
    here = f"/roll/{place}/choosing"

    # Whoever spoke for the head's household moves away; its households choose anew.
    await clerk.visit(f"/roll/{place}?q={head.account['name']}")
    await opened(clerk)
    spoke = re.search(r"村民代表 (代表\d+)", await clerk.text())
    assert spoke, await clerk.text()
    speaker = await people.the("representative", spoke.group(1), place)
    await speaker.visit("/rep/households")
    numbers = re.findall(r"户号 (\d+)", await speaker.text())
    heads = await speaker.page.locator(".rows > li b").all_inner_texts()
    own = dict(zip(heads, numbers, strict=True))
    await moved_away(clerk, place, spoke.group(1))

    # The clerk enters whom the group chose; one head confirms on the screen, the others signed.
    await clerk.visit(here)
    await clerk.page.locator("input[name=nominee]").fill(nominee)
    await clerk.page.locator("input[name=chosen_on]").fill(f"{now(system):%Y-%m-%d}")
    await clerk.page.locator("input[name=source]").fill("村民小组会议记录")
    await submit(clerk, "nominate")
    await head.visit("/my/choosing")
    await head.page.get_by_label(nominee).check()
    await submit(head, "confirm")
    await head.sees("您家推选的")
    await clerk.visit(here)
    await clerk.page.locator("input[value=fill]").check()
    await submit(clerk, "post", 422)  # nobody else has confirmed yet
    await clerk.page.locator("select[name=confirmed]").select_option(label=nominee)
    signed = "、".join(number for name, number in own.items() if name != head.account["name"])
    await clerk.page.locator("input[name=numbers]").fill(signed)
    file = {"name": "sheet.png", "mimeType": "image/png", "buffer": sheet()}
    await clerk.page.locator("input[name=sheet]").set_input_files(file)  # type: ignore[arg-type]
    await submit(clerk, "sheet")
    await clerk.sees(f"{len(own)} 户已确认")

    # The list hangs; somebody objects, the township decides.
    await clerk.page.locator("input[value=fill]").check()
    await submit(clerk, "post")
    await clerk.sees("公告已拟好")
    supervisor = await people.the("supervisor", place=place)
    await supervisor.visit("/supervision/bulletins")
    href = await supervisor.page.locator("a[href*='/bulletins/']").first.get_attribute("href")
    assert href
    await publish_bulletin(supervisor, system, href)
    await other.visit("/my/choosing")
    await other.fill("说的是谁", nominee)
    await other.fill("理由", "不常在村里。")
    await submit(other, "object")
    await township.visit(here)
    await township.page.locator("select[name=objection]").select_option(index=1)
    await township.page.locator("input[name=upheld][value=no]").check()
    await township.page.locator("textarea[name=decision]").fill("核实：他在村里种地。")
    await submit(township, "decide")
    await confirmed(township, "decided")
    await other.visit("/my/choosing")
    await other.sees("他在村里种地")

    # After seven days the township seats them; the certificate names the households.
    system.jump(days=POSTED)
    await township.visit(here)
    await submit(township, "seat")
    await confirmed(township, "seated")
    await clerk.visit(f"/roll/{place}/representatives")
    certificate = clerk.page.get_by_role("link", name=f"打印 {nominee} 的代表证")
    address = await certificate.get_attribute("href")
    printed = await clerk.page.context.request.get(f"{system.base}{address}")
    words = text_of(await printed.body())
    for one in ("村民代表证", nominee, head.account["name"], "户主登录确认", "推选单签字"):
        assert one in words
