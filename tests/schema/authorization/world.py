"""Two villages in two townships of one county and one village of another, each with everything."""

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import orjson
from PIL import Image
from sqlalchemy import text
from strawberry.relay import to_base64

from infra import clock, crypto
from infra.ids import new_id
from portals.demo import sign_ins
from portals.demo.journeys import LAMPS, WATER, villagers_of
from portals.demo.stage import (
    Stage,
    delegate,
    joint_meeting,
    met,
    posted,
    signed,
    stage,
    submitted,
    voted,
)
from services.decisions import service as decisions
from services.decisions.models import MatterVersion, MeetingMember, ObjectorVisit, Posting
from services.decisions.opinion_models import MatterObjection
from services.decisions.paper_models import MatterPaper, OpinionSheet, PaperKind
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import NoticeChannel, OpinionCategory, PartyKind, Stance
from services.decisions.vote_models import PaperCount, Vote
from services.disclosure import service as disclosure
from services.elections import models
from services.elections import service as elections
from services.elections.service import Chosen, SeatPlan
from services.elections.vocabulary import ElectionKind
from services.initiatives import service as initiatives
from services.initiatives.vocabulary import DemandKind
from services.people import samples
from services.people import service as people
from services.people.models import AssignmentFinding, CountyBar, ResidentIdentity, RightsLoss
from services.people.roll.rules import RollAct
from services.people.samples import SampleVillage
from services.people.service import Declared
from services.people.workflow import Office
from services.representation.models import ListObjection, RepresentativeList
from tenants import accounts, provisioning, second_factor, sessions
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role, place_digits
from tenants.models import ApiToken, RoleHeld
from tenants.opaque_tokens import api_token, fingerprint
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work
from tests.conftest import fresh_code
from tests.factories.decisions import SHEET_KEY
from tests.schema.decisions.asking import SHEET
from tests.tenants.people import new_phone

HOUSEHOLDS = 45
THERE = "乙村"
_OF_A_VOTE = {
    "due",
    "matter_id",
    "meeting_id",
    "members",
    "opened_by",
    "parts",
    "present",
    "question",
    "question_sha256",
    "roll_hash",
    "thresholds",
}
_TABLES = {
    "AuditEvent": "SELECT id FROM audit_event WHERE village_code = :code LIMIT 1",
    "Household": "SELECT id FROM household WHERE village_code = :code ORDER BY number LIMIT 1",
    "AssignmentFinding": "SELECT id FROM assignment_finding WHERE village_code = :code LIMIT 1",
    "CollectiveMember": "SELECT id FROM collective_member WHERE village_code = :code LIMIT 1",
    "Interest": "SELECT id FROM interest WHERE village_code = :code LIMIT 1",
    "CorrectionRequest": "SELECT id FROM correction_request WHERE village_code = :code",
    "NaturalVillage": "SELECT id FROM natural_village WHERE village_code = :code",
    "OfficeTerm": "SELECT id FROM office_term WHERE village_code = :code LIMIT 1",
    "OfficeTerm.representative": "SELECT id FROM office_term WHERE village_code = :code"
    " AND office = 'representative' AND until IS NULL LIMIT 1",
    "RollEvent": "SELECT id FROM roll_event WHERE village_code = :code AND act = 'away'",
    "RollUpload": "SELECT id FROM roll_upload WHERE village_code = :code LIMIT 1",
    "TownshipMember": "SELECT id FROM township_member WHERE township_code = left(:code, 9) LIMIT 1",
    "Township": "SELECT id FROM township WHERE code = left(:code, 9)",
    "Village": "SELECT id FROM village WHERE code = :code",
    "VillagerGroup": "SELECT id FROM village_group WHERE village_code = :code LIMIT 1",
}
# Posts of a township's own seat: here they are held at the village, so that each cell is tried.
_SEATED = {Role.TOWNSHIP_OFFICE, Role.TOWNSHIP_SECRETARY}
_WRITTEN_BY = "UPDATE matter SET author_account_id = :by WHERE id = :id"


@dataclass
class Place:
    """A village with the ids of everything in it, by kind; `Matter.draft` is another matter."""

    county: Tenant
    code: str
    ids: dict[str, UUID] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def gid(self, name: str) -> str:
        """Return the global id of a thing by its name here."""
        return to_base64(name.partition(".")[0], str(self.ids[name]))


@dataclass(frozen=True)
class Person:
    """Somebody who holds one role: the tokens of their browsers, and what is their own."""

    role: Role
    account_id: UUID
    token: str
    one_factor: str
    stale: str
    nobody: tuple[str, str]
    own: dict[str, UUID]


