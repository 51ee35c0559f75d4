"""What anybody may know of a matter: only what was published, and no persons."""

from uuid import UUID

from strawberry.relay import GlobalID

from infra import clock
from services.decisions import service
from services.disclosure import tasks
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Payload, Village, gid
from tests.schema.people.asking import ask, run
from tests.services.disclosure.steps import approve, job

SECRETARY = "党支部01"
COMMITTEE = ["党支部01", "村委01", "村委02"]
ONE = """
query($id: ID!) {
  publicMatter(id: $id) {
    id number title typeName methodName stateName villageName bodyName
    rail { key actor status }
    versions { versionNo title text budgetFen fundingSources { name amountFen } changeNote }
    votes { versionNo bodyName dueCount presentCount outcome tally { inFavour against }
      derivation { formula met } }
    resolution { number text signedBy }
    milestones { title dueOn spentFen }
    bulletins { kind code }
  }
}
"""
LIST = """
query($village: String!) {
  publicMatters(villageCode: $village, first: 1) {
    edges { node { number } } pageInfo { hasNextPage endCursor }
  }
}
"""


async def public(village: Village, key: str) -> Payload | None:
    found: Payload | None = (await ask(asking.nobody(village.made.county), ONE, id=key))[
        "publicMatter"
    ]
    return found


async def publish_last(village: Village, matter_id: UUID) -> None:
    """Publish the newest posting, which is approved, as the worker would."""
    async with unit_of_work(village.made.county) as uow:
        postings = (await service.load_many_postings(uow, [matter_id]))[matter_id]
    county = village.made.county
    await tasks.publish(job(county), bulletin_id=str(postings[-1].bulletin_id))


async def test_a_posted_matter_is_public_once_its_bulletin_is_published(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(village.made, "siquansizhi")
        key = gid("Matter", matter_id)
        drafted = await public(village, key)
        posting = await village.made.do(village.made.secretary, service.post, matter_id)
        posted = await public(village, key)
        await approve(county, posting.bulletin_id)
        approved = await public(village, key)
        await publish_last(village, matter_id)
        published = await public(village, key)
        assert published is not None
        again = await public(village, published["id"])

    assert (drafted, posted, approved) == (None, None, None)
    assert published["title"] == WATER.title
    assert published["versions"] == [
        {
            "versionNo": 1,
            "title": WATER.title,
            "text": WATER.text,
            "budgetFen": WATER.budget_fen,
            "fundingSources": [
                {"name": one.source, "amountFen": one.amount_fen} for one in WATER.funding
            ],
            "changeNote": "",
        }
    ]
    assert (published["votes"], published["resolution"]) == ([], None)
    assert [one["kind"] for one in published["bulletins"]] == ["PROPOSAL"]
    assert again == published


async def test_a_published_resolution_names_its_representatives_and_nobody_else(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        await factory.voted(made, meeting, in_favour=names[:16], against=names[16:])
        before = await public(village, gid("Matter", matter_id))
        async with unit_of_work(county) as uow:
            (resolution,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
        for name in [*names[:12], "村委01"]:
            await made.do(made.actor(name), service.sign_resolution, resolution.id)
        await factory.posted(made, matter_id)
        after = await public(village, gid("Matter", matter_id))

    assert before is not None
    assert before["resolution"] is None
    assert after is not None
    assert after["resolution"]["signedBy"] == names[:12]
    [vote] = after["votes"]
    assert vote["tally"] == {"inFavour": 16, "against": 1}
    assert [line["formula"] for line in vote["derivation"]] == ["16·2 > 20", "16·3 ≥ 17·2"]
    shown = str({**after, "resolution": None})
    assert not [name for name in made.people if name in shown]


async def test_the_text_of_the_next_version_stays_inside_until_it_is_published(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        await factory.posted(made, matter_id)
        await made.do(made.secretary, service.withdraw, matter_id, "先不办")

        found = await public(village, gid("Matter", matter_id))

    assert found is not None
    assert (found["stateName"], found["title"]) == ("withdrawn", WATER.title)


async def test_the_public_list_shows_published_matters_page_by_page(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        ids = [await factory.submitted(village.made, "siquansizhi") for _ in range(3)]
        waiting = await village.made.do(village.made.secretary, service.post, ids[1])
        await approve(county, waiting.bulletin_id)
        for matter_id in (ids[0], ids[2]):
            await factory.posted(village.made, matter_id)

    viewer = asking.nobody(county)
    first = (await ask(viewer, LIST, village=village.code))["publicMatters"]
    document = LIST.replace("first: 1", "first: 1, after: $after").replace(
        "$village: String!", "$village: String!, $after: String"
    )
    cursor = first["pageInfo"]["endCursor"]
    second = (await ask(viewer, document, village=village.code, after=cursor))["publicMatters"]

    assert [edge["node"]["number"] for edge in first["edges"]] == ["2026-003"]
    assert first["pageInfo"]["hasNextPage"] is True
    assert [edge["node"]["number"] for edge in second["edges"]] == ["2026-001"]
    assert second["pageInfo"]["hasNextPage"] is False


async def test_a_prefix_of_a_village_code_lists_nothing(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(village.made, "siquansizhi")
        await factory.posted(village.made, matter_id)

    for code in ("", county.code, village.code[:9], village.code[:11], "%"):
        found = await ask(asking.nobody(county), LIST, village=code)
        assert found["publicMatters"]["edges"] == []


async def test_a_wrong_id_is_not_found(county: Tenant) -> None:
    viewer = asking.nobody(county)
    outcome = await run(viewer, ONE, id=str(GlobalID("Vote", str(UUID(int=1)))))

    assert [error["extensions"]["code"] for error in outcome.errors] == ["NOT_FOUND"]
    assert (await ask(viewer, ONE, id=gid("Matter")))["publicMatter"] is None
