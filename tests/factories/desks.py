"""What the desks of a county leave: roll, methods, numbers, reviews, papers, elections, demands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from infra import clock
from infra.ids import new_id
from portals.demo import journeys
from portals.demo.stage import Stage
from services.decisions import service as decisions
from services.decisions.models import MatterParty, MatterTracker, MeetingProxy, TrackingReport
from services.decisions.paper_models import MatterPaper, OpinionSheet, PaperKind
from services.decisions.vocabulary import PartyKind, Stance
from services.elections import service as elections
from services.elections.models import Certificate, HandoverItem
from services.elections.vocabulary import HANDOVER_ITEMS, Step, Wish
from services.initiatives import service as initiatives
from services.initiatives.models import DemandDispute, DemandMatter
from services.initiatives.service import PaperName
from services.initiatives.vocabulary import AnswerKind, DemandKind
from services.people import service as people
from services.people.assignments.rules import FindingKind
from services.people.kin import Relation
from services.people.models import AssignmentFinding
from services.people.service import Declared, Entry
from services.people.workflow import Office
from services.representation.models import (
    HouseholdConfirmation,
    ListObjection,
    RepresentativeList,
    RepresentativeNominee,
)
from services.representation.vocabulary import ListState, NomineeState, ObjectionState
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import decisions as factory
from tests.factories import identity
from tests.factories.decisions import SHEET_KEY
from tests.services.elections.story import OFFICIALS, Story, chosen

BEFORE = timedelta(days=44)  # the day on which an election begins whose votes are counted now
_RUNS = "党员01"  # somebody with an account: what only those do who run an election is done too


_CAST = [f"居民{number:04d}" for number in range(30, 46)]
Told = Callable[[str], str]  # the words for a column, such as `election_objection.text`


def cast(on: Stage) -> Stage:
    """Let villagers of a larger village stand for those who bear the story's names."""
    known = dict(on.people)
    spare = iter(sorted(one for one in known if one.startswith("居民") and one not in _CAST)[9:])
    for name in _CAST:
        known[name] = known.get(name) or known[next(spare)]
    return replace(on, people=known)


async def election(on: Stage, told: Told) -> Story:
    """Play an election up to the morning on which it is voted; nobody else has posted before."""
    on = cast(on)
    made = factory.Stage(on.county, on.code, on.people, on.reviewer)
    story = Story(made, runs=on.who(_RUNS))
    begin = clock.now() - BEFORE
    with clock.at(begin):
        await story.plan(clock.today() + BEFORE)
        ids = [on.resident(name) for name in (_RUNS, *OFFICIALS[1:])]
        await on.do(on.reviewer, elections.form_committee, story.election_id, ids, ids[0], chosen())
        await story.listed()
        objection = await on.do(
            journeys.villagers_of(on)[0],
            elections.object_to_list,
            story.election_id,
            about_name=told("election_objection.about_name"),
            wish=Wish.STRIKE,
            text=told("election_objection.text"),
        )
        await on.do(
            story.chair,
            elections.decide_objection,
            story.election_id,
            objection.id,
            upheld=True,
            decision=told("election_objection.decision"),
            resident_id=on.resident("居民0045"),
        )
    with clock.at(begin + timedelta(days=8)):
        await on.do(story.chair, elections.freeze, story.election_id)
        await story.audits()
        await story.stand()
        await story.station()
        for principal in ("居民0044", "居民0034"):
            await on.do(
                story.chair,
                elections.record_proxy,
                story.election_id,
                principal_id=on.resident(principal),
                holder_id=on.resident("居民0035"),
                relation=Relation.SIBLING,
                sheet_key=SHEET_KEY,
            )
        [first] = [
            one
            for one in (await story.dossier()).proxies
            if one.principal_id == on.resident("居民0044")
        ]
        why = told("election_proxy.struck_reason")
        await on.do(story.chair, elections.strike_proxy, story.election_id, first.id, why)
        await story.post(Step.PROXIES_POSTED)
    return story


async def counted(story: Story, told: Told) -> None:
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
                HandoverItem(
                    election_id=story.election_id,
                    item=min(HANDOVER_ITEMS),
                    note=told("election_handover.note"),
                    done_at=clock.now(),
                    recorded_by=story.chair.label,
                ),
            ]
        )


async def worked(on: Stage, told: Told) -> None:
    """The roll desk, the methods desk, the county's numbers, a township's review, demands."""
    on = cast(on)
    away = Entry(told("roll_reason.reason"))
    await on.do(on.clerk, people.record_away, on.resident("居民0041"), "31", away)
    await _corrected(on, told)
    await on.do(
        on.clerk,
        people.confirm_members,
        on.code,
        since=clock.today(),
        source="成员大会确认决议",
        resident_ids=[on.resident("居民0038")],
    )
    await _assigned(on, told)
    await _set_up(on, told)
    await _demanded(on, told)
    await _put_forward(on, told)
    await _numbered(on, told)
    await _barred(on, told)
    await _judged(on, told)