@dataclass(frozen=True)
class World:
    """Everything that the matrix is tried on."""

    here: Place
    there: Place
    elsewhere: Place
    people: dict[Role, Person]
    strangers: dict[Role, Person]
    expired_token: str
    foreign_token: str
    hands: dict[str, str]
    """Sessions of people with two roles, or with a part in the story, by what they did."""
    programs: dict[str, str]
    """API tokens of programs that may do less than their owners."""
    built: datetime = field(default_factory=clock.now)

    @property
    def county(self) -> Tenant:
        return self.here.county


def _sample(name: str, first_phone: int) -> SampleVillage:
    return SampleVillage(name, ("一社", "二社"), HOUSEHOLDS, HOUSEHOLDS, 5, first_phone)


async def _roll(county: Tenant, code: str, sample: SampleVillage) -> None:
    async with unit_of_work(county) as uow:
        data = samples.roll_workbook(sample)
        preview = await people.preview_roll(uow, code, data, "名册.xlsx")
    async with unit_of_work(county) as uow:
        await people.import_roll(uow, code, preview.upload_id, samples.ELECTION)


async def _open(name: str, villages: dict[str, str]) -> tuple[Tenant, list[Place]]:
    """Open a county with a township for each village, a reviewer in each, and their rolls."""
    county = await provisioning.open_tenant(fresh_code(), name)
    codes = [f"{county.code}{part}" for part in villages]
    async with unit_of_work(county) as uow:
        await people.seed_divisions(
            uow,
            [(code[:9], f"{villages[code[6:]]}镇") for code in codes],
            [(code, villages[code[6:]]) for code in codes],
        )
    for number, code in enumerate(codes):
        await _roll(county, code, _sample(villages[code[6:]], 1 + 1000 * number))
        async with unit_of_work(county) as uow:
            reviewer = [(Role.TOWNSHIP_REVIEWER.value, code[:9])]
            await accounts.create(uow, "镇审核员", new_phone(), reviewer)
        await sign_ins.of_village(county, code)
    return county, [Place(county, code) for code in codes]


async def build() -> World:
    """Open both counties, play their stories and sign everybody in."""
    county, (here, there) = await _open("开鲁县", {"101201": "甲村", "102201": THERE})
    _, (elsewhere,) = await _open("曹县", {"101201": "丙村"})
    for place in (here, there, elsewhere):
        await _play(place, await stage(place.county, place.code))
        await _collect(place)
    hands = await _hands(here)  # before those with one role are made: they are villagers too
    own = {role: await _person(here, role) for role in Role}
    strangers = {role: await _person(elsewhere, role) for role in Role}
    expired, foreign = api_token(county.code), api_token(elsewhere.county.code)
    gone = clock.now() - timedelta(days=1)
    await _token(county, own[Role.DEVELOPER].account_id, expired, gone)
    await _token(elsewhere.county, strangers[Role.DEVELOPER].account_id, foreign)
    hands |= await _posts_elsewhere(here, there)
    programs = await _programs(here, there, own[Role.COUNTY_AUDITOR])
    return World(here, there, elsewhere, own, strangers, expired, foreign, hands, programs)


async def _play(place: Place, on: Stage) -> None:
    """Play one matter up to the board's check, one up to the township's, and begin a third."""
    ids = place.ids
    await delegate(on, clock.today())
    villager, member = villagers_of(on)[0], on.who("村委02")
    with clock.at(clock.now() - timedelta(days=24)):
        opinion = await _spoken(on, villager, "水是咸的。")
        ids["Opinion"] = opinion
        matter = ids["Matter"] = ids["PublicMatter"] = await submitted(
            on, "siquansizhi", WATER, opinion
        )
        until = await posted(on, matter)
    present = [*on.representatives(), "党支部01", "村委01", "村委02"]
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, present)
    ids["Meeting"] = meeting.id
    with clock.at(meeting.notice_at):
        data = base64.b64decode(SHEET)
        await on.do(on.chair, decisions.attach_to_meeting, meeting.id, title="明细", data=data)
        board, at, hung = NoticeChannel.BOARD, clock.now(), "贴在村部"
        await on.do(on.clerk, decisions.record_notice, meeting.id, board, told_at=at, note=hung)
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        ids["Vote"] = (await voted(on, meeting, present)).id
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        await on.do(member, decisions.start_execution, matter)
        milestone = await on.do(member, decisions.plan_milestone, matter, title="主管道完工")
        ids["Milestone"] = milestone.id
        await on.do(member, decisions.report_milestone, milestone.id, note="合格", spent_fen=100)
        await on.do(member, decisions.complete_step, matter)
    ids["Opinion.open"] = await _spoken(on, villager, "三社的路请修一修。")
    with clock.at(clock.now() - timedelta(days=1)):
        ids["Matter.review"] = await submitted(on, "532", LAMPS)
        await joint_meeting(on, ids["Matter.review"])
    draft = await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id="siquansizhi",
        proposal=Proposal(title="修广场", text="平整广场。"),
    )
    ids["Matter.draft"] = ids["PublicMatter.draft"] = draft.id
    photo = base64.b64decode(SHEET)
    await on.do(on.secretary, decisions.attach, draft.id, title="预算", data=photo)
    await _asked(place, on, villager)
    await _drafted(place, on)
    await _election(place, on)
    await _demands(place, on)


