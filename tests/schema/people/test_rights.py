"""Lost political rights through the schema: entered by who keeps the offices, told to no others."""

from dataclasses import replace
from uuid import UUID

from strawberry.relay import to_base64

from services.audit import service as audit
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.people.asking import ask, asker, codes_of, do, nobody, refusals
from tests.services.people.rolling import Rolled, open_villages

JUDGMENT = {"document": "刑事判决书〔2026〕7 号", "since": "2026-01-01"}
LIST = """query($id: ID!) { rightsLosses(residentId: $id, first: 5) {
  edges { node { id document since until endDocument holds endable } } } }"""
NODE = "query($id: ID!) { node(id: $id) { ... on RightsLoss { document } } }"
MINE = "{ myRecord { rightsLosses { document since until holds } } }"


async def entered(county: Tenant) -> tuple[Rolled, UUID, str]:
    """Enter a judgment; return the village, whose it is, and the entry's id."""
    roll = await open_villages(county)
    [who] = await roll.ids("张三")
    payload = await do(
        asker(county, Permission.PEOPLE_MANAGE), "rightsLossRecord", "loss { id holds endable }",
        residentId=to_base64("Resident", str(who)), **JUDGMENT,
    )  # fmt: skip
    assert payload["errors"] == []
    assert (payload["loss"]["holds"], payload["loss"]["endable"]) == (True, True)
    return roll, who, payload["loss"]["id"]


async def test_it_is_entered_listed_and_ended_by_who_keeps_the_offices(county: Tenant) -> None:
    roll, who, one = await entered(county)
    person = to_base64("Resident", str(who))
    township = asker(county, Permission.PEOPLE_MANAGE, place=roll.code[:9])

    [edge] = (await ask(township, LIST, id=person))["rightsLosses"]["edges"]
    assert (edge["node"]["id"], edge["node"]["document"]) == (one, JUDGMENT["document"])
    back = {"lossId": one, "document": "刑事裁定书〔2026〕8 号", "until": "2026-02-01"}
    ended = await do(township, "rightsLossEnd", "loss { holds endable until }", **back)
    assert ended["loss"] == {"holds": False, "endable": False, "until": "2026-02-01"}

    assert await refusals(township, "rightsLossEnd", **back) == [
        ("RIGHTS_LOSS_ENDED", ["input", "lossId"])
    ]
    wrong = {"residentId": person, **JUDGMENT, "document": ""}
    assert await refusals(township, "rightsLossRecord", **wrong) == [
        ("JUDGMENT_NEEDED", ["input", "document"])
    ]


async def test_nobody_else_learns_of_it_and_each_reading_is_recorded(county: Tenant) -> None:
    roll, who, one = await entered(county)
    person = to_base64("Resident", str(who))
    clerk = asker(county, Permission.PEOPLE_REGISTER, Permission.PEOPLE_READ, place=roll.code)
    elsewhere = asker(county, Permission.PEOPLE_MANAGE, place=f"{county.code}999")

    for viewer, code in ((nobody(county), "SIGN_IN_NEEDED"), (clerk, "NOT_ALLOWED")):
        assert await codes_of(viewer, LIST, id=person) == [code]
        assert (await ask(viewer, NODE, id=one))["node"] is None
    assert (await ask(elsewhere, NODE, id=one))["node"] is None
    assert await codes_of(elsewhere, LIST, id=person) == ["UNKNOWN_RESIDENT"]
    back = {"lossId": one, "document": "裁定书", "until": "2026-02-01"}
    assert await refusals(elsewhere, "rightsLossEnd", **back) == [
        ("UNKNOWN_RIGHTS_LOSS", ["input", "lossId"])
    ]
    await ask(asker(county, Permission.PEOPLE_MANAGE), LIST, id=person)
    await ask(asker(county, Permission.PEOPLE_MANAGE), NODE, id=one)
    async with unit_of_work(county) as uow:
        events = await audit.list_events(uow, prefixes=[county.code], first=50)
    assert sum(event.tag == "people:rights:read" for event in events) == 2


async def test_the_person_reads_it_in_their_own_record(county: Tenant) -> None:
    _, who, _ = await entered(county)
    me = replace(asker(county), resident_id=who)

    [mine] = (await ask(me, MINE))["myRecord"]["rightsLosses"]

    assert mine == {**JUDGMENT, "until": None, "holds": True}
