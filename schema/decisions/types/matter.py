"""A matter: what the village is deciding, how far it has come and what stands in its way."""

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import Node
from schema.core.paging import page_of
from schema.decisions import loaders, visibility
from schema.decisions.matter_verbs import verbs_of
from schema.decisions.matter_words import words_of
from schema.decisions.names import in_language
from schema.decisions.types import meeting as meeting_types
from schema.decisions.types import resolution as resolution_types
from schema.decisions.types import vote as vote_types
from schema.decisions.types.agenda import PresiderOption
from schema.decisions.types.execution import (
    Annulment,
    EvaluationRound,
    EvaluationSummary,
    Inspection,
    Milestone,
    ObjectorVisit,
)
from schema.decisions.types.file import MatterExtra, MatterPaper, OpinionSheet
from schema.decisions.types.notice import MeetableMatter, ShorterNoticeInfo
from schema.decisions.types.opinion import Opinion
from schema.decisions.types.parts import (
    Blocker,
    Comment,
    Derivation,
    HeardPerson,
    MatterVersion,
    Objection,
    Review,
    StepRecord,
    lines_of,
)
from schema.decisions.types.party import MatterParty
from schema.decisions.types.rail import RailStep
from schema.decisions.types.tracking import MatterTracking, TrackerOption
from schema.decisions.words import Answer, Body, MatterType, State, StepState
from schema.disclosure.types import Bulletin
from services.decisions import models, routing, service, workflow
from services.decisions.dossiers import Dossier
from services.decisions.headings import Heading
from services.decisions.paper_models import PaperKind
from services.decisions.vocabulary import MEETING_KINDS, StepKind
from services.people import service as people
from tenants.authorization.permissions import Permission
from tenants.viewer import Locale

if TYPE_CHECKING:
    from schema.decisions.types.meeting import Meeting
    from schema.decisions.types.resolution import Resolution
    from schema.decisions.types.vote import Vote

_Meeting = Annotated["Meeting", strawberry.lazy("schema.decisions.types.meeting")]
_Vote = Annotated["Vote", strawberry.lazy("schema.decisions.types.vote")]
_Resolution = Annotated["Resolution", strawberry.lazy("schema.decisions.types.resolution")]


