"""What a viewer may do with a matter right now: the permission and the point on the rail agree."""

from collections.abc import Callable, Mapping

from infra import clock
from schema.core.context import Info
from schema.decisions import loaders, visibility
from services.decisions import conveners, workflow
from services.decisions.attendance import body_of
from services.decisions.blocking import Blocker, MeetingState
from services.decisions.dossiers import Dossier
from services.decisions.vocabulary import MEETING_KINDS, Population, Publication, StepKind
from services.decisions.workflow import ALLOWED, BEFORE_PASSING, FINAL, Event, State
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import TOWNSHIP_DIGITS, Role, is_seat
from tenants.viewer import Viewer

# What the verb itself mends: it posts.
_POSTED_BY_HAND = {"NOTICE_WITHDRAWN", "NOT_POSTED"}
# A township's own decision is not set aside by the articles of the village's law, and nobody of
# its committee is in the register of interests (ADR 31).
_OF_VILLAGES = {"annul", "record_party"}
_AUTHORS = {"edit", "propose", "record_party", "withdraw"}
_LIVE = {MeetingState.CALLED.value, MeetingState.OPEN.value}


async def verbs_of(info: Info, dossier: Dossier) -> list[str]:
    """Return the verbs in the order of a matter's life."""
    viewer, place = info.context.viewer, dossier.matter.village_code
    found = [
        verb
        for verb, (permission, fits) in _VERBS.items()
        if viewer.may(permission, place) and fits(dossier)
    ]
    if not visibility.writes(viewer, dossier.matter):
        found = [verb for verb in found if verb not in _AUTHORS]
    if "review" in found and not may_review(viewer, dossier):
        found.remove("review")
    if "annul" in found and not viewer.may(Permission.MATTER_ANNUL, township_of(place)):
        found.remove("annul")
    if "call_meeting" in found and not _may_convene(viewer, dossier):
        found.remove("call_meeting")
    if is_seat(place):
        found = [verb for verb in found if verb not in _OF_VILLAGES]
    if "submit_sheet" in found and not _is_asked_for_a_sheet(viewer, dossier):
        found.remove("submit_sheet")
    if "sign" in found and not await _has_to_sign(info, dossier):
        found.remove("sign")
    if "evaluate" in found and not await _has_to_answer(info, dossier):
        found.remove("evaluate")
    return found


def review_place(dossier: Dossier) -> str:
    """Return where a reviewer must hold the permission: a township's check is the township's."""
    step, place = dossier.step, dossier.matter.village_code
    by_township = step is not None and step.actor is Role.TOWNSHIP_REVIEWER
    return township_of(place) if by_township else place


def township_of(village_code: str) -> str:
    """Return the code of the township that a village belongs to."""
    return village_code[:TOWNSHIP_DIGITS]


def may_review(viewer: Viewer, dossier: Dossier) -> bool:
    """Say whether this check is the viewer's to make."""
    return viewer.may(Permission.REVIEW_DECIDE, review_place(dossier))


def _may_convene(viewer: Viewer, dossier: Dossier) -> bool:
    step, place = dossier.step, dossier.matter.village_code
    if step is None:
        return False
    return conveners.may_convene(viewer.roles, place, step, body_of(dossier, step))


async def _has_to_sign(info: Info, dossier: Dossier) -> bool:
    resolution = dossier.resolution
    if resolution is None:
        return False
    return await info.context.loader(loaders.may_sign).load(resolution.id)


async def _has_to_answer(info: Info, dossier: Dossier) -> bool:
    if info.context.viewer.resident_id is None:
        return False
    mine = await info.context.loader(loaders.my_evaluations).load(dossier.matter.id)
    return mine is None or mine[0] < len(dossier.evaluations)


def _is_writable(dossier: Dossier) -> bool:
    return dossier.progress.state in ALLOWED[Event.RESUME] | {State.DRAFT}


def _hears(dossier: Dossier) -> bool:
    return _is_writable(dossier) or dossier.collects


def _has_text(dossier: Dossier) -> bool:
    return _is_writable(dossier) and dossier.facts.has_text


def _is_withdrawable(dossier: Dossier) -> bool:
    return dossier.progress.state in ALLOWED[Event.WITHDRAW]


def _takes_parties(dossier: Dossier) -> bool:
    """Say whether whom it concerns may be entered: until it was voted on."""
    states = BEFORE_PASSING | {State.RECONSIDERING}
    return dossier.progress.state in states and dossier.vote is None


def _at(*kinds: StepKind) -> Callable[[Dossier], bool]:
    """Return a test for the open step, while the matter is moving."""

    def fits(dossier: Dossier) -> bool:
        moving = dossier.progress.state in ALLOWED[Event.ADVANCE]
        return moving and dossier.step is not None and dossier.step.kind in kinds

    return fits


def _takes_comments(dossier: Dossier) -> bool:
    if _at(StepKind.SOLICIT)(dossier):
        return True
    step = dossier.step
    posted = dossier.posting is not None and dossier.facts.released
    return posted and step is not None and step.publishes is Publication.PROPOSAL


def _takes_objections(dossier: Dossier) -> bool:
    until = dossier.takes_objections_until
    return until is not None and clock.now() < until


def _has_objections(dossier: Dossier) -> bool:
    return bool(dossier.objections_open)


def _meets(dossier: Dossier) -> bool:
    if not _at(*MEETING_KINDS)(dossier) or _FIRST & {one.code for one in _reasons(dossier)}:
        return False
    return dossier.meeting is None or dossier.meeting.state not in _LIVE


