"""What the mutations about villagers' suggestions take."""

import strawberry
from strawberry import relay

from schema.decisions.words import MatterType, OpinionCategory

_FILES = (
    "Photos (JPEG, PNG) and recordings (M4A, MP3) in base64, at most 3 of 5 MB; the content "
    "decides the type."
)


@strawberry.input(description="A villager's need.")
class OpinionSubmitInput:
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    category: OpinionCategory = strawberry.field(description="What it is about.")
    text: str = strawberry.field(description="What is needed; may be empty beside a file.")
    files: list[str] = strawberry.field(default_factory=list, description=_FILES)


@strawberry.input(description="What somebody of a represented household said.")
class OpinionRecordInput:
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    household: str = strawberry.field(description="The household's number in the village.")
    name: str = strawberry.field(description="Whose suggestion it is, as on the roll.")
    category: OpinionCategory = strawberry.field(description="What it is about.")
    text: str = strawberry.field(description="What is needed; may be empty beside a file.")
    files: list[str] = strawberry.field(default_factory=list, description=_FILES)


@strawberry.input(description="A suggestion that goes into a matter.")
class OpinionMergeInput:
    opinion_id: relay.GlobalID = strawberry.field(description="The suggestion.")
    matter_id: relay.GlobalID = strawberry.field(description="The matter, not passed yet.")


@strawberry.input(description="An answer to a need.")
class OpinionAnswerInput:
    opinion_id: relay.GlobalID = strawberry.field(description="The need.")
    answer: str = strawberry.field(description="The answer; the villager reads it.")


@strawberry.input(description="A need that becomes a matter.")
class OpinionTakeUpInput:
    opinion_id: relay.GlobalID = strawberry.field(description="The need.")
    title: str = strawberry.field(description="What the matter is called.")
    type_key: MatterType = strawberry.field(description="The kind of matter.")
    method_key: str = strawberry.field(description="The key of the work method.")


@strawberry.input(description="An objection to what is posted.")
class ObjectionRaiseInput:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    text: str = strawberry.field(description="What is wrong with it.")


@strawberry.input(description="The answer to an objection.")
class ObjectionAnswerInput:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    number: int = strawberry.field(description="The objection's number in the matter, from 1.")
    answer: str = strawberry.field(description="The answer; everybody reads it.")
    send_back: bool = strawberry.field(
        description="True: the objection is right. A plan goes back to its writers, a resolution "
        "is reconsidered."
    )
