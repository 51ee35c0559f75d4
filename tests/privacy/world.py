"""A county at work in which everything about people is unmistakable: the canaries."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from infra import clock, crypto, storage
from infra.database import owner_engine
from infra.ids import new_id
from portals.demo import journeys, sign_ins
from portals.demo.stage import (
    Stage,
    delegate,
    joint_meeting,
    met,
    posted,
    signed,
    stage,
    voted,
)
from services.decisions import service as decisions
from services.decisions.counting import Sheet
from services.decisions.proposal import Funding, Proposal
from services.decisions.routing import MatterType
from services.decisions.rules import Tally
from services.decisions.vocabulary import (
    Answer,
    NoticeChannel,
    OpinionCategory,
    ReasonCode,
    Stake,
    VoteForm,
)
from services.disclosure import service as disclosure
from services.people import samples
from services.people import service as people
from services.people.roll.template import workbook
from tenants import phone_numbers, provisioning, relay, second_factor, sign_in
from tenants.authorization.permissions import Permission
from tenants.models import ApiToken
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.conftest import fresh_code
from tests.factories import desks, papers, villages, voices
from tests.portals.site import Browser
from tests.services.elections.story import Story

# Who runs an election, who stands in it, and who votes for whom is posted with names before the
# vote (OL18 art. 12, 15); ids, words and who objected to what are not.
_HUNG_UP = (
    "SELECT name FROM resident WHERE id IN (SELECT resident_id FROM election_official"
    " UNION SELECT resident_id FROM election_candidate"
    " UNION SELECT principal_id FROM election_proxy UNION SELECT holder_id FROM election_proxy)"
)
MARK = "金丝雀"  # stands in every text that somebody writes here and the public may not read
_WISH = Proposal(
    title="全村饮水安全工程",
    text="铺设主管道 6500 米，从邻村接水，解决饮水苦咸的问题。",
    budget_fen=18_640_000,
    funding=(Funding("上级专项资金", 18_640_000),),
)


def told(where: str) -> str:
    """Return words that name the column they should stay in."""
    return f"{MARK}{where}{new_id().hex[-8:]}"


@dataclass
class World:
    """The county, its village, its people by their old names, and what came of their work."""

    county: Tenant
    on: Stage
    phones: dict[str, str]
    matters: list[UUID] = field(default_factory=list)
    shown_names: frozenset[str] = frozenset()
    log: str = ""

    @property
    def villagers(self) -> list[Actor]:
        return journeys.villagers_of(self.on)

    async def as_owner(self, statement: str, **values: Any) -> list[Any]:
        """Run a statement in the county's schema past every right."""
        async with owner_engine().begin() as connection:
            await connection.execute(text(f"SET LOCAL search_path TO {self.county.schema}"))
            done = await connection.execute(text(statement), values)
            return list(done.all()) if done.returns_rows else []


async def build() -> World:
    """Open the county, give everybody a canary's name, and let them work."""
    world = await _opened()
    await _renamed(world)
    election = await desks.election(world.on, told)
    world.shown_names |= {row[0] for row in await world.as_owner(_HUNG_UP)}
    await delegate(world.on, clock.today())
    await _decided(world)
    await _reviewed(world)
    await _signed_in(world)
    await _by_an_administrator(world)
    await _at_the_desks(world, election)
    await _sent(world)
    return world


async def _at_the_desks(world: World, election: Story) -> None:
    """Corrections, demands, papers, a count; by hand what these stories do not come to."""
    await desks.worked(world.on, told)
    await desks.counted(election, told)
    ((step,),) = await world.as_owner(
        "SELECT id FROM matter_step WHERE matter_id = :id LIMIT 1", id=world.matters[0]
    )
    await desks.papers(world.on, world.matters[0], step, told)
    for place in (
        "demand.answered_by",
        "election.reason",
        "election_candidate.reason",
        "election_official.left_reason",
    ):
        table, column = place.split(".")
        await world.as_owner(f'UPDATE "{table}" SET {column} = :words', words=told(place))
    await world.as_owner(
        "INSERT INTO office_term (id, village_code, office, resident_id, since, until, source,"
        " end_reason, end_source, handed_over_on, handover_note) SELECT gen_random_uuid(), :code,"
        " 'committee_member', min(resident_id::text)::uuid, '2021-01-05', '2022-01-05', '测试',"
        " 'sentenced', :paper, '2022-01-06', :note FROM office_term WHERE office = 'clerk'",
        code=world.on.code,
        paper=told("office_term.end_source"),
        note=told("office_term.handover_note"),
    )


