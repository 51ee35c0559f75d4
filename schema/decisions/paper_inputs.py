"""What the mutations take that lay something on file in a step."""

from datetime import date

import strawberry
from strawberry import relay

from schema.decisions.words import Stance

_MATTER = "The matter."


@strawberry.input(description="Somebody who knows the trade.")
class ExpertInput:
    name: str = strawberry.field(description="Who.")
    profession: str = strawberry.field(description="Of what trade.")


@strawberry.input(description="An expert hearing that was held.")
class HearingRecordInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    held_on: date = strawberry.field(description="The day; not after today.")
    experts: list[ExpertInput] = strawberry.field(description="Who was heard, 1 to 20.")
    conclusion: str = strawberry.field(description="What they found.")
    feasible: bool = strawberry.field(description="Whether it can be done; if not, it goes back.")


@strawberry.input(description="One's own opinion sheet.")
class OpinionSheetSubmitInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    stance: Stance = strawberry.field(description="What one thinks of the plan.")
    score: int | None = strawberry.field(default=None, description="1 to 5, where it is rated.")
    text: str = strawberry.field(default="", description="In words.")


@strawberry.input(description="A paper sheet, entered for somebody.")
class OpinionSheetRecordInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    subject: str = strawberry.field(
        description="The household's number or head, or the representative's name."
    )
    stance: Stance = strawberry.field(description="What they think of the plan.")
    score: int | None = strawberry.field(default=None, description="1 to 5, where it is rated.")
    text: str = strawberry.field(default="", description="In words.")


@strawberry.input(description="The plan of the work, before the representatives vote on it.")
class WorkPlanWriteInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    text: str = strawberry.field(description="Who does what by when.")


@strawberry.input(description="A report on how the decision is carried out.")
class WorkReportInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    text: str = strawberry.field(description="What was done, spent and is left.")


@strawberry.input(description="What a kind of matter needs beside its method, proved by a paper.")
class MatterExtraRecordInput:
    matter_id: relay.GlobalID = strawberry.field(description=_MATTER)
    key: str = strawberry.field(description="Which of the matter's extra steps.")
    document: str = strawberry.field(description="Name and number of the paper.")
    held_on: date = strawberry.field(description="The day on it; not after today.")
