"""The tracking representative of a matter, with the reports."""

from datetime import datetime
from typing import Self

import strawberry
from strawberry import relay

from services.decisions.models import TrackingReport as Row
from services.decisions.service import Tracking
from services.people.workflow import RosterEntry
from tenants.viewer import Viewer


@strawberry.type(description="What the tracking representative saw.")
class TrackingReport:
    text: str = strawberry.field(description="The report.")
    at: datetime = strawberry.field(description="When.")

    @classmethod
    def of(cls, row: Row) -> Self:
        """Show one report."""
        return cls(text=row.text, at=row.at)


@strawberry.type(description="Which representative follows a matter's execution.")
class MatterTracking:
    name: str = strawberry.field(description="Who follows it now; empty: nobody.")
    since: datetime | None = strawberry.field(description="Since when.")
    report_due_at: datetime | None = strawberry.field(description="When the next report is due.")
    mine: bool = strawberry.field(description="Whether it is the viewer.")
    reports: list[TrackingReport] = strawberry.field(description="All reports, oldest first.")

    @classmethod
    def of(cls, found: Tracking, viewer: Viewer, *, running: bool) -> Self:
        """Show it; no report is due once the work is over."""
        tracker = found.tracker
        own = viewer.resident_id
        return cls(
            name=tracker.name if tracker else "",
            since=tracker.at if tracker else None,
            report_due_at=found.due_at if running else None,
            mine=running and tracker is not None and own == tracker.resident_id,
            reports=[TrackingReport.of(one) for one in found.reports],
        )


@strawberry.type(description="A representative who can be named to follow a matter.")
class TrackerOption:
    resident_id: relay.GlobalID = strawberry.field(description="What `trackerName` takes.")
    name: str = strawberry.field(description="The name.")

    @classmethod
    def of(cls, one: RosterEntry) -> Self:
        """Show one."""
        return cls(resident_id=relay.GlobalID("Resident", str(one.resident_id)), name=one.name)