async def _corrected(on: Stage, told: Told) -> None:
    """Somebody asks for two corrections; one is refused."""
    asker = journeys.villagers_of(on)[0]
    assert asker.resident_id is not None
    wanted, words = told("correction_request.wanted")[:20], told("correction_request.words")
    first = await on.do(asker, people.ask_correction, asker.resident_id, "name", wanted, words)
    answer = told("correction_request.answer")
    await on.do(on.clerk, people.decide_correction, first.id, answer, granted=False)
    await on.do(asker, people.ask_correction, asker.resident_id, "relation", wanted[:10], words)


async def _assigned(on: Stage, told: Told) -> None:
    """Somebody in office declares a relative and a firm; the nightly check found something."""
    holder = on.who("村委02")
    assert holder.resident_id is not None
    for relation in (Relation.SIBLING, None):
        said = Declared(told("interest.name"), relation)
        await on.do(holder, people.declare_interest, holder.resident_id, said)
    async with unit_of_work(on.county) as uow:
        uow.session.add(
            AssignmentFinding(
                village_code=on.code,
                kind=FindingKind.OFFICES.value,
                subject=told("assignment_finding.subject"),
                name=told("assignment_finding.name"),
                holds=[Office.CLERK.value, Office.SUPERVISOR.value],
                citation_zh="系统默认规则",
                citation_en="our default",
            )
        )


async def _demanded(on: Stage, told: Told) -> None:
    """A meeting is demanded on screen and on paper, and the recall of somebody."""
    villager, other = journeys.villagers_of(on)[:2]
    demand = await on.do(
        villager,
        initiatives.open_demand,
        kind=DemandKind.ASSEMBLY,
        village_code=on.code,
        title=told("demand.title"),
        text=told("demand.text"),
    )
    await on.do(
        other,
        initiatives.open_demand,
        kind=DemandKind.RECALL,
        village_code=on.code,
        title=told("demand.title"),
        text=told("demand.text"),
        target_id=on.resident("村委02"),
    )
    await on.do(
        on.clerk,
        initiatives.record_sheet,
        demand.id,
        [PaperName(on.who("居民0040").label)],
        sheet_key=SHEET_KEY,
        sha256=f"{new_id().hex}{new_id().hex}",
    )
    rows = await on.do(on.supervisor, initiatives.signatories, demand.id)
    key = next(row.id for row in rows if row.channel == "paper")
    why = told("demand_signature.struck_reason")
    await on.do(on.supervisor, initiatives.strike, demand.id, key, why)
    await _disputed(on, told, demand.id)


async def _disputed(on: Stage, told: Told, demand_id: UUID) -> None:
    """By hand, because the words of a demand with its number are public: a dispute and a matter."""
    who = on.who("村委02")
    async with unit_of_work(on.county) as uow:
        uow.session.add_all(
            [
                DemandMatter(demand_id=demand_id, matter_id=new_id(), named_by=who.label),
                DemandDispute(
                    demand_id=demand_id,
                    resident_id=who.resident_id,
                    text=told("demand_dispute.text"),
                    state="rejected",
                    decision="已经答复。",
                    decided_at=clock.now(),
                    decided_by=who.label,
                    answer_kind=AnswerKind.TEXT.value,
                    answer_text="合同金额 3 万元。",
                    answered_at=clock.now(),
                ),
            ]
        )


async def _numbered(on: Stage, told: Told) -> None:
    """The county keeps identity numbers; one is recorded and read for a purpose."""
    who = on.resident("居民0040")
    document = "县发〔2026〕9 号"
    await on.do(on.reviewer, people.allow_identity_numbers, document, allowed=True)
    async with unit_of_work(on.county) as uow:
        born = (await people.load_residents(uow, [who]))[who].birth_date
    assert born is not None
    await on.do(on.clerk, people.record_identity, who, identity.number(born))
    await on.do(on.reviewer, people.read_identity, who, told("identity_reading.purpose"))


async def _barred(on: Stage, told: Told) -> None:
    """The county keeps two offices apart by its document, and ends another such rule."""
    pair = (Office.GROUP_HEAD, Office.COLLECTIVE_SUPERVISOR)
    said = (told("county_bar.document")[:100], told("county_bar.article")[:40], clock.today())
    await on.do(on.reviewer, people.add_bar, people.NewBar(*pair, *said))
    other = people.NewBar(Office.GROUP_HEAD, Office.COLLECTIVE_HEAD, *said)
    bar = await on.do(on.reviewer, people.add_bar, other)
    await on.do(on.reviewer, people.end_bar, bar.id, told("county_bar.end_document")[:100])


async def _judged(on: Stage, told: Told) -> None:
    """A court took somebody's political rights, and gave them back."""
    who = on.resident("居民0042")
    document = told("rights_loss.document")[:100]
    since = clock.today() - timedelta(days=400)
    loss = await on.do(on.reviewer, people.record_rights_loss, who, document=document, since=since)
    back = told("rights_loss.end_document")[:100]
    await on.do(on.reviewer, people.end_rights_loss, loss.id, document=back, until=clock.today())


