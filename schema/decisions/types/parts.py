"""The small values that matters are made of: versions, steps, people heard."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Self

import strawberry

from schema.core.scalars import Fen
from schema.decisions.names import in_language, masked
from schema.decisions.words import ReasonCode, StepState
from schema.disclosure.attachments import Attachment
from services.decisions import models
from services.decisions.blocking import Blocker as BlockerFact
from services.decisions.proposal import attached
from services.decisions.rules import Line
from services.decisions.vocabulary import REASON_NAMES
from tenants.viewer import Locale


@strawberry.type(description="A source of money.")
class FundingSource:
    name: str = strawberry.field(description="Where the money comes from.")
    amount_fen: Fen = strawberry.field(description="How much, in fen.")


@strawberry.type(description="One version of a matter's text; once submitted it never changes.")
class MatterVersion:
    version_no: int = strawberry.field(description="Counts from 1.")
    submitted: bool = strawberry.field(description="False for the text still being written.")
    text: str = strawberry.field(description="The proposal.")
    budget_fen: Fen = strawberry.field(description="The whole budget, in fen.")
    funding_sources: list[FundingSource] = strawberry.field(description="Where the money is from.")
    change_note: str = strawberry.field(description="What changed against the version before.")
    sha256: str | None = strawberry.field(description="Hash of the contents; null for a draft.")
    created_at: datetime = strawberry.field(description="When it was submitted or last written.")
    attachments: list[Attachment] = strawberry.field(
        description="Files of this version, at most 10."
    )

    @classmethod
    def from_row(cls, row: models.MatterVersion, county: str, folder: str | None = None) -> Self:
        """Show a version that was submitted, its files below a folder (else the matter's)."""
        below = folder or f"/{county}/matters/{row.matter_id}/files"
        return cls._of(row, below, row.version_no, row.sha256, row.at)

    @classmethod
    def from_draft(cls, row: models.MatterDraft, county: str, version_no: int) -> Self:
        """Show the text that is being written."""
        below = f"/{county}/matters/{row.matter_id}/files"
        return cls._of(row, below, version_no, None, row.changed_at)

    @classmethod
    def _of(
        cls,
        row: models.MatterVersion | models.MatterDraft,
        folder: str,
        version_no: int,
        sha256: str | None,
        at: datetime,
    ) -> Self:
        return cls(
            version_no=version_no,
            submitted=sha256 is not None,
            text=row.text,
            budget_fen=Fen(row.budget_fen),
            funding_sources=funding_of(row.funding),
            change_note=row.change_note,
            sha256=sha256,
            created_at=at,
            attachments=attachments_of(row.attachments, folder),
        )


def funding_of(rows: Sequence[Mapping[str, Any]]) -> list[FundingSource]:
    """Show where the money comes from."""
    return [FundingSource(name=one["source"], amount_fen=Fen(one["amount_fen"])) for one in rows]


def attachments_of(rows: Sequence[Mapping[str, Any]], folder: str) -> list[Attachment]:
    """Show the files of a text, each with its address below a folder."""
    return [Attachment.of(one, folder) for one in attached(rows)]


@strawberry.type(description="One thing that must happen before the open step can be closed.")
class Blocker:
    code: str = strawberry.field(description="The stable code.")
    text: str = strawberry.field(description="In words, in the viewer's language.")
    until: datetime | None = strawberry.field(description="Set when only time must pass.")

    @classmethod
    def from_fact(cls, fact: BlockerFact, locale: Locale) -> Self:
        """Say a blocker in the viewer's language."""
        return cls(code=fact.code, text=in_language(locale, (fact.zh, fact.en)), until=fact.until)


@strawberry.type(description="One line of how it was counted: a rule applied to numbers.")
class Derivation:
    text: str = strawberry.field(description="The line in words, in the viewer's language.")
    met: bool = strawberry.field(description="Whether the rule is met.")
    citation: str = strawberry.field(description="The statute and article, or the method.")
    formula: str = strawberry.field(description="The sum that decides, for instance 38·3 ≥ 56·2.")
    count: int = strawberry.field(description="How many there are.")
    base: int = strawberry.field(description="Of how many.")
    needed: int = strawberry.field(description="How many are needed.")


def lines_of(lines: Sequence[Mapping[str, Any] | Line], locale: Locale) -> list[Derivation]:
    """Show the lines of a judgement, as stored beside its outcome or fresh."""
    plain = [line.as_json() if isinstance(line, Line) else line for line in lines]
    return [
        Derivation(
            text=str(line[locale]),
            met=bool(line["met"]),
            citation=str(line[f"citation_{locale}"]),
            formula=str(line["formula"]),
            count=int(line["count"]),
            base=int(line["base"]),
            needed=int(line["needed"]),
        )
        for line in plain
    ]


@strawberry.type(description="What was done in one step of one version.")
class StepRecord:
    key: str = strawberry.field(description="The step's key in its work method.")
    name: str = strawberry.field(description="The step's name, in the viewer's language.")
    version_no: int = strawberry.field(description="The version it belongs to.")
    round: int = strawberry.field(description="Counts how often this version came to the step.")
    state: StepState = strawberry.field(description="Open, done, left by a way back, or void.")
    opened_at: datetime = strawberry.field(description="When it opened.")
    due_at: datetime | None = strawberry.field(description="When it should be closed.")
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    outcome: str = strawberry.field(description="How it came out; empty while open.")
    reason: str = strawberry.field(description="The reason given, if any.")
    actor: str = strawberry.field(description="Who closed it; empty while open.")
    derivation: list[Derivation] = strawberry.field(description="How it was counted, if it was.")

    @classmethod
    def from_row(cls, row: models.MatterStep, name: str, locale: Locale) -> Self:
        """Show a step of a matter's course."""
        return cls(
            key=row.step_key,
            name=name,
            version_no=row.version_no,
            round=row.round,
            state=StepState(row.state),
            opened_at=row.opened_at,
            due_at=row.due_at,
            closed_at=row.closed_at,
            outcome=row.outcome,
            reason=row.reason,
            actor=row.actor,
            derivation=lines_of(row.derivation, locale),
        )


@strawberry.type(description="Somebody whom the party branch heard; not shown to other villagers.")
class HeardPerson:
    name: str = strawberry.field(description="Who was heard.")
    opinion: str = strawberry.field(description="What they said.")
    recorded_by: str = strawberry.field(description="Who wrote it down.")
    at: datetime = strawberry.field(description="When it was written down.")

    @classmethod
    def from_row(cls, row: models.HeardPerson) -> Self:
        """Show one person heard."""
        return cls(name=row.name, opinion=row.view, recorded_by=row.recorded_by, at=row.at)


@strawberry.type(description="What somebody said about a plan while it was posted.")
class Comment:
    text: str = strawberry.field(description="What was said.")
    author_name: str = strawberry.field(description="Masked for those who need not know.")
    version_no: int = strawberry.field(description="The version it is about.")
    created_at: datetime = strawberry.field(description="When it was said.")

    @classmethod
    def from_row(cls, row: models.MatterComment, *, named: bool) -> Self:
        """Show a comment, with the author's name only to those who answer for the matter."""
        return cls(
            text=row.text,
            author_name=row.author if named else masked(row.author),
            version_no=row.version_no,
            created_at=row.at,
        )


@strawberry.type(description="What somebody objected to while it was posted, and the answer.")
class Objection:
    number: int = strawberry.field(description="Its number in the matter, from 1.")
    text: str = strawberry.field(description="What was said to be wrong.")
    author_name: str = strawberry.field(description="Masked for those who need not know.")
    version_no: int = strawberry.field(description="The version it is about.")
    created_at: datetime = strawberry.field(description="When it was raised.")
    due_at: datetime = strawberry.field(description="By when it is to be answered.")
    answer: str = strawberry.field(description="The answer; empty until there is one.")
    answered_at: datetime | None = strawberry.field(description="When it was answered.")
    answered_by: str = strawberry.field(description="Who answered; empty until then.")
    sent_back: bool = strawberry.field(description="Whether it was right, and took it down.")

    @classmethod
    def from_row(cls, row: models.MatterObjection, number: int, *, named: bool) -> Self:
        """Show an objection, with its author's name only to those who answer it."""
        return cls(
            number=number,
            text=row.text,
            author_name=row.author if named else masked(row.author),
            version_no=row.version_no,
            created_at=row.at,
            due_at=row.due_at,
            answer=row.answer,
            answered_at=row.answered_at,
            answered_by=row.answered_by,
            sent_back=row.sent_back,
        )


@strawberry.type(description="What the township or the supervisory board decided about a version.")
class Review:
    step_key: str = strawberry.field(description="The step of the work method.")
    step_name: str = strawberry.field(description="Its name, in the viewer's language.")
    version_no: int = strawberry.field(description="The version that was reviewed.")
    approved: bool = strawberry.field(description="False: returned to be mended.")
    reason_codes: list[ReasonCode] = strawberry.field(description="Why it was returned.")
    reason_names: list[str] = strawberry.field(description="The same in words.")
    reason: str = strawberry.field(description="The reviewer's own words.")
    reviewer: str = strawberry.field(description="Who reviewed.")
    at: datetime | None = strawberry.field(description="When.")

    @classmethod
    def from_row(cls, row: models.MatterStep, name: str, locale: Locale) -> Self:
        """Show a closed review step."""
        codes = [ReasonCode(code) for code in row.evidence.get("reason_codes", [])]
        return cls(
            step_key=row.step_key,
            step_name=name,
            version_no=row.version_no,
            approved=row.outcome == "approved",
            reason_codes=codes,
            reason_names=[in_language(locale, REASON_NAMES[code]) for code in codes],
            reason=row.reason,
            reviewer=row.actor,
            at=row.closed_at,
        )
