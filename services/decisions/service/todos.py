"""今天要办: what one person must do, from the open steps of their places and their own seats."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from infra import clock
from services.decisions import dossiers, repository, workflow
from services.decisions.blocking import Blocker, MeetingState, Outcome
from services.decisions.dossiers import Dossier
from services.decisions.service import opinion_todos, sheet_todos, tracking
from services.decisions.service.reading import load_voted
from services.decisions.service.todo_items import TodoItem
from services.decisions.vocabulary import ELECTRONIC, StepKind
from services.decisions.workflow import State
from tenants.authorization.roles import Role, RoleHolding
from tenants.unit_of_work import UnitOfWork

LIMIT = 200


# What the person whose turn it is has to do about each blocker.
_VERBS: dict[str, tuple[str, str, str]] = {
    "NOBODY_HEARD": ("record_heard", "记录听取的意见", "Record whom you heard"),
    "NO_TEXT": ("write", "写好议案", "Write the proposal"),
    "NOTICE_WITHDRAWN": (
        "post",
        "公告已撤回，重新张榜公布",
        "Post again: the notice was withdrawn",
    ),
    "NOT_POSTED": ("post", "张榜公布", "Post"),
    "MEETING_NOT_CALLED": ("call_meeting", "召集会议", "Call the meeting"),
    "MEETING_NOT_OPEN": ("open_meeting", "宣布开会", "Open the meeting"),
    "VOTE_NOT_OPEN": ("open_vote", "开始表决", "Put it to the vote"),
    "VOTE_OPEN": ("close_vote", "结束表决", "Close the vote"),
    "REVIEW_PENDING": ("review", "审核把关", "Review"),
    "NOBODY_ANSWERED": (
        "ask_villagers",
        "问一问村民：事情办成了吗",
        "Ask the villagers whether it was done",
    ),
    "NOT_DONE": ("inspect", "村民两次说没办成，去看并记下", "Look at what villagers call not done"),
    "NO_OPINIONS": ("solicit", "征求意见", "Ask for opinions"),
    "SHEETS_MISSING": ("collect_sheets", "收齐意见表", "Collect opinion sheets"),
    "HEARING_PENDING": ("record_hearing", "开论证会并登记", "Hold and record the hearing"),
    "PLAN_MISSING": ("write_plan", "写实施方案", "Write the plan of the work"),
    "OBJECTIONS_OPEN": ("answer_objection", "答复公示期间的异议", "Answer the objections"),
    "PAPER_MISSING": ("record_extra", "办齐并登记附加手续", "Record what else is needed"),
    "NO_REPORT": ("report_work", "报告执行情况", "Report on the work"),
    "EXECUTION_NOT_STARTED": ("start_execution", "开始实施", "Begin the work"),
    "NO_MILESTONE": ("plan_milestone", "安排实施节点", "Plan milestones"),
    "MILESTONES_OPEN": ("report_milestone", "报告实施进度", "Report progress"),
    "INSPECTION_PENDING": ("inspect", "监督检查", "Check the work"),
    "SIGNATURES_MISSING": ("collect_signatures", "收齐签字", "Collect signatures"),
    "RETURNED": ("mend", "修改后重新提交", "Mend and submit again"),
    "SUSPENDED": ("mend", "修改后重新提议", "Mend and propose again"),
    "RECONSIDERING": ("mend", "走访并提交新一版", "Visit and submit a new version"),
}
_REDO = (
    "plan_milestone",
    "村民说没有办成，安排重做",
    "Plan it again: villagers say it is not done",
)
_READY: dict[StepKind, tuple[str, str, str]] = {
    StepKind.ARCHIVE: ("archive", "归档", "Archive"),
    StepKind.COLLECT: ("submit", "提交议案", "Submit the proposal"),
    StepKind.EXECUTE: ("complete_step", "报告完工", "Report the work done"),
    StepKind.POST: ("complete_step", "公示期满，进入下一步", "Posting is over: go on"),
    StepKind.PROPOSE: ("submit", "提交议案", "Submit the proposal"),
    StepKind.SOLICIT: ("complete_step", "意见已收，进入下一步", "Opinions are in: go on"),
}


async def todo(
    uow: UnitOfWork, *, resident_id: UUID | None, holdings: Collection[RoleHolding]
) -> list[TodoItem]:
    """Return what this person must do, the earliest deadline first."""
    places = sorted({holding.place for holding in holdings})
    if not places:
        return []
    matters = await repository.active_matters(uow.session, places, LIMIT)
    files = list((await dossiers.load(uow, matters)).values())
    items = [
        *_by_role(files, holdings),
        *await _counts(uow, files, holdings),
        *await opinion_todos.of_branch(uow, holdings),
    ]
    if resident_id is not None:
        items += await _own(uow, resident_id, files)
    never = clock.now().replace(year=9999)
    return sorted(items, key=lambda item: (item.due_at or never, item.title))


def _by_role(files: Sequence[Dossier], holdings: Collection[RoleHolding]) -> list[TodoItem]:
    found = []
    for dossier in files:
        here = dossier.matter.village_code
        roles = {held.role for held in holdings if here.startswith(held.place)}
        actor = _whose_turn(dossier)
        if actor in roles:
            found += _of_step(dossier)
        elif actor is Role.COMMITTEE_DIRECTOR and Role.COMMITTEE_MEMBER in roles:
            found += [item for item in _of_step(dossier) if item.kind in _OF_THE_COMMITTEE]
    return found


# Once the work has begun, its milestones are the whole committee's.
_OF_THE_COMMITTEE = {"plan_milestone", "report_milestone"}


_COUNTERS = frozenset({Role.CLERK, Role.TOWNSHIP_OFFICE})
_ENTER_COUNT = ("enter_count", "录入计票", "Enter the count")


async def _counts(
    uow: UnitOfWork, files: Sequence[Dossier], holdings: Collection[RoleHolding]
) -> list[TodoItem]:
    """Return the votes by hands or on paper whose count the one who keeps the papers must enter."""
    places = tuple(held.place for held in holdings if held.role in _COUNTERS)
    open_here = {
        file.vote.id: file
        for file in files
        if file.vote is not None
        and file.vote.outcome == Outcome.OPEN.value
        and file.vote.form not in ELECTRONIC
        and file.matter.village_code.startswith(places)
    }
    if not places or not open_here:
        return []
    entered = {row.vote_id for row in await repository.paper_counts_of(uow.session, open_here)}
    return [
        _item(file, *_ENTER_COUNT, None) for vote, file in open_here.items() if vote not in entered
    ]


_WAITING = {State.RETURNED, State.SUSPENDED, State.RECONSIDERING}


def _whose_turn(dossier: Dossier) -> Role | None:
    if dossier.progress.state in _WAITING:
        return dossier.method.steps[0].actor
    if dossier.facts.asked_again or dossier.facts.not_done:
        return Role.SUPERVISOR
    return dossier.step.actor if dossier.step else None


def _of_step(dossier: Dossier) -> list[TodoItem]:
    reasons = workflow.blockers(dossier.progress, dossier.facts, clock.now())
    step = dossier.step
    if reasons and reasons[0].code == "NO_MILESTONE" and dossier.reopened_at:
        return [_item(dossier, *_REDO, reasons[0])]
    if reasons:
        return [_item(dossier, *_VERBS[r.code], r) for r in reasons[:1] if r.code in _VERBS]
    if step is None or step.kind not in _READY:
        return []
    if dossier.collects:
        return [_item(dossier, "complete_step", "意见已听，进入下一步", "Heard: go on", None)]
    return [_item(dossier, *_READY[step.kind], None)]


def _item(
    dossier: Dossier, kind: str, verb_zh: str, verb_en: str, _reason: Blocker | None
) -> TodoItem:
    matter, row, meeting, vote = dossier.matter, dossier.open_step, dossier.meeting, dossier.vote
    resolution = dossier.resolution
    return TodoItem(
        kind=kind,
        verb_zh=verb_zh,
        verb_en=verb_en,
        title=matter.title,
        village_code=matter.village_code,
        due_at=row.due_at if row else None,
        matter_id=matter.id,
        meeting_id=meeting.id if meeting else None,
        vote_id=vote.id if vote else None,
        resolution_id=resolution.id if resolution else None,
    )


async def _own(uow: UnitOfWork, resident_id: UUID, files: Sequence[Dossier]) -> list[TodoItem]:
    seats = await _seats(uow, resident_id, files)
    signatures = await _signatures(uow, resident_id, files)
    tracked = await tracking.tracking_todos(uow, resident_id)
    sheets = await sheet_todos.owed(uow, resident_id, files)
    asked = await _evaluations(uow, resident_id, files)
    return [*seats, *signatures, *tracked, *sheets, *asked]


async def _seats(uow: UnitOfWork, resident_id: UUID, files: Sequence[Dossier]) -> list[TodoItem]:
    """Return the meetings this person sits in: to sign in to, and to vote in."""
    by_meeting: dict[UUID, list[Dossier]] = {}
    for file in files:
        if file.meeting is not None:
            by_meeting.setdefault(file.meeting.id, []).append(file)
    seats = await repository.live_seats(uow.session, resident_id)
    votes = [f.vote.id for f in files if f.vote and f.vote.outcome == Outcome.OPEN]
    voted = await load_voted(uow, resident_id, votes)
    staked = await _staked(uow, [meeting.id for meeting, _ in seats])
    items = []
    for meeting, member in seats:
        about = by_meeting.get(meeting.id, [])
        free = [one for one in about if (member.id, one.matter.id) not in staked]
        if free and member.present_at is None and all(one.vote is None for one in about):
            items.append(_sign_in(free[0], meeting.scheduled_at))
        items += [
            _item(file, "vote", "表决", "Vote", None)
            for file in free
            if member.here and _may_vote(file) and file.vote and file.vote.id not in voted
        ]
    return items


async def _staked(uow: UnitOfWork, meeting_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return which members have a stake in which matter."""
    items = {one.id: one for one in await repository.items_of(uow.session, meeting_ids)}
    rows = await repository.recusals_of(uow.session, meeting_ids)
    return {(row.member_id, items[row.item_id].matter_id) for row in rows}


