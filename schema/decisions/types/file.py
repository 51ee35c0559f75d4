"""What lies in a matter's file beside its texts: sheets, hearings, plans, reports, proofs."""

from datetime import date, datetime
from typing import Self

import strawberry

from schema.decisions.names import in_language
from schema.decisions.words import Before, Stance
from services.decisions import models
from services.decisions.dossiers import Dossier
from services.decisions.paper_models import PaperKind
from services.decisions.routing import ExtraStep
from tenants.viewer import Locale

strawberry.enum(PaperKind, description="What a paper on file is.")


@strawberry.type(description="One household's or representative's written answer to a plan.")
class OpinionSheet:
    subject: str = strawberry.field(description="Who was asked.")
    stance: Stance = strawberry.field(description="What they think of the plan.")
    score: int | None = strawberry.field(description="1 to 5, where it was rated.")
    text: str = strawberry.field(description="In words.")
    version_no: int = strawberry.field(description="The version they were asked about.")
    recorded_by: str = strawberry.field(description="Who handed it in.")
    at: datetime = strawberry.field(description="When.")

    @classmethod
    def from_row(cls, row: models.OpinionSheet) -> Self:
        """Show one sheet."""
        return cls(
            subject=row.subject,
            stance=Stance(row.stance),
            score=row.score,
            text=row.text,
            version_no=row.version_no,
            recorded_by=row.recorded_by,
            at=row.at,
        )


@strawberry.type(description="A hearing, a plan of the work or a report.")
class MatterPaper:
    kind: PaperKind = strawberry.field(description="What it is.")
    text: str = strawberry.field(description="What it says.")
    held_on: date | None = strawberry.field(description="The day of a hearing.")
    passed: bool | None = strawberry.field(description="Whether a hearing found it feasible.")
    experts: list[str] = strawberry.field(description="Who was heard, with their trades.")
    recorded_by: str = strawberry.field(description="Who laid it on file.")
    at: datetime = strawberry.field(description="When.")

    @classmethod
    def from_row(cls, row: models.MatterPaper) -> Self:
        """Show one paper."""
        heard = row.details.get("experts", [])
        return cls(
            kind=PaperKind(row.kind),
            text=row.text,
            held_on=row.held_on,
            passed=row.outcome == "passed" if row.outcome else None,
            experts=[f"{one['name']}（{one['profession']}）" for one in heard],
            recorded_by=row.recorded_by,
            at=row.at,
        )


@strawberry.type(description="Something a kind of matter needs beside its method.")
class MatterExtra:
    key: str = strawberry.field(description="Its key.")
    name: str = strawberry.field(description="What it is, in the viewer's language.")
    citation: str = strawberry.field(description="The article that asks for it.")
    before: Before = strawberry.field(description="What may not begin before it is there.")
    by_township: bool = strawberry.field(description="Whether only the township records it.")
    document: str = strawberry.field(description="The paper that proves it; empty: not yet.")
    held_on: date | None = strawberry.field(description="The day on that paper.")

    @classmethod
    def of(cls, extra: ExtraStep, dossier: Dossier, locale: Locale) -> Self:
        """Show one of them with what is on file for the version under way."""
        number = dossier.matter.version_no
        found = [p for p in dossier.papers if p.key == extra.key and p.version_no == number]
        return cls(
            key=extra.key,
            name=in_language(locale, (extra.zh, extra.en)),
            citation=extra.citation,
            before=extra.before,
            by_township=extra.by_township,
            document=found[-1].text if found else "",
            held_on=found[-1].held_on if found else None,
        )
