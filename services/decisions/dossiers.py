"""A matter with everything recorded about it, for many matters in a fixed number of queries."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from infra import calendar, clock
from services.decisions import (
    law,
    method_reading,
    notices,
    parameters,
    repository,
    routing,
    rules,
)
from services.decisions import method as methods
from services.decisions.blocking import Facts, MeetingState, Outcome
from services.decisions.errors import MethodUnknown
from services.decisions.law import LegalFloor
from services.decisions.method_types import Method, Step
from services.decisions.models import (
    AgendaItem,
    Annulment,
    Inspection,
    Matter,
    MatterDraft,
    MatterObjection,
    MatterPaper,
    MatterStep,
    Meeting,
    Milestone,
    OpinionSheet,
    PaperKind,
    Posting,
    Resolution,
    Vote,
)
from services.decisions.notices import MISSING, Notice
from services.decisions.routing import Before, ExtraStep, MatterType
from services.decisions.vocabulary import Evaluated, Publication, StepKind, StepState
from services.decisions.workflow import ALLOWED, Event, Progress, State
from tenants.unit_of_work import UnitOfWork

Row = TypeVar(
    "Row",
    MatterStep,
    Posting,
    Vote,
    Resolution,
    Milestone,
    Inspection,
    MatterPaper,
    MatterObjection,
    OpinionSheet,
)

_WAITS = {StepKind.RESOLVE: Before.VOTE, StepKind.EXECUTE: Before.WORK}


@dataclass(frozen=True)
class Dossier:
    """What is on file about one matter."""

    matter: Matter
    method: Method
    draft: MatterDraft | None = None
    steps: tuple[MatterStep, ...] = ()
    heard: int = 0
    comments: int = 0
    postings: tuple[Posting, ...] = ()
    notices: Mapping[UUID, Notice] = field(default_factory=dict)
    sittings: tuple[tuple[AgendaItem, Meeting], ...] = ()
    votes: tuple[Vote, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    signatures: int = 0
    milestones: tuple[Milestone, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    annulment: Annulment | None = None
    papers: tuple[MatterPaper, ...] = ()
    sheets: tuple[OpinionSheet, ...] = ()
    objections: tuple[MatterObjection, ...] = ()
    floor: LegalFloor = field(default_factory=law.load)

    @property
    def progress(self) -> Progress:
        """Return how far the matter has come, as the workflow sees it."""
        key = self.matter.step_key
        position = self.method.index(key) if key else len(self.method.steps)
        done = tuple(step.key for step in self.method.steps[:position])
        return Progress(self.method, State(self.matter.state), key, self.matter.version_no, done)

    @property
    def step(self) -> Step | None:
        """Return the step that is open, as the method describes it."""
        return self.progress.current

    @property
    def collects(self) -> bool:
        """Say whether people are heard in a step of its own, after the proposal."""
        step = self.step
        in_steps = self.progress.state is State.IN_STEPS
        return in_steps and step is not None and step.kind is StepKind.COLLECT

    @property
    def open_step(self) -> MatterStep | None:
        """Return the record of the step that is open."""
        return next((row for row in self.steps if row.state == StepState.OPEN.value), None)

    @property
    def meeting(self) -> Meeting | None:
        """Return the latest meeting called in the open step that has this matter on its agenda."""
        since = self.open_step
        if since is None:
            return None
        held = [
            meeting
            for item, meeting in self.sittings
            if item.step_key == since.step_key and meeting.notice_at >= since.opened_at
        ]
        return held[-1] if held else None

    @property
    def meetings(self) -> list[Meeting]:
        """Return the meetings on whose agenda it stands or stood, the oldest first."""
        return [meeting for _, meeting in self.sittings]

    def stands(self, item: AgendaItem) -> bool:
        """Say whether this item can still be put to the vote: same step, same text, not ended."""
        same = (self.matter.step_key, self.matter.version_no) == (item.step_key, item.version_no)
        return same and not item.ended and self.progress.state in ALLOWED[Event.ADVANCE]

    @property
    def vote(self) -> Vote | None:
        """Return the vote of that meeting."""
        meeting = self.meeting
        return next((v for v in self.votes if meeting and v.meeting_id == meeting.id), None)

    @property
    def posting(self) -> Posting | None:
        """Return what hangs on the wall by the open step; a notice taken back hangs no longer."""
        step = self.step
        if step is None or step.publishes is None:
            return None
        found = self.standing(step.publishes, self.matter.version_no)
        return found if found is not None and self._of_this_work(found) else None

    def _of_this_work(self, posting: Posting) -> bool:
        """Say whether it is no result that villagers have since called not done."""
        since = self.reopened_at
        result = posting.kind == Publication.RESULT.value
        return not result or since is None or posting.posted_at >= since

    @property
    def evaluations(self) -> list[MatterStep]:
        """Return the record of each time that villagers were asked whether it was done."""
        keys = self.method.keys_of(StepKind.EVALUATE)
        return [row for row in self.steps if row.step_key in keys]

    @property
    def reopened_at(self) -> datetime | None:
        """Return when villagers' answers reopened the work, the last time; None: they did not."""
        return max(
            (
                row.closed_at
                for row in self.evaluations
                if row.outcome == Evaluated.REOPENED.value and row.closed_at is not None
            ),
            default=None,
        )

    @property
    def evaluate_until(self) -> datetime | None:
        """Return until when the open step is to be done; an evaluation always has a last day."""
        row, step = self.open_step, self.step
        if row is None or row.due_at is not None or step is None:
            return row.due_at if row else None
        if step.kind is not StepKind.EVALUATE or step.due_in is None:
            return None
        return calendar.deadline(row.opened_at, step.due_in.days)

    @property
    def milestones_here(self) -> list[Milestone]:
        """Return the milestones of the work; once it was reopened, those made or done since."""
        since = self.reopened_at
        return [row for row in self.milestones if not since or (row.done_at or row.at) >= since]

    def standing(self, kind: Publication, version_no: int) -> Posting | None:
        """Return the posting of a version whose notice was not taken back."""
        rows = [row for row in self._posted(kind, version_no) if not self._notice(row).withdrawn]
        return rows[-1] if rows else None

    @property
    def released_versions(self) -> frozenset[int]:
        """Return the versions that everybody can read: released, and not taken back."""
        return frozenset(
            row.version_no for row in self.postings if self._notice(row).shown_at is not None
        )

    @property
    def newest_notice(self) -> UUID | None:
        """Return the notice that was released last and not taken back."""
        shown = [row for row in self.postings if self._notice(row).shown_at is not None]
        return shown[-1].bulletin_id if shown else None

    @property
    def rounds(self) -> list[Posting]:
        """Return everything posted by the open step, oldest first."""
        step = self.step
        if step is None or step.publishes is None:
            return []
        return self._posted(step.publishes, self.matter.version_no)

    def _posted(self, kind: Publication, version_no: int) -> list[Posting]:
        wanted = (version_no, kind.value)
        return [row for row in self.postings if (row.version_no, row.kind) == wanted]

    def _notice(self, posting: Posting) -> Notice:
        return self.notices.get(posting.bulletin_id, MISSING)

    @property
    def resolution(self) -> Resolution | None:
        """Return the resolution of the version under way."""
        number = self.matter.version_no
        return next((r for r in self.resolutions if r.version_no == number), None)

    @property
    def inspection(self) -> Inspection | None:
        """Return the latest check made in the open step."""
        open_step = self.open_step
        made = [row for row in self.inspections if open_step and row.step_id == open_step.id]
        return made[-1] if made else None

    def posting_days(self, step: Step, on: date) -> int:
        """Return how many days a posting of this step hangs that was written on a day."""
        return methods.posting_days(
            step,
            self.floor,
            place=self.matter.village_code,
            about=self.matter.matter_type,
            on=on,
        )

    def _hangs_until(self, posting: Posting) -> datetime:
        """Return when the period ends, counted from the release where that came on a later day."""
        written = clock.local(posting.posted_at).date()
        shown = self._notice(posting).shown_at or posting.posted_at
        if self.step is None or clock.local(shown).date() <= written:
            return posting.until
        # Not derived from the dates: several numbers of days end after the same holiday.
        days = self.posting_days(self.step, written)
        return calendar.deadline(shown, days) if days else posting.until

    def papers_here(self, kind: PaperKind) -> list[MatterPaper]:
        """Return what was laid on file while the open step was open, oldest first."""
        since = self.open_step
        return [p for p in self.papers if since and p.step_id == since.id and p.kind == kind.value]

    @property
    def sheets_here(self) -> list[OpinionSheet]:
        """Return the opinion sheets that came in for the open step."""
        since = self.open_step
        return [sheet for sheet in self.sheets if since and sheet.step_id == since.id]

    @property
    def objections_open(self) -> list[MatterObjection]:
        """Return the objections to what the open step posted that nobody has answered."""
        since = self.open_step
        return [
            row
            for row in self.objections
            if since and row.step_id == since.id and row.answered_at is None
        ]

    @property
    def takes_objections_until(self) -> datetime | None:
        """Return until when what hangs on the wall may be objected to; None where nothing does."""
        step, posting = self.step, self.posting
        if step is None or posting is None or step.publishes is Publication.RESULT:
            return None
        return self._hangs_until(posting) if self._notice(posting).shown_at else None

    @property
    def sheets_needed(self) -> int:
        """Return how many sheets the open step waits for, of those asked when it opened."""
        step, row = self.step, self.open_step
        if step is None or row is None or step.responses is None:
            return 0
        return rules.needed(int(row.evidence.get("asked", 0)), step.responses)

    @property
    def hearing(self) -> Outcome:
        """Return how the latest hearing of the open step came out."""
        held = self.papers_here(PaperKind.HEARING)
        return Outcome(held[-1].outcome) if held else Outcome.NONE

    @property
    def extras_missing(self) -> list[ExtraStep]:
        """Return what this kind of matter still lacks before its open step may begin."""
        before = _WAITS.get(self.step.kind) if self.step else None
        return [one for one in self.extras_open if one.before is before]

    @property
    def extras_open(self) -> list[ExtraStep]:
        """Return everything beside the method that is not on file for this version."""
        number = self.matter.version_no
        known = {paper.key for paper in self.papers if paper.version_no == number}
        extra = routing.route(MatterType(self.matter.matter_type)).extra
        return [one for one in extra if one.key not in known]

    @property
    def report_due_at(self) -> datetime | None:
        """Return when the next report on the work is due; None where no rule asks for one."""
        step, row = self.step, self.open_step
        if step is None or row is None or step.report_every is None:
            return None
        made = self.papers_here(PaperKind.REPORT)
        return calendar.deadline(made[-1].at if made else row.opened_at, step.report_every.days)

    @property
    def facts(self) -> Facts:
        """Return the facts that the workflow's blockers are computed from."""
        meeting, vote, posting = self.meeting, self.vote, self.posting
        resolution, inspection, open_step = self.resolution, self.inspection, self.open_step
        notice = self._notice(posting) if posting else MISSING
        return Facts(
            has_text=bool(self.draft and self.draft.text.strip()),
            heard=self.heard,
            posted=posting is not None,
            posted_until=self._hangs_until(posting) if posting else None,
            taken_back=posting is None and any(map(self._of_this_work, self.rounds)),
            released=notice.shown_at is not None,
            final_at=notice.final_at,
            meeting=MeetingState(meeting.state) if meeting else MeetingState.NONE,
            meeting_at=meeting.scheduled_at if meeting else None,
            vote=Outcome(vote.outcome) if vote else Outcome.NONE,
            signatures=self.signatures,
            signatures_needed=resolution.signatures_needed if resolution else 1,
            milestones=len(self.milestones_here),
            milestones_open=sum(row.done_at is None for row in self.milestones_here),
            inspection=Outcome(inspection.outcome) if inspection else Outcome.NONE,
            solicited=self.comments,
            evaluate_until=self.evaluate_until,
            sheets=len(self.sheets_here),
            sheets_needed=self.sheets_needed,
            hearing=self.hearing,
            planned=bool(self.papers_here(PaperKind.PLAN)),
            reports=len(self.papers_here(PaperKind.REPORT)),
            papers_missing=tuple((one.zh, one.en) for one in self.extras_missing),
            objections_open=len(self.objections_open),
            asked_again=bool(open_step and open_step.evidence.get("asked_again")),
            not_done=bool(open_step and open_step.evidence.get("not_done")),
        )


