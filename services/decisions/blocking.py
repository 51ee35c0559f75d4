"""What keeps a step open, in words: pure, from facts recorded about it and the present moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.decisions.method_types import Step
from services.decisions.vocabulary import Evidence, StepKind


class Outcome(StrEnum):
    """How something came out, if it has."""

    NONE = ""
    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


class MeetingState(StrEnum):
    """Where a meeting stands; NONE: nobody has called one."""

    NONE = ""
    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"
    ADJOURNED = "adjourned"


@dataclass(frozen=True)
class Blocker:
    """One thing that must happen first; `until` is set when only time must pass."""

    code: str
    zh: str
    en: str
    until: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What has been recorded about the open step of a matter."""

    has_text: bool = False
    heard: int = 0
    posted: bool = False
    posted_until: datetime | None = None
    taken_back: bool = False
    released: bool = True
    final_at: datetime | None = None
    meeting: MeetingState = MeetingState.NONE
    meeting_at: datetime | None = None
    vote: Outcome = Outcome.NONE
    review: Outcome = Outcome.NONE
    signatures: int = 0
    signatures_needed: int = 0
    milestones: int = 0
    milestones_open: int = 0
    inspection: Outcome = Outcome.NONE
    solicited: int = 0
    evaluate_until: datetime | None = None
    asked_again: bool = False
    not_done: bool = False
    sheets: int = 0
    sheets_needed: int = 0
    hearing: Outcome = Outcome.NONE
    planned: bool = False
    reports: int = 0
    objections_open: int = 0
    papers_missing: tuple[tuple[str, str], ...] = ()


def blockers_of(step: Step, facts: Facts, now: datetime) -> list[Blocker]:
    """Return everything that keeps this step open."""
    kind = _meeting if step.meets else _BY_KIND[step.kind]
    first = [*_papers(facts), *_evidence(step, facts), *_plan(step, facts), _objections(facts)]
    found = [*first, kind(facts, now)]
    return [blocker for blocker in found if blocker is not None]


def _evidence(step: Step, facts: Facts) -> list[Blocker | None]:
    checks = {
        Evidence.HEARD_PERSONS: _heard,
        Evidence.MILESTONES: _milestones,
        Evidence.REPORTS: _reported,
        Evidence.SIGNATURES: _signed,
    }
    return [checks[item](facts) for item in step.evidence]


def _papers(facts: Facts) -> list[Blocker]:
    """Return what this kind of matter needs beside its method (domain.md 2.5) and still lacks."""
    return [
        Blocker("PAPER_MISSING", f"还没有登记：{zh}", f"not recorded yet: {en}")
        for zh, en in facts.papers_missing
    ]


def _plan(step: Step, facts: Facts) -> list[Blocker]:
    if step.kind is not StepKind.PLAN_VOTE or facts.planned:
        return []
    return [Blocker("PLAN_MISSING", "还没有写实施方案", "the plan of the work is not written yet")]


def _objections(facts: Facts) -> Blocker | None:
    """Return the objections raised while it hangs: each is answered, or sends it back."""
    count = facts.objections_open
    if not count:
        return None
    return Blocker(
        "OBJECTIONS_OPEN", f"还有 {count} 条异议没有答复", f"{count} objections are not answered"
    )


def _reported(facts: Facts, _now: datetime | None = None) -> Blocker | None:
    if facts.reports:
        return None
    return Blocker("NO_REPORT", "还没有报告执行情况", "nobody has reported on the work yet")


def _heard(facts: Facts) -> Blocker | None:
    if facts.heard:
        return None
    return Blocker("NOBODY_HEARD", "还没有记录听取了谁的意见", "nobody has been heard yet")


def _signed(facts: Facts) -> Blocker | None:
    missing = facts.signatures_needed - facts.signatures
    if missing <= 0:
        return None
    return Blocker(
        "SIGNATURES_MISSING", f"决议还差 {missing} 人签字", f"{missing} signatures are missing"
    )


def _milestones(facts: Facts) -> Blocker | None:
    if not facts.milestones:
        return Blocker("NO_MILESTONE", "还没有报告实施进度", "no progress has been reported")
    if facts.milestones_open:
        count = facts.milestones_open
        return Blocker(
            "MILESTONES_OPEN", f"还有 {count} 个节点未完成", f"{count} milestones are not done"
        )
    return None


def _nothing(_facts: Facts, _now: datetime) -> Blocker | None:
    return None


def _proposal(facts: Facts, _now: datetime) -> Blocker | None:
    if facts.has_text:
        return None
    return Blocker("NO_TEXT", "议案还没有正文", "the proposal has no text yet")


