"""Initiatives in GraphQL: counted for everybody, signed by the base alone, named to nobody else."""

from datetime import datetime, timedelta
from typing import Any

from infra import clock
from schema.schema import GRAPHQL
from services.decisions import service as decisions
from services.initiatives import service
from services.people.samples import SampleVillage
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories import villages
from tests.journeys.over_http import asked_over_http
from tests.schema.decisions.asking import SHEET, Village, gid, nobody, sanmiaoshu, village_of
from tests.schema.people import asking

START = datetime(2026, 6, 1, 9, 0, tzinfo=clock.ZONE)
_HOUSES = 45
_SAID = {"title": "合同金额是多少", "text": "请公布鱼塘承包合同。"}
_SHOWN = """query($id: ID!) { demand(id: $id) {
  state title text targetName missing dutyDue overdue orderDocument answerText answerName noticeCode
  lines { who signed needed met text citation } myVoice { signedAt isRepresentative channel }
  can myOptions { kind name } } }"""
_TODO = "{ todo(first: 50) { kind late dueAt demandId } }"
_NAMES = (
    "query($id: ID!) { demandSignatories(demandId: $id, first: 100)"
    " { edges { node { name channel isRepresentative } } } }"
)


async def village(county: Tenant, name: str = "三苗树村", first_phone: int = 1) -> Village:
    """Make a village of 45 people in a township that is opened with the first one."""
    township = f"{county.code}108" if first_phone > 1 else await villages.open_township(county)
    sample = SampleVillage(name, ("一社", "二社"), _HOUSES, _HOUSES, 6, first_phone)
    made = await villages.add_village(county, township, sample)
    return await village_of(await factory.stage(county, made))


async def opened(at: Village, who: str, kind: str = "QUESTION", **more: Any) -> str:
    given = {"kind": kind, "villageCode": at.code, **_SAID, **more}
    payload = await at.do(who, "demandOpen", "demand { id }", **given)
    return str(payload["demand"]["id"])


async def shown(at: Village, who: str, demand: str) -> dict[str, Any]:
    found: dict[str, Any] = (await at.ask(who, _SHOWN, id=demand))["demand"]
    return found


async def seen(county: Tenant, demand: str) -> dict[str, Any]:
    """Return the demand as somebody who has not signed in sees it."""
    found: dict[str, Any] = (await asking.ask(nobody(county), _SHOWN, id=demand))["demand"]
    return found


def plain(at: Village) -> list[str]:
    """Return villagers who hold no office."""
    return sorted(name for name in at.viewers if name.startswith("居民"))


async def reached(at: Village) -> str:
    """Let five representatives bring a question to its number."""
    first, *others = at.made.representatives()[:5]
    demand = await opened(at, first)
    for name in others:
        await at.do(name, "demandSign", demandId=demand)
    return demand


def test_no_mutation_refuses_a_demand() -> None:
    mutations = GRAPHQL.mutation_type
    assert mutations is not None
    assert {name for name in mutations.fields if name.startswith("demand")} == {
        "demandAnswer",
        "demandConvene",
        "demandDispute",
        "demandDisputeDecide",
        "demandMatterName",
        "demandNoticeDraft",
        "demandOpen",
        "demandOrder",
        "demandPaperOpen",
        "demandSheetRecord",
        "demandSign",
        "demandSignatureStrike",
        "demandWithdraw",
    }


async def test_what_one_person_wrote_is_read_outside_only_once_the_number_stands_behind_it(
    county: Tenant,
) -> None:
    at = await village(county)
    first, *others = at.made.representatives()[:5]
    demand = await opened(at, first)
    inside, outside = await shown(at, plain(at)[0], demand), await seen(county, demand)

    assert (inside["title"], inside["text"]) == (_SAID["title"], _SAID["text"])
    assert (outside["title"], outside["text"], outside["missing"]) == ("", "", 4)
    assert [line["signed"] for line in outside["lines"]] == [1, 1]
    assert (outside["myVoice"], outside["can"], outside["myOptions"]) == (None, [], [])

    for name in others:
        await at.do(name, "demandSign", demandId=demand)
    after = await seen(county, demand)
    assert (after["state"], after["text"], after["missing"]) == ("REACHED", _SAID["text"], 0)
    assert [(line["signed"], line["needed"]) for line in after["lines"]] == [(5, 5), (5, 5)]


