"""What the mutations of initiatives take."""

import strawberry
from strawberry import relay

from schema.initiatives.words import DemandKind

_DEMAND = "The demand."


@strawberry.input(description="A demand to be opened; its opener is the first who signs.")
class DemandOpenInput:
    kind: DemandKind = strawberry.field(description="What is demanded.")
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    title: str = strawberry.field(description="What it is about, 1 to 200 characters.")
    text: str = strawberry.field(description="What is demanded and why, 1 to 2,000 characters.")
    term_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Of a recall alone: the term, from `demandTargets`."
    )


@strawberry.input(description="A demand to be signed.")
class DemandSignInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)


@strawberry.input(description="A demand from which one takes one's own signature back.")
class DemandWithdrawInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)


@strawberry.input(description="A name on a sheet of signatures.")
class DemandNameInput:
    name: str = strawberry.field(description="The name as it was signed, 1 to 40 characters.")
    household: str = strawberry.field(
        default="", description="The household's number, where two bear the name."
    )


@strawberry.input(description="A photographed sheet of signatures.")
class DemandSheetRecordInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    names: list[DemandNameInput] = strawberry.field(description="The names, 1 to 200.")
    sheet_base64: str = strawberry.field(description="A photo of the sheet, at most 8 MB.")


@strawberry.input(description="What answers a demand: exactly one of these.")
class DemandAnswerInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    meeting_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The meeting that was called for it."
    )
    matter_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The matter by which it comes before a meeting."
    )
    bulletin_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The notice that discloses or answers it."
    )
    election_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The vote on the recall."
    )
    text: str = strawberry.field(default="", description="An answer in writing, to 2,000.")


@strawberry.input(description="The township's order to act.")
class DemandOrderInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    document: str = strawberry.field(description="The number of the order, 1 to 100 characters.")