def _posting(facts: Facts, now: datetime) -> Blocker | None:
    if facts.taken_back:
        return Blocker(
            "NOTICE_WITHDRAWN",
            "公告已撤回，请重新张榜公布，天数从新公告发布那天算起",
            "the notice was withdrawn: post it again, the days run from the new notice's release",
        )
    if not facts.posted or facts.posted_until is None:
        return Blocker("NOT_POSTED", "还没有张榜公布", "it has not been posted yet")
    if not facts.released:
        # Days in which nobody could read it are not days of posting.
        return Blocker(
            "POSTING_NOT_RELEASED",
            "公告还没有核对发布，公示期从发布那天算起",
            "the notice is not checked and released yet; the period runs from its release",
        )
    if now < facts.posted_until:
        return Blocker(
            "POSTING_RUNS", "公示期未满", "the posting period is running", facts.posted_until
        )
    if facts.final_at is not None and now < facts.final_at:
        # What can still be taken back must not have opened the step after it.
        return Blocker(
            "NOTICE_NOT_FINAL",
            "公告刚发布，撤回时间过后自动进入下一步",
            "the notice is just out: the matter goes on once it can no longer be withdrawn",
            facts.final_at,
        )
    return None


def _review(facts: Facts, _now: datetime) -> Blocker | None:
    if facts.review is Outcome.PASSED:
        return None
    return Blocker("REVIEW_PENDING", "等待审核把关", "waiting for the review")


def _supervision(facts: Facts, _now: datetime) -> Blocker | None:
    if facts.inspection is Outcome.PASSED:
        return None
    if facts.inspection is Outcome.FAILED:
        return Blocker("INSPECTION_FAILED", "监督检查未通过", "the check was not passed")
    return Blocker("INSPECTION_PENDING", "等待监督检查", "waiting for the check")


def _rating(facts: Facts, _now: datetime) -> Blocker | None:
    missing = facts.sheets_needed - facts.sheets
    if missing <= 0:
        return None
    return Blocker(
        "SHEETS_MISSING", f"还差 {missing} 份意见表", f"{missing} opinion sheets are missing"
    )


def _hearing(facts: Facts, _now: datetime) -> Blocker | None:
    if facts.hearing is Outcome.PASSED:
        return None
    return Blocker("HEARING_PENDING", "还没有开论证会", "the expert hearing has not been held")


def _solicitation(facts: Facts, now: datetime) -> Blocker | None:
    if facts.sheets_needed:
        return _rating(facts, now)
    if facts.solicited or facts.sheets:
        return None
    return Blocker("NO_OPINIONS", "还没有收到意见", "no opinions have come in yet")


def _evaluation(facts: Facts, now: datetime) -> Blocker | None:
    if facts.evaluate_until is None or now >= facts.evaluate_until:
        return None
    if facts.not_done and facts.inspection is not Outcome.NONE:
        return None
    if facts.not_done:
        return Blocker(
            "NOT_DONE",
            "村民第二次说没有办成，请村务监督委员会去看并记下",
            "villagers say a second time that it is not done; the supervisory board looks at it",
            facts.evaluate_until,
        )
    if facts.asked_again:
        return Blocker(
            "NOBODY_ANSWERED",
            "到期没有村民评价，已延长一次，请村务监督委员会上门问",
            "nobody answered in time; it was extended once, and the supervisory board asks",
            facts.evaluate_until,
        )
    return Blocker(
        "EVALUATION_RUNS", "村民评价期未满", "villagers are still answering", facts.evaluate_until
    )


def _meeting(facts: Facts, now: datetime) -> Blocker | None:
    if facts.vote is Outcome.PASSED:
        return None
    if facts.vote is Outcome.FAILED:
        return Blocker("VOTE_FAILED", "表决未通过", "the vote was not passed")
    if facts.vote is Outcome.OPEN:
        return Blocker("VOTE_OPEN", "正在表决", "the vote is open")
    return _MEETINGS[facts.meeting](facts, now)


def _not_called(_facts: Facts, _now: datetime) -> Blocker:
    return Blocker("MEETING_NOT_CALLED", "还没有召集会议", "no meeting has been called")


def _called(facts: Facts, now: datetime) -> Blocker:
    if facts.meeting_at is not None and now < facts.meeting_at:
        return Blocker(
            "MEETING_AHEAD", "会议还没到时间", "the meeting is still ahead", facts.meeting_at
        )
    return Blocker("MEETING_NOT_OPEN", "会议还没有开始", "the meeting has not been opened")


def _opened(_facts: Facts, _now: datetime) -> Blocker:
    return Blocker("VOTE_NOT_OPEN", "还没有开始表决", "the vote has not been opened")


_MEETINGS: Mapping[MeetingState, Callable[[Facts, datetime], Blocker]] = {
    MeetingState.NONE: _not_called,
    MeetingState.CALLED: _called,
    MeetingState.OPEN: _opened,
    MeetingState.CLOSED: _not_called,
    MeetingState.ADJOURNED: _not_called,
}

_BY_KIND: Mapping[StepKind, Callable[[Facts, datetime], Blocker | None]] = {
    StepKind.ARCHIVE: _nothing,
    StepKind.COLLECT: _nothing,
    StepKind.CONSULT: _nothing,
    StepKind.EVALUATE: _evaluation,
    StepKind.EXECUTE: _nothing,
    StepKind.HEARING: _hearing,
    StepKind.POST: _posting,
    StepKind.PROPOSE: _proposal,
    StepKind.RATE: _rating,
    StepKind.REPORT: _reported,
    StepKind.REVIEW: _review,
    StepKind.SOLICIT: _solicitation,
    StepKind.SUPERVISE: _supervision,
}