async def _demands(place: Place, on: Stage) -> None:
    """Open a recall that gathers; two questions and a recall have their number."""
    recall = await on.do(
        villagers_of(on)[0],
        initiatives.open_demand,
        kind=DemandKind.RECALL,
        village_code=on.code,
        title="请罢免一名委员",
        text="账目没有公布。",
        target_id=on.resident("村委02"),
    )
    place.ids["Demand"] = recall.id
    await on.do(on.clerk, initiatives.sign, recall.id)
    await on.do(
        on.clerk,
        initiatives.record_sheet,
        recall.id,
        [initiatives.PaperName(on.who("居民0041").label)],
        sheet_key=SHEET_KEY,
        sha256="ab" * 32,
    )
    for name, ago in (("Demand.silent", 30), ("Demand.reached", 1)):
        with clock.at(clock.now() - timedelta(days=ago)):
            place.ids[name] = await _demanded_together(on, DemandKind.QUESTION, 4)
    target = on.resident("村委01")
    recalled = await _demanded_together(on, DemandKind.RECALL, 1, target_id=target)
    place.ids["Demand.recalled"] = recalled


async def _demanded_together(on: Stage, kind: DemandKind, others: int, **more: UUID) -> UUID:
    """Let the representatives bring a demand to its number."""
    first, *rest = on.representatives()
    demand = await on.do(
        on.who(first),
        initiatives.open_demand,
        kind=kind,
        village_code=on.code,
        title="请书面答复",
        text="请公布合同金额。",
        **more,
    )
    for name in rest[:others]:
        await on.do(on.who(name), initiatives.sign, demand.id)
    return demand.id


async def _election(place: Place, on: Stage) -> None:
    """Plan an election and seat the committee that runs it; nobody of the matrix is on it."""
    election = await on.do(
        on.reviewer,
        elections.plan,
        kind=ElectionKind.VILLAGE_COMMITTEE,
        village_code=on.code,
        election_day=clock.today() + timedelta(days=90),
        seats=(
            SeatPlan(Office.COMMITTEE_DIRECTOR, 1),
            SeatPlan(Office.COMMITTEE_MEMBER, 2, women_seats=1),
        ),
    )
    place.ids["Election"] = election.id
    members = [on.resident(f"代表0{number}") for number in (1, 2, 3)]
    chosen = Chosen("村民会议记录〔2026〕1 号", clock.today())
    await on.do(on.reviewer, elections.form_committee, election.id, members, members[0], chosen)
    await _halfway(place, on)
    await _vacant(place)
    await _listed(place, on)
    branch = await on.do(
        on.reviewer,
        elections.plan,
        kind=ElectionKind.PARTY_BRANCH,
        village_code=on.code,
        election_day=clock.today() + timedelta(days=90),
        seats=(SeatPlan(Office.PARTY_COMMITTEE_MEMBER, 3),),
        reason="换届",
    )
    place.ids["Election.branch"] = branch.id
    await _counted(place)


async def _vacant(place: Place) -> None:
    """Leave an election of years ago with more seats than people hold now."""
    async with unit_of_work(place.county) as uow:
        old = models.Election(
            kind="village_committee",
            village_code=place.code,
            election_day=clock.today() - timedelta(days=700),
            state="closed",
            planned_by="镇管理员",
        )
        uow.session.add(old)
        await uow.session.flush()
        member = Office.COMMITTEE_MEMBER.value
        uow.session.add(models.Contest(election_id=old.id, office=member, seats=9))


async def _listed(place: Place, on: Stage) -> None:
    """Leave a list of representatives on the wall that somebody objected to."""
    async with unit_of_work(place.county) as uow:
        hung = RepresentativeList(village_code=place.code, whole=False, posted_by="镇管理员")
        uow.session.add(hung)
        await uow.session.flush()
        said: dict[str, Any] = {
            "about_name": "代表03",
            "text": "户数算错了。",
            "due": clock.today(),
        }
        uow.session.add(ListObjection(list_id=hung.id, objector_id=on.resident("居民0038"), **said))


