"""An election as the API shows it: one object for the public page and for the desk."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from infra.texts import Words
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import Node
from schema.elections import loaders, parts, visibility
from schema.elections.words import (
    ElectionKind,
    ElectionState,
    Relation,
    StationKind,
    Step,
    Wish,
)
from services.elections import models, service, workflow
from services.elections.dossiers import Dossier
from services.elections.timetable import STEP_NAMES
from services.elections.vocabulary import KIND_NAMES, STATE_NAMES, CandidateState
from services.elections.workflow import Act
from tenants.authorization.permissions import Permission
from tenants.viewer import Locale

_NAMES = Words("names", "姓名", "names", most=20)
_NEXT = {
    ElectionState.PREPARING: Act.FREEZE,
    ElectionState.REGISTERED: Act.CONFIRM,
    ElectionState.STANDING: Act.DECIDE,
    ElectionState.RUN_OFF: Act.DECIDE,
    ElectionState.DECIDED: Act.CLOSE,
}


@strawberry.type(description="An election, by-election or recall, from its plan to the handover.")
class Election(Node):
    read_permission: ClassVar[Permission | None] = None

    dossier: strawberry.Private[Dossier]
    id: relay.NodeID[UUID]
    kind: ElectionKind = strawberry.field(description="What is voted on.")
    village_code: str = strawberry.field(description="The 12-digit code of the village.")
    election_day: date = strawberry.field(description="The day of the vote.")
    run_off_day: date | None = strawberry.field(description="The day of the run-off, if set.")
    round: int = strawberry.field(description="The round, from 1.")
    state: ElectionState = strawberry.field(description="How far it is.")
    law_version: str = strawberry.field(description="The version of the law it follows.")
    voter_count: int = strawberry.field(description="How many are on the voter list.")
    voters_sha256: str = strawberry.field(description="The hash of the final list; empty before.")

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        """Show an election that the viewer may see."""
        row = dossier.election
        return cls(
            dossier=dossier,
            id=row.id,
            kind=ElectionKind(row.kind),
            village_code=row.village_code,
            election_day=row.election_day,
            run_off_day=row.run_off_day,
            round=row.round,
            state=ElectionState(row.state),
            law_version=row.law_version,
            voter_count=row.voters_total or dossier.voters,
            voters_sha256=row.voters_sha256,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the elections that the viewer may know of."""
        viewer = info.context.viewer
        rows = await info.context.loader(loaders.dossiers).load_many(list(ids))
        return [
            cls.of(row) if row and visibility.may_read(viewer, row.election) else None
            for row in rows
        ]

    def _works(self, info: Info) -> bool:
        return visibility.works_on(info.context.viewer, self.dossier)

    @strawberry.field(description="The township's name, for papers.")
    async def township_name(self, info: Info) -> str:
        return await info.context.loader(loaders.township_names).load(self.id)

    @strawberry.field(description="The village's name.")
    async def village_name(self, info: Info) -> str:
        return await info.context.loader(loaders.village_names).load(self.id)

    @strawberry.field(description="What is voted on, in the viewer's language.")
    def kind_name(self, info: Info) -> str:
        return _said(KIND_NAMES[self.kind], info.context.viewer.locale)

    @strawberry.field(description="How far it is, in the viewer's language.")
    def state_name(self, info: Info) -> str:
        return _said(STATE_NAMES[self.state], info.context.viewer.locale)

    @strawberry.field(description="Why it is held or was called off; empty for the public.")
    def reason(self, info: Info) -> str:
        return self.dossier.election.reason if self._works(info) else ""

    @strawberry.field(description="The timetable.")
    def steps(self, info: Info) -> list[parts.ElectionStep]:
        late = {row.id for row in service.late_steps(self.dossier)}
        order = list(STEP_NAMES)
        return [
            parts.ElectionStep.of(
                row,
                self.dossier.done_on(row),
                kind=self.dossier.kind,
                late=row.id in late,
                locale=info.context.viewer.locale,
            )
            for row in sorted(self.dossier.steps, key=lambda row: order.index(Step(row.step)))
        ]

    @strawberry.field(description="How many steps are late.")
    def late_count(self) -> int:
        return len(service.late_steps(self.dossier))

    @strawberry.field(description="The village election committee.")
    async def officials(self, info: Info) -> list[parts.ElectionOfficial]:
        rows = self.dossier.sitting
        names = await _names(info, [row.resident_id for row in rows])
        return [
            parts.ElectionOfficial(name=names[row.resident_id], is_chair=row.is_chair)
            for row in rows
        ]

    @strawberry.field(description="What is voted on, round by round.")
    async def contests(self, info: Info) -> list[parts.ElectionContest]:
        return [await self._contest(info, row) for row in self.dossier.contests]

    async def _contest(self, info: Info, row: models.Contest) -> parts.ElectionContest:
        locale = info.context.viewer.locale
        return parts.ElectionContest(
            key=str(row.id),
            office=parts.office_of(row, locale),
            round=row.round,
            seats=row.seats,
            women_seats=row.women_seats,
            outcome=row.outcome,
            seats_left=row.seats_left,
            tally=parts.tally_of(row),
            derivation=[parts.ElectionDerivation.of(one, locale) for one in row.derivation],
            candidates=await self._candidates(info, row),
        )

    async def _candidates(
        self, info: Info, contest: models.Contest
    ) -> list[parts.ElectionCandidate]:
        """Name candidates once they hang; nominees only to those who work on the election."""
        viewer = info.context.viewer
        rows = [one for one in self.dossier.candidates if one.contest_id == contest.id]
        if not visibility.works_on(viewer, self.dossier):
            rows = [one for one in rows if one.state == CandidateState.STANDING]
        named = visibility.names_candidates(viewer, self.dossier)
        names = await _names(info, [one.resident_id for one in rows]) if named else {}
        votes = contest.tally.get("votes", {}) if contest.tally else {}
        return [
            parts.ElectionCandidate(
                key=str(one.id),
                name=names.get(one.resident_id, ""),
                number=one.number,
                nominations=one.nominations if named else 0,
                state=CandidateState(one.state),
                votes=votes.get(str(one.id)),
                is_elected=one.is_elected,
            )
            for one in rows
        ]

    @strawberry.field(description="The reckoning of the demand for a recall.")
    def petition(self, info: Info) -> list[parts.ElectionDerivation]:
        lines = self.dossier.election.petition
        return [parts.ElectionDerivation.of(one, info.context.viewer.locale) for one in lines]

    @strawberry.field(description="Where ballots are cast.")
    def stations(self) -> list[parts.ElectionStation]:
        return [
            parts.ElectionStation(
                key=str(row.id), name=row.name, kind=StationKind(row.kind), place=row.place
            )
            for row in self.dossier.stations
        ]

    @strawberry.field(description="The tally sheets entered so far; empty for the public.")
    def counts(self, info: Info) -> list[parts.ElectionCount]:
        if not self._works(info):
            return []
        stations = {row.id: row.name for row in self.dossier.stations}
        contests = {row.id: row for row in self.dossier.contests}
        return [
            parts.ElectionCount(
                key=str(row.id),
                station=stations[row.station_id],
                office=parts.office_of(contests[row.contest_id], info.context.viewer.locale),
                issued=row.issued,
                returned=row.returned,
                valid=row.valid,
                invalid=row.invalid,
                place=row.place,
                counted_at=row.counted_at,
            )
            for row in self.dossier.counts
        ]

    @strawberry.field(description="Objections to the voter list; empty for the public.")
    def objections(self, info: Info) -> list[parts.ElectionObjection]:
        if not self._works(info):
            return []
        return [
            parts.ElectionObjection(
                key=str(row.id),
                about_name=row.about_name,
                wish=Wish(row.wish),
                text=row.text,
                due=row.due,
                state=row.state,
                decision=row.decision,
            )
            for row in self.dossier.objections
        ]

    @strawberry.field(description="The audits of the leaving members.")
    async def audits(self, info: Info) -> list[parts.ElectionAudit]:
        rows, works = self.dossier.audits, self._works(info)
        names = await _names(info, [row.resident_id for row in rows])
        return [
            parts.ElectionAudit(
                resident_key=str(row.resident_id) if works else "",
                name=names[row.resident_id],
                office=parts.office_of(row, info.context.viewer.locale),
                recorded=not self.dossier.audit_due(row),
                shown_on=self.dossier.shown_on(row.bulletin_id),
            )
            for row in rows
        ]

    @strawberry.field(description="The meeting or document that chose its committee; may be empty.")
    def committee_source(self) -> str:
        return self.dossier.election.committee_source

    @strawberry.field(description="The day of that meeting or document.")
    def committee_on(self) -> date | None:
        return self.dossier.election.committee_on

    @strawberry.field(
        description="Whether the result was put forward and waits for another one; for who works "
        "on it."
    )
    def result_put_forward(self, info: Info) -> bool:
        return self._works(info) and self.dossier.election.result_by is not None

    @strawberry.field(description="Whether it is the viewer who may announce that result.")
    def my_decision(self, info: Info) -> bool:
        first, viewer = self.dossier.election.result_by, info.context.viewer
        if first is None or first == viewer.resident_id:
            return False
        above = self.kind is ElectionKind.PARTY_BRANCH and visibility.plans(
            viewer, self.village_code
        )
        return above or visibility.runs(viewer, self.dossier)

    @strawberry.field(description="The written proxies, for who runs it; else empty.")
    async def proxies(self, info: Info) -> list[parts.ElectionProxy]:
        rows = self.dossier.proxies if visibility.runs(info.context.viewer, self.dossier) else []
        ids = [key for row in rows for key in (row.principal_id, row.holder_id)]
        names = await _names(info, ids)
        return [
            parts.ElectionProxy(
                key=str(row.id),
                principal=names[row.principal_id],
                holder=names[row.holder_id],
                relation=Relation(row.relation),
            )
            for row in rows
        ]

    @strawberry.field(description="How many voters gave a proxy.")
    def proxy_count(self) -> int:
        return len(self.dossier.proxies)

    @strawberry.field(description="Certificates of the elected.")
    async def certificates(self, info: Info) -> list[parts.ElectionCertificate]:
        rows = self.dossier.certificates
        names = await _names(info, [row.resident_id for row in rows])
        return [
            parts.ElectionCertificate(
                number=row.number,
                name=names[row.resident_id],
                office=parts.office_of(row, info.context.viewer.locale),
                issued_on=row.issued_at,
                mine=row.resident_id == info.context.viewer.resident_id,
            )
            for row in rows
        ]

    @strawberry.field(description="What the old committee hands over.")
    def handover(self, info: Info) -> list[parts.ElectionHandover]:
        whole, locale = self._works(info), info.context.viewer.locale
        return [
            parts.ElectionHandover.of(row, locale, whole=whole) for row in self.dossier.handover
        ]

    @strawberry.field(description="Whether the viewer is on the list; null for who has no entry.")
    async def my_entry(self, info: Info) -> bool | None:
        own = info.context.viewer.resident_id
        if own is None or not self.dossier.voters:
            return None
        async with info.context.unit_of_work() as uow:
            return await service.own_entry(uow, self.id, own) is not None

    @strawberry.field(
        description="People of the village by name, for who works on it; else empty. Recorded."
    )
    async def people(self, info: Info, names: list[str]) -> list[parts.ElectionPerson]:
        _NAMES.few(names)
        if not self._works(info):
            return []
        async with info.context.unit_of_work() as uow:
            found = await service.people_named(uow, self.id, names)
        return [
            parts.ElectionPerson(
                key=str(one.resident_id),
                name=one.name,
                group_name=one.group_name,
                is_voter=one.is_voter,
            )
            for one in found
        ]

    @strawberry.field(
        description="The voter list by names, for who works on it; else empty. Recorded."
    )
    async def voters(
        self, info: Info, first: int = connection.DEFAULT, after: str | None = None
    ) -> Connection[parts.ElectionVoter]:
        works = self._works(info)

        async def fetch(key: UUID | None, limit: int) -> Sequence[models.Voter]:
            if not works:
                return []
            async with info.context.unit_of_work() as uow:
                rows = list(await service.voter_list(uow, self.id))
            start = next((at + 1 for at, row in enumerate(rows) if row.id == key), 0)
            return rows[start : start + limit]

        return await connection.page(
            first,
            after,
            fetch,
            lambda row: parts.ElectionVoter(name=row.name, group_name=row.group_name),
        )

    @strawberry.field(description="Until when the list can be objected to; null while it cannot.")
    def objections_until(self) -> date | None:
        return self.dossier.facts().objections_until

    @strawberry.field(description="Whether the viewer runs this election.")
    def my_run(self, info: Info) -> bool:
        return visibility.runs(info.context.viewer, self.dossier)

    @strawberry.field(description="Whether the viewer plans elections here.")
    def my_plan(self, info: Info) -> bool:
        return visibility.plans(info.context.viewer, self.village_code)

    @strawberry.field(description="What the next act still wants; empty for the public.")
    def missing(self, info: Info) -> list[parts.ElectionReason]:
        act = _NEXT.get(self.state)
        if act is None or not self._works(info):
            return []
        locale = info.context.viewer.locale
        return [
            parts.ElectionReason(code=one.code, text=one.zh if locale == "zh" else one.en)
            for one in workflow.missing(self.dossier.facts(), act, clock.today())
        ]


async def _names(info: Info, ids: Sequence[UUID]) -> dict[UUID, str]:
    found = await info.context.loader(loaders.names).load_many(list(ids))
    return dict(zip(ids, found, strict=True))


def _said(pair: tuple[str, str], locale: Locale) -> str:
    return pair[0] if locale == "zh" else pair[1]
