"""A vote: the question put, how it stands, and how the outcome was reckoned."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.decisions import loaders, sittings
from schema.decisions.types import meeting as meeting_types
from schema.decisions.types.parts import Derivation, lines_of
from schema.decisions.words import Choice, Outcome, VoteForm
from services.decisions import counting, models, secrecy
from tenants.authorization.permissions import Permission

if TYPE_CHECKING:
    from schema.decisions.types.meeting import Meeting

_Meeting = Annotated["Meeting", strawberry.lazy("schema.decisions.types.meeting")]


@strawberry.enum(description="Whether ballots can still be cast.")
class VoteState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@strawberry.type(description="The votes as counted when it was closed.")
class Tally:
    in_favour: int = strawberry.field(description="Votes in favour.")
    against: int = strawberry.field(description="Votes against.")
    abstain: int = strawberry.field(description="Abstentions; they count in the base.")
    invalid: int = strawberry.field(description="Invalid papers; they count in the base.")
    not_voted: int = strawberry.field(description="Those present who gave no vote.")

    @classmethod
    def from_row(cls, row: models.Vote) -> Self:
        """Show the counts of a closed vote."""
        return cls(
            in_favour=row.in_favour,
            against=row.against,
            abstain=row.abstain,
            invalid=row.invalid,
            not_voted=row.not_voted,
        )


@strawberry.type(description="The viewer's own ballot; nobody else sees it.")
class Ballot:
    choice: Choice = strawberry.field(description="What it says.")
    cast_at: datetime = strawberry.field(description="When it was cast.")

    @classmethod
    def from_row(cls, row: models.Ballot) -> Self:
        """Show one's own ballot."""
        return cls(choice=Choice(row.choice), cast_at=row.cast_at)


@strawberry.type(description="What the tellers counted: issued = used + spoiled + unused.")
class PaperCount:
    issued: int = strawberry.field(description="Papers handed out.")
    used: int = strawberry.field(description="Valid papers.")
    spoiled: int = strawberry.field(description="Invalid papers.")
    unused: int = strawberry.field(description="Papers handed out and not used.")
    in_favour: int = strawberry.field(description="Votes in favour.")
    against: int = strawberry.field(description="Votes against.")
    abstain: int = strawberry.field(description="Abstentions.")
    sheet_sha256: str = strawberry.field(description="Hash of the photographed sheet.")
    recorded_by: str = strawberry.field(description="Who entered it.")
    at: datetime = strawberry.field(description="When it was entered.")

    @classmethod
    def from_row(cls, row: models.PaperCount) -> Self:
        """Show a count as it was entered."""
        return cls(
            issued=row.issued,
            used=row.used,
            spoiled=row.spoiled,
            unused=row.unused,
            in_favour=row.in_favour,
            against=row.against,
            abstain=row.abstain,
            sheet_sha256=row.sheet_sha256,
            recorded_by=row.recorded_by,
            at=row.at,
        )


@strawberry.type(description="A vote on one version of a matter.")
class Vote(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ

    row: strawberry.Private[models.Vote]
    id: relay.NodeID[UUID]
    question: str = strawberry.field(description="The question as it was put.")
    form: VoteForm = strawberry.field(description="How votes are given.")
    state: VoteState = strawberry.field(description="Whether ballots can still be cast.")
    version_no: int = strawberry.field(description="The version that is voted on.")
    opened_at: datetime = strawberry.field(description="When it was opened.")
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    eligible_count: int = strawberry.field(description="How many were present when it opened.")
    tally: Tally | None = strawberry.field(description="The counts; null until it is closed.")
    outcome: Outcome = strawberry.field(description="OPEN until it is closed.")
    needs_representative_count: bool = strawberry.field(
        description="Whether a paper count must give the representatives' votes by themselves."
    )

    @strawberry.field(
        description="How many votes were given so far; null while a secret vote is open in which "
        "fewer than five have voted."
    )
    async def cast_count(self, info: Info) -> int | None:
        if self.state is VoteState.CLOSED:
            return self.row.present - self.row.not_voted
        cast = await info.context.loader(loaders.ballot_counts).load(self.id)
        return secrecy.shown_count(cast) if self.form is VoteForm.SECRET else cast

    @strawberry.field(description="How the outcome was reckoned; empty until it is closed.")
    def derivation(self, info: Info) -> list[Derivation]:
        return lines_of(self.row.derivation, info.context.viewer.locale)

    @strawberry.field(
        description="The rule that was hardest to meet, to draw as a bar: `count` in favour "
        "against the `needed`, of a `base`; null until it is closed."
    )
    def deciding(self, info: Info) -> Derivation | None:
        line = counting.deciding(self.row.derivation)
        return lines_of([line], info.context.viewer.locale)[0] if line else None

    @strawberry.field(description="The viewer's own ballot; null: none cast, or a secret one.")
    async def my_ballot(self, info: Info) -> Ballot | None:
        row = await info.context.loader(loaders.my_ballots).load(self.id)
        return Ballot.from_row(row) if row else None

    @strawberry.field(description="Whether the viewer has voted, by name or in secret.")
    async def has_voted(self, info: Info) -> bool:
        return await info.context.loader(loaders.has_voted).load(self.id)

    @strawberry.field(description="The tellers' count; null until closed, except for recorders.")
    async def paper_count(self, info: Info) -> PaperCount | None:
        meeting = await info.context.loader(loaders.meetings).load(self.row.meeting_id)
        place = meeting.village_code if meeting else ""
        if self.state is VoteState.OPEN and not info.context.viewer.may(
            Permission.VOTE_RECORD, place
        ):
            return None
        row = await info.context.loader(loaders.paper_counts).load(self.id)
        return PaperCount.from_row(row) if row else None

    @strawberry.field(description="The meeting in which it is taken.")
    async def meeting(self, info: Info) -> _Meeting | None:
        return (await meeting_types.Meeting.load_visible(info, [self.row.meeting_id]))[0]

    @classmethod
    def from_row(cls, row: models.Vote) -> Self:
        """Show a vote on a matter that the viewer may see."""
        outcome = Outcome(row.outcome)
        closed = outcome is not Outcome.OPEN
        return cls(
            row=row,
            id=row.id,
            question=row.question,
            form=VoteForm(row.form),
            state=VoteState.CLOSED if closed else VoteState.OPEN,
            version_no=row.version_no,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            eligible_count=row.present,
            tally=Tally.from_row(row) if closed else None,
            outcome=outcome,
            needs_representative_count=counting.needs_parts(row),
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the votes on matters that the viewer may see, and in meetings of their own."""
        rows = await info.context.loader(loaders.votes).load_many(list(ids))
        held = list(dict.fromkeys(row.meeting_id for row in rows if row))
        seen = dict(zip(held, await sittings.seen(info, held), strict=True))
        return [
            cls.from_row(row) if row and row.matter_id in seen[row.meeting_id].readable else None
            for row in rows
        ]