async def _halfway(place: Place, on: Stage) -> None:
    """Leave of the election what only those see who run it, whatever day it would come about."""
    key, one, other = place.ids["Election"], on.resident("居民0036"), on.resident("居民0037")
    first, second, third = (on.resident(f"代表0{number}") for number in (3, 4, 5))
    async with unit_of_work(place.county) as uow:
        await uow.session.execute(
            text("UPDATE election SET reason = '任期届满' WHERE id = :id"), {"id": key}
        )
        contest = await _scalar(
            uow, "SELECT id FROM election_contest WHERE election_id = :id LIMIT 1", id=key
        )
        station = models.Station(election_id=key, name="主会场", kind="main", place="村部")
        uow.session.add(station)
        await uow.session.flush()
        count: dict[str, Any] = {
            **dict.fromkeys(("issued", "returned", "valid"), 1),
            **dict.fromkeys(("unreturned", "invalid"), 0),
            "teller_a": first,
            "teller_b": second,
            "scrutineer": third,
            "sheet_key": "photo",
            "place": "村部",
            "counted_at": clock.now(),
            "votes": {},
            "entered_by": "代表01",
        }
        said: dict[str, Any] = {"wish": "add", "text": "漏了", "due": clock.today()}
        done: dict[str, Any] = {"note": "公章一枚", "done_at": clock.now()}
        uow.session.add_all(
            [
                models.Candidate(contest_id=contest, resident_id=one, nominations=7),
                models.Candidate(contest_id=contest, resident_id=other, number=1, state="standing"),
                models.StationCount(contest_id=contest, station_id=station.id, **count),
                models.VoterObjection(election_id=key, objector_id=one, about_name="张三", **said),
                models.HandoverItem(election_id=key, item="seals", **done),
                models.Voter(election_id=key, resident_id=one, name="居民0036"),
            ]
        )


async def _counted(place: Place) -> None:
    """Leave a vote that is open while its papers have been counted."""
    async with unit_of_work(place.county) as uow:
        [known] = (await decisions.load_votes(uow, [place.ids["Vote"]])).values()
        kept = known.model_dump(include=_OF_A_VOTE)
        vote = Vote(**kept, version_no=9, form="paper")
        uow.session.add(vote)
        await uow.session.flush()
        tellers = {name: new_id() for name in ("teller_1", "teller_2", "scrutineer")}
        count: dict[str, Any] = {
            **dict.fromkeys(("issued", "used", "in_favour"), 1),
            **dict.fromkeys(("spoiled", "unused", "against", "abstain"), 0),
            **tellers,
            "sheet_key": "photo",
            "sheet_sha256": "2" * 64,
            "recorded_by": "文书",
        }
        uow.session.add(PaperCount(vote_id=vote.id, **count))
    place.ids["Vote.open"] = vote.id


async def _drafted(place: Place, on: Stage) -> None:
    """Let the secretary draft a proposal's bulletin and the correction of a published one."""
    matter = place.ids["Matter.posted"] = await _with_a_file(on)
    await posted(on, matter)
    waiting = place.ids["Matter.waiting"] = await _with_a_file(on)
    posting = await on.do(on.secretary, decisions.post, waiting)
    place.ids["Bulletin.proposal"] = posting.bulletin_id
    await on.do(villagers_of(on)[0], decisions.comment, matter, "从东头开始修吧。")
    await _written_since(place, matter)
    changes = {"budget_fen": "18600000"}
    bulletin = place.ids["Bulletin"]
    mended = await on.do(on.secretary, disclosure.correct_fields, bulletin, changes, "写错")
    place.ids["Bulletin.correction"] = mended.id
    place.ids["Resident.监委01"] = on.resident("监委01")
    await on.do(on.reviewer, people.add_natural_village, on.code, "后营子")
    await on.do(
        on.reviewer,
        people.record_township_member,
        on.code[:9],
        name="党委委员一",
        post="党委委员",
        since=clock.today(),
        source="县委任〔2026〕1号",
    )
    away = people.Entry(reason="务工")
    await on.do(on.reviewer, people.record_away, on.resident("居民0044"), "11", away)
    await _left(on, on.resident("居民0044"))
    asker = villagers_of(on)[0]
    assert asker.resident_id is not None
    await on.do(on.clerk, people.declare_interest, on.resident("居民0036"), Declared("某某合作社"))
    await on.do(
        on.clerk,
        people.confirm_members,
        on.code,
        since=clock.today(),
        source="成员大会确认决议",
        resident_ids=[on.resident("居民0036")],
    )
    await _found(place)
    await _numbered(place, on)
    await _barred(place)
    await _judged(place, on)
    person, bids = PartyKind.PERSON, {"name": "居民0036", "part": "投标人"}
    await on.do(on.secretary, decisions.record_party, matter, person, **bids)
    asked = (asker.resident_id, "relation", "本人", "写错了")
    await on.do(asker, people.ask_correction, *asked)
    # Somebody on the board who has no account, and so no roles that could conflict.
    paper = place.ids["Resident.on paper"] = on.resident("居民0045")
    await on.do(
        on.reviewer,
        people.record_term,
        paper,
        Office.SUPERVISOR,
        source="推选",
        elected_on=clock.today(),
    )
    async with unit_of_work(on.county) as uow:
        held = [(Role.TOWNSHIP_ADMIN.value, on.code[:9])]
        official = await accounts.create(uow, "镇管理员", new_phone(), held)
    place.ids["Account.official"] = official.id