async def test_a_signature_is_given_once_taken_back_and_given_again(county: Tenant) -> None:
    at = await village(county)
    one, other, third = plain(at)[:3]
    demand = await opened(at, one)
    own = await shown(at, one, demand)
    assert own["myVoice"]["channel"] == "ELECTRONIC"
    assert own["can"] == ["WITHDRAW"]
    assert (await shown(at, third, demand))["can"] == ["SIGN"]

    await at.do(other, "demandSign", demandId=demand)
    assert await at.refused(other, "demandSign", demandId=demand) == ["DEMAND_SIGNED"]
    await at.do(other, "demandWithdraw", demandId=demand)
    assert await at.refused(other, "demandWithdraw", demandId=demand) == ["DEMAND_NOT_SIGNED"]
    assert [line["signed"] for line in (await seen(county, demand))["lines"]] == [1, 0]
    await at.do(other, "demandSign", demandId=demand)
    sheet = [{"name": other}, {"name": third}]
    await at.do("文书01", "demandSheetRecord", demandId=demand, names=sheet, sheetBase64=SHEET)

    assert [line["signed"] for line in (await seen(county, demand))["lines"]] == [3, 0]
    assert (await shown(at, third, demand))["myVoice"]["channel"] == "PAPER"
    assert await at.refused(third, "demandSign", demandId=demand) == ["DEMAND_SIGNED"]
    names = (await at.ask("监委01", _NAMES, id=demand))["demandSignatories"]["edges"]
    assert {edge["node"]["name"] for edge in names} == {one, other, third}


async def test_who_is_not_of_the_base_or_of_another_village_signs_nothing(county: Tenant) -> None:
    at, elsewhere = await village(county), await village(county, "邻村", 2001)
    one = plain(at)[0]
    demand = await opened(at, one)
    for mutation in ("demandSign", "demandWithdraw"):
        stranger = await elsewhere.refused(plain(elsewhere)[0], mutation, demandId=demand)
        assert stranger == ["NOT_FOUND"]
    nowhere = {"kind": "QUESTION", "villageCode": elsewhere.code, **_SAID}
    assert await at.refused(one, "demandOpen", **nowhere) == ["NOT_FOUND"]
    await opened(at, plain(at)[1], "ASSEMBLY")
    meeting = {"kind": "REPRESENTATIVES_MEETING", "villageCode": at.code, **_SAID}
    assert await at.refused(plain(at)[2], "demandOpen", **meeting) == ["NOT_ENTITLED_TO_SIGN"]
    theirs = await opened(at, at.made.representatives()[0], "REPRESENTATIVES_MEETING")
    assert await at.refused(one, "demandSign", demandId=theirs) == ["NOT_ENTITLED_TO_SIGN"]
    again = {"kind": "QUESTION", "villageCode": at.code, **_SAID}
    assert await at.refused(one, "demandOpen", **again) == ["ONE_DEMAND_AT_A_TIME"]
    others = asking.asker(county, Permission.INITIATIVE_CHECK, place=elsewhere.code)
    assert await asking.codes_of(others, _NAMES, id=demand) == ["NOT_FOUND"]


async def test_a_recall_names_a_sitting_member_and_is_the_townships(county: Tenant) -> None:
    at = await village(county)
    asked = "query($v: String!) { demandTargets(villageCode: $v) { termId name officeName } }"
    targets = (await at.ask(plain(at)[0], asked, v=at.code))["demandTargets"]
    wanted = next(one for one in targets if one["name"] == "村委02")
    recall = {"kind": "RECALL", "villageCode": at.code, **_SAID}
    assert await at.refused(plain(at)[0], "demandOpen", **recall) == ["RECALL_TARGET_NEEDED"]
    unknown = {**recall, "termId": gid("OfficeTerm")}
    assert await at.refused(plain(at)[0], "demandOpen", **unknown) == ["RECALL_TARGET_NEEDED"]

    first, second = at.made.representatives()[:2]
    demand = await opened(at, first, "RECALL", termId=wanted["termId"])
    assert (await shown(at, second, demand))["targetName"] == "村委02"
    assert (await seen(county, demand))["targetName"] == ""
    await at.do(second, "demandSign", demandId=demand)
    assert (await seen(county, demand))["targetName"] == "村委02"
    text = {"demandId": demand, "text": "不同意罢免。"}
    assert await at.refused("村委01", "demandAnswer", **text) == ["NOT_DUTY_OWNER"]
    assert await at.refused("镇审核人", "demandAnswer", **text) == ["DEMAND_ANSWER_DOES_NOT_FIT"]
    due = (await at.ask("镇审核人", _TODO))["todo"]
    assert [(one["kind"], one["demandId"]) for one in due] == [("demand_answer", demand)]


