"""The closed lists of initiatives: the service's own enums, shown to GraphQL."""

from enum import StrEnum

import strawberry

from services.initiatives.vocabulary import (
    AnswerKind,
    Channel,
    DemandKind,
    DemandState,
    DisputeState,
    Who,
)


@strawberry.enum(description="What the viewer may do with a demand now.")
class DemandAct(StrEnum):
    SIGN = "sign"
    WITHDRAW = "withdraw"
    ENTER = "enter"
    ANSWER = "answer"
    ORDER = "order"
    CHECK = "check"
    NAME = "name"
    DRAFT = "draft"
    CONVENE = "convene"
    STRIKE = "strike"
    DISPUTE = "dispute"
    JUDGE = "judge"


strawberry.enum(AnswerKind, name="DemandAnswerKind", description="What fulfils a duty.")
strawberry.enum(Channel, name="DemandChannel", description="How somebody signed.")
strawberry.enum(DemandKind, description="What is demanded.")
strawberry.enum(DemandState, description="How far a demand is; there is no state for a refusal.")
strawberry.enum(
    DisputeState,
    name="DemandDisputeState",
    description="What became of somebody's word that an answer is none.",
)
strawberry.enum(Who, name="DemandWho", description="Of whom a share is reckoned.")

__all__ = [
    "AnswerKind",
    "Channel",
    "DemandAct",
    "DemandKind",
    "DemandState",
    "DisputeState",
    "Who",
]