async def _with_a_file(on: Stage) -> UUID:
    """Submit a matter with a file."""
    draft = await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id="siquansizhi",
        proposal=WATER,
    )
    picture = BytesIO()
    Image.new("RGB", (3, 3), "green").save(picture, "PNG")
    await on.do(on.secretary, decisions.attach, draft.id, title="合同", data=picture.getvalue())
    for name in ("党员01", "党员02", "党员03"):
        await on.do(on.secretary, decisions.record_heard, draft.id, name=name, view="赞成")
    await on.do(on.secretary, decisions.submit, draft.id)
    return draft.id


async def _numbered(place: Place, on: Stage) -> None:
    """Keep somebody's identity number; another one in each village."""
    who = place.ids["Resident.numbered"] = on.resident("居民0043")
    async with unit_of_work(place.county) as uow:
        uow.session.add(
            ResidentIdentity(
                resident_id=who,
                number_sealed=crypto.seal(place.code),
                number_index=crypto.blind_index(place.code),
                recorded_by="文书01",
            )
        )


async def _judged(place: Place, on: Stage) -> None:
    """Leave a judgment of somebody who is in nobody's way: it is over."""
    judged = place.ids["Resident.judged"] = on.resident("居民0044")
    loss = RightsLoss(
        resident_id=judged,
        document="刑事判决书〔2024〕7 号",
        since=clock.today() - timedelta(days=900),
        until=clock.today() - timedelta(days=500),
        recorded_by="镇管理员",
    )
    async with unit_of_work(place.county) as uow:
        uow.session.add(loss)
    place.ids["RightsLoss"] = loss.id


async def _barred(place: Place) -> None:
    """Leave a rule of the county's with an end: the villages of one county have one each."""
    bar = CountyBar(
        one_office=Office.COLLECTIVE_SUPERVISOR.value,
        other_office=Office.GROUP_HEAD.value,
        same_person=True,
        near_relatives=False,
        document="任职回避办法",
        article="第四条",
        since=clock.today(),
        until=clock.today() + timedelta(days=365),
        recorded_by="县民政",
    )
    async with unit_of_work(place.county) as uow:
        uow.session.add(bar)
    place.ids["CountyBar"] = bar.id


async def _found(place: Place) -> None:
    """Leave what the nightly check finds about two offices that bar each other."""
    async with unit_of_work(place.county) as uow:
        uow.session.add(
            AssignmentFinding(
                village_code=place.code,
                kind="offices",
                subject="a supervisor who keeps the books",
                name="文书01",
                holds=["clerk", "supervisor"],
                citation_zh="系统默认规则",
                citation_en="our default",
            )
        )


async def _written_since(place: Place, matter: UUID) -> None:
    """Leave what only those see who work on matters: a new version, a visit, an excuse."""
    meeting, drafted = place.ids["Meeting"], {"id": place.ids["Matter.draft"]}
    async with unit_of_work(place.county) as uow:
        written = "SELECT attachments FROM matter_draft WHERE matter_id = :id"
        files = (await uow.session.execute(text(written), drafted)).scalar_one()
        old = (await decisions.load_many_versions(uow, [matter]))[matter][-1]
        place.texts["posted sha256"] = old.attachments[0]["sha256"]
        kept = old.model_dump(exclude={"id", "version_no", "title", "sha256", "attachments"})
        kept["attachments"] = [*old.attachments, *files]
        uow.session.add(
            MatterVersion(**kept, version_no=2, title="自来水，改线路", sha256="2" * 64)
        )
        [shown] = (await decisions.load_many_postings(uow, [matter]))[matter]
        again = shown.model_dump(exclude={"id", "version_no", "bulletin_id"})
        again["bulletin_id"] = place.ids["Bulletin.proposal"]
        uow.session.add(Posting(**again, version_no=2))
        visit: dict[str, Any] = {
            "version_no": 1,
            "visited": "王五",
            "note": "同意了",
            "visitor": "党支部01",
        }
        uow.session.add(ObjectorVisit(matter_id=matter, **visit))
        step = (await decisions.load_many_dossiers(uow, [matter]))[matter].steps[0].id
        on_file: dict[str, Any] = {"matter_id": matter, "step_id": step, "version_no": 1}
        uow.session.add(
            MatterObjection(
                **on_file,
                resident_id=new_id(),
                author="李六",
                text="太贵了。",
                due_at=clock.now() + timedelta(days=3),
            )
        )
        on_file["recorded_by"] = "代表01"
        uow.session.add(
            OpinionSheet(**on_file, subject_id=new_id(), subject="第5户", stance=Stance.AGREE)
        )
        uow.session.add(MatterPaper(**on_file, kind=PaperKind.REPORT, text="管道已铺一半。"))
        await uow.session.execute(
            text("UPDATE matter SET title = '自来水，改线路' WHERE id = :id"), {"id": matter}
        )
        await uow.session.execute(
            text("UPDATE meeting_member SET excuse = '外出' WHERE meeting_id = :id"),
            {"id": meeting},
        )
        await uow.session.execute(
            text("UPDATE milestone SET attachments = CAST(:files AS jsonb) WHERE id = :id"),
            {"id": place.ids["Milestone"], "files": orjson.dumps(files).decode()},
        )
        await uow.session.execute(
            text(
                "UPDATE opinion SET recorded_by = '代表01', recorded_by_id = :by,"
                " attachments = CAST(:files AS jsonb) WHERE id = :id"
            ),
            {"id": place.ids["Opinion"], "by": new_id(), "files": orjson.dumps(files).decode()},
        )


