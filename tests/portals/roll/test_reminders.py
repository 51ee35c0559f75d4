"""What law asks of a village's offices on today's pages, and where it is done, without scripts."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from infra import clock
from services.decisions import service as decisions
from services.decisions.blocking import MeetingState
from services.decisions.models import AgendaItem, Meeting, MeetingMember
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.people import samples
from services.people import service as people
from tenants.unit_of_work import unit_of_work
from tests.portals.roll.test_terms import options, said_at
from tests.portals.site import Browser, Village, open_village


@pytest.fixture
async def village(server: None) -> Village:
    return await open_village()


async def run(village: Village, statement: str, **facts: object) -> None:
    async with unit_of_work(village.county) as uow:
        await uow.session.execute(text(statement), {"code": village.code, **facts})


async def test_a_term_that_is_over_leads_to_the_next_choice(village: Village) -> None:
    assert samples.ELECTION.on is not None
    ago = clock.today().replace(year=clock.today().year - 5) + timedelta(30)
    await run(
        village,
        "UPDATE office_term SET since = :ago, elected_on = :ago WHERE village_code = :code"
        " AND office IN ('committee_director', 'committee_member', 'representative', 'supervisor')",
        ago=ago,
    )
    township = await village.proven_browser_of("镇管理员")
    today = await township.open("/township")
    assert today.words.count("任期将满，安排换届") == 3
    assert "村民委员会（3 人" in today.words
    assert (await township.visit(today.link("/elections/new"))).status == 200
    assert (await township.visit(today.link(f"/roll/{village.code}/offices"))).status == 200
    offices = await township.open(f"/roll/{village.code}/offices?office=COMMITTEE_MEMBER")
    assert offices.words.count("任期将满") == 2
    assert "5 年，《村民委员会组织法》第十一条" in offices.words

    secretary = await village.browser_of("党支部01")
    own = await secretary.open("/secretary")
    assert "任期将满，安排换届" in own.words
    assert (await secretary.visit(own.link(f"/elections?place={village.code}"))).status == 200
    assert (await secretary.visit(own.link(f"/roll/{village.code}/choosing"))).status == 200
    english = await village.browser_of("党支部01", "en")
    assert "The term is about to end" in (await english.open("/secretary")).words


async def test_who_leaves_the_committee_is_entered_by_a_reason_and_hands_over(
    village: Village,
) -> None:
    township = await village.proven_browser_of("镇管理员")
    here = f"/roll/{village.code}/offices"
    asked = f"{here}?office=COMMITTEE_MEMBER"
    page = await township.open(asked)
    term = options(page, "term").split('<option value="')[2].partition('"')[0]
    today = f"{clock.today()}"
    post, sent = f"{here}/end?office=COMMITTEE_MEMBER", {"term": term, "until": today}

    bare = await township.send(page, post, **sent)
    assert "请选择为什么离任" in said_at(bare, "reason")
    assert "请填写离任依据" in said_at(bare, "left_by")
    wrong = await township.send(bare, post, **sent, reason="REMOVED", left_by="会议记录")
    assert "不能以“由选任的会议或者单位免去”登记离任" in said_at(wrong, "reason")
    early = await township.send(wrong, post, **sent, reason="TERM_OVER", left_by="文件")
    assert "任期到" in said_at(early, "reason")
    done = await township.send(early, post, **sent, reason="RESIGNED", left_by="辞职报告 7 号")
    assert "离任已登记" in done.words

    home = await township.open("/township")
    assert "安排村委会补选" in home.words
    assert "只剩 2 人" in home.words
    assert "办完移交并登记" in home.words
    secretary = await (await village.browser_of("党支部01")).open("/secretary")
    assert "办完移交并登记" in secretary.words
    ended = await township.visit(home.link("ended=1"))
    assert "辞职报告 7 号" in ended.words
    hand = f"{here}/hand-over?ended=1"
    missing = await township.send(ended, hand, handed_on=today, note="")
    assert "请填写移交了什么" in said_at(missing, "note")
    handed = await township.send(missing, hand, handed_on=today, note="公章、账目，交给主任")
    assert "移交已登记" in handed.words
    assert "公章、账目，交给主任" in handed.words
    assert "办完移交并登记" not in (await township.open("/township")).words

    clerk = await (await village.proven_browser_of("文书01")).open(f"{here}?ended=1")
    assert "公章、账目" in clerk.words
    assert "辞职报告 7 号" not in clerk.words  # why somebody left, who keeps the offices reads


async def test_who_lost_political_rights_in_office_is_on_the_townships_list(
    village: Village,
) -> None:
    async with unit_of_work(village.county) as uow:
        await people.record_rights_loss(
            uow, village.on.resident("村委01"), document="刑事判决书", since=clock.today()
        )
    township = await (await village.proven_browser_of("镇管理员")).open("/township")
    assert "登记离任：被判处刑罚" in township.words
    assert "村委01（村委会委员）" in township.words
    assert township.link(f"/roll/{village.code}/offices")
    secretary = await (await village.browser_of("党支部01")).open("/secretary")
    assert "被判处刑罚" not in secretary.words


async def missed(village: Village, name: str, *, days: tuple[int, ...]) -> None:
    """Write meetings of so many days ago that somebody missed, on a matter of the village."""

    async with unit_of_work(village.county, village.on.secretary) as uow:
        matter = await decisions.draft_matter(
            uow,
            village_code=village.code,
            matter_type=MatterType.PUBLIC_WELFARE,
            method_id="siquansizhi",
            proposal=Proposal(title="修路", text="修村里的路。"),
        )
    async with unit_of_work(village.county) as uow:
        for ago in days:
            at = clock.now() - timedelta(days=ago)
            meeting = Meeting(
                matter_id=matter.id,
                village_code=village.code,
                step_key="deliberate",
                version_no=1,
                body="representatives_meeting",
                scheduled_at=at,
                notice_at=at,
                place="村部",
                presider="执行主席",
                state=MeetingState.CLOSED.value,
                sign_in_code="123456",
                roll_hash="0" * 64,
                opened_at=at,
                closed_at=at,
                called_by="执行主席",
            )
            uow.session.add(meeting)
            await uow.session.flush()
            uow.session.add(
                AgendaItem(
                    meeting_id=meeting.id,
                    matter_id=matter.id,
                    position=1,
                    step_key="deliberate",
                    version_no=1,
                    ended="voted",
                    ended_at=at,
                )
            )
            uow.session.add(
                MeetingMember(
                    meeting_id=meeting.id,
                    resident_id=village.on.resident(name),
                    name=name,
                    capacity="representative",
                    representative=True,
                )
            )


async def test_a_seat_lost_by_absences_is_declared_or_excused_late(village: Village) -> None:
    await missed(village, "代表01", days=(40, 30, 20))
    await missed(village, "代表02", days=(39, 29, 19))
    township = await village.proven_browser_of("镇管理员")
    today = await township.open("/township")
    assert today.words.count("登记失去代表资格") == 2
    assert "没有到会" in today.words
    here = f"/roll/{village.code}/representatives"

    clerk: Browser = await village.proven_browser_of("文书01")
    desk = await clerk.open("/committee")
    assert "核实缺席，有理由的补记请假" in desk.words
    page = await clerk.visit(desk.link("/representatives"))
    assert "连续 3 次没到会" in page.words
    picked = options(page, "absence")
    first = picked.split('<option value="')[2].partition('"')[0]
    bare = await clerk.send(page, f"{here}/excuse", absence="", reason="")
    assert "请选择谁哪次没到会" in said_at(bare, "absence")
    done = await clerk.send(bare, f"{here}/excuse", absence=first, reason="住院")
    assert "请假已补记" in done.words
    assert "补记请假" not in (await township.open(here)).buttons  # the village keeps the record

    after = await township.open("/township")
    assert after.words.count("登记失去代表资格") == 1
    page = await township.visit(after.link("/representatives"))
    gone = await township.send(page, here)
    assert "已登记失去代表资格" in gone.words
    assert "登记失去代表资格" not in (await township.open("/township")).words


async def test_an_unlawful_make_up_and_a_quarter_without_meeting_are_told(
    village: Village,
) -> None:
    await run(village, "UPDATE village SET since = :day", day=clock.today() - timedelta(400))
    back = clock.today() - timedelta(300)
    await run(
        village,
        "UPDATE office_term SET since = :back, elected_on = :back"
        " WHERE office = 'representative' AND village_code = :code",
        back=back,
    )
    await run(
        village,
        "UPDATE resident SET gender = 'male' WHERE village_code = :code AND name LIKE '代表%'",
    )
    township = await village.proven_browser_of("镇管理员")
    today = await township.open("/township")
    assert "补齐村民代表会议的组成" in today.words
    assert "督促召开村民代表会议" in today.words
    assert (await township.visit(today.link(f"/v/{village.code}"))).status == 200
    secretary = await (await village.browser_of("党支部01")).open("/secretary")
    assert "补齐村民代表会议的组成" in secretary.words
    assert "三分之一以上" in secretary.words

    closing = datetime(clock.today().year, 12, 20, 9, tzinfo=clock.ZONE)
    with clock.at(closing):
        chair = await village.browser_of(village.on.representatives()[-1])
        page = await chair.open("/rep")
    assert "召集本季度的村民代表会议" in page.words
    assert page.link("/rep/matters")
