"""Who is a member of the collective: entered by a record, ended by one."""

from infra import clock
from tests.portals.roll.test_choosing import signed_in
from tests.portals.site import Browser, Village, open_village


async def test_members_of_the_collective_are_recorded_by_a_record_and_ended_by_one(
    village: Village, clerk: Browser
) -> None:
    here = f"/roll/{village.code}/collective"
    empty = await clerk.open(f"{here}?q=居民0050")
    today = f"{clock.today()}"
    confirm, record = f"{here}/confirm", "成员大会确认决议"
    unsaid = await clerk.send(empty, confirm, whom="some", since=today, source="")
    everybody = await clerk.send(empty, confirm, whom="all", since=today, source=record)
    offered = everybody.html.partition('name="member"')[2].split('<option value="')
    member = offered[2].partition('"')[0]  # the first one asks to choose
    ended = await clerk.send(
        everybody, f"{here}/end", member=member, until=today, ended_by="死亡证明〔2026〕1 号"
    )

    assert "还没有登记成员" in empty.words
    assert unsaid.status == 422
    assert "成员已登记" in everybody.words
    assert "已登记终止成员身份" in ended.words


async def test_the_reckoning_of_the_representatives_stands_beside_the_members(
    server: None,
) -> None:
    village = await open_village()
    clerk = await signed_in(village, "文书01", second=True)
    township = await signed_in(village, "镇管理员", second=True)
    here, offices = f"/roll/{village.code}/collective", f"/roll/{village.code}/offices"
    name, today = village.villagers[0], f"{clock.today()}"
    none = await clerk.open(here)
    assert "没有登记成员代表，集体的事由成员大会决定" in none.words
    assert "不能设成员代表大会" in none.words  # nobody is a member yet
    term = {"who": name, "office": "MEMBER_REPRESENTATIVE", "since": today, "elected_on": today}
    page = await township.open(offices)
    page = await township.send(page, f"{offices}/record", **term, source="选举记录")
    assert "不是本集体经济组织的成员" in page.html.split('id="who-wrong"')[1].split("</div>")[0]

    await clerk.send(none, f"{here}/confirm", whom="all", since=today, source="成员登记簿")
    few = await clerk.open(here)
    assert "应选 21 至 22 人" in few.words
    page = await township.send(page, f"{offices}/record", **term, source="选举记录")
    assert "任职已登记" in page.words
    seen = await clerk.open(here)
    assert "成员代表 1 人 组成不合法，召集不了" in seen.words
    assert "须多于 20 人" in seen.words
    terms = await clerk.visit(seen.link("/offices?office=MEMBER_REPRESENTATIVE"))
    assert name in terms.words
    assert "文书01" not in terms.words