async def _opened() -> World:
    county = await provisioning.open_tenant(fresh_code(), "开鲁县")
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        village = await people.add_village(uow, township, "三苗树村", "测试：恢复建制")
    rows = list(samples.rows(samples.SANMIAOSHU))
    rows.append([*rows[-1][:3], told("roll_upload.problems"), "不知道", *rows[-1][5:]])
    code = village.code
    for content in (workbook(rows), samples.roll_workbook(samples.SANMIAOSHU)):
        async with unit_of_work(county) as uow:
            preview = await people.preview_roll(uow, code, content, told("filename") + ".xlsx")
    async with unit_of_work(county) as uow:
        await people.import_roll(uow, code, preview.upload_id, samples.ELECTION)
    lines = [
        *await sign_ins.of_offices(county, township),
        *await sign_ins.of_village(county, code),
    ]
    on = await stage(county, code)
    return World(county, on, {one.name: one.phone for one in lines})


async def _renamed(world: World) -> None:
    """Give every person a name, a birthday and a household number that stand nowhere else."""
    await world.as_owner(
        "UPDATE resident r SET name = '欧' || '阳雀' || n.n, relation = '亲雀' || n.n,"
        " birth_date = date '1901-01-01' + n.n::int"
        " FROM (SELECT id, row_number() OVER (ORDER BY id) + 1000 AS n FROM resident) n"
        " WHERE r.id = n.id"
    )
    await world.as_owner("UPDATE household SET number = '户雀号' || number")
    await world.as_owner(
        "UPDATE account a SET name = coalesce((SELECT r.name FROM resident r"
        " WHERE r.id = a.resident_id), '司徒雀' || left(a.phone_index, 8))"
    )
    names = dict(
        await world.as_owner("SELECT id, name FROM resident"),
    )
    renamed = {
        old: replace(one, label=names[one.resident_id]) for old, one in world.on.people.items()
    }
    renamed |= {one.label: one for one in renamed.values()}  # rosters know the new names
    reviewer = await world.as_owner(
        "SELECT name FROM account WHERE id = :id", id=world.on.reviewer.account_id
    )
    world.on = replace(
        world.on, people=renamed, reviewer=replace(world.on.reviewer, label=reviewer[0][0])
    )
    holders = await world.as_owner(
        "SELECT r.name FROM resident r JOIN office_term t ON t.resident_id = r.id"
        " WHERE t.until IS NULL AND t.office NOT IN ('party_member', 'party_committee_member')"
    )
    world.shown_names = frozenset(row[0] for row in holders)


async def _submitted(
    world: World, method: str, proposal: Proposal, opinion: UUID | None = None
) -> UUID:
    on = world.on
    matter = await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id=method,
        proposal=proposal,
        opinion_id=opinion,
    )
    for old in ("党员01", "党员02", "居民0050"):
        await on.do(
            on.secretary,
            decisions.record_heard,
            matter.id,
            name=on.who(old).label,
            view=told("heard_person.view"),
            resident_id=on.resident(old),
        )
    await on.do(on.secretary, decisions.submit, matter.id)
    world.matters.append(matter.id)
    return matter.id


