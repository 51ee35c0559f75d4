"""Who sees that a result waits, and who may announce it: the committee, or above a branch."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from infra.ids import new_id
from services.elections import service
from services.elections.service import SeatPlan
from services.elections.vocabulary import ElectionKind, StationKind, Step
from services.people.kin import Relation
from services.people.workflow import Office
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import Actor
from tests.factories.decisions import SHEET_KEY
from tests.schema.decisions.asking import Village, gid, holder, village_of
from tests.services.elections.story import (
    BEGIN,
    DAY,
    DIRECTORS,
    MEMBERS,
    OFFICIALS,
    Story,
    chosen,
    on,
    small_village,
)

_SHOWN = """query($id: ID!) { election(id: $id) {
  resultPutForward myDecision proxies { principal holder } } }"""
_DECIDE = """mutation($input: ElectionInput!, $key: String!) {
  electionDecide(input: $input, idempotencyKey: $key) { election { state } errors { code } } }"""
ABOVE = "镇管理员"


async def _seen(at: Village, story: Story, name: str) -> tuple[bool, bool, int]:
    found = (await at.ask(name, _SHOWN, id=gid("Election", story.election_id)))["election"]
    return found["resultPutForward"], found["myDecision"], len(found["proxies"])


async def _decided(at: Village, story: Story, name: str) -> tuple[list[str], str]:
    """Announce the result as somebody; return the codes of a refusal, and the state."""
    said = {"electionId": gid("Election", story.election_id)}
    found = (await at.ask(name, _DECIDE, input=said, key=str(new_id())))["electionDecide"]
    return [one["code"] for one in found["errors"]], (found["election"] or {}).get("state", "")


async def _people(story: Story) -> Village:
    """Return the village with who plans elections above it."""
    at = await village_of(story.made)
    actor = Actor(new_id(), None, ABOVE)
    above = (Role.TOWNSHIP_ADMIN, story.made.code[:9])
    at.viewers[ABOVE] = holder(story.made.county, actor, above)
    return at


async def test_a_result_that_waits_is_seen_and_announced_by_its_committee(county: Tenant) -> None:
    story = await small_village(county)
    await story.ready()
    made = story.made
    with on(DAY - timedelta(3)):
        await made.do(
            story.chair,
            service.record_proxy,
            story.election_id,
            principal_id=made.id_of("居民0050"),
            holder_id=made.id_of("居民0064"),
            relation=Relation.CHILD,
            sheet_key=SHEET_KEY,
        )
        await story.post(Step.PROXIES_POSTED)
    with on(DAY):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10})
        await story.count(Office.COMMITTEE_MEMBER, dict(zip(MEMBERS, (40, 30, 20), strict=True)))
        await made.do(story.chair, service.put_forward, story.election_id)
        at = await _people(story)
        seen = {name: await _seen(at, story, name) for name in (*OFFICIALS[:2], ABOVE, "居民0050")}

    assert seen == {
        OFFICIALS[0]: (True, False, 1),  # who put it forward does not announce it
        OFFICIALS[1]: (True, True, 1),
        ABOVE: (True, False, 0),
        "居民0050": (False, False, 0),
    }


async def _branch(story: Story) -> None:
    """Let a branch elect, up to the result that its secretary puts forward."""
    made, office = story.made, Office.PARTY_COMMITTEE_MEMBER
    names = ("党支部01", "党支部02", "党员01", "党员02")
    with on(BEGIN):
        election = await made.do(
            made.reviewer,
            service.plan,
            kind=ElectionKind.PARTY_BRANCH,
            village_code=made.code,
            election_day=DAY,
            seats=(SeatPlan(office, 3),),
        )
        story.election_id, story.runs = election.id, made.secretary
        await made.do(made.reviewer, service.form_committee, election.id, [], UUID(int=0), chosen())
        contest = await story.contest(office)
        await made.do(made.secretary, service.draw, election.id)
        await made.do(made.secretary, service.freeze, election.id)
        for name in names:
            who = made.id_of(name)
            await made.do(made.secretary, service.nominate, election.id, contest.id, who, 5)
        await story.reviewed()
        await made.do(made.secretary, service.confirm, election.id)
        place = {"name": "党员活动室", "kind": StationKind.MAIN, "place": "村部"}
        await made.do(made.secretary, service.add_station, election.id, **place)
    with on(DAY):
        votes = dict(zip(names, (17, 15, 12, 7), strict=True))
        await story.count(office, votes, valid=17, invalid=0)
        await made.do(made.secretary, service.put_forward, story.election_id)


async def test_a_branchs_result_is_announced_from_above_with_both_factors(county: Tenant) -> None:
    story = await small_village(county)
    await _branch(story)
    at = await _people(story)
    with on(DAY):
        seen = {name: (await _seen(at, story, name))[1] for name in ("党支部01", "党员01", ABOVE)}
        member = await _decided(at, story, "党员01")
        whole = at.viewers[ABOVE]
        at.viewers[ABOVE] = replace(whole, second_factor=False, stepped_up=False)
        half = await _decided(at, story, ABOVE)
        at.viewers[ABOVE] = whole
        done = await _decided(at, story, ABOVE)

    assert seen == {"党支部01": False, "党员01": False, ABOVE: True}
    assert member == (["NOT_ON_ELECTION_COMMITTEE"], "")
    assert half == (["SECOND_FACTOR_NEEDED"], "")
    assert done == ([], "DECIDED")
