"""The closed lists of initiatives: the service's own enums, shown to GraphQL."""

from enum import StrEnum

import strawberry

from services.initiatives.vocabulary import AnswerKind, Channel, DemandKind, DemandState, Who


@strawberry.enum(description="What the viewer may do with a demand now.")
class DemandAct(StrEnum):
    SIGN = "sign"
    WITHDRAW = "withdraw"
    ENTER = "enter"
    ANSWER = "answer"
    ORDER = "order"
    CHECK = "check"


strawberry.enum(AnswerKind, name="DemandAnswerKind", description="What fulfils a duty.")
strawberry.enum(Channel, name="DemandChannel", description="How somebody signed.")
strawberry.enum(DemandKind, description="What is demanded.")
strawberry.enum(DemandState, description="How far a demand is; there is no state for a refusal.")
strawberry.enum(Who, name="DemandWho", description="Of whom a share is reckoned.")

__all__ = ["AnswerKind", "Channel", "DemandAct", "DemandKind", "DemandState", "Who"]
