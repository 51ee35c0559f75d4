"""What the mutations of a roll's life take."""

from datetime import date

import strawberry
from strawberry import relay

from schema.people.words import Arrival, CorrectedField, Gender

_REASON = "The reason or the document it rests on, 1 to 500 characters; it is kept."
_DAY = "The day from which the roll shows it; today. Not before the last change, not to come."
_HOUSEHOLD = "The household."
_MOST_RELATIONS = "What others are to the new head, where that is known."


@strawberry.input(description="What somebody is to the head of their household.")
class RelationInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who.")
    relation: str = strawberry.field(description="For instance 妻, at most 20 characters.")


@strawberry.input(description="People of one household who found a household of their own.")
class HouseholdSplitInput:
    household_id: relay.GlobalID = strawberry.field(description=_HOUSEHOLD)
    resident_ids: list[relay.GlobalID] = strawberry.field(description="Who leaves it, at most 30.")
    head_id: relay.GlobalID = strawberry.field(description="Who heads the new household.")
    old_head_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Who heads the old one, if its head leaves."
    )
    number: str = strawberry.field(default="", description="The new number; the next free one.")
    relations: list[RelationInput] = strawberry.field(
        default_factory=list, description=_MOST_RELATIONS
    )
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="A whole household that becomes part of another.")
class HouseholdMergeInput:
    household_id: relay.GlobalID = strawberry.field(description="The household that ends.")
    into_id: relay.GlobalID = strawberry.field(description="The household that takes it in.")
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="A whole household that moves within the county.")
class HouseholdMoveInput:
    household_id: relay.GlobalID = strawberry.field(description=_HOUSEHOLD)
    group_id: relay.GlobalID = strawberry.field(description="The group it moves to.")
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="Another head of a household.")
class HouseholdHeadInput:
    household_id: relay.GlobalID = strawberry.field(description=_HOUSEHOLD)
    head_id: relay.GlobalID = strawberry.field(description="Who heads it now.")
    relations: list[RelationInput] = strawberry.field(
        default_factory=list, description=_MOST_RELATIONS
    )
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="People of one household who move into another of the county.")
class ResidentMoveInput:
    resident_ids: list[relay.GlobalID] = strawberry.field(description="Who moves, at most 30.")
    into_id: relay.GlobalID = strawberry.field(description="The household they move into.")
    old_head_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Who heads the old household, if its head leaves."
    )
    relations: list[RelationInput] = strawberry.field(
        default_factory=list, description=_MOST_RELATIONS
    )
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="Somebody who comes onto the roll.")
class ResidentAddInput:
    household_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The household; without it a new one in the group."
    )
    group_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The group in which a household is opened for them."
    )
    arrival: Arrival = strawberry.field(description="How.")
    name: str = strawberry.field(description="One line, 1 to 40 characters.")
    gender: Gender = strawberry.field(default=Gender.UNKNOWN, description="The gender, if known.")
    born: date | None = strawberry.field(default=None, description="The day of birth.")
    relation: str = strawberry.field(default="", description="What they are to the head.")
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="Somebody who lives elsewhere for a while, or is back.")
class ResidentAwayInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who.")
    province: str | None = strawberry.field(
        default=None, description="Two digits, 00 abroad; null: back home. Never more exact."
    )
    reason: str = strawberry.field(description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)


@strawberry.input(description="What the roll said wrongly about somebody.")
class ResidentCorrectInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who.")
    field: CorrectedField = strawberry.field(description="What was wrong.")
    value: str = strawberry.field(description="How it is right; as people write it.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A settlement of a village.")
class NaturalVillageAddInput:
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    name: str = strawberry.field(description="One line, 1 to 20 characters.")


@strawberry.input(description="In which settlement a group lives.")
class GroupPlaceInput:
    group_id: relay.GlobalID = strawberry.field(description="The group.")
    natural_village_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The settlement; null: not known."
    )


@strawberry.input(description="What is wrong about oneself on the roll.")
class CorrectionRequestInput:
    field: CorrectedField = strawberry.field(description="What is wrong.")
    value: str = strawberry.field(description="How it is right; as people write it.")
    words: str = strawberry.field(description="Why, 1 to 500 characters.")


@strawberry.input(description="The answer to a request for correction.")
class CorrectionDecideInput:
    request_id: relay.GlobalID = strawberry.field(description="The request.")
    granted: bool = strawberry.field(description="True: the roll is corrected at once.")
    answer: str = strawberry.field(description="The reason, 1 to 500 characters; they read it.")


@strawberry.input(description="Whom to forget.")
class ResidentEraseInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who left the roll.")
    document: str = strawberry.field(
        default="", description="What an erasure before three years are over rests on."
    )