def _is_ready(dossier: Dossier) -> bool:
    """Say whether the open step can be closed by hand: posted, ripened, finished."""
    kinds = (StepKind.ARCHIVE, StepKind.EXECUTE, StepKind.POST, StepKind.RATE, StepKind.SOLICIT)
    if not _at(*kinds)(dossier) and not dossier.collects:
        return False
    return not {reason.code for reason in _reasons(dossier)} - _POSTED_BY_HAND


def _reasons(dossier: Dossier) -> list[Blocker]:
    return workflow.blockers(dossier.progress, dossier.facts, clock.now())


def _is_resolved(dossier: Dossier) -> bool:
    return dossier.progress.state in {State.RESOLVED, State.PUBLISHED}


def _is_reopenable(dossier: Dossier) -> bool:
    return dossier.progress.state in ALLOWED[Event.RECONSIDER]


def _is_reopened(dossier: Dossier) -> bool:
    return dossier.progress.state is State.RECONSIDERING


def _is_annullable(dossier: Dossier) -> bool:
    return dossier.progress.state in ALLOWED[Event.ANNUL]


def _is_startable(dossier: Dossier) -> bool:
    published = dossier.progress.state is State.PUBLISHED and _at(StepKind.EXECUTE)(dossier)
    return published and not dossier.extras_missing


def _is_under_way(dossier: Dossier) -> bool:
    return dossier.progress.state is State.EXECUTING and _at(StepKind.EXECUTE)(dossier)


def _is_asked(dossier: Dossier) -> bool:
    until = dossier.facts.evaluate_until
    running = until is None or clock.now() < until
    return _at(StepKind.EVALUATE)(dossier) and running and not dossier.facts.not_done


def _is_checked(dossier: Dossier) -> bool:
    """Say whether it is the board's to look at: before the result, or after two noes."""
    called_not_done = dossier.facts.not_done and _at(StepKind.EVALUATE)(dossier)
    return called_not_done or _at(StepKind.SUPERVISE)(dossier)


def _takes_sheets(dossier: Dossier) -> bool:
    asking = _at(StepKind.RATE, StepKind.SOLICIT)(dossier)
    return asking and dossier.step is not None and dossier.step.responses is not None


def _is_planned(dossier: Dossier) -> bool:
    """Say whether the plan of the work is being written: until its meeting is called."""
    free = dossier.meeting is None or dossier.meeting.state not in _LIVE
    return free and _at(StepKind.PLAN_VOTE)(dossier)


def _is_reported(dossier: Dossier) -> bool:
    return _is_under_way(dossier) or _at(StepKind.REPORT)(dossier)


def _lacks(*, by_township: bool) -> Callable[[Dossier], bool]:
    """Return a test for extra steps that are not on file, of the village or of the township."""

    def fits(dossier: Dossier) -> bool:
        if dossier.progress.state in FINAL:
            return False
        return any(one.by_township is by_township for one in dossier.extras_open)

    return fits


def _is_asked_for_a_sheet(viewer: Viewer, dossier: Dossier) -> bool:
    """Say whether the viewer is one of those asked: a representative, or of a household here."""
    step, place = dossier.step, dossier.matter.village_code
    if step is None or step.responses is None:
        return False
    wanted = Role.VILLAGER
    if step.responses.of is Population.REPRESENTATIVES:
        wanted = Role.REPRESENTATIVE
    return any(one.role is wanted and one.place == place for one in viewer.roles)


_FIRST = {"PAPER_MISSING", "PLAN_MISSING"}
_VERBS: Mapping[str, tuple[Permission, Callable[[Dossier], bool]]] = {
    "edit": (Permission.MATTER_PROPOSE, _is_writable),
    "record_heard": (Permission.MATTER_RECORD_HEARD, _hears),
    "propose": (Permission.MATTER_PROPOSE, _has_text),
    "record_party": (Permission.MATTER_PROPOSE, _takes_parties),
    "withdraw": (Permission.MATTER_PROPOSE, _is_withdrawable),
    "comment": (Permission.MATTER_COMMENT, _takes_comments),
    "object": (Permission.MATTER_COMMENT, _takes_objections),
    "answer_objection": (Permission.MATTER_ADVANCE, _has_objections),
    "call_meeting": (Permission.MEETING_CALL, _meets),
    "review": (Permission.REVIEW_DECIDE, _at(StepKind.REVIEW)),
    "advance": (Permission.MATTER_ADVANCE, _is_ready),
    "sign": (Permission.RESOLUTION_SIGN, _is_resolved),
    "reconsider": (Permission.MATTER_RECONSIDER, _is_reopenable),
    "visit": (Permission.MATTER_RECONSIDER, _is_reopened),
    "start_execution": (Permission.EXECUTION_REPORT, _is_startable),
    "report": (Permission.EXECUTION_REPORT, _is_under_way),
    "inspect": (Permission.INSPECTION_RECORD, _is_checked),
    "evaluate": (Permission.EVALUATION_SUBMIT, _is_asked),
    "annul": (Permission.MATTER_ANNUL, _is_annullable),
    "submit_sheet": (Permission.MATTER_COMMENT, _takes_sheets),
    "record_sheet": (Permission.MATTER_RECORD_HEARD, _takes_sheets),
    "record_hearing": (Permission.MATTER_RECORD_HEARD, _at(StepKind.HEARING)),
    "write_plan": (Permission.EXECUTION_REPORT, _is_planned),
    "report_work": (Permission.EXECUTION_REPORT, _is_reported),
    "record_extra": (Permission.MATTER_RECORD_HEARD, _lacks(by_township=False)),
    "record_township_extra": (Permission.TOWNSHIP_RECORD, _lacks(by_township=True)),
}
