"""What the mutations of representation take."""

from datetime import date

import strawberry
from strawberry import relay

_VILLAGE = "The village's code, 12 digits."
_NOMINEE = "The nominee's key, from `representativeChoice`."
_REASON = "Why, 1 to 500 characters; it is kept."


@strawberry.input(description="A seat that was lost by absences in a row.")
class RepresentativeSeatEndInput:
    term_id: relay.GlobalID = strawberry.field(description="The representative's term.")


@strawberry.input(description="The village whose list of sitting representatives is posted.")
class RepresentativesPostInput:
    village_code: str = strawberry.field(description=_VILLAGE)


@strawberry.input(description="Somebody whom households put forward.")
class RepresentativeNominateInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    resident_id: relay.GlobalID = strawberry.field(description="Who was chosen.")
    chosen_on: date = strawberry.field(description="The day of the choice; not to come.")
    source: str = strawberry.field(description="The record of the choice, 1 to 1,000 characters.")


@strawberry.input(description="A nominee who is no longer put forward.")
class RepresentativeNomineeDropInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    nominee_key: str = strawberry.field(description=_NOMINEE)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="The nominee whom the viewer's household chose.")
class RepresentativeConfirmInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    nominee_key: str = strawberry.field(description=_NOMINEE)


@strawberry.input(description="Households whose heads signed for a nominee on paper.")
class RepresentativeSheetRecordInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    nominee_key: str = strawberry.field(description=_NOMINEE)
    numbers: list[str] = strawberry.field(description="Numbers of the households, at most 15.")
    sheet_base64: str = strawberry.field(description="A photo of the signatures, at most 8 MB.")


@strawberry.input(description="The nominees whose list is posted before they are seated.")
class RepresentativeListPostInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    whole: bool = strawberry.field(
        description="Whether they replace everybody; else they fill empty seats."
    )


@strawberry.input(description="A list that is dropped before anybody is seated.")
class RepresentativeListDropInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="An objection to the list on the wall.")
class RepresentativeListObjectInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    about_name: str = strawberry.field(description="Whom it is about, by name.")
    text: str = strawberry.field(description="Why, 1 to 500 characters.")


@strawberry.input(description="The decision of an objection.")
class RepresentativeListDecideInput:
    village_code: str = strawberry.field(description=_VILLAGE)
    list_objection_key: str = strawberry.field(description="The objection.")
    upheld: bool = strawberry.field(description="Whether the nominee goes.")
    decision: str = strawberry.field(description="The decision, 1 to 1,000 characters.")
    nominee_key: str | None = strawberry.field(
        default=None, description="Who goes, if it is upheld."
    )


@strawberry.input(description="The list whose nominees take their seats.")
class RepresentativesSeatInput:
    village_code: str = strawberry.field(description=_VILLAGE)
