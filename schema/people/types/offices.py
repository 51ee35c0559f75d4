"""The type of an office as such: what it is called, and what it rests on."""

import strawberry

from schema.people.words import Filling, Office, TermEnd


@strawberry.type(description="An office of a village, and where its holders come from.")
class OfficeKind:
    office: Office = strawberry.field(description="The office.")
    name: str = strawberry.field(description="Its name in the viewer's language.")
    filling: Filling = strawberry.field(
        description="What it rests on; only by MEETING (with the day of the vote) and DOCUMENT "
        "can it be recorded with `officeTermRecord`."
    )
    years: int | None = strawberry.field(
        description="How many years a term runs; null where no rule says."
    )
    by_default: bool = strawberry.field(
        description="Whether that length is our default or a secondary source's, not a statute's."
    )
    end_reasons: list[TermEnd] = strawberry.field(
        description="By which reasons its end is entered with `officeTermEnd`."
    )
