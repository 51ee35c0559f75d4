"""Two counties at work: one whose rows are after, one whose people are after them."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from infra import clock
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
    submitted,
    voted,
)
from services.audit import service as audit
from services.decisions import service as decisions
from services.decisions.change_models import MeetingChange
from services.decisions.execution_models import Annulment, Evaluation, ObjectorVisit
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import (
    Annuller,
    Answer,
    Choice,
    NoticeChannel,
    OpinionCategory,
)
from services.decisions.vote_models import PaperCount, SealedBallot, SecretBallot
from services.disclosure import service as disclosure
from services.people import service as people
from services.people.roll.models import NaturalVillage
from services.people.samples import SampleVillage
from tenants import provisioning, second_factor, sessions, sign_in
from tenants.authorization.permissions import STEP_UP, Permission
from tenants.errors import SignInRefused
from tenants.idempotency import IdempotencyRow
from tenants.models import ApiToken
from tenants.opaque_tokens import api_token, fingerprint
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.conftest import fresh_code
from tests.factories import desks, papers, villages, voices

HOUSEHOLDS = 45
_SQUARE = Proposal(title="平整广场", text="平整两个广场，装健身器材。")
_PROGRAM = tuple(one for one in Permission if one not in STEP_UP)
_OFFICES = ("党支部01", "监委01", "文书01", "村委02", "党员01")


def _told(_column: str) -> str:
    return "大家都这么说。"


@dataclass
class Side:
    """One county with its village, its people, and what they show to be let in."""

    county: Tenant
    on: Stage
    phones: dict[str, str]
    accounts: list[UUID] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    spare: str = ""  # a session to sign out with

    @property
    def code(self) -> str:
        return self.on.code

    @property
    def villager(self) -> Actor:
        return journeys.villagers_of(self.on)[0]

    async def as_owner(self, statement: str, **values: Any) -> list[Any]:
        """Run a statement in the county's schema past every right."""
        async with owner_engine().begin() as connection:
            await connection.execute(text(f"SET LOCAL search_path TO {self.county.schema}"))
            done = await connection.execute(text(statement), values)
            return list(done.all()) if done.returns_rows else []

    async def sign_in(self) -> None:
        """Open a session for everybody who asks in this county, in place of those before."""
        async with unit_of_work(self.county) as uow:
            self.sessions = [
                await sessions.start(uow, account, second_factor=True) for account in self.accounts
            ]
            self.spare = await sessions.start(uow, self.accounts[0], second_factor=True)


@dataclass
class World:
    """Who is after whom."""

    victim: Side
    attacker: Side


async def build() -> World:
    """Open both counties and let them work: the one all the way, the other a little."""
    victim = await _opened("开鲁县", 6001)
    await _worked(victim)
    attacker = await _opened("曹县", 7001)
    await _began(attacker)
    for side in (victim, attacker):
        await _programs(side)
        await side.sign_in()
    return World(victim, attacker)


async def _opened(name: str, first_phone: int) -> Side:
    county = await provisioning.open_tenant(fresh_code(), name)
    township = await villages.open_township(county)
    sample = SampleVillage("三苗树村", ("一社", "二社"), HOUSEHOLDS, HOUSEHOLDS, 5, first_phone)
    made = await villages.add_village(county, township, sample)
    lines = [
        *await sign_ins.of_offices(county, township),
        *await sign_ins.of_village(county, made.code),
    ]
    on = await stage(county, made.code)
    await delegate(on, clock.today())
    side = Side(county, on, {one.name: one.phone for one in lines})
    rows = await side.as_owner("SELECT id FROM account WHERE resident_id IS NULL ORDER BY id")
    actors = [side.villager, on.chair, *(on.who(office) for office in _OFFICES)]
    side.accounts = [row[0] for row in rows] + [
        one.account_id for one in actors if one.account_id is not None
    ]
    return side


async def _programs(side: Side) -> None:
    """Give every account a key that carries all that a key may."""
    async with unit_of_work(side.county) as uow:
        for account in side.accounts:
            token = api_token(side.county.code)
            side.tokens.append(token)
            uow.session.add(
                ApiToken(
                    id=new_id(),
                    account_id=account,
                    token_hash=fingerprint(token),
                    name="抄表程序",
                    permissions=list(_PROGRAM),
                    places=[side.county.code],
                    expires_at=clock.now() + timedelta(days=9),
                )
            )


