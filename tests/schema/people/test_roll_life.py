"""A roll's life over the API: acts with reasons, events, counts, export, one's own record."""

import base64
from typing import Any
from uuid import UUID

import pytest
from strawberry.relay import to_base64

from infra import clock
from services.people import service
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.schema.people.asking import ask, asker, codes_of, do, refusals
from tests.services.people.rolling import Rolled, open_villages

EVENTS = """query($village: String!, $household: ID) {
  rollEvents(villageCode: $village, householdId: $household) {
    edges { node { act actName day reason people by } } } }"""
RECORD = """{ myRecord { name gender birthDate ofAge phone householdNumber householdPeople groupName
  naturalVillageName awayProvince events { actName people }
  corrections { state answer wanted } } }"""


@pytest.fixture
async def roll(county: Tenant) -> Rolled:
    return await open_villages(county)


def clerk(roll: Rolled, *more: Permission, place: str = "") -> Viewer:
    held = (Permission.PEOPLE_READ, Permission.PEOPLE_REGISTER, *more)
    return asker(roll.county, *held, place=place or roll.code)


def gid(kind: str, one: UUID) -> str:
    return to_base64(kind, str(one))


async def people(roll: Rolled, *names: str) -> list[str]:
    return [gid("Resident", one) for one in await roll.ids(*names)]


async def home(roll: Rolled, number: str) -> str:
    return gid("Household", (await roll.homes())[number].id)


async def test_a_clerk_splits_a_household_and_its_history_says_so(roll: Rolled) -> None:
    viewer, [son] = clerk(roll), await people(roll, "张大")
    old = await home(roll, "001")

    done = await do(
        viewer, "householdSplit", "household { number residents { name isHead relation } }",
        householdId=old, residentIds=[son], headId=son, reason="成家分户",
    )  # fmt: skip

    assert done == {
        "household": {
            "number": "004",
            "residents": [{"name": "张大", "isHead": True, "relation": "户主"}],
        },
        "errors": [],
    }
    found = await ask(viewer, EVENTS, village=roll.code, household=old)
    newest = found["rollEvents"]["edges"][0]["node"]
    assert newest.pop("people") == ["张三", "李四", "张大", "张小"]
    assert newest == {
        "act": "HOUSEHOLD_SPLIT",
        "actName": "分户",
        "day": str(clock.today()),
        "reason": "成家分户",
        "by": "办事员01",
    }


async def test_another_villages_clerk_finds_nothing(roll: Rolled) -> None:
    stranger = clerk(roll, place=roll.neighbour)
    [son] = await people(roll, "张大")
    old = await home(roll, "001")

    assert await refusals(
        stranger, "householdSplit", householdId=old, residentIds=[son], headId=son, reason="x"
    ) == [("UNKNOWN_HOUSEHOLD", ["input", "householdId"])]
    assert await refusals(stranger, "residentAway", residentId=son, province="11", reason="x") == [
        ("UNKNOWN_RESIDENT", ["input", "residentId"])
    ]
    assert await codes_of(stranger, EVENTS, village=roll.code) == ["NOT_FOUND"]


async def test_only_who_keeps_both_rolls_moves_people_between_villages(roll: Rolled) -> None:
    group = gid("VillagerGroup", await roll.group("三社", roll.neighbour))
    move: dict[str, Any] = {
        "householdId": await home(roll, "002"),
        "groupId": group,
        "reason": "搬迁",
    }

    assert await refusals(clerk(roll), "householdMove", **move) == [
        ("UNKNOWN_GROUP", ["input", "groupId"])
    ]
    township = clerk(roll, place=roll.code[:9])
    done = await do(township, "householdMove", "household { villageCode number }", **move)
    assert done["household"] == {"villageCode": roll.neighbour, "number": "002"}


async def test_refusals_stand_at_their_fields(roll: Rolled) -> None:
    viewer = clerk(roll)
    head, son = await people(roll, "张三", "张大")
    old = await home(roll, "001")

    assert await refusals(
        viewer, "householdSplit", householdId=old, residentIds=[head], headId=head, reason="x"
    ) == [("HEAD_NEEDED", ["input", "headId"])]
    assert await refusals(
        viewer, "residentAway", residentId=son, province="11", reason="x", day="2999-01-01"
    ) == [("DAY_IN_FUTURE", ["input", "day"])]
    assert await refusals(viewer, "residentAway", residentId=son, province="98", reason="x") == [
        ("UNKNOWN_PROVINCE", ["input", "province"])
    ]


async def test_a_family_enters_and_one_of_them_goes_away(roll: Rolled) -> None:
    viewer = clerk(roll)
    group = gid("VillagerGroup", await roll.group("二社"))

    new = await do(
        viewer, "residentAdd", "resident { id isHead household }",
        groupId=group, arrival="ENTERED", name="郑九", born="1990-01-01", reason="落户",
    )  # fmt: skip
    child = await do(
        viewer, "residentAdd", "resident { name ofAge }",
        householdId=new["resident"]["household"], arrival="BORN", name="郑小",
        born=str(clock.today()), relation="女", reason="出生",
    )  # fmt: skip
    away = await do(
        viewer, "residentAway", "resident { awayProvince awaySince }",
        residentId=new["resident"]["id"], province="44", reason="务工",
    )  # fmt: skip

    assert new["resident"]["isHead"] is True
    assert child["resident"] == {"name": "郑小", "ofAge": False}
    assert away["resident"] == {"awayProvince": "广东省", "awaySince": str(clock.today())}
    count = "query($v: String!) { rollCount(villageCode: $v) { people adults households away } }"
    assert (await ask(viewer, count, v=roll.code))["rollCount"] == {
        "people": 9,
        "adults": 6,
        "households": 4,
        "away": 1,
    }


