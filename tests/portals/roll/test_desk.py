"""The clerk's roll desk and the villager's own record, without scripts."""

import json
import re

from tests.portals.site import Browser, Page, Village


async def household(clerk: Browser, village: Village, search: str) -> Page:
    page = await clerk.open(f"/roll/{village.code}?q={search}")
    return await clerk.visit(page.link("/households/"))


def path_of(page: Page, browser: Browser) -> str:
    return page.path.removeprefix(browser.home)


async def test_the_clerk_finds_a_household_and_splits_it(village: Village, clerk: Browser) -> None:
    desk = await clerk.open("/roll")
    assert desk.path == f"/{village.county.code}/roll/{village.code}"
    assert re.search("满 18 周岁 5[23][0-9]", desk.words)  # others of this folder leave

    page = await household(clerk, village, "020")
    here = path_of(page, clerk)
    assert "这一户的经过" in page.words
    assert "名册导入" in page.words
    ids = page.html.split('name="split_people" value="')[1:]
    last = ids[-1].partition('"')[0]
    wrong = await clerk.send(
        page, f"{here}/split", split_people=last, split_head=last, split_reason=""
    )
    assert wrong.status == 422
    assert "请填写原因或依据" in wrong.words
    late = await clerk.send(
        wrong, f"{here}/split", split_people=last, split_head=last, split_reason="成家",
        split_day="2999-1-1",
    )  # fmt: skip
    assert "还没有到" in late.words

    done = await clerk.send(
        late, f"{here}/split", split_people=last, split_head=last, split_reason="成家分户"
    )
    assert "户 11" in done.title
    assert "已分户" in done.html
    assert "成家分户" in done.words


async def test_somebody_goes_away_is_corrected_and_leaves(village: Village, clerk: Browser) -> None:
    page = await household(clerk, village, "030")
    here = path_of(page, clerk)
    one = page.html.split('name="split_people" value="')[-1].partition('"')[0]

    away = await clerk.send(
        page, f"{here}/away", away_person=one, away_province="44", away_reason="务工"
    )
    assert "广东省" in away.words
    unread = await clerk.send(
        away, f"{here}/correct", correct_person=one, correct_field="PHONE", correct_value="12",
        correct_reason="换号",
    )  # fmt: skip
    assert unread.status == 422
    assert "看不懂" in unread.words
    gone = await clerk.send(
        unread, f"{here}/depart", depart_person=one, depart_kind="DIED", depart_reason="死亡证明"
    )
    assert "去世" in gone.words
    nowhere = await clerk.send(gone, f"{here}/merge", merge_into="999", merge_reason="并户")
    assert "本村没有户号 999" in nowhere.words


async def test_a_household_that_everybody_left_is_listed_without_a_name(
    village: Village, clerk: Browser
) -> None:
    page = await household(clerk, village, "048")
    here = path_of(page, clerk)
    left = page.html.split('id="depart_person"')[1].split("</select>")[0]
    for one in reversed(re.findall('<option value="([^"]+)"', left)):  # the head goes last
        page = await clerk.send(
            page, f"{here}/depart", depart_person=one, depart_kind="DIED", depart_reason="死亡证明"
        )

    desk = await clerk.open(f"/roll/{village.code}?q=048")

    assert desk.status == 200
    assert "— 户号 048" in desk.words
    assert "0 口人" in desk.words


async def test_the_roll_leaves_as_a_file_with_masked_phones(
    village: Village, clerk: Browser
) -> None:
    answer = await clerk.client.get(f"{clerk.home}/roll/{village.code}/export.csv")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert "199****" in answer.text
    assert "19900000" not in answer.text
    assert (await clerk.open(f"/roll/{village.code}/export.exe")).status == 404


async def test_groups_are_put_into_settlements(village: Village, clerk: Browser) -> None:
    here = f"/roll/{village.code}/groups"
    page = await clerk.open(here)
    added = await clerk.send(page, f"{here}/settlement", settlement_name="后营子")
    group = added.html.split('id="place_group"')[1].split('<option value="')[2].partition('"')[0]
    place = added.html.split('id="place_settlement"')[1].split('<option value="')[2]

    placed = await clerk.send(
        added, f"{here}/place", place_group=group, place_settlement=place.partition('"')[0]
    )

    assert "一社 后营子" in placed.words


async def test_a_group_is_added_and_a_household_can_move_to_it(
    village: Village, township: Browser, clerk: Browser
) -> None:
    here = f"/roll/{village.code}/groups"
    page = await township.open(here)
    bare = await township.send(page, f"{here}/add", group_name="")
    assert "请填写社（组）的名称" in bare.html.split('id="group_name-wrong"')[1]
    taken = await township.send(bare, f"{here}/add", group_name="一社")
    assert "本村已经有“一社”" in taken.html.split('id="group_name-wrong"')[1]
    done = await township.send(taken, f"{here}/add", group_name="新开社")
    assert "社（组）已添加" in done.html
    assert "新开社" in done.words

    home = await household(clerk, village, "025")
    assert "新开社" in home.html.split('id="move_group"')[1].partition("</select>")[0]
    assert "添加社（组）" not in (await clerk.open(here)).buttons


async def test_a_villager_sees_the_record_takes_it_and_has_it_corrected(
    village: Village, clerk: Browser
) -> None:
    name = village.villagers[0]
    villager = await village.browser_of(name)
    page = await villager.open("/my/record")
    assert name in page.words
    assert village.phones[name] in page.words
    taken = json.loads((await villager.client.get(f"{villager.home}/my/record.json")).text)
    assert taken["record"]["name"] == name

    wrong = await villager.send(page, "/my/record", field="GENDER", value="不知道", words="错")
    assert wrong.status == 422
    asked = await villager.send(
        wrong, "/my/record", field="BIRTH_DATE", value="1971-02-03", words="户口本如此"
    )
    assert "等待答复" in asked.words

    listed = await clerk.open(f"/roll/{village.code}/corrections")
    assert f"{name} · 出生日期" in listed.words
    action = listed.html.split("/corrections/")[1].partition('"')[0]
    done = await clerk.send(
        listed, f"/roll/{village.code}/corrections/{action}", answer="已核对户口本", grant="1"
    )
    assert "没有要答复的申请" in done.words
    after = await villager.open("/my/record")
    assert "1971-02-03" in after.words
    assert "已核对户口本" in after.words
    assert "已更正" in after.words


async def test_a_villager_has_no_roll_desk(village: Village) -> None:
    villager = await village.browser_of(village.villagers[1])

    assert (await villager.open(f"/roll/{village.code}")).status in {403, 404}