async def test_silence_comes_to_the_township_and_words_answer_a_question(county: Tenant) -> None:
    with clock.at(START):
        at = await village(county)
        demand = await reached(at)
        [due] = [one for one in (await at.ask("村委01", _TODO))["todo"] if one["demandId"]]
        assert (due["kind"], due["late"], due["dueAt"][:10]) == (
            "demand_answer",
            False,
            "2026-06-16",
        )
        assert (await at.ask("镇审核人", _TODO))["todo"] == []
        order = {"demandId": demand, "document": "镇责令〔2026〕1 号"}
        assert await at.refused("镇审核人", "demandOrder", **order) == ["DEMAND_NOT_OVERDUE"]
        for mutation in ("demandSign", "demandWithdraw"):
            late = await at.refused(plain(at)[0], mutation, demandId=demand)
            assert late in (["DEMAND_NOT_IN_STATE"], ["DEMAND_NOT_SIGNED"])

    with clock.at(START + timedelta(days=17)):
        [due] = [one for one in (await at.ask("村委01", _TODO))["todo"] if one["demandId"]]
        assert due["late"]
        assert [one["kind"] for one in (await at.ask("镇审核人", _TODO))["todo"]] == [
            "demand_order"
        ]
        assert (await seen(county, demand))["overdue"]
        late = "{ demands(overdue: true) { edges { node { id } } } }"
        listed = (await asking.ask(nobody(county), late))["demands"]["edges"]
        assert [edge["node"]["id"] for edge in listed] == [demand]
        await at.do("镇审核人", "demandOrder", **order)
        assert await at.refused("镇审核人", "demandOrder", **order) == ["DEMAND_ORDERED"]

    with clock.at(START + timedelta(days=30)):
        due = (await at.ask("镇审核人", _TODO))["todo"]
        assert [(one["kind"], one["late"]) for one in due] == [("demand_convene", True)]
        both = {"demandId": demand, "text": "已公开。", "meetingId": gid("Meeting")}
        assert await at.refused("村委01", "demandAnswer", **both) == ["DEMAND_ANSWER_DOES_NOT_FIT"]
        await at.do("村委01", "demandAnswer", demandId=demand, text="合同金额 3 万元。")
        after = await seen(county, demand)
        assert (after["state"], after["answerText"], after["orderDocument"]) == (
            "FULFILLED",
            "合同金额 3 万元。",
            "镇责令〔2026〕1 号",
        )
        assert not after["overdue"]
        assert (await at.ask("镇审核人", _TODO))["todo"] == []


async def test_an_answer_is_disputed_by_a_signer_and_decided_above_who_answered(
    county: Tenant,
) -> None:
    shown_ = """query($id: ID!) { demand(id: $id) { state refuted disputableUntil can
      disputes { text state decision } } }"""
    with clock.at(START):
        at = await village(county)
        demand = await reached(at)
        signer, bystander = at.made.representatives()[0], plain(at)[0]
        await at.do("镇审核人", "demandAnswer", demandId=demand, text="已经公开。")
        why = {"demandId": demand, "text": "没有写金额。"}
        assert await at.refused(bystander, "demandDispute", **why) == ["DISPUTE_OF_SIGNERS"]
        await at.do(signer, "demandDispute", **why)
        assert await at.refused(signer, "demandDispute", **why) == ["DEMAND_DISPUTED"]
        own = (await at.ask(signer, shown_, id=demand))["demand"]
        outside = (await asking.ask(nobody(county), shown_, id=demand))["demand"]
        assert [one["text"] for one in own["disputes"]] == ["没有写金额。"]
        assert [one["text"] for one in outside["disputes"]] == [""]

        judged = {"demandId": demand, "upheld": True, "decision": "没有写金额，重新答复。"}
        assert await at.refused("镇审核人", "demandDisputeDecide", **judged) == ["JUDGED_BY_COUNTY"]
        above = asking.asker(county, Permission.INITIATIVE_JUDGE, place=county.code)
        asked = [(await asking.ask(above, _TODO))["todo"], (await at.ask(signer, _TODO))["todo"]]
        due = [[one["kind"] for one in found if one["demandId"] == demand] for found in asked]
        assert due == [["demand_judge"], []]
        payload = await asking.do(above, "demandDisputeDecide", "__typename", **judged)
        assert payload["errors"] == []
        found = (await asking.ask(nobody(county), shown_, id=demand))["demand"]

    assert (found["state"], found["refuted"], found["disputableUntil"]) == ("REACHED", 1, None)
    assert found["disputes"][0]["decision"] == "没有写金额，重新答复。"