@strawberry.type(description="A matter; villagers see it from the moment it is posted.")
class Matter(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ

    row: strawberry.Private[models.Matter | Heading]
    id: relay.NodeID[UUID]
    number: str = strawberry.field(description="Year and count in the village: 2026-003.")
    type_key: MatterType = strawberry.field(description="The kind of matter.")
    type_name: str = strawberry.field(description="The kind, in the viewer's language.")
    method_key: str = strawberry.field(description="The key of its work method.")
    state: State = strawberry.field(description="Where it stands.")
    state_name: str = strawberry.field(description="The same, in the viewer's language.")
    body: Body = strawberry.field(description="The body that decides.")
    body_name: str = strawberry.field(description="The same, in the viewer's language.")
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    version_no: int = strawberry.field(description="The version under way, from 1.")
    proposer: str = strawberry.field(description="Who wrote it down.")
    created_at: datetime = strawberry.field(description="When it was first written down.")

    @strawberry.field(
        description="What it is about; villagers read the title that was posted.",
        graphql_type=str,
    )
    def title(self, info: Info) -> str | Awaitable[str]:
        return self.row.title if self._is_inside(info) else self._posted_title(info)

    async def _posted_title(self, info: Info) -> str:
        posted = visibility.posted_versions(await self._dossier(info))
        rows = await info.context.loader(loaders.versions).load(self.id)
        titles = [row.title for row in rows if row.version_no in posted]
        return titles[-1] if titles else self.row.title

    @strawberry.field(description="The work method's name, in the viewer's language.")
    async def method_name(self, info: Info) -> str:
        method = (await self._dossier(info)).method
        return in_language(info.context.viewer.locale, (method.name_zh, method.name_en))

    @strawberry.field(description="The village's name.", graphql_type=str)
    def village_name(self, info: Info) -> Awaitable[str]:
        return loaders.village_name(info, self.village_code)

    @strawberry.field(description="The newest version: the text being written, or the last one.")
    async def current(self, info: Info) -> MatterVersion:
        return (await self._versions(info))[-1]

    @strawberry.field(description="All versions, oldest first; villagers see those posted.")
    async def versions(self, info: Info) -> list[MatterVersion]:
        return await self._versions(info)

    @strawberry.field(description="The steps of the work method in order, for this version.")
    async def rail(self, info: Info) -> list[RailStep]:
        return RailStep.all_of(await self._dossier(info), info.context.viewer.locale)

    @strawberry.field(description="The step that is open now; null once everything is over.")
    async def next_step(self, info: Info) -> RailStep | None:
        return RailStep.open_of(await self._dossier(info), info.context.viewer.locale)

    @strawberry.field(description="What keeps the open step from being closed; empty: nothing.")
    async def blockers(self, info: Info) -> list[Blocker]:
        dossier = await self._dossier(info)
        found = workflow.blockers(dossier.progress, dossier.facts, clock.now())
        return [Blocker.from_fact(one, info.context.viewer.locale) for one in found]

    @strawberry.field(description="What was done so far, over all versions, oldest first.")
    async def steps(self, info: Info) -> list[StepRecord]:
        dossier, locale = await self._dossier(info), info.context.viewer.locale
        return [
            StepRecord.from_row(row, _step_name(dossier, row.step_key, locale), locale)
            for row in dossier.steps
        ]

    @strawberry.field(description="Whom the branch heard; empty for other villagers.")
    async def heard(self, info: Info) -> list[HeardPerson]:
        if not self._is_inside(info):
            return []
        rows = await info.context.loader(loaders.heard).load(self.id)
        return [HeardPerson.from_row(row) for row in rows]

    @strawberry.field(description="Comments from the posting, newest first; 1 to 100 a page.")
    async def comments(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Comment]:
        viewer = info.context.viewer
        named = viewer.may(Permission.MATTER_RECORD_HEARD, self.village_code)
        rows = await info.context.loader(loaders.comments).load(self.id)
        return await page_of(
            first,
            after,
            rows,
            lambda row: Comment.from_row(
                row, named=named or row.resident_id in {viewer.resident_id} - {None}
            ),
        )

    @strawberry.field(
        description="Objections raised while it was posted, newest first; 1 to 100 a page."
    )
    async def objections(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Objection]:
        viewer = info.context.viewer
        named = viewer.may(Permission.MATTER_ADVANCE, self.village_code)
        rows = (await self._dossier(info)).objections
        numbers = {row.id: number for number, row in enumerate(rows, start=1)}
        return await page_of(
            first,
            after,
            rows,
            lambda row: Objection.from_row(
                row, numbers[row.id], named=named or row.resident_id == viewer.resident_id
            ),
        )

    @strawberry.field(description="Until when it may be objected to; null: it may not now.")
    async def takes_objections_until(self, info: Info) -> datetime | None:
        until = (await self._dossier(info)).takes_objections_until
        return until if until and clock.now() < until else None

    @strawberry.field(description="Meetings called for it, oldest first.")
    async def meetings(self, info: Info) -> list[_Meeting]:
        rows = (await self._dossier(info)).meetings
        return [meeting_types.Meeting.from_row(row, info.context.viewer.locale) for row in rows]

    @strawberry.field(
        description="The earliest lawful time of a meeting called now; null where none is due."
    )
    async def earliest_meeting_at(self, info: Info) -> datetime | None:
        return service.earliest_for(await self._dossier(info))

    @strawberry.field(description="The villagers' group whose affair it is; empty: the village's.")
    async def group_name(self, info: Info) -> str:
        if self.row.group_id is None:
            return ""
        return await info.context.loader(loaders.group_names).load(self.row.group_id)

    @strawberry.field(
        description="Whom it concerns by name, numbered from 1; empty for other villagers."
    )
    async def parties(self, info: Info) -> list[MatterParty]:
        if not self._is_inside(info):
            return []
        rows = await info.context.loader(loaders.parties).load(self.id)
        return [MatterParty.from_row(row, number) for number, row in enumerate(rows, start=1)]

    @strawberry.field(
        description="Whether each household may send one to its meeting (organic law art. 22, 28)."
    )
    async def may_meet_by_households(self, info: Info) -> bool:
        dossier = await self._dossier(info)
        step = dossier.step
        if step is None or step.kind not in MEETING_KINDS:
            return False
        return service.may_meet_by_households(dossier, step, clock.today())

    @strawberry.field(
        description="Who could preside over its meeting, if it is not to be the caller; of an "
        "assembly those of the two committees. Empty where the viewer cannot call one."
    )
    async def presider_options(self, info: Info) -> list[PresiderOption]:
        dossier = await self._dossier(info)
        if "call_meeting" not in await verbs_of(info, dossier):
            return []
        async with info.context.unit_of_work() as uow:
            found = await service.presiders(uow, dossier)
        return [PresiderOption.of(one) for one in found]

    @strawberry.field(
        description="How the representatives are made up whose meeting is to be called: what law "
        "asks, line by line. What is not met blocks nothing, it is kept with the meeting and told. "
        "Empty for other bodies, and where the viewer cannot call one."
    )
    async def composition(self, info: Info) -> list[Derivation]:
        dossier = await self._dossier(info)
        if "call_meeting" not in await verbs_of(info, dossier):
            return []
        async with info.context.unit_of_work() as uow:
            found = await service.composition_for(uow, dossier)
        return lines_of(found, info.context.viewer.locale)

    @strawberry.field(
        description="By which exceptions its meeting may be held before the notice has run; empty "
        "where a law sets the notice, and where no meeting is due."
    )
    async def shorter_notices(self, info: Info) -> list[ShorterNoticeInfo]:
        found = service.exceptions_for(await self._dossier(info))
        locale = info.context.viewer.locale
        return [ShorterNoticeInfo.of(one, at, locale) for one, at in found]

    @strawberry.field(
        description="Other matters of the village that could stand on the agenda of its meeting; "
        "empty where no meeting is to be called."
    )
    async def meetable_with(self, info: Info) -> list[MeetableMatter]:
        if "call_meeting" not in await verbs_of(info, await self._dossier(info)):
            return []
        async with info.context.unit_of_work() as uow:
            rows = await service.meetable_with(uow, self.id)
        return [MeetableMatter.from_row(row) for row in rows]  # who calls meetings sees them all

    @strawberry.field(description="Votes taken on it, oldest first.")
    async def votes(self, info: Info) -> list[_Vote]:
        return [vote_types.Vote.from_row(row) for row in (await self._dossier(info)).votes]

    @strawberry.field(description="The resolution of the version under way.")
    async def resolution(self, info: Info) -> _Resolution | None:
        row = (await self._dossier(info)).resolution
        return resolution_types.Resolution.from_row(row) if row else None

    @strawberry.field(description="Pieces of the work, in the order they were planned.")
    async def milestones(self, info: Info) -> list[Milestone]:
        return [Milestone.from_row(row) for row in (await self._dossier(info)).milestones]

    @strawberry.field(description="Which representative follows the work, with the reports.")
    async def tracking(self, info: Info) -> MatterTracking:
        found = await info.context.loader(loaders.tracking).load(self.id)
        running = (await self._dossier(info)).progress.state in service.TRACKED
        return MatterTracking.of(found, info.context.viewer, running=running)

    @strawberry.field(
        description="Whom the viewer may name to follow it now; empty for who may not."
    )
    async def my_tracker_options(self, info: Info) -> list[TrackerOption]:
        dossier = await self._dossier(info)
        running = dossier.progress.state in service.TRACKED and dossier.resolution is not None
        if not running or not info.context.viewer.may(Permission.MEETING_CALL, self.village_code):
            return []
        async with info.context.unit_of_work() as uow:
            roster = await people.roster(uow, self.village_code, "representatives_only")
        return [TrackerOption.of(one) for one in roster]

    @strawberry.field(description="Checks by the supervisory board, oldest first.")
    async def inspections(self, info: Info) -> list[Inspection]:
        return [Inspection.from_row(row) for row in (await self._dossier(info)).inspections]

    @strawberry.field(description="By whose decision it was set aside; null: it was not.")
    async def annulment(self, info: Info) -> Annulment | None:
        row = (await self._dossier(info)).annulment
        return Annulment.from_row(row, info.context.viewer.locale) if row else None

    @strawberry.field(description="Opinion sheets, oldest first; empty for other villagers.")
    async def sheets(self, info: Info) -> list[OpinionSheet]:
        if not self._is_inside(info):
            return []
        return [OpinionSheet.from_row(row) for row in (await self._dossier(info)).sheets]

    @strawberry.field(description="How many sheets the open step waits for; 0: none.")
    async def sheets_needed(self, info: Info) -> int:
        dossier = await self._dossier(info)
        return max(0, dossier.sheets_needed - len(dossier.sheets_here))

    @strawberry.field(description="Hearings, plans of the work and reports, oldest first.")
    async def papers(self, info: Info) -> list[MatterPaper]:
        if not self._is_inside(info):
            return []
        rows = (await self._dossier(info)).papers
        return [MatterPaper.from_row(row) for row in rows if row.kind != PaperKind.EXTRA.value]

    @strawberry.field(description="What this kind of matter needs beside its method.")
    async def extras(self, info: Info) -> list[MatterExtra]:
        dossier, locale = await self._dossier(info), info.context.viewer.locale
        return [MatterExtra.of(one, dossier, locale) for one in routing.route(self.type_key).extra]

    @strawberry.field(description="When the next report on the work is due; null: none is asked.")
    async def report_due_at(self, info: Info) -> datetime | None:
        return (await self._dossier(info)).report_due_at

    @strawberry.field(description="Visits to those who voted against, oldest first.")
    async def visits(self, info: Info) -> list[ObjectorVisit]:
        rows = await info.context.loader(loaders.visits).load(self.id)
        named = self._is_inside(info)
        return [ObjectorVisit.from_row(row, named=named) for row in rows]

    @strawberry.field(description="Decisions of reviewers, oldest first.")
    async def reviews(self, info: Info) -> list[Review]:
        dossier, locale = await self._dossier(info), info.context.viewer.locale
        return [
            Review.from_row(row, _step_name(dossier, row.step_key, locale), locale)
            for row in dossier.steps
            if dossier.method.step(row.step_key).kind is StepKind.REVIEW
            and row.outcome in {"approved", "returned"}
            and row.state != StepState.OPEN.value
        ]

    @strawberry.field(
        description="What villagers say, as they were asked the last time: was it really done?"
    )
    async def evaluation_summary(self, info: Info) -> EvaluationSummary:
        counts = await info.context.loader(loaders.evaluations).load(self.id)
        return EvaluationSummary.from_counts(counts.get(max(counts, default=0), {}))

    @strawberry.field(description="What came of each time that villagers were asked, oldest first.")
    async def evaluations(self, info: Info) -> list[EvaluationRound]:
        return await EvaluationRound.all_of(info, await self._dossier(info))

    @strawberry.field(description="What the viewer answered when asked last; null: not yet.")
    async def my_evaluation(self, info: Info) -> Answer | None:
        mine = await info.context.loader(loaders.my_evaluations).load(self.id)
        asked = len((await self._dossier(info)).evaluations)
        return mine[1] if mine is not None and mine[0] >= asked else None

    @strawberry.field(description="The suggestion that it came from.")
    async def opinion(self, info: Info) -> Opinion | None:
        if self.row.opinion_id is None:
            return None
        return (await Opinion.load_visible(info, [self.row.opinion_id]))[0]

    @strawberry.field(description="How many suggestions are in it.")
    async def opinion_count(self, info: Info) -> int:
        return len(await info.context.loader(loaders.opinions_in).load(self.id))

    @strawberry.field(
        description="The suggestions in it, newest first, as far as the viewer sees them; 1 to "
        "100 a page."
    )
    async def opinions(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Opinion]:
        ids = await info.context.loader(loaders.opinions_in).load(self.id)
        seen = [one.row for one in await Opinion.load_visible(info, ids) if one]
        return await page_of(first, after, seen, Opinion.from_row)

    @strawberry.field(description="What was published about it, as far as the viewer sees it.")
    async def bulletins(self, info: Info) -> list[Bulletin]:
        postings = (await self._dossier(info)).postings
        found = await Bulletin.load_visible(info, [one.bulletin_id for one in postings])
        return [one for one in found if one]

    @strawberry.field(
        description="What this viewer may do with it right now: edit, record_heard, propose, "
        "record_party, withdraw, comment, object, answer_objection, call_meeting, review, "
        "advance, sign, reconsider, visit, "
        "start_execution, report, inspect, evaluate, annul, submit_sheet, record_sheet, "
        "record_hearing, write_plan, report_work, record_extra, record_township_extra."
    )
    async def can(self, info: Info) -> list[str]:
        return await verbs_of(info, await self._dossier(info))

    @classmethod
    def from_row(cls, row: models.Matter | Heading, locale: Locale) -> Self:
        """Show a matter that the viewer may see."""
        words = words_of(row.matter_type, row.state, row.body, locale)
        return cls(
            row=row,
            id=row.id,
            number=row.number,
            type_key=words.kind,
            type_name=words.kind_name,
            method_key=row.method_id,
            state=words.state,
            state_name=words.state_name,
            body=words.body,
            body_name=words.body_name,
            village_code=row.village_code,
            version_no=row.version_no,
            proposer=row.proposer,
            created_at=row.at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return what the viewer may see of these matters."""
        viewer = info.context.viewer
        found = await info.context.loader(loaders.dossiers).load_many(list(ids))
        return [
            cls.from_row(one.matter, viewer.locale)
            if one is not None and visibility.sees(viewer, one)
            else None
            for one in found
        ]

    async def _dossier(self, info: Info) -> Dossier:
        return await loaders.dossier(info, self.id)

    def _is_inside(self, info: Info) -> bool:
        return visibility.is_inside(info.context.viewer, self.village_code)

    async def _versions(self, info: Info) -> list[MatterVersion]:
        dossier = await self._dossier(info)
        rows = await info.context.loader(loaders.versions).load(self.id)
        county, posted = info.context.tenant.code, visibility.posted_versions(dossier)
        inside = self._is_inside(info)
        shown = [
            MatterVersion.from_row(row, county)
            for row in rows
            if inside or row.version_no in posted
        ]
        return [*shown, *_being_written(dossier, county, first=not rows)] if inside else shown


def _being_written(dossier: Dossier, county: str, *, first: bool) -> list[MatterVersion]:
    """Return the text under the pen; the last one is kept beside it until it is submitted.

    What was withdrawn before it was ever submitted has no other text than the `first` draft.
    """
    state, number = dossier.progress.state, dossier.matter.version_no
    if dossier.draft is None:
        return []
    if first or state is State.DRAFT:
        return [MatterVersion.from_draft(dossier.draft, county, number)]
    if state in workflow.ALLOWED[workflow.Event.RESUME]:
        return [MatterVersion.from_draft(dossier.draft, county, number + 1)]
    return []


def _step_name(dossier: Dossier, key: str, locale: Locale) -> str:
    step = dossier.method.step(key)
    return in_language(locale, (step.name_zh, step.name_en))
