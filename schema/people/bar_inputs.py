"""What the mutations about a county's own bars take."""

from datetime import date

import strawberry
from strawberry import relay

from schema.people.words import Office

_DOCUMENT = "The document it rests on, by name and number, 1 to 100 characters; it is public."


@strawberry.input(description="Two offices that the county keeps apart, beside the law.")
class CountyBarAddInput:
    one_office: Office = strawberry.field(description="One of the two; not party membership.")
    other_office: Office = strawberry.field(
        description="The other one; the same only for a bar of relatives alone."
    )
    same_person: bool = strawberry.field(description="No one person may hold both.")
    near_relatives: bool = strawberry.field(
        description="Near relatives (Civil Code art. 1045) may not hold one each."
    )
    document: str = strawberry.field(description=_DOCUMENT)
    article: str = strawberry.field(description="Its article, 1 to 40 characters; it is public.")
    since: date = strawberry.field(description="The first day on which it holds.")
    until: date | None = strawberry.field(
        default=None,
        description="The first day on which it holds no longer, after today; null: no end is set.",
    )


@strawberry.input(description="A bar of the county's that ends.")
class CountyBarEndInput:
    bar_id: relay.GlobalID = strawberry.field(description="The bar.")
    document: str = strawberry.field(description=_DOCUMENT)
    until: date | None = strawberry.field(
        default=None,
        description="The first day on which it holds no longer, today or later; null: today, "
        "or its first day when that has not come.",
    )