async def _spoken(on: Stage, villager: Actor, words: str) -> UUID:
    opinion = await on.do(
        villager,
        decisions.submit_opinion,
        village_code=on.code,
        category=OpinionCategory.WATER,
        text=words,
    )
    return opinion.id


async def _asked(place: Place, on: Stage, villager: Actor) -> None:
    """Ask about what was published; one answer waits for somebody else's approval."""
    async with unit_of_work(on.county) as uow:
        rows = await uow.session.execute(
            text(
                "SELECT id, code FROM bulletin WHERE village_code = :code"
                " AND state = 'published' ORDER BY id"
            ),
            {"code": on.code},
        )
        published = rows.all()
    place.ids["Bulletin"], place.texts["code"] = published[0]
    first = await on.do(villager, disclosure.ask, place.ids["Bulletin"], "多少钱一米？")
    place.ids["Question.answered"] = first.id
    answered = await on.do(on.secretary, disclosure.answer, first.id, "每米二十元。")
    assert answered.answer_bulletin_id is not None
    place.ids["Bulletin.draft"] = answered.answer_bulletin_id
    photo = base64.b64decode(SHEET)
    hung: dict[str, Any] = {"photo": photo, "board": "村部", "posted_at": clock.now()}
    receipt = await on.do(on.clerk, disclosure.post_receipt, place.ids["Bulletin"], **hung)
    place.ids["PostingReceipt"] = receipt.id
    second = await on.do(villager, disclosure.ask, place.ids["Bulletin"], "哪天通水？")
    place.ids["Question"] = second.id
    place.ids["Resident"] = on.resident("居民0036")
    slip = await on.do(on.reviewer, people.make_claim_slip, place.ids["Resident"])
    place.ids["ClaimSlip"] = slip.id
    assert villager.account_id is not None
    place.ids["Account"] = villager.account_id
    place.ids["Session"] = await _session_id(on.county, await _signed_in(on.county, villager))
    place.ids["ApiToken"] = await _token(on.county, villager.account_id)


async def _left(on: Stage, neighbour: UUID) -> None:
    """Let somebody come to live with a neighbour and move away again."""
    async with unit_of_work(on.county) as uow:
        home = (await people.load_residents(uow, [neighbour]))[neighbour].household_id
    came, gone = people.Entry(reason="落户"), people.Entry(reason="迁走")
    who = people.Newcomer("来过的人")
    person = await on.do(on.reviewer, people.add_resident, home, who, came, act=RollAct.ENTERED)
    await on.do(on.reviewer, people.record_departure, person.id, "moved", gone)