async def _began(side: Side) -> None:
    """A need, two drafts and an election, so that the attackers have ids of their own to mix in."""
    on = side.on
    await desks.election(on, _told)
    await _spoken(side, "井水发苦。")
    await submitted(on, "siquansizhi", journeys.WATER)
    await _drafted(side)
    await desks.worked(on, _told)


async def _spoken(side: Side, words: str) -> UUID:
    opinion = await side.on.do(
        side.villager,
        decisions.submit_opinion,
        village_code=side.code,
        category=OpinionCategory.WATER,
        text=words,
        files=[voices.m4a(told=words.encode())],
    )
    return opinion.id


async def _drafted(side: Side) -> None:
    on = side.on
    draft = await on.do(
        on.secretary,
        decisions.draft_matter,
        village_code=on.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id="siquansizhi",
        proposal=_SQUARE,
    )
    await on.do(
        on.secretary, decisions.attach, draft.id, title="预算表", data=papers.pdf(side.county.code)
    )


async def _worked(side: Side) -> None:
    """One matter goes all the way; one waits for the township, one is written, jobs wait."""
    election = await desks.election(side.on, _told)
    on, present = side.on, [*side.on.representatives(), "党支部01", "村委01", "村委02"]
    with clock.at(clock.now() - timedelta(days=24)):
        matter = await submitted(
            on, "siquansizhi", journeys.WATER, await _spoken(side, "水是咸的，没法喝。")
        )
        also = await _spoken(side, "我家的水也是咸的。")
        await on.do(on.secretary, decisions.merge_opinion, also, matter)
        until = await posted(on, matter)
        await on.do(side.villager, decisions.comment, matter, "管道别从我家菜地过。")
        await on.do(side.villager, decisions.raise_objection, matter, "离井太近。")
        await on.do(
            on.secretary, decisions.answer_objection, matter, 1, "已经挪远。", send_back=False
        )
    with clock.at(until):
        await on.do(on.secretary, decisions.complete_step, matter)
        meeting = await met(on, matter, present)
    with clock.at(meeting.notice_at):
        await on.do(
            on.chair,
            decisions.attach_to_meeting,
            meeting.id,
            title="预算明细",
            data=papers.pdf("会上看的预算"),
        )
        await on.do(
            on.clerk,
            decisions.record_notice,
            meeting.id,
            NoticeChannel.BOARD,
            told_at=clock.now(),
            note="贴在村部公开栏",
        )
    with clock.at(meeting.scheduled_at + timedelta(minutes=10)):
        await voted(on, meeting, present)
        await on.do(on.chair, decisions.object_to_minutes, meeting.id, "开会的时间写错了。")
        await on.do(on.chair, decisions.sign_minutes, meeting.id)
        await signed(on, matter)
        until = await posted(on, matter)
    with clock.at(until):
        await journeys.carried_out(on, matter)
    await _waiting(side)
    await _asked(side)
    await _identified(side)
    await _written_by_hand(side, matter)
    await desks.worked(on, _told)
    await desks.counted(election, _told)
    ((step,),) = await side.as_owner(
        "SELECT id FROM matter_step WHERE matter_id = :id ORDER BY id LIMIT 1", id=matter
    )
    await desks.papers(on, matter, step, _told)


async def _waiting(side: Side) -> None:
    """What is not public: a need, a review at the township, a proposal to be checked, a draft."""
    on = side.on
    await _spoken(side, "三社的路请修一修。")
    with clock.at(clock.now() - timedelta(days=1)):
        await joint_meeting(on, await submitted(on, "532", journeys.LAMPS))
    proposed = await submitted(on, "siquansizhi", journeys.ROAD)
    await on.do(on.secretary, decisions.post, proposed)
    await _drafted(side)


async def _asked(side: Side) -> None:
    """Questions about what was published, one answered; a photo of the board; a job that waits."""
    on = side.on
    ((bulletin,),) = await side.as_owner(
        "SELECT id FROM bulletin WHERE state = 'published' ORDER BY id LIMIT 1"
    )
    await on.do(side.villager, disclosure.ask, bulletin, "哪天通水？")
    answered = await on.do(side.villager, disclosure.ask, bulletin, "多少钱一米？")
    answer = await on.do(on.secretary, disclosure.answer, answered.id, "每米二十元。")
    assert answer.answer_bulletin_id is not None
    await on.do(on.supervisor, disclosure.approve_and_queue, answer.answer_bulletin_id)
    await on.do(
        on.clerk,
        disclosure.post_receipt,
        bulletin,
        photo=papers.photo("PNG"),
        board="村部公开栏",
        posted_at=clock.now(),
    )


