"""The parts of an election as the API shows them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

import strawberry

from schema.elections.words import CandidateState, Relation, StationKind, Step, Wish
from services.elections import models
from services.elections.timetable import step_name
from services.elections.vocabulary import HANDOVER_ITEMS, ElectionKind
from services.people.workflow import OFFICE_NAMES, Office
from tenants.viewer import Locale


def _said(pair: tuple[str, ...], locale: Locale) -> str:
    return pair[0] if locale == "zh" else pair[1]


@strawberry.type(description="One line of the timetable.")
class ElectionStep:
    key: Step = strawberry.field(description="Which step.")
    name: str = strawberry.field(description="What is done, in the viewer's language.")
    article: str = strawberry.field(description="The article of the Organic Law.")
    due: date = strawberry.field(description="The last day.")
    statutory: bool = strawberry.field(description="Whether the day is the statute's, not ours.")
    done_on: date | None = strawberry.field(description="When it was done; null while it is not.")
    late: bool = strawberry.field(description="Whether its day has passed without it.")
    notice_drafted: bool = strawberry.field(description="Whether its notice was drafted.")

    @classmethod
    def of(
        cls,
        row: models.ElectionStep,
        done: date | None,
        *,
        kind: ElectionKind,
        late: bool,
        locale: Locale,
    ) -> Self:
        """Show a line of the timetable of an election of a kind."""
        zh, en, article = step_name(kind, Step(row.step))
        return cls(
            key=Step(row.step),
            name=_said((zh, en), locale),
            article=article,
            due=row.due,
            statutory=row.basis == "statute",
            done_on=done,
            late=late,
            notice_drafted=row.bulletin_id is not None,
        )


@strawberry.type(description="A member of the village election committee.")
class ElectionOfficial:
    name: str = strawberry.field(description="The name, as it hangs on the wall.")
    is_chair: bool = strawberry.field(description="Whether this is the chair.")


@strawberry.type(description="Somebody who stands, or was nominated.")
class ElectionCandidate:
    key: str = strawberry.field(description="What mutations call this candidate.")
    name: str = strawberry.field(description="The name; empty until the list hangs.")
    number: int = strawberry.field(description="The number on the ballot; 0 before the list.")
    nominations: int = strawberry.field(description="How many villagers named them.")
    state: CandidateState = strawberry.field(description="How far it has come.")
    votes: int | None = strawberry.field(description="Votes; null before the count is closed.")
    is_elected: bool = strawberry.field(description="Whether they were elected in this round.")


@strawberry.type(description="One line of the reckoning.")
class ElectionDerivation:
    text: str = strawberry.field(description="The sum and its source.")
    met: bool = strawberry.field(description="Whether it was reached.")
    citation: str = strawberry.field(description="The article.")

    @classmethod
    def of(cls, line: Mapping[str, Any], locale: Locale) -> Self:
        """Show a stored line."""
        return cls(
            text=str(line[locale]), met=bool(line["met"]), citation=str(line[f"citation_{locale}"])
        )


@strawberry.type(description="The ballots of a contest, added up over its stations.")
class ElectionTally:
    registered: int = strawberry.field(description="Voters on the final list.")
    issued: int = strawberry.field(description="Ballots issued.")
    returned: int = strawberry.field(description="Ballots returned.")
    unreturned: int = strawberry.field(description="Ballots that did not come back.")
    valid: int = strawberry.field(description="Valid ballots.")
    invalid: int = strawberry.field(description="Invalid ballots.")


@strawberry.type(description="The seats of one office in one round.")
class ElectionContest:
    key: str = strawberry.field(description="What mutations call this contest.")
    office: str = strawberry.field(description="The office, in the viewer's language.")
    round: int = strawberry.field(description="The round, from 1.")
    seats: int = strawberry.field(description="How many are elected.")
    women_seats: int = strawberry.field(description="How many of the seats a woman takes first.")
    outcome: str = strawberry.field(description="elected, run_off, invalid, recalled or stays.")
    seats_left: int = strawberry.field(description="Seats that stay open.")
    tally: ElectionTally | None = strawberry.field(description="The ballots; null before.")
    derivation: list[ElectionDerivation] = strawberry.field(description="The whole reckoning.")
    candidates: list[ElectionCandidate] = strawberry.field(description="Who stands.")


def tally_of(row: models.Contest) -> ElectionTally | None:
    """Return the stored ballots of a decided contest."""
    if not row.tally:
        return None
    kept = {name: int(row.tally[name]) for name in ElectionTally.__annotations__}
    return ElectionTally(**kept)


def office_of(
    row: models.Contest | models.LeavingAudit | models.Certificate, locale: Locale
) -> str:
    """Return what an office is called."""
    return _said(OFFICE_NAMES[Office(row.office)], locale)


@strawberry.type(description="Where ballots are cast.")
class ElectionStation:
    key: str = strawberry.field(description="What mutations call this station.")
    name: str = strawberry.field(description="The station's name.")
    kind: StationKind = strawberry.field(description="Meeting place, branch or carried box.")
    place: str = strawberry.field(description="Where it is.")


@strawberry.type(description="A tally sheet that was entered.")
class ElectionCount:
    key: str = strawberry.field(description="What mutations call this sheet.")
    station: str = strawberry.field(description="The station's name.")
    office: str = strawberry.field(description="The office.")
    issued: int = strawberry.field(description="Ballots issued.")
    returned: int = strawberry.field(description="Ballots returned.")
    valid: int = strawberry.field(description="Valid ballots.")
    invalid: int = strawberry.field(description="Invalid ballots.")
    place: str = strawberry.field(description="Where it was counted in the open.")
    counted_at: datetime = strawberry.field(description="When it was counted.")


@strawberry.type(description="A written proxy.")
class ElectionProxy:
    key: str = strawberry.field(description="What mutations call this proxy.")
    principal: str = strawberry.field(description="The voter who is away.")
    holder: str = strawberry.field(description="The near relative who votes.")
    relation: Relation = strawberry.field(description="What the relative is to the voter.")


@strawberry.type(description="An objection to the voter list; who objected is not shown.")
class ElectionObjection:
    key: str = strawberry.field(description="What mutations call this objection.")
    about_name: str = strawberry.field(description="Whom it is about.")
    wish: Wish = strawberry.field(description="What is wanted.")
    text: str = strawberry.field(description="The reason given.")
    due: date = strawberry.field(description="The last day for the decision.")
    state: str = strawberry.field(description="received, upheld or rejected.")
    decision: str = strawberry.field(description="The decision in words.")


@strawberry.type(description="The audit of a leaving member.")
class ElectionAudit:
    resident_key: str = strawberry.field(
        description="What mutations call this person; empty for the public."
    )
    name: str = strawberry.field(description="Who leaves.")
    office: str = strawberry.field(description="The office they leave.")
    recorded: bool = strawberry.field(
        description="Whether its result is recorded, its notice standing."
    )
    shown_on: date | None = strawberry.field(description="Since when the result hangs.")


@strawberry.type(description="Says that somebody was elected.")
class ElectionCertificate:
    number: str = strawberry.field(description="The certificate's number.")
    name: str = strawberry.field(description="Who was elected.")
    office: str = strawberry.field(description="To which office.")
    issued_on: datetime = strawberry.field(description="When.")
    mine: bool = strawberry.field(description="Whether it is the viewer's own.")


@strawberry.type(description="One thing that the old committee hands over.")
class ElectionHandover:
    key: str = strawberry.field(description="What mutations call it.")
    name: str = strawberry.field(description="What it is.")
    done: bool = strawberry.field(description="Whether it was handed over.")
    note: str = strawberry.field(description="What was recorded; empty for the public.")

    @classmethod
    def of(cls, row: models.HandoverItem, locale: Locale, *, whole: bool) -> Self:
        """Show an item of the list."""
        return cls(
            key=row.item,
            name=_said(HANDOVER_ITEMS[row.item], locale),
            done=row.done_at is not None,
            note=row.note if whole else "",
        )


@strawberry.type(description="What the next act still wants.")
class ElectionReason:
    code: str = strawberry.field(description="A stable code.")
    text: str = strawberry.field(description="What is missing, in the viewer's language.")


@strawberry.type(description="Somebody of the village's roll, for the forms of an election.")
class ElectionPerson:
    key: str = strawberry.field(description="What mutations call this person.")
    name: str = strawberry.field(description="The name.")
    group_name: str = strawberry.field(description="The villagers' group.")
    is_voter: bool = strawberry.field(description="Whether the person is on the voter list.")


@strawberry.type(description="A line of the voter list.")
class ElectionVoter:
    name: str = strawberry.field(description="The name.")
    group_name: str = strawberry.field(description="The villagers' group.")


@strawberry.type(description="Seats of a villagers' committee that nobody holds.")
class ElectionVacancy:
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    village_name: str = strawberry.field(description="The village's name.")
    seats: int = strawberry.field(description="How many seats of its last election are empty.")