async def _collect(place: Place) -> None:
    """Look up the ids of what the stories made along the way."""
    attached = "SELECT attachments->0->>'sha256' FROM matter_draft WHERE matter_id = :id"
    async with unit_of_work(place.county) as uow:
        found = await uow.session.execute(text(attached), {"id": place.ids["Matter.draft"]})
        place.texts["sha256"] = str(found.scalar_one())
        paper = await uow.session.execute(
            text("SELECT sha256 FROM meeting_paper WHERE meeting_id = :id"),
            {"id": place.ids["Meeting"]},
        )
        place.texts["paper sha256"] = str(paper.scalar_one())
        await uow.session.execute(
            text(
                "INSERT INTO meeting_paper"
                " (id, meeting_id, title, sha256, content_type, size_bytes, attached_by, at)"
                " SELECT gen_random_uuid(), other.id, title, sha256, content_type, size_bytes,"
                " attached_by, at FROM meeting_paper CROSS JOIN meeting other"
                " WHERE meeting_id = :id AND other.matter_id = :other"
            ),
            {"id": place.ids["Meeting"], "other": place.ids["Matter.review"]},
        )
        for name, query in _TABLES.items():
            place.ids[name] = await _scalar(uow, query, code=place.code)
        for about, suffix in (("Matter", ""), ("Matter.review", ".review")):
            meeting = await _scalar(
                uow, "SELECT id FROM meeting WHERE matter_id = :id", id=place.ids[about]
            )
            place.ids[f"Meeting{suffix}"] = meeting
            place.ids[f"MeetingMember{suffix}"] = await _scalar(
                uow, "SELECT id FROM meeting_member WHERE meeting_id = :id LIMIT 1", id=meeting
            )
        for name, table in (("Resolution", "resolution"), ("Vote.review", "vote")):
            matter = place.ids["Matter" if name == "Resolution" else "Matter.review"]
            query = f"SELECT id FROM {table} WHERE matter_id = :id LIMIT 1"
            place.ids[name] = await _scalar(uow, query, id=matter)
        members = await uow.session.execute(
            text("SELECT id FROM meeting_member WHERE meeting_id = :id ORDER BY id LIMIT 3"),
            {"id": place.ids["Meeting"]},
        )
        for number, (key,) in enumerate(members.all()):
            place.ids[f"MeetingMember.{number}"] = key


async def _scalar(uow: UnitOfWork, query: str, **values: object) -> UUID:
    found = (await uow.session.execute(text(query), values)).scalar_one()
    return UUID(str(found))


async def _signed_in(county: Tenant, actor: Actor, *, second_factor: bool = True) -> str:
    assert actor.account_id is not None
    async with unit_of_work(county, actor) as uow:
        return await sessions.start(uow, actor.account_id, second_factor=second_factor)


async def _session_id(county: Tenant, token: str) -> UUID:
    query = "SELECT id FROM account_session WHERE token_hash = :hash"
    async with unit_of_work(county) as uow:
        return await _scalar(uow, query, hash=fingerprint(token))


async def _token(
    county: Tenant,
    account_id: UUID,
    token: str = "",
    until: datetime | None = None,
    may: tuple[Permission, str] | None = None,
) -> UUID:
    """Write a token of the account; return its id."""
    permission, where = may or (Permission.DIVISION_READ, county.code)
    made = ApiToken(
        id=new_id(),
        account_id=account_id,
        token_hash=fingerprint(token or api_token(county.code)),
        name="程序",
        permissions=[permission],
        places=[where],
        created_at=clock.now() - timedelta(days=2),
        expires_at=until or clock.now() + timedelta(days=9),
    )
    async with unit_of_work(county) as uow:
        uow.session.add(made)
    return made.id


async def _person(place: Place, role: Role) -> Person:
    """Open an account that holds one role only, as a resident where the role is a villager's."""
    county = place.county
    lives_here = place_digits(role) > 9 and role not in _SEATED
    resident = await _plain_resident(place) if lives_here else None
    held = place.code[: place_digits(role)]
    async with unit_of_work(county) as uow:
        account = await accounts.create(uow, role.value, new_phone(), resident_id=resident)
        # By hand: a county has no viewer of its province, but the role exists and has a column.
        uow.session.add(RoleHeld(account_id=account.id, role=role.value, place=held))
    actor = Actor(account.id, resident, account.name)
    token = await _signed_in(county, actor)
    stale, rested, ended = [await _signed_in(county, actor) for _ in range(3)]
    await _changed(county, stale, "second_factor_at", timedelta(minutes=16))
    await _changed(county, rested, "last_seen_at", timedelta(days=1))
    await _changed(county, ended, "revoked_at", timedelta(minutes=1))
    own = {
        "Account": account.id,
        "Session": await _session_id(county, token),
        "ApiToken": await _token(county, account.id),
    }
    if resident is not None:
        own["MeetingMember"] = await _on_the_roll(place, resident, role)
    one_factor = await _signed_in(county, actor, second_factor=False)
    return Person(role, account.id, token, one_factor, stale, (rested, ended), own)


async def _plain_resident(place: Place) -> UUID:
    """Return a resident who holds no office and has no account yet."""
    query = (
        "SELECT id FROM resident WHERE village_code = :code AND name LIKE '居民%' AND id <> :other"
        " AND NOT EXISTS (SELECT 1 FROM account WHERE resident_id = resident.id)"
        " AND NOT EXISTS (SELECT 1 FROM office_term WHERE resident_id = resident.id) LIMIT 1"
    )
    async with unit_of_work(place.county) as uow:
        return await _scalar(uow, query, code=place.code, other=place.ids["Resident"])