async def test_what_the_committee_answered_is_judged_by_the_township(county: Tenant) -> None:
    shown_ = "query($id: ID!) { demand(id: $id) { can disputes { text } } }"
    with clock.at(START):
        at = await village(county)
        demand = await reached(at)
        signer, other = at.made.representatives()[:2]
        await at.do("村委01", "demandAnswer", demandId=demand, text="已经公开。")
        await at.do(signer, "demandDispute", demandId=demand, text="没有写金额。")
        seen, due = {}, {}
        for name in ("镇审核人", "村委01", signer, other):
            found = (await at.ask(name, shown_, id=demand))["demand"]
            seen[name] = ("JUDGE" in found["can"], [one["text"] for one in found["disputes"]])
            items = (await at.ask(name, _TODO))["todo"]
            due[name] = [one["kind"] for one in items if one["demandId"] == demand]
        judged = {"demandId": demand, "upheld": True, "decision": "重新答复。"}
        await at.do("镇审核人", "demandDisputeDecide", **judged)

    assert seen == {
        "镇审核人": (True, ["没有写金额。"]),
        "村委01": (False, [""]),
        signer: (False, ["没有写金额。"]),
        other: (False, [""]),
    }
    assert due == {"镇审核人": ["demand_judge"], "村委01": [], signer: [], other: []}


async def test_the_photo_of_a_sheet_is_served_to_those_who_check(county: Tenant) -> None:
    at = await village(county)
    demand = await opened(at, plain(at)[0])
    sheet = {"names": [{"name": plain(at)[1]}], "sheetBase64": SHEET}
    await at.do("文书01", "demandSheetRecord", demandId=demand, **sheet)
    asked = "query($id: ID!) { demandSheets(demandId: $id) { key } }"
    (found,) = (await at.ask("监委01", asked, id=demand))["demandSheets"]
    async with asked_over_http(at) as web:
        address = f"/{county.code}/demand-sheets/{found['key']}"
        served = [await web.get(name, address) for name in ("监委01", "文书01", plain(at)[0])]

    assert [one.status_code for one in served] == [200, 404, 404]
    assert served[0].headers["content-type"] == "image/png"


async def test_a_matter_is_named_by_who_must_answer_and_the_township_convenes_late(
    county: Tenant,
) -> None:
    with clock.at(START):
        at = await village(county)
        first, *others = at.made.representatives()
        demand = await opened(at, first, "REPRESENTATIVES_MEETING")
        await at.do(others[0], "demandSign", demandId=demand)
        other = {"demandId": demand, "matterId": gid("Matter")}
        assert await at.refused("村委01", "demandMatterName", **other) == ["NOT_FOUND"]
        late = {**other, "scheduledAt": "2026-07-20T09:00:00+08:00", "place": "村部"}
        assert await at.refused("镇审核人", "demandConvene", **late) == ["CONVENE_TOO_EARLY"]
        drafted = {"demandId": demand, "text": "办好了。"}
        assert await at.refused("村委01", "demandNoticeDraft", **drafted) == [
            "DEMAND_ANSWER_DOES_NOT_FIT"
        ]
        asked = "query($id: ID!) { demand(id: $id) { accepts can } }"
        before = (await at.ask("镇审核人", asked, id=demand))["demand"]
    with clock.at(START + timedelta(days=20)):
        order = {"demandId": demand, "document": "镇责令〔2026〕1 号"}
        await at.do("镇审核人", "demandOrder", **order)
    with clock.at(START + timedelta(days=30)):
        after = (await at.ask("镇审核人", asked, id=demand))["demand"]
        below = (await at.ask("村委01", asked, id=demand))["demand"]

    assert ("CONVENE" in before["can"], before["accepts"]) == (False, ["MEETING"])
    assert ("CONVENE" in after["can"], after["accepts"]) == (True, ["MEETING", "TEXT"])
    assert ("CONVENE" in below["can"], below["accepts"]) == (False, ["MEETING"])