async def _identified(side: Side) -> None:
    """A slip, an authenticator, recovery codes, a code that waits to be sent, a bad sign-in."""
    on, county = side.on, side.county
    account = side.villager.account_id
    assert account is not None
    await on.do(on.reviewer, people.make_claim_slip, on.resident("居民0045"))
    async with unit_of_work(county) as uow:
        secret = (await second_factor.enrol(uow, account, "明白")).secret
    async with unit_of_work(county) as uow:
        await second_factor.confirm_enrolment(uow, account, second_factor.present_code(secret))
    await sign_in.request_code(county, side.phones[side.villager.label], sign_in.Front())
    with suppress(SignInRefused):
        await sign_in.with_password(
            county, side.phones["党支部01"], "不是-这个-2026", sign_in.Front()
        )
    async with unit_of_work(county) as uow:
        await audit.seal(uow)


async def _written_by_hand(side: Side, matter: UUID) -> None:
    """Rows of what did not happen in this story, so that no table is without any."""
    on = side.on
    secretary = on.secretary.account_id
    assert secretary is not None
    resident, other = on.resident("居民0044"), on.resident("居民0043")
    at: dict[str, Any] = {"matter_id": matter, "version_no": 1}
    yes = Answer.YES.value
    ((vote, meeting),) = await side.as_owner("SELECT id, meeting_id FROM vote LIMIT 1")
    ((member,),) = await side.as_owner(
        "SELECT id FROM meeting_member WHERE meeting_id = :id ORDER BY id LIMIT 1", id=meeting
    )
    tellers: dict[str, Any] = {
        "teller_1": resident,
        "teller_2": other,
        "scrutineer": on.resident("居民0042"),
    }
    async with unit_of_work(side.county) as uow:
        uow.session.add_all(
            [
                MeetingChange(
                    meeting_id=meeting,
                    kind="chair_handed_over",
                    member_id=member,
                    before="主席",
                    reason="主席外出",
                    recorded_by="文书",
                ),
                NaturalVillage(village_code=side.code, name="西营子"),
                Evaluation(matter_id=matter, resident_id=resident, answer=yes, note="通了。"),
                ObjectorVisit(
                    visited="王五家", note="愿意。", visitor_id=None, visitor="书记", **at
                ),
                Annulment(
                    annuller=Annuller.COURT.value,
                    document="法院判决〔2026〕1 号",
                    decided_on=clock.today(),
                    reason="程序违法。",
                    recorded_by="镇审核员",
                    **at,
                ),
                PaperCount(
                    vote_id=vote,
                    issued=0,
                    used=0,
                    spoiled=0,
                    unused=0,
                    in_favour=0,
                    against=0,
                    abstain=0,
                    sheet_key="",
                    sheet_sha256="0" * 64,
                    recorded_by="文书01",
                    **tellers,
                ),
                SealedBallot(
                    vote_id=vote, member_id=member, meeting_id=meeting, sealed="aesgcm1:AAAA"
                ),
                SecretBallot(vote_id=vote, representative=True, choice=Choice.AGAINST.value),
                IdempotencyRow(
                    account_id=secretary,
                    operation="opinion_submit",
                    key="victims-key",
                    body_sha256="0" * 64,
                    answer={"opinion": str(matter), "said": "没法喝。"},
                ),
            ]
        )
    await side.as_owner(
        "INSERT INTO log_opening (leaf_index, path, field)"
        """ SELECT "index", '/name', '{"value": "王五"}' FROM log_leaf LIMIT 1"""
    )
    await side.as_owner(
        "UPDATE meeting_member SET excuse = '外出打工' WHERE meeting_id = :id", id=meeting
    )
    await side.as_owner(
        "INSERT INTO recusal (id, meeting_id, item_id, member_id, stake, reason, recorded_by, at)"
        " SELECT m.id, m.meeting_id, i.id, m.id, 'own', '承包人是本人。', '文书01', now()"
        " FROM meeting_member m JOIN agenda_item i USING (meeting_id) WHERE m.id = :id",
        id=member,
    )
