"""The register of interests and the check of assignments through the schema: who sees what."""

from dataclasses import replace

import pytest
from strawberry import relay

from infra import clock
from services.people import service
from services.people.service import elected
from services.people.service.elected import Seat
from services.people.workflow import Office
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.people.asking import ask, asker, codes_of, do, refusals
from tests.services.people.rolling import Rolled, open_villages

MINE = "{ myInterests { edges { node { name relationName onRoll } } } }"
OF = "query($id: ID!) { interests(residentId: $id) { edges { node { id name } } } }"
ROLL = """query($v: String!) { residents(villageCode: $v, search: "三") {
  edges { node { name conflict } } } }"""
FOUND = "{ assignmentFindings { edges { node { villageName name what holdingNames rule } } } }"
TODO = "{ todo { kind object link detail } }"


@pytest.fixture
async def roll(county: Tenant) -> Rolled:
    return await open_villages(county)


async def test_others_learn_of_a_conflict_but_not_with_whom(county: Tenant, roll: Rolled) -> None:
    zhang, wang = await roll.ids("张三", "王五")
    async with unit_of_work(county) as uow:
        board = Office.SUPERVISOR
        await service.record_term(uow, wang, board, source="推选", elected_on=clock.today())
        seat = Seat(zhang, Office.COMMITTEE_MEMBER)
        await elected.seat_elected(uow, roll.code, [seat], source="选举", since=clock.today())
    me = replace(asker(county, Permission.INTEREST_DECLARE, place=roll.code), resident_id=zhang)
    keeper = asker(county, Permission.PEOPLE_MANAGE, Permission.PEOPLE_READ, place=roll.code)
    reader = asker(county, Permission.PEOPLE_READ, place=roll.code)
    who = relay.to_base64("Resident", str(zhang))

    told = {"name": "王五", "relation": "SIBLING"}
    done = await do(me, "interestDeclare", "interest { name }", interest=told)
    assert done == {"interest": {"name": "王五"}, "errors": []}
    firm = await do(keeper, "interestRecord", "interest { id }", residentId=who,
                    interest={"name": "某某公司"})  # fmt: skip

    assert await ask(me, MINE) == {
        "myInterests": {
            "edges": [
                {"node": {"name": "王五", "relationName": "兄弟姐妹", "onRoll": True}},
                {"node": {"name": "某某公司", "relationName": "", "onRoll": False}},
            ]
        }
    }
    names = [edge["node"]["name"] for edge in (await ask(keeper, OF, id=who))["interests"]["edges"]]
    assert names == ["王五", "某某公司"]
    assert await codes_of(reader, OF, id=who) == ["NOT_ALLOWED"]
    rows = (await ask(reader, ROLL, v=roll.code))["residents"]["edges"]
    assert [edge["node"] for edge in rows] == [{"name": "张三", "conflict": True}]
    gone = {"interestId": firm["interest"]["id"]}
    assert (await do(keeper, "interestEnd", "interest { endedAt }", **gone))["errors"] == []
    assert await refusals(keeper, "interestEnd", **gone) == [("UNKNOWN_INTEREST", [])]


async def test_a_finding_is_on_the_keepers_list_and_page(county: Tenant, roll: Rolled) -> None:
    [zhang] = await roll.ids("张三")
    async with unit_of_work(county) as uow:
        for office in (Office.CLERK, Office.PARTY_SECRETARY):
            await service.record_term(uow, zhang, office, source="任命")
        await service.check_assignments(uow, roll.code)
    keeper = asker(county, Permission.PEOPLE_MANAGE, place=roll.code[:9])
    elsewhere = asker(county, Permission.PEOPLE_MANAGE, place="150523999")

    assert (await ask(keeper, FOUND))["assignmentFindings"]["edges"] == [
        {
            "node": {
                "villageName": "三苗树村",
                "name": "张三",
                "what": "一人能提议、审批、付款",
                "holdingNames": ["文书（报账员）", "村党组织书记"],
                "rule": "职责分离：提议、审批、付款不得由一人包办",
            }
        }
    ]
    assert (await ask(elsewhere, FOUND))["assignmentFindings"]["edges"] == []
    assert await ask(keeper, TODO) == {
        "todo": [
            {"kind": "separate", "object": "张三", "link": "assignments", "detail": "三苗树村"}
        ]
    }
