"""What the mutations about lost political rights take."""

from datetime import date

import strawberry
from strawberry import relay

_DOCUMENT = "The judgment or notice, by name and number, 1 to 100 characters."


@strawberry.input(description="That a judgment took somebody's political rights.")
class RightsLossRecordInput:
    resident_id: relay.GlobalID = strawberry.field(description="Whose.")
    document: str = strawberry.field(description=_DOCUMENT)
    since: date = strawberry.field(description="The first day without the rights.")
    until: date | None = strawberry.field(
        default=None,
        description="The first day with them again, after `since`; null: for life, or not known.",
    )


@strawberry.input(description="That somebody has the political rights again.")
class RightsLossEndInput:
    loss_id: relay.GlobalID = strawberry.field(description="The entry.")
    document: str = strawberry.field(description=_DOCUMENT)
    until: date = strawberry.field(description="The first day with the rights again.")
