"""What came of a decision: milestones, checks, visits, annulment, and what villagers say."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra.privacy import shown_count
from schema.core.context import Info
from schema.core.node import Node
from schema.core.scalars import Fen
from schema.decisions import loaders, visibility
from schema.decisions.names import in_language, masked
from schema.decisions.words import Annuller, Outcome
from schema.disclosure.attachments import Attachment
from services.decisions import models, proposal
from services.decisions.dossiers import Dossier
from services.decisions.vocabulary import (
    ANNULLER_NAMES,
    ANNULMENT_BASES,
    EVALUATED_NAMES,
    Evaluated,
)
from tenants.authorization.permissions import Permission
from tenants.viewer import Locale


@strawberry.type(description="A piece of the work with its day.")
class Milestone(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ

    id: relay.NodeID[UUID]
    title: str = strawberry.field(description="What is to be done.")
    due_on: date | None = strawberry.field(description="The day it should be done.")
    done_at: datetime | None = strawberry.field(description="When it was reported done.")
    note: str = strawberry.field(description="What was reported.")
    spent_fen: Fen = strawberry.field(description="Money spent on it, in fen.")
    reported_by: str = strawberry.field(description="Who reported; empty while it is not done.")
    row: strawberry.Private[models.Milestone]

    @strawberry.field(description="Photos of the place, for whoever sees the matter.")
    def photos(self, info: Info) -> list[Attachment]:
        folder = f"/{info.context.tenant.code}/milestones/{self.row.id}/files"
        return [Attachment.of(one, folder) for one in proposal.attached(self.row.attachments)]

    @classmethod
    def from_row(cls, row: models.Milestone) -> Self:
        """Show one milestone."""
        return cls(
            id=row.id,
            title=row.title,
            due_on=row.due_on,
            done_at=row.done_at,
            note=row.note,
            spent_fen=Fen(row.spent_fen),
            reported_by=row.reported_by,
            row=row,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the milestones of matters that the viewer may see."""
        rows = await info.context.loader(loaders.milestones).load_many(list(ids))
        seen = await visibility.seen_matters(info, [row.matter_id for row in rows if row])
        return [cls.from_row(row) if row and row.matter_id in seen else None for row in rows]


@strawberry.type(description="A check of the work by the supervisory board.")
class Inspection:
    passed: bool = strawberry.field(description="Whether the work passed.")
    opinion: str = strawberry.field(description="What the board found.")
    inspector: str = strawberry.field(description="Who checked.")
    mend_by: date | None = strawberry.field(
        description="By when a fault must be mended before the next check; null: no day was set."
    )
    at: datetime = strawberry.field(description="When.")

    @classmethod
    def from_row(cls, row: models.Inspection) -> Self:
        """Show one check."""
        passed = row.outcome == Outcome.PASSED.value
        return cls(
            passed=passed,
            opinion=row.note,
            inspector=row.inspector,
            mend_by=row.mend_by,
            at=row.at,
        )


@strawberry.type(description="By whose decision a matter was set aside.")
class Annulment:
    annuller: Annuller = strawberry.field(description="Who decided so.")
    annuller_name: str = strawberry.field(description="The same in the viewer's language.")
    basis: str = strawberry.field(description="The article under which that is possible.")
    document: str = strawberry.field(description="Name and number of the decision.")
    decided_on: date = strawberry.field(description="The day of the decision.")
    reason: str = strawberry.field(description="Why.")
    version_no: int = strawberry.field(description="The version that was set aside.")
    recorded_by: str = strawberry.field(description="Who recorded it.")
    at: datetime = strawberry.field(description="When it was recorded.")

    @classmethod
    def from_row(cls, row: models.Annulment, locale: Locale) -> Self:
        """Show an annulment."""
        annuller = Annuller(row.annuller)
        return cls(
            annuller=annuller,
            annuller_name=in_language(locale, ANNULLER_NAMES[annuller]),
            basis=in_language(locale, ANNULMENT_BASES[annuller]),
            document=row.document,
            decided_on=row.decided_on,
            reason=row.reason,
            version_no=row.version_no,
            recorded_by=row.recorded_by,
            at=row.at,
        )


@strawberry.type(description="A visit to somebody who voted against.")
class ObjectorVisit:
    visited: str = strawberry.field(description="Who was visited; masked for other villagers.")
    words: str = strawberry.field(description="What they said.")
    visitor: str = strawberry.field(description="Who went.")
    version_no: int = strawberry.field(description="The version they had voted against.")
    at: datetime = strawberry.field(description="When it was written down.")

    @classmethod
    def from_row(cls, row: models.ObjectorVisit, *, named: bool) -> Self:
        """Show one visit."""
        return cls(
            visited=row.visited if named else masked(row.visited),
            words=row.note,
            visitor=row.visitor,
            version_no=row.version_no,
            at=row.at,
        )


@strawberry.type(description="How many villagers said that it was really done.")
class EvaluationSummary:
    yes: int | None = strawberry.field(description="Done; null for 1 to 4.")
    partly: int | None = strawberry.field(description="Partly done; null for 1 to 4.")
    no: int | None = strawberry.field(description="Not done; null for 1 to 4.")

    @classmethod
    def from_counts(cls, counts: Mapping[str, int]) -> Self:
        """Show the counts by answer, but not of so few that their neighbours know who."""
        return cls(**{name: shown_count(counts.get(name, 0)) for name in ("yes", "partly", "no")})


@strawberry.type(
    description="What came of asking the villagers whether it was done, once it ended."
)
class EvaluationRound:
    number: int = strawberry.field(description="The how-manieth time; counts from 1.")
    outcome: Evaluated = strawberry.field(description="What came of it.")
    outcome_name: str = strawberry.field(description="The same, in the viewer's language.")
    reason: str = strawberry.field(description="What the record says, as it was written.")
    summary: EvaluationSummary = strawberry.field(description="The answers.")
    closed_at: datetime = strawberry.field(description="When it ended.")

    @classmethod
    async def all_of(cls, info: Info, dossier: Dossier) -> list[Self]:
        """Show what ended; a time that still runs is not shown."""
        counts = await info.context.loader(loaders.evaluations).load(dossier.matter.id)
        locale = info.context.viewer.locale
        return [
            cls(
                number=number,
                outcome=Evaluated(row.outcome),
                outcome_name=in_language(locale, EVALUATED_NAMES[Evaluated(row.outcome)]),
                reason=row.reason,
                summary=EvaluationSummary.from_counts(counts.get(number, {})),
                closed_at=row.closed_at,
            )
            for number, row in enumerate(dossier.evaluations, start=1)
            if row.closed_at is not None and row.outcome in list(Evaluated)
        ]