async def test_the_township_calls_the_meeting_that_the_committee_did_not(county: Tenant) -> None:
    at = await sanmiaoshu(county)
    made = at.made
    with clock.at(factory.START):
        demand = await opened(at, "代表01", "REPRESENTATIVES_MEETING")
        for name in made.representatives()[1:4]:
            await at.do(name, "demandSign", demandId=demand)
        matter = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter)
    with clock.at(until):
        await made.do(made.secretary, decisions.complete_step, matter)
    about = {"demandId": demand, "matterId": gid("Matter", matter)}
    late = max(until, factory.START + timedelta(days=20))
    with clock.at(late):
        await at.do("村委01", "demandMatterName", **about)
        await at.do("镇审核人", "demandOrder", demandId=demand, document="镇责令〔2026〕1 号")
    with clock.at(late + timedelta(days=10)):
        held = (late + timedelta(days=16)).isoformat()
        await at.do("镇审核人", "demandConvene", **about, scheduledAt=held, place="村部")
        found = await at.matter("镇审核人", about["matterId"], "meetings { state bodyName }")

    assert [one["state"] for one in found["meetings"]] == ["CALLED"]


async def test_a_name_on_paper_is_struck_by_those_who_check(county: Tenant) -> None:
    at = await village(county)
    one, other = plain(at)[:2]
    demand = await opened(at, one)
    sheet = {"names": [{"name": other}], "sheetBase64": SHEET}
    await at.do("文书01", "demandSheetRecord", demandId=demand, **sheet)
    asked = """query($id: ID!) { demandSheets(demandId: $id) { key namesTotal enteredBy }
      demandSignatories(demandId: $id) { edges { node { key name channel struckReason } } } }"""
    found = await at.ask("监委01", asked, id=demand)
    keys = {edge["node"]["name"]: edge["node"] for edge in found["demandSignatories"]["edges"]}
    assert [one["namesTotal"] for one in found["demandSheets"]] == [1]
    strike = {
        "demandId": demand, "signatureKey": keys[other]["key"], "reason": "本人说没有签。",
    }  # fmt: skip
    own = {**strike, "signatureKey": keys[one]["key"]}
    assert await at.refused("监委01", "demandSignatureStrike", **own) == ["SIGNATURE_NOT_ON_PAPER"]
    await at.do("监委01", "demandSignatureStrike", **strike)
    again = await at.refused("文书01", "demandSheetRecord", demandId=demand, **sheet)
    assert again == ["NAME_STRUCK"]
    shown_ = "query($id: ID!) { demand(id: $id) { struck } }"
    assert (await asking.ask(nobody(county), shown_, id=demand))["demand"]["struck"] == 1


async def test_after_its_days_a_demand_takes_no_name(county: Tenant) -> None:
    with clock.at(START):
        at = await village(county)
        one, other = plain(at)[:2]
        demand = await opened(at, one)
    with clock.at(START + timedelta(days=62)):
        assert await at.refused(other, "demandSign", demandId=demand) == ["DEMAND_OVER"]
        async with unit_of_work(county) as uow:
            await service.lapse(uow)
        assert await at.refused(other, "demandSign", demandId=demand) == ["DEMAND_NOT_IN_STATE"]
        assert (await seen(county, demand))["title"] == ""


async def test_the_rules_say_what_each_demand_takes(county: Tenant) -> None:
    asked = (
        "query($v: String!) { demandRules(villageCode: $v)"
        " { kind shares citations duty days gatheringDays } }"
    )
    found = (await asking.ask(nobody(county), asked, v="330108001001"))["demandRules"]
    by_kind = {one["kind"]: one for one in found}

    assert len(found) == 7
    assert by_kind["ASSEMBLY"]["shares"] == [
        "at least 1/10 of the villagers of age",
        "at least 1/3 of the representatives",
    ]
    assert by_kind["QUESTION"]["shares"][1] == "at least 5 representatives"
    assert by_kind["QUESTION"]["citations"][1] == "Zhejiang implementing rules art. 36"
    assert by_kind["RE_AUDIT"]["days"] == 20