async def test_groups_belong_to_settlements(roll: Rolled) -> None:
    viewer = clerk(roll)
    group = gid("VillagerGroup", await roll.group("一社"))

    made = await do(
        viewer, "naturalVillageAdd", "naturalVillage { id }", villageCode=roll.code, name="后营子"
    )
    placed = await do(
        viewer, "groupPlace", "group { naturalVillageName }",
        groupId=group, naturalVillageId=made["naturalVillage"]["id"],
    )  # fmt: skip

    assert placed["group"] == {"naturalVillageName": "后营子"}
    assert await refusals(viewer, "naturalVillageAdd", villageCode=roll.code, name="后营子") == [
        ("NATURAL_VILLAGE_EXISTS", ["input", "name"])
    ]


async def test_whole_phones_leave_only_with_those_who_import(roll: Rolled) -> None:
    export = "query($v: String!) { rollExport(villageCode: $v, format: CSV) }"

    async def file(viewer: Viewer) -> str:
        return base64.b64decode((await ask(viewer, export, v=roll.code))["rollExport"]).decode()

    assert "138****5678" in await file(clerk(roll, Permission.PEOPLE_EXPORT))
    importer = clerk(roll, Permission.PEOPLE_EXPORT, Permission.PEOPLE_IMPORT)
    assert "13812345678" in await file(importer)
    assert await codes_of(clerk(roll), export, v=roll.code) == ["NOT_ALLOWED"]


async def villager(roll: Rolled, name: str) -> Viewer:
    [one] = await roll.ids(name)
    viewer = asker(roll.county, Permission.OPINION_SUBMIT, place=roll.code)
    return Viewer(
        viewer.tenant, viewer.account_id, one, name, "zh", viewer.grants, second_factor=False
    )


async def test_a_villager_sees_what_is_held_and_has_it_corrected(roll: Rolled) -> None:
    me = await villager(roll, "李四")

    before = (await ask(me, RECORD))["myRecord"]
    assert before["name"] == "李四"
    assert before["householdPeople"] == ["张三", "李四", "张大", "张小"]
    assert before["events"] == [{"actName": "名册导入", "people": []}]
    asked = await do(
        me, "correctionRequest", "request { id state }",
        field="PHONE", value="139 8888 7777", words="换了号码",
    )  # fmt: skip
    assert await refusals(
        me, "correctionRequest", field="PHONE", value="13988887778", words="又换了"
    ) == [("CORRECTION_OPEN", ["input", "field"])]

    waiting = """query($v: String!) { correctionRequests(villageCode: $v) {
      edges { node { id fieldName wanted words resident { name } } } } }"""
    [edge] = (await ask(clerk(roll), waiting, v=roll.code))["correctionRequests"]["edges"]
    assert edge["node"] == {
        "id": asked["request"]["id"],
        "fieldName": "手机",
        "wanted": "13988887777",
        "words": "换了号码",
        "resident": {"name": "李四"},
    }
    done = await do(
        clerk(roll), "correctionDecide", "request { state }",
        requestId=edge["node"]["id"], granted=True, answer="已核对身份证件",
    )  # fmt: skip
    assert done["request"] == {"state": "GRANTED"}
    after = (await ask(me, RECORD))["myRecord"]
    assert after["phone"] == "13988887777"
    assert after["corrections"] == [
        {"state": "GRANTED", "answer": "已核对身份证件", "wanted": "13988887777"}
    ]
    assert [one["actName"] for one in after["events"]] == ["更正", "名册导入"]
    assert await refusals(
        clerk(roll), "correctionDecide", requestId=edge["node"]["id"], granted=False, answer="x"
    ) == [("CORRECTION_DECIDED", [])]


async def test_nobody_answers_their_own_request(roll: Rolled) -> None:
    me = await villager(roll, "王五")
    async with unit_of_work(roll.county, me.actor) as uow:
        assert me.resident_id is not None
        made = await service.ask_correction(uow, me.resident_id, "name", "王伍", "写错了")
    both = Viewer(
        me.tenant, me.account_id, me.resident_id, "王五", "zh",
        clerk(roll).grants, second_factor=True, stepped_up=True,
    )  # fmt: skip

    request = gid("CorrectionRequest", made.id)
    assert await refusals(
        both, "correctionDecide", requestId=request, granted=True, answer="对"
    ) == [("OWN_CORRECTION", [])]


async def test_who_is_on_no_roll_has_no_record(roll: Rolled) -> None:
    assert (await ask(clerk(roll), RECORD))["myRecord"] is None