async def _decided(world: World) -> None:
    """A need becomes a matter, is objected to, decided, carried out and evaluated."""
    on, names = world.on, world.on.representatives()
    villager, other = world.villagers[:2]
    with clock.at(clock.now() - timedelta(days=28)):
        opinion = await on.do(
            villager,
            decisions.submit_opinion,
            village_code=on.code,
            category=OpinionCategory.WATER,
            text=told("opinion.text"),
            files=[voices.m4a(told=told("exif").encode())],
        )
        matter = await _submitted(world, "siquansizhi", _WISH, opinion.id)
        await _also_said(world, matter)
        until = await posted(on, matter)
        await on.do(other, decisions.raise_objection, matter, told("matter_objection.text"))
        answer = told("matter_objection.answer")
        await on.do(on.secretary, decisions.answer_objection, matter, 1, answer, send_back=False)
        await on.do(other, decisions.comment, matter, told("matter_comment.text"))
        await _asked(world, other)
        await _answered(world, other)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        first = await met(on, matter, [])
        await on.do(on.chair, decisions.adjourn_meeting, first.id, told("meeting.reason"))
        meeting = await met(on, matter, names[1:])
        await _handed(on, meeting.id, told("meeting_change.reason"))
        paper, data = told("meeting_paper.title")[:40], papers.pdf(told("meeting_paper.file"))
        with clock.at(meeting.notice_at):
            await on.do(on.chair, decisions.attach_to_meeting, meeting.id, title=paper, data=data)
            board, note = NoticeChannel.BOARD, told("meeting_notice.note")
            at = clock.now()
            await on.do(on.clerk, decisions.record_notice, meeting.id, board, told_at=at, note=note)
            await on.do(on.who(names[3]), decisions.acknowledge_notice, meeting.id)
        absent = on.resident(names[0])
        excuse = told("meeting_member.excuse")
        await on.do(on.clerk, decisions.record_excuse, meeting.id, absent, excuse)
        stake = told("recusal.reason")
        await on.do(on.clerk, decisions.record_recusal, meeting.id, absent, Stake.OWN, stake)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await voted(on, meeting, names[2:], names[1:2])
        objection = told("minutes_objection.text")
        await on.do(on.who(names[2]), decisions.object_to_minutes, meeting.id, objection)
        await on.do(on.chair, decisions.sign_minutes, meeting.id)
    with clock.at(meeting.scheduled_at + timedelta(hours=3)):
        await _reopened(world, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, names)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await _shown_hands(world, meeting.id, len(names))
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await journeys.carried_out(on, matter)
        await posted(on, matter)
    with clock.at(until + timedelta(hours=1)):  # by then its notice can no longer be taken back
        await on.do(on.secretary, decisions.complete_step, matter)
    answers = [Answer.YES, Answer.NO, *[Answer.PARTLY] * 2]
    for actor, answer in zip(world.villagers, answers, strict=False):
        await on.do(actor, decisions.evaluate, matter, answer, told("evaluation.note"))


async def _also_said(world: World, matter: UUID) -> None:
    """A representative writes down what somebody of their own household said; it is merged."""
    on = world.on
    speaker = on.who("代表01")
    ((number,),) = await world.as_owner(
        "SELECT h.number FROM household h JOIN resident r ON r.household_id = h.id"
        " WHERE r.id = :id",
        id=speaker.resident_id,
    )
    said = await on.do(
        speaker,
        decisions.record_opinion,
        village_code=on.code,
        household=number,
        name=speaker.label,
        category=OpinionCategory.WATER,
        text=told("opinion.text"),
    )
    await on.do(on.secretary, decisions.merge_opinion, said.id, matter)


async def _shown_hands(world: World, meeting: UUID, hands: int) -> None:
    on = world.on
    await on.do(on.chair, decisions.open_meeting, meeting)
    vote = await on.do(on.chair, decisions.open_vote, meeting, VoteForm.SHOW_OF_HANDS)
    picture = papers.photo("JPEG", comment=told("sheet").encode())
    sheet = await storage.put(on.county.code, "sheet.jpg", picture, "image/jpeg")
    await on.do(
        on.clerk,
        decisions.record_show_of_hands,
        vote.id,
        tally=Tally(in_favour=hands, against=0, abstain=0, invalid=0),
        sheet=Sheet(
            tellers=(on.resident("监委02"), on.resident("监委03")),
            scrutineer=on.resident("监委01"),
            key=sheet,
        ),
    )
    await on.do(on.chair, decisions.close_vote, vote.id)


async def _answered(world: World, villager: Actor) -> None:
    """Answer a need for the one who has it, and nobody else."""
    on = world.on
    opinion = await on.do(
        villager,
        decisions.submit_opinion,
        village_code=on.code,
        category=OpinionCategory.MONEY,
        text=told("opinion.text"),
    )
    await on.do(on.secretary, decisions.answer_opinion, opinion.id, told("opinion.answer"))


async def _handed(on: Stage, meeting_id: UUID, reason: str) -> None:
    """Let another member preside, and the first one again."""
    async with unit_of_work(on.county) as uow:
        roll = (await decisions.load_many_members(uow, [meeting_id]))[meeting_id]
    chair = next(one for one in roll if one.resident_id == on.chair.resident_id)
    other = next(one for one in roll if one.id != chair.id)
    for one in (other, chair):
        await on.do(on.chair, decisions.hand_over, meeting_id, one.id, reason)