@functools.lru_cache(maxsize=256)
def _read(text: str) -> Method:
    return method_reading.read(text)


async def method_of(uow: UnitOfWork, matter: Matter) -> Method:
    """Return the method a matter began with, whatever has become of the file since."""
    return await method_named(uow, matter.method_id, matter.method_version, matter.method_hash)


async def method_named(uow: UnitOfWork, method_id: str, version: str, wanted: str) -> Method:
    """Return a method by its version and the hash of its contents."""
    current = methods.catalogue().get(method_id)
    if current is not None and current.hash == wanted:
        return current
    row = await repository.find_work_method(uow.session, method_id, version)
    if row is None:
        raise MethodUnknown(method=method_id)
    return _read(row.text)


def _grouped(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    grouped: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.matter_id].append(row)
    return grouped


async def load(uow: UnitOfWork, matters: Sequence[Matter]) -> dict[UUID, Dossier]:
    """Load the dossiers of many matters; the number of queries does not grow with them."""
    if not matters:
        return {}
    ids, session = [matter.id for matter in matters], uow.session
    drafts = {row.matter_id: row for row in await repository.drafts_of(session, ids)}
    steps = _grouped(await repository.steps_of(session, ids))
    heard = await repository.heard_counts(session, ids)
    comments = await repository.comment_counts(session, ids)
    postings = _grouped(await repository.postings_of(session, ids))
    posted = await notices.load(uow, [row for rows in postings.values() for row in rows])
    sittings: dict[UUID, list[tuple[AgendaItem, Meeting]]] = defaultdict(list)
    for item, meeting in await repository.sittings_of(session, ids):
        sittings[item.matter_id].append((item, meeting))
    votes = _grouped(await repository.votes_of(session, ids))
    resolutions = _grouped(await repository.resolutions_of(session, ids))
    signed = await repository.counting_signatures(
        session, [row.id for rows in resolutions.values() for row in rows]
    )
    milestones = _grouped(await repository.milestones_of(session, ids))
    inspections = _grouped(await repository.inspections_of(session, ids))
    papers = _grouped(await repository.papers_of(session, ids))
    sheets = _grouped(await repository.sheets_of(session, ids))
    objections = _grouped(await repository.objections_of(session, ids))
    floors = await _floors(uow, matters)
    annulments = {row.matter_id: row for row in await repository.annulments_of(session, ids)}
    found = {}
    for matter in matters:
        dossier = Dossier(
            matter=matter,
            method=await method_of(uow, matter),
            draft=drafts.get(matter.id),
            steps=tuple(steps[matter.id]),
            heard=heard.get(matter.id, 0),
            comments=comments.get(matter.id, 0),
            postings=tuple(postings[matter.id]),
            notices=posted,
            sittings=tuple(sittings[matter.id]),
            votes=tuple(votes[matter.id]),
            resolutions=tuple(resolutions[matter.id]),
            milestones=tuple(milestones[matter.id]),
            inspections=tuple(inspections[matter.id]),
            annulment=annulments.get(matter.id),
            papers=tuple(papers[matter.id]),
            sheets=tuple(sheets[matter.id]),
            objections=tuple(objections[matter.id]),
            floor=floors[matter.law_version],
        )
        resolution = dossier.resolution
        count = signed.get(resolution.id, 0) if resolution else 0
        found[matter.id] = replace(dossier, signatures=count)
    collecting = [one for one, dossier in found.items() if dossier.collects]
    if collecting:  # such a step asks for somebody heard in it, not for those before the proposal
        here = await repository.heard_in_step(session, collecting)
        found |= {one: replace(found[one], heard=here.get(one, 0)) for one in collecting}
    return found


async def _floors(uow: UnitOfWork, matters: Sequence[Matter]) -> dict[str, LegalFloor]:
    """Return the law's floors with what the county made stricter."""
    own = parameters.rules_of(await repository.county_parameters(uow.session))
    versions = {matter.law_version for matter in matters}
    return {version: law.load(version).with_rules(own) for version in versions}


async def load_one(uow: UnitOfWork, matter: Matter) -> Dossier:
    """Load the dossier of one matter."""
    return (await load(uow, [matter]))[matter.id]
