"""What the mutations of initiatives take."""

from datetime import datetime

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
        default=None,
        description="The meeting that was held on a matter named for it (`demandMatterName`).",
    )
    matter_id: relay.GlobalID | None = strawberry.field(
        default=None,
        description="A matter alone answers nothing any more.",
        deprecation_reason="Use demandMatterName, then meetingId. Removed after 2027-06.",
    )
    bulletin_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Its notice, drafted by `demandNoticeDraft`, once it shows."
    )
    election_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The vote on the recall that was set by it."
    )
    text: str = strawberry.field(
        default="",
        description="An answer in writing, to 2,000; of the township what it convened outside.",
    )


@strawberry.input(description="The township's order to act.")
class DemandOrderInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    document: str = strawberry.field(description="The number of the order, 1 to 100 characters.")


@strawberry.input(description="A demand that was signed on paper, with its first sheet.")
class DemandPaperOpenInput:
    kind: DemandKind = strawberry.field(description="What is demanded.")
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    title: str = strawberry.field(description="What it is about, 1 to 200 characters.")
    text: str = strawberry.field(description="What is demanded and why, 1 to 2,000 characters.")
    term_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Of a recall alone: the term, from `demandTargets`."
    )
    names: list[DemandNameInput] = strawberry.field(
        description="The names on the sheet, 1 to 200; the first one opens it."
    )
    sheet_base64: str = strawberry.field(description="A photo of the sheet, at most 8 MB.")


@strawberry.input(description="A name on a sheet to be struck.")
class DemandSignatureStrikeInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    signature_key: str = strawberry.field(description="The name, from `demandSignatories`.")
    reason: str = strawberry.field(
        description="Why, and how it was found out; 1 to 500 characters, kept."
    )


@strawberry.input(description="A matter that is made for a demand.")
class DemandMatterNameInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    matter_id: relay.GlobalID = strawberry.field(description="A matter of the same village.")


@strawberry.input(description="The demanded meeting, called by the township.")
class DemandConveneInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    matter_id: relay.GlobalID = strawberry.field(
        description="The matter by which it is called; it stands at a meeting of that body."
    )
    scheduled_at: datetime = strawberry.field(description="When it is held, with its zone.")
    place: str = strawberry.field(description="Where, as on any notice of a meeting.")


@strawberry.input(description="The notice that answers a demand.")
class DemandNoticeDraftInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    text: str = strawberry.field(
        description="What was found, disclosed or answered, 1 to 2,000 characters; public."
    )


@strawberry.input(description="That an answer is none, said by one of those who signed.")
class DemandDisputeInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    text: str = strawberry.field(description="What was not done, 1 to 1,000 characters.")


@strawberry.input(description="The decision whether a demand was answered.")
class DemandDisputeDecideInput:
    demand_id: relay.GlobalID = strawberry.field(description=_DEMAND)
    upheld: bool = strawberry.field(description="Whether it was not answered, and is open again.")
    decision: str = strawberry.field(description="Why, 1 to 1,000 characters; public.")
