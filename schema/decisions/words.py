"""The closed lists of the decisions face: the services' own enums, shown to GraphQL."""

from enum import StrEnum

import strawberry

from services.decisions.blocking import MeetingState, Outcome
from services.decisions.comparing import Verdict
from services.decisions.parameters import Stricter
from services.decisions.routing import Before, MatterType
from services.decisions.vocabulary import (
    Annuller,
    Answer,
    Base,
    Body,
    Cadence,
    Choice,
    Evaluated,
    Evidence,
    MeetingUnit,
    NoticeChannel,
    OpinionCategory,
    OpinionState,
    PartyKind,
    Population,
    Publication,
    ReasonCode,
    RuleKind,
    ShortenedBy,
    Source,
    Stake,
    Stance,
    StepKind,
    StepState,
    VoteForm,
)
from services.decisions.workflow import State

strawberry.enum(State, name="MatterState", description="Where a matter stands.")
strawberry.enum(MatterType, description="The kinds of matters that a village decides.")
strawberry.enum(MeetingState, description="Where a meeting stands; NONE: none was called.")
strawberry.enum(Outcome, description="How a vote, a review or a check came out; NONE: not yet.")
strawberry.enum(OpinionState, description="Where a villager's need stands.")
strawberry.enum(OpinionCategory, description="What a villager's need is about.")
strawberry.enum(Body, name="DecidingBody", description="A body that can deliberate or decide.")
strawberry.enum(Choice, description="What a ballot says.")
strawberry.enum(VoteForm, description="How votes are given.")
strawberry.enum(Annuller, description="Who set a decision aside.")
strawberry.enum(Answer, name="EvaluationAnswer", description="Was it really done?")
strawberry.enum(
    Evaluated, name="EvaluationOutcome", description="What came of asking the villagers."
)
strawberry.enum(ReasonCode, description="Why a review sends a matter back.")
strawberry.enum(Source, name="RuleSource", description="Where a number comes from.")
strawberry.enum(StepKind, description="What happens in a step of a work method.")
strawberry.enum(StepState, description="Whether a step is open, done, left or void.")
strawberry.enum(Base, name="ShareBase", description="What a share is taken of.")
strawberry.enum(Before, name="ExtraBefore", description="What may not begin before it is there.")
strawberry.enum(Cadence, description="How often something is looked at again.")
strawberry.enum(Evidence, description="What must be on record before a step is closed.")
strawberry.enum(Population, description="Whom a share counts.")
strawberry.enum(RuleKind, description="What a rule speaks about.")
strawberry.enum(MeetingUnit, description="What a line of a roll stands for: person, household.")
strawberry.enum(PartyKind, description="Whom a matter concerns: a person, or a firm.")
strawberry.enum(NoticeChannel, description="How a meeting was announced.")
strawberry.enum(
    ShortenedBy, name="ShorterNotice", description="Why a meeting is held before its notice ran."
)
strawberry.enum(Stake, description="Why somebody may not take part in a matter.")
strawberry.enum(Stance, name="SheetStance", description="What an opinion sheet says.")
strawberry.enum(Stricter, description="In which direction a number gets stricter.")
strawberry.enum(
    Verdict,
    name="FloorVerdict",
    description="How a method stands to the law: LAXER "
    "is refused; LAW: the law alone speaks; BOTH: both are judged; ADDED: the law is silent.",
)
strawberry.enum(Publication, description="What a posting step puts on the wall.")


@strawberry.enum(description="What a review decides.")
class ReviewDecision(StrEnum):
    APPROVE = "approve"
    RETURN = "return"


__all__ = [
    "Annuller",
    "Answer",
    "Base",
    "Before",
    "Body",
    "Cadence",
    "Choice",
    "Evidence",
    "MatterType",
    "MeetingState",
    "MeetingUnit",
    "NoticeChannel",
    "OpinionCategory",
    "OpinionState",
    "Outcome",
    "PartyKind",
    "Population",
    "Publication",
    "ReasonCode",
    "ReviewDecision",
    "RuleKind",
    "ShortenedBy",
    "Source",
    "Stake",
    "Stance",
    "State",
    "StepKind",
    "StepState",
    "Stricter",
    "Verdict",
    "VoteForm",
]
