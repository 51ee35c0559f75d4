"""Types of representation: quotas by group, seats with absences, the make-up of the meeting."""

from datetime import date
from typing import Self

import strawberry
from strawberry import relay

from schema.decisions.names import in_language
from services.disclosure.models import Bulletin
from services.representation.service import GroupQuota, Representation, Seat
from tenants.viewer import Locale


@strawberry.type(description="How many representatives a villagers' group may have, and has.")
class GroupRepresentation:
    name: str = strawberry.field(description="The group's name.")
    households: int = strawberry.field(description="Households with people in them.")
    least: int = strawberry.field(description="The fewest: one for every 15 households.")
    most: int = strawberry.field(description="The most: one for every 5 households.")
    representatives: int = strawberry.field(description="How many of its people represent.")
    fits: bool = strawberry.field(description="Whether that is within the quota.")

    @classmethod
    def of(cls, found: GroupQuota) -> Self:
        """Return what is shown of a group."""
        return cls(
            name=found.name,
            households=found.households,
            least=found.quota.least,
            most=found.quota.most,
            representatives=found.representatives,
            fits=found.quota.holds(found.representatives),
        )


@strawberry.type(description="One representative, with how often in a row they were missing.")
class RepresentativeSeat:
    term_id: relay.GlobalID = strawberry.field(description="The term of office.")
    name: str = strawberry.field(description="Who represents.")
    group_name: str = strawberry.field(description="Of which group.")
    households: int = strawberry.field(description="For how many households; 5 to 15.")
    since: date = strawberry.field(description="The first day of the term.")
    elected_on: date | None = strawberry.field(description="The day of the vote, if entered.")
    absences: int = strawberry.field(description="Meetings missed in a row without excuse.")
    lost: bool = strawberry.field(description="Whether the seat is lost by that.")

    @classmethod
    def of(cls, seat: Seat, allowed: int) -> Self:
        """Return what is shown of a seat."""
        return cls(
            term_id=relay.GlobalID("OfficeTerm", str(seat.term.id)),
            name=seat.name,
            group_name=seat.group_name,
            households=seat.households,
            since=seat.term.since,
            elected_on=seat.term.elected_on,
            absences=seat.absences,
            lost=seat.absences >= allowed,
        )


@strawberry.type(description="One rule on the make-up of the representatives' meeting.")
class CompositionLine:
    text: str = strawberry.field(description="The reckoning, in the viewer's language.")
    met: bool = strawberry.field(description="Whether it is met.")


@strawberry.type(description="How a village is represented today (Organic Law art. 25).")
class VillageRepresentation:
    groups: list[GroupRepresentation] = strawberry.field(description="Every group with its quota.")
    seats: list[RepresentativeSeat] = strawberry.field(description="Everybody who represents.")
    composition: list[CompositionLine] = strawberry.field(description="The meeting's make-up.")
    composed: bool = strawberry.field(description="Whether it is as the law asks.")
    least: int = strawberry.field(description="The fewest representatives here; 0: no number.")
    absences_allowed: int = strawberry.field(
        description="After how many absences in a row a seat is lost."
    )

    listed: bool = strawberry.field(description="Whether a notice of this very list was drafted.")
    posted_until: date | None = strawberry.field(description="Until when it hangs; null before.")

    @classmethod
    def of(cls, found: Representation, notice: Bulletin | None, locale: Locale) -> Self:
        """Return what is shown of a village's representation."""
        return cls(
            groups=[GroupRepresentation.of(one) for one in found.groups],
            seats=[RepresentativeSeat.of(one, found.absences_allowed) for one in found.seats],
            composition=[
                CompositionLine(text=in_language(locale, (line.zh, line.en)), met=line.met)
                for line in found.composition.derivation
            ],
            composed=found.composition.passed,
            least=found.least,
            absences_allowed=found.absences_allowed,
            listed=notice is not None,
            posted_until=notice.posted_until if notice else None,
        )
