"""What the mutations of representation take."""

import strawberry
from strawberry import relay


@strawberry.input(description="A seat that was lost by absences in a row.")
class RepresentativeSeatEndInput:
    term_id: relay.GlobalID = strawberry.field(description="The representative's term.")


@strawberry.input(description="The village whose list of representatives is posted.")
class RepresentativesPostInput:
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