def _may_vote(dossier: Dossier) -> bool:
    vote, meeting = dossier.vote, dossier.meeting
    if vote is None or meeting is None or meeting.state != MeetingState.OPEN.value:
        return False
    return vote.outcome == Outcome.OPEN.value and vote.form in ELECTRONIC


def _sign_in(dossier: Dossier, at: datetime) -> TodoItem:
    item = _item(dossier, "sign_in", "到会签到", "Sign in to the meeting", None)
    return TodoItem(**{**vars(item), "due_at": at})


async def _signatures(
    uow: UnitOfWork, resident_id: UUID, files: Sequence[Dossier]
) -> list[TodoItem]:
    waiting = {
        file.resolution.id: file
        for file in files
        if file.resolution is not None and file.progress.state is State.RESOLVED
    }
    if not waiting:
        return []
    there = await repository.present_at_votes(uow.session, resident_id, list(waiting))
    signed = await repository.signed_by(uow.session, resident_id, list(waiting))
    return [
        _item(waiting[resolution], "sign", "在决议上签字", "Sign the resolution", None)
        for resolution in there
        if resolution not in signed
    ]


async def _evaluations(
    uow: UnitOfWork, resident_id: UUID, files: Sequence[Dossier]
) -> list[TodoItem]:
    now = clock.now()
    asked = {
        file.matter.id: file
        for file in files
        if file.step is not None
        and file.step.kind is StepKind.EVALUATE
        and (file.facts.evaluate_until is None or now < file.facts.evaluate_until)
        and not file.facts.not_done
    }
    if not asked:
        return []
    done = await repository.evaluated_by(uow.session, resident_id, list(asked))
    verb = ("evaluate", "评价：事情办成了吗", "Say whether it was done")
    return [
        _item(file, *verb, None)
        for matter, file in asked.items()
        if done.get(matter, 0) < len(file.evaluations)
    ]
