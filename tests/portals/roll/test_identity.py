"""Identity numbers on the pages: turned on, recorded, read for a purpose, seen by the person."""

import json
from datetime import date

from strawberry.relay import to_base64

from services.people import service as people
from tenants.unit_of_work import unit_of_work
from tests.factories import identity
from tests.portals.roll.test_choosing import signed_in
from tests.portals.site import open_village


async def test_a_number_is_kept_once_the_county_allows_it_and_its_reading_is_seen(
    server: None,
) -> None:
    village = await open_village()
    name = village.villagers[0]
    who = village.on.resident(name)
    async with unit_of_work(village.county) as uow:
        born = (await people.load_residents(uow, [who]))[who].birth_date
    assert isinstance(born, date)
    number = identity.number(born)

    clerk = await signed_in(village, "文书01", second=True)
    home = await clerk.open(f"/roll/{village.code}?q={name}")
    home = await clerk.visit(home.link("/households/"))
    assert "身份证号" not in home.words  # the county keeps none
    here = f"/roll/{village.code}/people/{to_base64('Resident', str(who))}/identity"
    assert "本县不登记身份证号" in (await clerk.open(here)).words

    county = await signed_in(village, "县民政", second=True)
    office = await county.open("/office/identity")
    assert "不登记" in office.words
    bare = await county.send(office, "/office/identity", way="on", document="")
    assert "请填写依据" in bare.words
    office = await county.send(bare, "/office/identity", way="on", document="县发〔2026〕9 号")
    assert "已开启" in office.words

    home = await clerk.open(home.path.removeprefix(clerk.home))
    part = home.html.split(f">{name}<", 1)[1]
    page = await clerk.visit(part.split('href="')[1].partition('"')[0])
    assert page.path.removeprefix(clerk.home) == here
    wrong = await clerk.send(page, here, number=number[:-1])
    assert "这个身份证号不对" in wrong.words
    page = await clerk.send(wrong, here, number=number)
    assert "身份证号已登记" in page.html
    assert number[-4:] in page.words
    assert number not in page.html
    assert "查看全部号码" not in page.words

    township = await signed_in(village, "镇管理员", second=True)
    page = await township.open(here)
    bare = await township.send(page, f"{here}/read", purpose="")
    assert "请填写用途" in bare.words
    seen = await township.send(bare, f"{here}/read", purpose="核对补贴名册")
    assert number in seen.words
    assert seen.headers["cache-control"] == "private, no-store"
    assert number not in (await township.open(here)).html

    villager = await signed_in(village, name)
    record = await villager.open("/my/record")
    assert "谁看过您的身份证号" in record.words
    assert "核对补贴名册" in record.words
    assert "系统里还留着您的什么" in record.words
    assert number not in record.html
    taken = json.loads((await villager.client.get(f"{villager.home}/my/record.json")).text)
    assert taken["record"]["identityNumber"] == number
    kept = {one["key"]: one for one in taken["elsewhere"]}
    assert kept["identity_reading.resident_id"]["rows"][0]["purpose"] == "核对补贴名册"
    assert kept["account_session.account_id"]["count"] >= 1

    office = await county.open("/office/identity")
    unsure = await county.send(office, "/office/identity", way="off", document="县发〔2026〕10 号")
    assert "请确认删除全部号码" in unsure.words
    await county.send(unsure, "/office/identity", way="off", document="县发〔2026〕10 号", sure="1")
    assert "没有登记" in (await clerk.open(here)).words
