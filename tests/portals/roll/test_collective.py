"""Who is a member of the collective: entered by a record, ended by one."""

from infra import clock
from tests.portals.site import Browser, Village


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
