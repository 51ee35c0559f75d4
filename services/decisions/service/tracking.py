"""The tracking representative: named for a passed matter, follows the work, reports to the village.

五环·八步, step 8: senior representatives follow the whole course, and reports are regular.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from infra import calendar, clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions.dossiers import Dossier
from services.decisions.errors import NothingToTrack, NotTheTracker, TrackerBarred
from services.decisions.models import Matter, MatterTracker, TrackingReport
from services.decisions.paper_models import PaperKind
from services.decisions.service.todo_items import TodoItem
from services.decisions.workflow import State
from services.people import service as people
from services.people.workflow import COMMITTEE, Office
from tenants.unit_of_work import UnitOfWork

TRACKED = frozenset({State.RESOLVED, State.PUBLISHED, State.EXECUTING, State.ACCEPTED})
REPORT_DAYS = 30
"""How often the tracking representative reports [our default]."""
_TODO = 50


@dataclass(frozen=True)
class Tracking:
    """Who follows a matter now, every report on it, and when the next one is due."""

    tracker: MatterTracker | None = None
    reports: list[TrackingReport] = field(default_factory=list)

    @property
    def due_at(self) -> datetime | None:
        """When the next report is due; nothing without a tracker."""
        return _due(self.tracker, self.reports) if self.tracker else None


def _due(tracker: MatterTracker, reports: Collection[TrackingReport]) -> datetime:
    own = [one.at for one in reports if one.tracker_id == tracker.id]
    return calendar.deadline(max([tracker.at, *own]), REPORT_DAYS)


async def name_tracker(uow: UnitOfWork, matter_id: UUID, resident_id: UUID) -> MatterTracker:
    """Name the representative who follows a passed matter; another one before is relieved."""
    dossier = await course.locked(uow, matter_id)
    if dossier.progress.state not in TRACKED or dossier.resolution is None:
        raise NothingToTrack
    name = await _name(uow, dossier, resident_id)
    for row in await repository.trackers_of(uow.session, [matter_id]):
        row.ended_at = clock.now()
    await uow.session.flush()  # one at a time is a constraint
    tracker = MatterTracker(
        matter_id=matter_id, resident_id=resident_id, name=name, named_by=uow.actor.label
    )
    uow.session.add(tracker)
    await _record(uow, dossier, AuditTag.DECISIONS_TRACKER_NAME)
    return tracker


async def _name(uow: UnitOfWork, dossier: Dossier, resident_id: UUID) -> str:
    """Return the name of a representative who neither carries the work out nor sits above it."""
    roster = await people.roster(uow, dossier.matter.village_code, "representatives_only")
    seat = next((one for one in roster if one.resident_id == resident_id), None)
    if seat is None:
        found = (await people.load_residents(uow, [resident_id])).get(resident_id)
        raise _barred(found.name if found else "", ("不是本村现任代表", "no representative here"))
    held = (await people.load_terms(uow, [resident_id]))[resident_id]
    if any(Office(one.office) in COMMITTEE for one in held):
        raise _barred(seat.name, ("是村委会成员", "a member of the committee"))
    works = {row.planned_by_id for row in dossier.milestones}
    works |= {row.reported_by_id for row in dossier.milestones}
    works |= {one.recorded_by_id for one in dossier.papers if one.kind == PaperKind.REPORT.value}
    if resident_id in works:
        raise _barred(seat.name, ("参加了实施", "carries the work out"))
    return seat.name


def _barred(name: str, why: tuple[str, str]) -> TrackerBarred:
    return TrackerBarred(path=("resident_id",), name=name, why_zh=why[0], why_en=why[1])


async def report_tracking(uow: UnitOfWork, matter_id: UUID, text: str) -> TrackingReport:
    """Report what the tracking representative saw; nobody else can."""
    said = writing.required(writing.TRACKING, text)
    dossier = await course.locked(uow, matter_id)
    tracker = next(iter(await repository.trackers_of(uow.session, [matter_id])), None)
    if tracker is None or tracker.resident_id != uow.actor.resident_id:
        raise NotTheTracker
    if dossier.progress.state not in TRACKED:
        raise NothingToTrack
    report = TrackingReport(matter_id=matter_id, tracker_id=tracker.id, text=said)
    uow.session.add(report)
    await _record(uow, dossier, AuditTag.DECISIONS_TRACKING_REPORT)
    return report


async def load_tracking(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Tracking]:
    """Return who follows each matter, with the reports, for loaders."""
    trackers = {row.matter_id: row for row in await repository.trackers_of(uow.session, ids)}
    reports = await repository.tracking_reports_of(uow.session, ids)
    return {
        one: Tracking(trackers.get(one), [row for row in reports if row.matter_id == one])
        for one in ids
    }


async def tracking_todos(uow: UnitOfWork, resident_id: UUID) -> list[TodoItem]:
    """Return the reports that somebody owes as a tracking representative."""
    rows = await repository.tracked_by(uow.session, resident_id, _TODO)
    rows = [(tracker, matter) for tracker, matter in rows if State(matter.state) in TRACKED]
    found = await load_tracking(uow, [matter.id for _, matter in rows]) if rows else {}
    return [_item(matter, found[matter.id].due_at) for _, matter in rows]


def _item(matter: Matter, due_at: datetime | None) -> TodoItem:
    return TodoItem(
        kind="track",
        verb_zh="报告跟踪情况",
        verb_en="Report on what you follow",
        title=matter.title,
        village_code=matter.village_code,
        due_at=due_at,
        matter_id=matter.id,
    )


async def _record(uow: UnitOfWork, dossier: Dossier, tag: AuditTag) -> None:
    await audit.record(uow, tag, subject=dossier.matter.id, village=dossier.matter.village_code)
