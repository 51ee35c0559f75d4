"""What the mutations about identity numbers take."""

import strawberry
from strawberry import relay

from schema.core.mutations import UNTRACED


@strawberry.input(description="Whether the county keeps identity numbers from now on.")
class IdentityNumbersAllowInput:
    allowed: bool = strawberry.field(description="False: none is kept, and all that were go.")
    document: str = strawberry.field(description="What it rests on, 1 to 100 characters.")


@strawberry.input(description="Somebody's identity number, as it stands on the card.")
class ResidentIdentityRecordInput:
    resident_id: relay.GlobalID = strawberry.field(description="Whose it is.")
    number: str = strawberry.field(
        description="18 characters; kept sealed, without a trace elsewhere.", metadata=UNTRACED
    )
