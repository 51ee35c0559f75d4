"""The closed lists of elections: the service's own enums, shown to GraphQL."""

import strawberry

from schema.people.words import Relation
from services.elections.vocabulary import (
    CandidateState,
    ElectionKind,
    ElectionState,
    StationKind,
    Step,
    Wish,
)

strawberry.enum(CandidateState, description="How far somebody's standing has come.")
strawberry.enum(ElectionKind, description="What is voted on.")
strawberry.enum(ElectionState, description="How far an election is.")
strawberry.enum(StationKind, description="The meeting place, a branch of it, or a carried box.")
strawberry.enum(Step, name="ElectionStepKey", description="What has its day in the timetable.")
strawberry.enum(Wish, name="VoterListWish", description="What is wanted of the voter list.")

__all__ = [
    "CandidateState",
    "ElectionKind",
    "ElectionState",
    "Relation",
    "StationKind",
    "Step",
    "Wish",
]
