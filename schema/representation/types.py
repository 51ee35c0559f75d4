"""Types of representation: quotas, seats with absences, nominees, lists, certificates."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.decisions.names import in_language
from services.decisions.service import Sat
from services.disclosure.models import Bulletin
from services.people import terms
from services.people.collective.rules import Composition
from services.people.models import Resident
from services.people.workflow import Office
from services.representation.models import ListObjection
from services.representation.service import (
    Certificate,
    Choice,
    GroupQuota,
    Nominee,
    Representation,
    Seat,
)
from services.representation.vocabulary import NomineeState
from tenants.authorization.permissions import Permission
from tenants.viewer import Locale, Viewer

_MOST_MISSED = 10


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


@strawberry.type(description="A meeting that a representative missed without an excuse.")
class MissedMeeting:
    meeting_id: relay.GlobalID = strawberry.field(description="The meeting, for links.")
    member_id: relay.GlobalID = strawberry.field(description="The line of its roll, for excuses.")
    held_on: date = strawberry.field(description="The day of the meeting.")

    @classmethod
    def of(cls, line: Sat) -> Self:
        """Return what is shown of an absence."""
        return cls(
            meeting_id=relay.GlobalID("Meeting", str(line.meeting_id)),
            member_id=relay.GlobalID("MeetingMember", str(line.member_id)),
            held_on=line.day,
        )


@strawberry.type(description="One representative, with how often in a row they were missing.")
class RepresentativeSeat:
    term_id: relay.GlobalID = strawberry.field(description="The term of office.")
    resident_id: relay.GlobalID = strawberry.field(description="Who represents, for links.")
    name: str = strawberry.field(description="Who represents.")
    group_name: str = strawberry.field(description="Of which group.")
    households: int = strawberry.field(description="For how many households; 5 to 15.")
    by_list: bool = strawberry.field(
        description="Whether heads confirmed them and the list hung; false: with the roll."
    )
    since: date = strawberry.field(description="The first day of the term.")
    elected_on: date | None = strawberry.field(description="The day of the vote, if entered.")
    runs_until: date = strawberry.field(description="The last day of the term by its length.")
    absences: int = strawberry.field(description="Meetings missed in a row without excuse.")
    missed: list[MissedMeeting] = strawberry.field(
        description="These meetings, the newest first; at most 10 are shown."
    )
    lost: bool = strawberry.field(description="Whether the seat is lost by that.")

    @classmethod
    def of(cls, seat: Seat, allowed: int) -> Self:
        """Return what is shown of a seat."""
        return cls(
            term_id=relay.GlobalID("OfficeTerm", str(seat.term.id)),
            resident_id=relay.GlobalID("Resident", str(seat.term.resident_id)),
            by_list=seat.listed,
            name=seat.name,
            group_name=seat.group_name,
            households=seat.households,
            since=seat.term.since,
            elected_on=seat.term.elected_on,
            runs_until=terms.last_day(Office.REPRESENTATIVE, seat.term.begun) or seat.term.since,
            absences=seat.absences,
            missed=[MissedMeeting.of(one) for one in seat.missed[:_MOST_MISSED]],
            lost=seat.absences >= allowed,
        )


@strawberry.type(description="One rule on the make-up of a meeting of representatives.")
class CompositionLine:
    text: str = strawberry.field(description="The reckoning, in the viewer's language.")
    met: bool = strawberry.field(description="Whether it is met.")


@strawberry.type(
    description="How the collective's members are represented (collective law art. 28)."
)
class MemberRepresentation:
    representatives: int = strawberry.field(description="How many represent the members today.")
    women: int = strawberry.field(description="How many of them are women.")
    households: int = strawberry.field(description="Households with a member.")
    least: int = strawberry.field(description="The fewest that there must be.")
    most: int = strawberry.field(
        description="The most that there may be; below `least`: the collective is too small."
    )
    lawful: bool = strawberry.field(description="Whether their meeting may be called.")
    lines: list[CompositionLine] = strawberry.field(description="The reckoning.")

    @classmethod
    def of(cls, found: Composition, locale: Locale) -> Self:
        """Return what is shown of a reckoning."""
        return cls(
            representatives=found.representatives,
            women=found.women,
            households=found.households,
            least=found.least,
            most=found.most,
            lawful=found.lawful,
            lines=[
                CompositionLine(text=in_language(locale, (one.zh, one.en)), met=one.met)
                for one in found.lines
            ],
        )


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


@strawberry.type(description="Somebody whom households put forward for representative.")
class RepresentativeNominee:
    key: str = strawberry.field(description="What mutations call this nominee.")
    name: str = strawberry.field(description="Who was chosen.")
    group_name: str = strawberry.field(description="Of which group.")
    chosen_on: date = strawberry.field(description="The day of the choice.")
    households: int = strawberry.field(description="How many households confirmed; 5 to 15 needed.")
    numbers: list[str] = strawberry.field(
        description="Their numbers, for who reads the roll; else empty."
    )
    listed: bool = strawberry.field(description="Whether they are on the list on the wall.")
    mine: bool = strawberry.field(description="Whether the viewer's household confirmed them.")

    @classmethod
    def of(cls, found: Nominee, home: UUID | None, *, reads_roll: bool) -> Self:
        """Return what is shown of a nominee; which households, only to who reads the roll."""
        return cls(
            key=str(found.row.id),
            name=found.name,
            group_name=found.group_name,
            chosen_on=found.row.chosen_on,
            households=len(found.confirmations),
            numbers=found.numbers if reads_roll else [],
            listed=found.row.state == NomineeState.LISTED,
            mine=home is not None and any(one.household_id == home for one in found.confirmations),
        )


@strawberry.type(description="An objection to the list; who objected is not shown.")
class RepresentativeListObjection:
    key: str = strawberry.field(description="What mutations call this objection.")
    about_name: str = strawberry.field(description="Whom it is about.")
    text: str = strawberry.field(description="The reason given.")
    due: date = strawberry.field(description="The last day for the decision.")
    state: str = strawberry.field(description="received, upheld or rejected.")
    decision: str = strawberry.field(description="The decision in words.")
    mine: bool = strawberry.field(description="Whether the viewer made it.")

    @classmethod
    def of(cls, row: ListObjection, own: UUID | None) -> Self:
        """Return what is shown of an objection."""
        return cls(
            key=str(row.id),
            about_name=row.about_name,
            text=row.text,
            due=row.due,
            state=row.state,
            decision=row.decision,
            mine=row.objector_id == own,
        )


@strawberry.type(description="How far a village is with choosing its representatives.")
class RepresentativeChoice:
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    nominees: list[RepresentativeNominee] = strawberry.field(description="Who is put forward.")
    waits: bool = strawberry.field(description="Whether a list hangs or waits for its release.")
    whole: bool = strawberry.field(description="Whether the newest list replaces everybody.")
    posted_until: date | None = strawberry.field(
        description="Until when the list hangs; null before."
    )
    objections_run: bool = strawberry.field(description="Whether somebody can object now.")
    missing: list[str] = strawberry.field(
        description="What is missing before the seating, in the viewer's language."
    )
    dropped_reason: str = strawberry.field(
        description="Why the newest list was dropped, for who reads the roll; else empty."
    )
    objections: list[RepresentativeListObjection] = strawberry.field(
        description="All objections for who reads the roll; else one's own."
    )
    is_head: bool = strawberry.field(description="Whether the viewer heads a household here.")

    @classmethod
    def of(cls, found: Choice, viewer: Viewer, person: Resident | None, *, run: bool) -> Self:
        """Return what this viewer sees."""
        code = found.village.code
        reads = viewer.may(Permission.PEOPLE_READ, code)
        own = viewer.resident_id
        here = person is not None and person.village_code == code
        home = person.household_id if person is not None and here else None
        newest = found.newest
        return cls(
            village_code=code,
            nominees=[
                RepresentativeNominee.of(one, home, reads_roll=reads) for one in found.nominees
            ],
            waits=found.open_list is not None,
            whole=newest is not None and newest.whole,
            posted_until=found.hung.until if found.hung else None,
            objections_run=run,
            missing=[in_language(viewer.locale, (one.zh, one.en)) for one in found.missing],
            dropped_reason=newest.reason if newest is not None and reads else "",
            objections=[
                RepresentativeListObjection.of(one, own)
                for one in found.objections
                if reads or one.objector_id == own
            ],
            is_head=person is not None and here and person.is_head,
        )


@strawberry.type(description="A household on a representative's certificate.")
class CertificateHousehold:
    number: str = strawberry.field(description="The household's number.")
    head: str = strawberry.field(description="Its head today.")
    confirmed_at: datetime | None = strawberry.field(
        description="When the head confirmed; null where that was before this system."
    )
    on_paper: bool = strawberry.field(description="Whether the head signed on paper.")


@strawberry.type(description="What stands on a representative's certificate (村民代表证).")
class RepresentativeCertificate:
    number: str = strawberry.field(description="The certificate's number.")
    name: str = strawberry.field(description="Who represents.")
    group_name: str = strawberry.field(description="Of which group.")
    village_name: str = strawberry.field(description="Of which village.")
    township_name: str = strawberry.field(description="Of which township.")
    since: date = strawberry.field(description="The first day of the term.")
    elected_on: date | None = strawberry.field(description="The day of the choice, if entered.")
    source: str = strawberry.field(description="The record that it rests on.")
    households: list[CertificateHousehold] = strawberry.field(
        description="The households that chose, 5 to 15."
    )

    @classmethod
    def of(cls, found: Certificate) -> Self:
        """Return what is printed."""
        return cls(
            number=found.number,
            name=found.name,
            group_name=found.group_name,
            village_name=found.village.name,
            township_name=found.township_name,
            since=found.term.since,
            elected_on=found.term.elected_on,
            source=found.term.source,
            households=[
                CertificateHousehold(
                    number=one.number,
                    head=one.head,
                    confirmed_at=one.confirmed_at,
                    on_paper=one.on_paper,
                )
                for one in found.households
            ],
        )