async def _on_the_roll(place: Place, resident: UUID, role: Role) -> UUID:
    """Put somebody on the roll of the meeting, so that there is a line of their own."""
    meeting, capacity = place.ids["Meeting"], "representative"
    line = MeetingMember(meeting_id=meeting, resident_id=resident, name=role, capacity=capacity)
    async with unit_of_work(place.county) as uow:
        uow.session.add(line)
    return line.id


async def _changed(county: Tenant, token: str, column: str, ago: timedelta) -> None:
    statement = f"UPDATE account_session SET {column} = :then WHERE token_hash = :hash"
    values = {"then": clock.now() - ago, "hash": fingerprint(token)}
    async with unit_of_work(county) as uow:
        await uow.session.execute(text(statement), values)


async def _programs(here: Place, there: Place, auditor: Person) -> dict[str, str]:
    """Make tokens for one village: of the county's auditor, and of a post elsewhere."""
    county = here.county
    async with unit_of_work(county) as uow:
        held = [(Role.TOWNSHIP_ADMIN.value, there.code[:9])]
        moved = await accounts.create(uow, "调到别处", new_phone(), held)
        clerk = await accounts.create(uow, "抄录", new_phone(), [(Role.CLERK.value, here.code)])
    made = {
        "auditor of there": (auditor.account_id, (Permission.AUDIT_READ, there.code)),
        "records here": (clerk.id, (Permission.MEETING_RECORD, here.code)),
        "post ended here": (moved.id, (Permission.PEOPLE_READ, here.code)),
    }
    programs = {name: api_token(county.code) for name in made}
    for name, (owner, may) in made.items():
        await _token(county, owner, programs[name], may=may)
    return programs


async def _posts_elsewhere(here: Place, there: Place) -> dict[str, str]:
    """Sign in people with roles at two places, or with something else that the others lack."""
    villager, code = (Role.VILLAGER, here.code), here.code
    holdings = {
        "party elsewhere": [villager, (Role.PARTY_MEMBER, there.code)],
        "secretary elsewhere": [(Role.PARTY_MEMBER, here.code), (Role.PARTY_SECRETARY, there.code)],
        "township elsewhere": [villager, (Role.TOWNSHIP_REVIEWER, there.code[:9])],
        "authenticator": [villager],
        "wrote it, lives elsewhere": [(Role.TOWNSHIP_REVIEWER, code[:9])],
    }
    found = {}
    for name, held in holdings.items():
        async with unit_of_work(here.county) as uow:
            account = await accounts.create(uow, name, new_phone())
            for role, where in held:
                await accounts.grant_role(uow, account.id, role.value, where)
            if name == "authenticator":
                await second_factor.hand_over(uow, account.id, name)
            if name.startswith("wrote"):
                written = {"by": account.id, "id": here.ids["Matter.review"]}
                await uow.session.execute(text(_WRITTEN_BY), written)
        actor = Actor(account.id, None, name)
        shown = name != "authenticator"
        found[name] = await _signed_in(here.county, actor, second_factor=shown)
    return found


async def _hands(place: Place) -> dict[str, str]:
    """Give people of the village a post at the township besides, and sign them in."""
    on = await stage(place.county, place.code)
    reviewer, admin = Role.TOWNSHIP_REVIEWER, Role.TOWNSHIP_ADMIN
    doers = {
        "proposed": (on.secretary, reviewer),
        "lives here": (villagers_of(on)[1], reviewer),
        "carried out": (on.who("村委02"), reviewer),
        "committee": (on.who("村委01"), reviewer),
        "registers": (on.who("党员02"), admin),
    }
    found = {}
    for did, (actor, post) in doers.items():
        assert actor.account_id is not None
        async with unit_of_work(place.county) as uow:
            await accounts.grant_role(uow, actor.account_id, post.value, place.code[:9])
        found[did] = await _signed_in(place.county, actor)
    registers = place.ids["Resident.registers"] = on.resident("党员02")
    own = await on.do(on.clerk, people.declare_interest, registers, Declared("某某农机"))
    place.ids["Interest.registers"] = own.id
    found["clerk"] = await _signed_in(place.county, on.clerk)
    for role in (Role.COUNTY_SECURITY, Role.COUNTY_AUDITOR):
        async with unit_of_work(place.county) as uow:
            held = [(role.value, place.county.code)]
            account = await accounts.create(uow, "另一位管理员", new_phone(), held)
        place.ids[f"Account.{role.value}"] = account.id
    return found
