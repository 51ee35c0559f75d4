"""My say: written, looked over, sent, followed."""

from tests.portals.site import Browser, Village

TEXT = "二社的路灯坏了三个，\n老人晚上走路不方便。"


async def _silent(village: Village) -> Browser:
    """Return the browser of a villager who has not said anything yet; the journey had one speak."""
    for name in village.villagers:
        browser = await village.browser_of(name)
        if "您还没有提过需要" in (await browser.open("/my/opinions")).words:
            return browser
    raise LookupError("everybody spoke")


async def test_a_need_is_looked_over_before_it_is_sent_and_leaves_a_receipt(
    village: Village,
) -> None:
    villager = await _silent(village)

    form = await villager.open("/my/say")
    check = await villager.send(form, "/my/say", category="ROAD", text=TEXT)
    nothing = await villager.open("/my/opinions")
    receipt = await villager.send(check, "/my/say/send")
    again = await villager.visit(receipt.path)
    listed = await villager.open("/my/opinions")

    assert "还没有送出" in check.words
    assert "老人晚上走路不方便" in check.words
    assert "您还没有提过需要" in nothing.words
    assert receipt.path.endswith("/sent")
    assert "您的需要送到了" in again.title
    assert "路 ·" in listed.words


async def test_a_second_press_sends_it_once(village: Village) -> None:
    villager = await village.browser_of(village.villagers[2])
    form = await villager.open("/my/say")
    check = await villager.send(form, "/my/say", category="WATER", text="水压太低")

    first = await villager.send(check, "/my/say/send")
    second = await villager.send(check, "/my/say/send")

    assert first.path == second.path


async def test_what_was_written_can_be_changed_and_is_not_lost(village: Village) -> None:
    villager = await village.browser_of(village.villagers[3])

    form = await villager.open("/my/say")
    without = await villager.send(form, "/my/say", text=TEXT)
    check = await villager.send(form, "/my/say", category="ROAD", text=TEXT)
    hidden = check.hidden(f"{villager.home}/my/say/send")
    answer = await villager.client.post(f"{villager.home}/my/say", data={**hidden, "edit": "1"})

    assert without.status == 422
    assert "请选择是哪方面的事" in without.words
    assert "老人晚上走路不方便" in without.html
    assert answer.status_code == 200
    assert "老人晚上走路不方便" in answer.text


async def test_another_villagers_need_keeps_its_receipt_to_itself(village: Village) -> None:
    villager = await village.browser_of(village.villagers[4])

    page = await villager.open("/my/opinions/T3Bpbmlvbjp4")

    assert page.status == 404


async def test_a_need_that_became_a_matter_says_what_came_of_it(village: Village) -> None:
    """The water is carried out and its result is on the wall: nobody waits for an answer."""
    for name in village.villagers:
        villager = await village.browser_of(name)
        listed = await villager.open("/my/opinions")
        if "您还没有提过需要" not in listed.words and "结果已公布" in listed.words:
            break

    need = await villager.visit(listed.link("/my/opinions/"))

    assert "办理和结果" in need.words
    assert "正在办" not in need.words
    assert "这件事的结果" in need.words
    assert "结果公开" in need.words
    assert need.link("/my/matters/")
    assert (await villager.visit(need.link("/d/"))).status == 200
