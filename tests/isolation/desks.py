"""What the desks of a county leave: roll, methods, numbers, reviews, papers, elections, demands."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from infra import clock
from infra.ids import new_id
from portals.demo import journeys
from portals.demo.stage import Stage
from services.decisions import service as decisions
from services.decisions.paper_models import MatterPaper, OpinionSheet, PaperKind
from services.decisions.vocabulary import Stance
from services.elections import service as elections
from services.elections.models import Certificate, HandoverItem
from services.elections.vocabulary import HANDOVER_ITEMS, Relation, Step, Wish
from services.initiatives import service as initiatives
from services.initiatives.service import PaperName
from services.initiatives.vocabulary import DemandKind
from services.people import service as people
from services.people.service import Entry
from services.people.workflow import Office
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import SHEET_KEY
from tests.services.elections.story import OFFICIALS, Story

BEFORE = timedelta(days=44)  # the day on which an election begins whose votes are counted now
_RUNS = "党员01"  # somebody with an account: what only those do who run an election is done too


def _village(on: Stage) -> factory.Stage:
    return factory.Stage(on.county, on.code, on.people, on.reviewer)


async def election(on: Stage) -> Story:
    """Play an election up to the morning on which it is voted; nobody else has posted before."""
    story = Story(_village(on), runs=on.who(_RUNS))
    begin = clock.now() - BEFORE
    with clock.at(begin):
        await story.plan(clock.today() + BEFORE)
        ids = [on.resident(name) for name in (_RUNS, *OFFICIALS[1:])]
        await on.do(on.reviewer, elections.form_committee, story.election_id, ids, ids[0])
        await story.listed()
        objection = await on.do(
            journeys.villagers_of(on)[0],
            elections.object_to_list,
            story.election_id,
            about_name="王五",
            wish=Wish.ADD,
            text="他去年就搬回来了。",
        )
        await on.do(
            story.chair,
            elections.decide_objection,
            story.election_id,
            objection.id,
            upheld=False,
            decision="户口不在本村。",
        )
    with clock.at(begin + timedelta(days=8)):
        await on.do(story.chair, elections.freeze, story.election_id)
        await story.audits()
        await story.stand()
        await story.station()
        await on.do(
            story.chair,
            elections.record_proxy,
            story.election_id,
            principal_id=on.resident("居民0034"),
            holder_id=on.resident("居民0035"),
            relation=Relation.SIBLING,
            sheet_key=SHEET_KEY,
        )
        await story.post(Step.PROXIES_POSTED)
    return story


async def counted(story: Story) -> None:
    """Enter a sheet of the election; by hand what is only written when it is decided."""
    await story.count(
        Office.COMMITTEE_DIRECTOR, {"居民0036": 20, "居民0037": 10}, valid=30, invalid=2
    )
    contest = await story.contest(Office.COMMITTEE_DIRECTOR)
    winner = story.made.id_of("居民0036")
    async with unit_of_work(story.made.county) as uow:
        uow.session.add_all(
            [
                Certificate(
                    contest_id=contest.id,
                    election_id=story.election_id,
                    resident_id=winner,
                    office=contest.office,
                    number="当选〔2026〕1 号",
                ),
                HandoverItem(election_id=story.election_id, item=min(HANDOVER_ITEMS)),
            ]
        )


async def worked(on: Stage) -> None:
    """The roll desk, the methods desk, the county's numbers, a township's review, a demand."""
    away = Entry("外出打工。")
    await on.do(on.clerk, people.record_away, on.resident("居民0041"), "31", away)
    await _set_up(on)
    demand = await on.do(
        journeys.villagers_of(on)[0],
        initiatives.open_demand,
        kind=DemandKind.ASSEMBLY,
        village_code=on.code,
        title="请召开村民会议",
        text="请讨论集体土地发包。",
    )
    await on.do(
        on.clerk,
        initiatives.record_sheet,
        demand.id,
        [PaperName("居民0040")],
        sheet_key=SHEET_KEY,
        sha256=f"{new_id().hex}{new_id().hex}",
    )


async def _set_up(on: Stage) -> None:
    """What the county and the township set for themselves."""
    by = on.reviewer
    draft = await on.do(by, decisions.begin_method, based_on="532", method_id=method_of(on))
    await on.do(by, decisions.publish_method, draft.id)
    reason = "先试用一年。"
    await on.do(by, decisions.allow_method, "babu_jiamusi", allowed=True, reason=reason)
    await on.do(by, decisions.set_parameter, "notice_days", 3, source="县发〔2026〕1 号")
    await on.do(
        by,
        decisions.record_collective,
        village_code=on.code,
        exists=True,
        since=date(clock.today().year, 1, 1),
        source="登记证第 1 号",
    )
    await on.do(
        by,
        decisions.record_township_review,
        on.code[:9],
        method_id="wuhuan_fujin",
        key="inspect",
        period=f"{clock.today().year}-M01",
        finding="按时公开。",
    )


def method_of(on: Stage) -> str:
    """Return the name of the county's own method: no other county has one of this name."""
    return f"wubu_{on.county.code}"


async def papers(on: Stage, matter: UUID, step: UUID) -> None:
    """Lay on file what other methods ask for."""
    at: dict[str, Any] = {"matter_id": matter, "step_id": step, "version_no": 1}
    by: dict[str, Any] = {"recorded_by": "文书01", "recorded_by_id": on.clerk.resident_id}
    details = {"experts": [{"name": "王工", "profession": "水利工程师"}]}
    heard = PaperKind.HEARING.value
    text = "管径够，管线避开河道。"
    asked: dict[str, Any] = {"subject_id": on.resident("居民0039"), "subject": "居民0039"}
    async with unit_of_work(on.county) as uow:
        uow.session.add_all(
            [
                MatterPaper(kind=heard, text=text, details=details, **at, **by),
                OpinionSheet(stance=Stance.AGREE.value, text="赞成。", **asked, **at, **by),
            ]
        )