async def _asked(world: World, villager: Actor) -> None:
    """Somebody asks about the plan; the answer is published with nobody's name."""
    on = world.on
    (bulletin,) = [
        row[0]
        for row in await world.as_owner(
            "SELECT id FROM bulletin WHERE state = 'published' AND kind = 'proposal'"
        )
    ]
    question = await on.do(villager, disclosure.ask, bulletin, "管道从谁家门口过？")
    await on.do(on.secretary, disclosure.answer, question.id, "沿着大路铺，不进院子。")
    answer = (await world.as_owner("SELECT answer_bulletin_id FROM question"))[0][0]
    await on.do(on.supervisor, disclosure.approve_and_queue, answer)
    await relay.run_here(on.county)
    await on.do(
        on.clerk,
        disclosure.post_receipt,
        bulletin,
        photo=papers.photo("JPEG", comment=told("photo").encode()),
        board="村部公开栏",
        posted_at=clock.now(),
    )


async def _reopened(world: World, matter: UUID) -> None:
    on = world.on
    reason = told("matter_step.reason")
    await on.do(on.secretary, decisions.reconsider, matter, reason)
    mended = replace(_WISH, text=_WISH.text + "主管道绕开菜地。")
    await on.do(on.secretary, decisions.edit_draft, matter, mended, change_note="改线路")
    await on.do(
        on.secretary,
        decisions.record_visit,
        matter,
        visited=on.who("居民0051").label,
        visited_id=on.resident("居民0051"),
        note=told("objector_visit.note"),
    )
    picture = papers.photo("JPEG", comment=told("exif").encode())
    await on.do(on.secretary, decisions.attach, matter, title="线路图", data=picture)
    await on.do(on.secretary, decisions.submit, matter)


async def _reviewed(world: World) -> None:
    """A plan that the township returns with reasons for the village alone."""
    on = world.on
    with clock.at(clock.now() - timedelta(days=4)):
        matter = await _submitted(world, "532", replace(_WISH, title="路灯 40 盏"))
        await joint_meeting(on, matter)
    with clock.at(clock.now() - timedelta(days=2)):
        await on.do(
            on.reviewer,
            decisions.decide_review,
            matter,
            approve=False,
            reason_codes=[ReasonCode.BUDGET_UNCLEAR],
            reason=told("matter_step.reason"),
        )


async def _signed_in(world: World) -> None:
    """Sign in well and badly, ask for codes, make a key and a slip; leave jobs in the queue."""
    on, phones = world.on, world.phones
    villager = next(name for name in phones if name.startswith("居民"))
    browser = Browser(world.county.code)
    await browser.sign_in(phones[villager], "falsch-0000-falsch")
    await browser.sign_in(phones[villager])
    (code,) = (await world.as_owner("SELECT code FROM bulletin WHERE code IS NOT NULL LIMIT 1"))[0]
    page = await browser.open(f"/d/{code}")
    await browser.send(page, f"/d/{code}", text="水费怎么收？")
    official = Browser(world.county.code)
    await official.sign_in(phones["镇审核员"])
    await official.sign_in("13900139000")
    async with unit_of_work(world.county) as uow:
        account = on.who(villager).account_id
        assert account is not None
        uow.session.add(
            ApiToken(
                account_id=account,
                token_hash=crypto.blind_index("token"),
                name=told("api_token.name"),
                permissions=[Permission.DIVISION_READ],
                places=[world.county.code],
                expires_at=clock.now() + timedelta(days=9),
            )
        )
        secret = (await second_factor.enrol(uow, account, "明白")).secret
    async with unit_of_work(world.county) as uow:
        await second_factor.confirm_enrolment(uow, account, second_factor.present_code(secret))
    async with unit_of_work(world.county, Actor(account, None, told("actor"))) as uow:
        await people.issue_claim_slip(uow, on.resident("居民0051"))
    await sign_in.request_code(world.county, phones[villager], sign_in.Front())
    await relay.send_pending(world.county)


async def _by_an_administrator(world: World) -> None:
    """Write down who did what the set-up did without anybody."""
    name = next(name for name in world.phones if name == "县系统管理员")
    index = phone_numbers.index(world.phones[name])
    found = await world.as_owner("SELECT id FROM account WHERE phone_index = :i", i=index)
    for table, column in (
        ("village_change", "account_id"),
        ("role_holding", "granted_by"),
        ("role_holding", "ended_by"),
        ("roll_upload", "account_id"),
    ):
        await world.as_owner(f"UPDATE {table} SET {column} = :account", account=found[0][0])


async def _sent(world: World) -> None:
    """Let the texts go out to everybody's telephone."""
    with clock.at(clock.now() + timedelta(days=1)):
        await relay.run_here(world.county)
