"""Lists, the day's work and the rules of the house, as the API tells them."""

from datetime import UTC, timedelta

from infra import clock
from services.decisions import service
from services.decisions.vocabulary import OpinionCategory
from tenants.registry import Tenant
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Payload, Village, gid
from tests.schema.people.asking import ask, run

SECRETARY, CLERK, VILLAGER = "党支部01", "文书01", "居民0060"
TODO = "{ todo { kind verb object detail link late dueAt matterId meetingId bulletinId } }"


async def todo(village: Village, name: str) -> list[Payload]:
    found: list[Payload] = (await village.ask(name, TODO))["todo"]
    return found


async def kinds(village: Village, *names: str) -> dict[str, list[str]]:
    return {name: [item["kind"] for item in await todo(village, name)] for name in names}


async def test_the_days_work_is_each_persons_own(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        await made.do(
            made.actor(VILLAGER),
            service.submit_opinion,
            village_code=made.code,
            category=OpinionCategory.ROAD,
            text="路不好走。",
        )
        matter_id = await factory.submitted(made, "siquansizhi")
        before = await kinds(village, SECRETARY, VILLAGER, "代表01", "监委01")
        posting = await made.do(made.secretary, service.post, matter_id)
        drafts = await kinds(village, SECRETARY, "监委01", "监委02", "代表01")
        await factory.shown(made, posting.bulletin_id)
        checked = await kinds(village, SECRETARY, "监委01", "监委02")
    until = posting.until
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
        after = await kinds(village, "代表01", VILLAGER)
        [sign_in] = await todo(village, "代表01")

    # A suggestion is due on a day, a posting on none: what is due comes first; last what stands:
    # too few of the sample's representatives are women.
    assert before == {
        SECRETARY: ["take_up_opinion", "post", "compose"],
        VILLAGER: [],
        "代表01": [],
        "监委01": [],
    }
    # Who posted it is the maker of its bulletin, and another one checks.
    assert drafts == {
        SECRETARY: ["take_up_opinion", "compose"],
        "监委01": ["publish"],
        "监委02": ["publish"],
        "代表01": [],
    }
    assert checked == {SECRETARY: ["take_up_opinion", "compose"], "监委01": [], "监委02": []}
    assert after == {"代表01": ["sign_in"], VILLAGER: []}
    assert sign_in == {
        "kind": "sign_in",
        "verb": "Sign in to the meeting",
        "object": factory.WATER.title,
        "detail": "三苗树村",
        "link": "meeting",
        "late": False,
        "dueAt": meeting.scheduled_at.astimezone(UTC).isoformat(),
        "matterId": gid("Matter", matter_id),
        "meetingId": gid("Meeting", meeting.id),
        "bulletinId": None,
    }


async def test_the_anonymous_have_nothing_to_do(county: Tenant) -> None:
    assert (await ask(asking.nobody(county), TODO))["todo"] == []


async def test_at_most_fifty_things_are_told_at_once(county: Tenant) -> None:
    outcome = await run(asking.nobody(county), "{ todo(first: 51) { kind } }")

    assert [error["extensions"]["code"] for error in outcome.errors] == ["PAGE_TOO_LARGE"]


async def test_matters_are_cut_by_state_and_village_page_by_page(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        ids = [await factory.submitted(village.made, "siquansizhi") for _ in range(3)]
        await village.made.do(village.made.secretary, service.withdraw, ids[1], "不办")
    document = """
        query($first: Int!, $after: String, $state: [MatterState!], $village: String) {
          matters(first: $first, after: $after, state: $state, villageCode: $village) {
            edges { node { number state } } pageInfo { hasNextPage endCursor }
          }
        }
    """

    async def numbers(**variables: object) -> list[str]:
        found = await village.ask(SECRETARY, document, **{"first": 5, **variables})
        return [edge["node"]["number"] for edge in found["matters"]["edges"]]

    page = await village.ask(SECRETARY, document, first=2)
    cursor = page["matters"]["pageInfo"]["endCursor"]
    assert await numbers() == ["2026-003", "2026-002", "2026-001"]
    assert await numbers(after=cursor) == ["2026-001"]
    assert await numbers(state=["WITHDRAWN"]) == ["2026-002"]
    assert await numbers(state=["WITHDRAWN", "IN_STEPS"], village=village.code) == [
        "2026-003",
        "2026-002",
        "2026-001",
    ]
    assert await numbers(village=f"{village.code[:9]}999") == []


async def test_needs_are_cut_by_state(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    for text in ("水", "路"):
        written = await village.do(
            VILLAGER,
            "opinionSubmit",
            "opinion { id }",
            villageCode=village.code,
            category="WATER",
            text=text,
        )
    await village.do(
        SECRETARY, "opinionAnswer", opinionId=written["opinion"]["id"], answer="已经修好。"
    )
    document = """
        query($state: [OpinionState!]) {
          opinions(state: $state) { edges { node { text answer matter { id } } } }
        }
    """

    async def texts(*states: str) -> list[str]:
        found = await village.ask("居民0061", document, state=list(states))
        return [edge["node"]["text"] for edge in found["opinions"]["edges"]]

    mine = await village.ask(VILLAGER, "{ myOpinions { edges { node { text answer } } } }")
    again = await village.refused(
        SECRETARY, "opinionAnswer", opinionId=written["opinion"]["id"], answer="再答。"
    )
    assert (await texts(), await texts("ANSWERED")) == (["路", "水"], ["路"])
    assert await texts("ANSWERED", "RECEIVED") == ["路", "水"]
    assert mine["myOpinions"]["edges"][0]["node"] == {"text": "路", "answer": "已经修好。"}
    assert again == ["OPINION_CLOSED"]


async def test_comments_come_in_pages(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(village.made, "siquansizhi")
        await factory.posted(village.made, matter_id)
        for number in range(3):
            await village.do(
                VILLAGER, "matterComment", matterId=gid("Matter", matter_id), text=f"意见{number}"
            )
    shown = "comments(first: 2) { edges { node { text authorName } } pageInfo { hasNextPage } }"

    own = await village.matter(VILLAGER, gid("Matter", matter_id), shown)
    neighbour = await village.matter("居民0061", gid("Matter", matter_id), shown)
    branch = await village.matter(SECRETARY, gid("Matter", matter_id), shown)

    names = [
        found["comments"]["edges"][0]["node"]["authorName"] for found in (own, neighbour, branch)
    ]
    assert names == [VILLAGER, "居**", VILLAGER]
    assert [edge["node"]["text"] for edge in own["comments"]["edges"]] == ["意见2", "意见1"]
    assert own["comments"]["pageInfo"] == {"hasNextPage": True}


async def test_ones_own_meetings_are_listed(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(village.made, "532")
        meeting = await factory.called(village.made, matter_id, village.made.secretary)
    document = "{ myMeetings { edges { node { id state me { name } can } } } }"

    with clock.at(START + timedelta(minutes=1)):
        member = await village.ask("村委02", document)
        other = await village.ask("代表01", document)

    assert member["myMeetings"]["edges"] == [
        {
            "node": {
                "id": gid("Meeting", meeting.id),
                "state": "CALLED",
                "me": {"name": "村委02"},
                "can": [
                    *("sign_in", "sign_in_member", "excuse", "recuse"),
                    *("acknowledge", "record_notice"),
                ],
            }
        }
    ]
    assert other["myMeetings"]["edges"] == []


async def test_an_excuse_is_ones_own_or_the_clerks_to_give(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
        key = gid("Meeting", meeting.id)
        ids = await village.member_ids(key)
        own = await village.do(
            "代表01",
            "meetingExcuse",
            "meeting { me { excuse } }",
            meetingId=key,
            memberId=ids["代表01"],
            reason="外出务工",
        )
        others = await village.refused(
            "代表01", "meetingExcuse", meetingId=key, memberId=ids["代表02"], reason="生病"
        )
        await village.do(
            CLERK, "meetingExcuse", meetingId=key, memberId=ids["代表02"], reason="生病"
        )
        shown = 'line(memberId: "%s") { name excuse }'
        lines = [
            (await village.meeting(CLERK, key, shown % one))["line"]
            for one in (ids["代表01"], ids["代表02"], ids["代表03"], gid("MeetingMember"))
        ]

    assert lines.pop() is None
    excuses = {line["name"]: line["excuse"] for line in lines}
    assert own["meeting"]["me"] == {"excuse": "外出务工"}
    assert others == ["NOT_FOUND"]
    assert (excuses["代表01"], excuses["代表02"], excuses["代表03"]) == ("外出务工", "生病", "")


async def test_methods_and_kinds_of_matters_are_open_to_everybody(county: Tenant) -> None:
    document = """
        { methods { key name hash steps { key kind actor body noticeDays passing } }
          matterTypes { key name body bodyName delegateName basis floor extraSteps } }
    """

    found = await ask(asking.nobody(county), document)

    methods = {method["key"]: method for method in found["methods"]}
    assert sorted(methods) == [
        *("532", "babu_jiamusi", "longtan_sibu", "siquansizhi", "siyi_lianggongkai"),
    ]
    vote = next(step for step in methods["siquansizhi"]["steps"] if step["key"] == "vote")
    assert (vote["kind"], vote["noticeDays"]) == ("RESOLVE", 3)
    assert vote["body"] == "by the kind of matter"
    kinds_of_matters = {one["key"]: one for one in found["matterTypes"]}
    assert len(kinds_of_matters) == 22
    works = kinds_of_matters["PUBLIC_WELFARE"]
    assert works["body"] == "VILLAGERS_ASSEMBLY"
    assert works["delegateName"] == "representatives' meeting"
    assert any("art. 26" in line for line in works["floor"])
    assert kinds_of_matters["COMMITTEE_ELECTION"]["body"] is None
