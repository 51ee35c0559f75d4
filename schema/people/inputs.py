"""What the mutations of the people face take."""

from datetime import date

import strawberry
from strawberry import relay

from schema.people.words import Departure, Office, Relation, TermEnd

_REASON = "The reason or the document it rests on, 1 to 500 characters; it is kept."
_DAY = "The day from which the roll shows it; today. Not before the last change, not to come."
_NAME = "One line, 1 to 40 characters."
_ELECTED_ON = (
    "The day of the vote; needed for an elective office (Organic Law art. 11, 25, 28, 32)."
)
_VILLAGE = "The village's code, 12 digits."


@strawberry.input(description="A village that the national list lacks.")
class VillageAddInput:
    township_code: str = strawberry.field(description="The township's code, 9 digits.")
    name: str = strawberry.field(description=_NAME)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="Another name for a village.")
class VillageRenameInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    name: str = strawberry.field(description=_NAME)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="Villages that become part of another.")
class VillageMergeInput:
    village_codes: list[str] = strawberry.field(description="The villages that end, at most 20.")
    into: str = strawberry.field(description="The code of the village that takes them in.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A village that ends and on whose roll nobody is left.")
class VillageCloseInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="A new villagers' group.")
class GroupAddInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    name: str = strawberry.field(description="One line, 1 to 20 characters.")


@strawberry.input(description="A roll as a spreadsheet, to be looked at before it is imported.")
class RollPreviewInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    filename: str = strawberry.field(description="The file's name.")
    content: str = strawberry.field(description="An .xlsx or .csv in base64, at most 3 MB of it.")


@strawberry.input(description="Which previewed roll is written.")
class RollImportInput:
    upload_id: relay.GlobalID = strawberry.field(description="What the preview returned.")
    elected_on: date | None = strawberry.field(default=None, description=_ELECTED_ON)
    election_record: str = strawberry.field(
        default="", description="The number of the record of that vote, at most 100 characters."
    )


@strawberry.input(description="Whose slip.")
class ClaimSlipIssueInput:
    resident_id: relay.GlobalID = strawberry.field(description="The resident who may claim.")


@strawberry.input(description="An office that somebody took.")
class OfficeTermRecordInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who took it.")
    office: Office = strawberry.field(description="The office.")
    source: str = strawberry.field(description="The election record or decision it rests on.")
    since: date | None = strawberry.field(default=None, description="The first day; today.")
    elected_on: date | None = strawberry.field(default=None, description=_ELECTED_ON)
    counted_from: date | None = strawberry.field(
        default=None,
        description="Where a vacancy is filled: the day from which the present term is counted.",
    )


@strawberry.input(description="An office that somebody left.")
class OfficeTermEndInput:
    term_id: relay.GlobalID = strawberry.field(description="The term.")
    reason: TermEnd = strawberry.field(
        description="Why; `officeKinds` says which reasons are entered for an office."
    )
    source: str = strawberry.field(
        description="The paper behind it: the letter, the judgment, the minutes; at most 200 "
        "characters."
    )
    until: date | None = strawberry.field(default=None, description="The last day; today.")


@strawberry.input(description="What somebody who left the committee has handed over.")
class OfficeHandoverRecordInput:
    term_id: relay.GlobalID = strawberry.field(description="The term that ended.")
    on: date = strawberry.field(description="The day on which it was handed over.")
    note: str = strawberry.field(
        description="What was handed over and to whom, at most 500 characters."
    )


@strawberry.input(description="The households that a representative speaks for.")
class RepresentationRecordInput:
    resident_id: relay.GlobalID = strawberry.field(description="The representative.")
    numbers: list[str] = strawberry.field(description="All household numbers, 5 to 15.")


@strawberry.input(description="A near relative, or without a relation a firm.")
class InterestInput:
    name: str = strawberry.field(description="The relative's or the firm's name, at most 60.")
    relation: Relation | None = strawberry.field(
        default=None, description="What the relative is; null for a firm."
    )
    household_number: str = strawberry.field(
        default="", description="The relative's household, where several have the name."
    )


@strawberry.input(description="What the viewer declares.")
class InterestDeclareInput:
    interest: InterestInput = strawberry.field(description="The relative or the firm.")


@strawberry.input(description="What somebody declared.")
class InterestRecordInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who declared it.")
    interest: InterestInput = strawberry.field(description="The relative or the firm.")


@strawberry.input(description="Whom the members' assembly of the collective confirmed.")
class CollectiveMembersConfirmInput:
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    since: date = strawberry.field(description="From which day they are members.")
    source: str = strawberry.field(description="The minutes or register, at most 100 characters.")
    resident_ids: list[relay.GlobalID] = strawberry.field(
        default_factory=list, description="Who, at most 500; none: everybody on the roll."
    )


@strawberry.input(description="A membership of the collective that has ended.")
class CollectiveMemberEndInput:
    collective_member_id: relay.GlobalID = strawberry.field(description="The membership.")
    until: date = strawberry.field(description="The day it ended.")
    source: str = strawberry.field(description="The decision or event that ended it.")


@strawberry.input(description="Somebody who came into a township's party committee.")
class TownshipMemberRecordInput:
    township_code: str = strawberry.field(description="The township's 9-digit code.")
    name: str = strawberry.field(description="The member's name, at most 40 characters.")
    post: str = strawberry.field(description="The post in the committee, at most 40 characters.")
    chairs: bool = strawberry.field(default=False, description="Whether they preside: one does.")
    since: date = strawberry.field(description="From which day.")
    source: str = strawberry.field(description="The document, at most 200 characters.")


@strawberry.input(description="A seat in a township's party committee that has ended.")
class TownshipMemberEndInput:
    township_member_id: relay.GlobalID = strawberry.field(description="The seat.")
    until: date = strawberry.field(description="From this day on it counts no more.")
    source: str = strawberry.field(description="The document that ended it.")


@strawberry.input(description="An entry that holds no longer.")
class InterestEndInput:
    interest_id: relay.GlobalID = strawberry.field(description="The entry.")


@strawberry.input(description="Somebody who is on the roll no longer.")
class ResidentDepartInput:
    resident_id: relay.GlobalID = strawberry.field(description="Who left.")
    departure: Departure = strawberry.field(description="Why.")
    reason: str = strawberry.field(default="", description=_REASON)
    day: date | None = strawberry.field(default=None, description=_DAY)
    head_id: relay.GlobalID | None = strawberry.field(
        default=None, description="Who heads the household now, if its head left."
    )