async def _put_forward(on: Stage, told: Told) -> None:
    """Somebody is put forward as representative and confirmed; by hand what hangs long after."""
    head, who = on.who("居民0038"), on.resident("居民0039")
    assert head.resident_id is not None
    source = told("representative_nominee.source")
    async with unit_of_work(on.county) as uow:
        known = (await people.load_residents(uow, [head.resident_id]))[head.resident_id]
        hung = RepresentativeList(
            village_code=on.code,
            whole=False,
            state=ListState.DROPPED.value,
            posted_by=head.label,
            closed_at=clock.now(),
            reason=told("representative_list.reason"),
        )
        nominee = RepresentativeNominee(
            village_code=on.code,
            resident_id=who,
            chosen_on=clock.today(),
            source=source,
            state=NomineeState.DROPPED.value,
            opened_by=head.label,
            reason=told("representative_nominee.reason"),
        )
        uow.session.add_all([hung, nominee])
        await uow.session.flush()
        uow.session.add_all(
            [
                HouseholdConfirmation(
                    nominee_id=nominee.id,
                    household_id=known.household_id,
                    head_id=known.id,
                    sheet_key=SHEET_KEY,
                    recorded_by=head.label,
                    closed_at=clock.now(),
                ),
                ListObjection(
                    list_id=hung.id,
                    objector_id=known.id,
                    about_name=told("representative_objection.about_name"),
                    text=told("representative_objection.text"),
                    due=clock.today(),
                    state=ObjectionState.REJECTED.value,
                    nominee_id=nominee.id,
                    decision=told("representative_objection.decision"),
                    decided_at=clock.now(),
                ),
            ]
        )


async def _set_up(on: Stage, told: Told) -> None:
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
        people.record_township_member,
        on.code[:9],
        name=told("township_member.name"),
        post="党委委员",
        since=date(clock.today().year, 1, 1),
        source="县委任〔2026〕1 号",
    )
    month = f"{clock.today():%Y-M%m}"  # the first month that the village was here for
    with clock.at(clock.now() + timedelta(days=31)):
        await on.do(
            by,
            decisions.record_township_review,
            on.code[:9],
            method_id="wuhuan_fujin",
            key="inspect",
            period=month,
            finding="按时公开。",
        )


def method_of(on: Stage) -> str:
    """Return the name of the county's own method: no other county has one of this name."""
    return f"wubu_{on.county.code}"


async def papers(on: Stage, matter: UUID, step: UUID, told: Told) -> None:
    """Lay on file what other methods ask for."""
    on = cast(on)
    at: dict[str, Any] = {"matter_id": matter, "step_id": step, "version_no": 1}
    by: dict[str, Any] = {
        "recorded_by": on.clerk.label,
        "recorded_by_id": on.clerk.resident_id,
    }
    details = {"experts": [{"name": told("matter_paper.details"), "profession": "水利工程师"}]}
    heard = PaperKind.HEARING.value
    asked: dict[str, Any] = {
        "subject_id": on.resident("居民0039"),
        "subject": on.who("居民0039").label,
        "stance": Stance.AGREE.value,
        "text": told("opinion_sheet.text"),
    }
    async with unit_of_work(on.county) as uow:
        tracker = MatterTracker(
            matter_id=matter,
            resident_id=on.resident("居民0039"),
            name=on.representatives()[0],
            named_by=on.clerk.label,
        )
        uow.session.add(tracker)
        await uow.session.flush()
        said = told("tracking_report.text")
        uow.session.add(TrackingReport(matter_id=matter, tracker_id=tracker.id, text=said))
        uow.session.add_all(
            [
                MatterPaper(
                    kind=heard, text=told("matter_paper.text"), details=details, **at, **by
                ),
                OpinionSheet(**asked, **at, **by),
                MatterParty(
                    matter_id=matter,
                    kind=PartyKind.PERSON.value,
                    resident_id=on.resident("居民0038"),
                    name=told("matter_party.name"),
                    part=told("matter_party.part"),
                    recorded_by=on.clerk.label,
                ),
                await _proxy(uow, on, matter, told),
            ]
        )


async def _proxy(uow: UnitOfWork, on: Stage, matter: UUID, told: Told) -> MeetingProxy:
    """A proxy of the last line of the matter's first roll, whoever that is."""
    (meeting, *_) = (await decisions.load_many_meetings(uow, [matter]))[matter]
    member = (await decisions.load_many_members(uow, [meeting.id]))[meeting.id][-1]
    return MeetingProxy(
        meeting_id=meeting.id,
        member_id=member.id,
        holder_id=on.resident("居民0037"),
        holder=told("meeting_proxy.holder"),
        sheet_key=SHEET_KEY,
        sheet_sha256="ab" * 32,
        recorded_by=on.clerk.label,
    )
