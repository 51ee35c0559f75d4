"""The parts of a demand as the API shows them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

import strawberry
from strawberry import relay

from infra import clock
from schema.initiatives.words import AnswerKind, Channel, DemandKind, DisputeState, Who
from services.initiatives import rules, workflow
from services.initiatives.models import DemandDispute as DisputeRow
from services.initiatives.models import DemandSheet as SheetRow
from services.initiatives.rules import Duty
from services.initiatives.service import Candidate, OwnVoice, Signatory
from services.initiatives.vocabulary import KIND_NAMES
from tenants.viewer import Locale

_NODES = {
    AnswerKind.MEETING: "Meeting",
    AnswerKind.MATTER: "Matter",
    AnswerKind.BULLETIN: "Bulletin",
    AnswerKind.ELECTION: "Election",
}


def said(pair: tuple[str, str], locale: Locale) -> str:
    """Return the words of one language."""
    return pair[0] if locale == "zh" else pair[1]


def last_day(until: datetime) -> date:
    """Return the last day before a deadline, as people say it."""
    return clock.local(workflow.last_moment(until)).date()


@strawberry.type(description="The sum of one way to the number; any one way is enough.")
class DemandLine:
    who: Who = strawberry.field(description="Of whom the share is reckoned.")
    signed: int = strawberry.field(description="How many of them signed.")
    base: int = strawberry.field(description="How many of them may sign.")
    needed: int = strawberry.field(description="How many it takes.")
    met: bool = strawberry.field(description="Whether they are enough.")
    text: str = strawberry.field(description="The sum, in the viewer's language.")
    citation: str = strawberry.field(description="The article.")
    basis: str = strawberry.field(description="statute, local or default (ours).")

    @classmethod
    def of(cls, line: Mapping[str, Any], locale: Locale) -> Self:
        """Show a line of the reckoning."""
        return cls(
            who=Who(line["who"]),
            signed=line["signed"],
            base=line["base"],
            needed=line["needed"],
            met=line["met"],
            text=str(line[locale]),
            citation=str(line[f"citation_{locale}"]),
            basis=str(line["basis"]),
        )


@strawberry.type(description="How the viewer counts in a demand; nobody else is told.")
class DemandVoice:
    is_villager: bool = strawberry.field(description="Whether they count as a villager of age.")
    is_representative: bool = strawberry.field(description="Whether as a representative.")
    channel: Channel | None = strawberry.field(description="How they signed; null: they did not.")
    signed_at: datetime | None = strawberry.field(description="When they signed.")

    @classmethod
    def of(cls, voice: OwnVoice) -> Self:
        """Show somebody their own voice."""
        return cls(
            is_villager=voice.is_villager,
            is_representative=voice.is_representative,
            channel=Channel(voice.channel) if voice.channel else None,
            signed_at=voice.signed_at,
        )


@strawberry.type(description="Something that was done since and would answer the demand.")
class DemandOption:
    kind: AnswerKind = strawberry.field(description="What it is.")
    target_id: relay.GlobalID = strawberry.field(description="Its id, for `demandAnswer`.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")

    @classmethod
    def of(cls, found: Candidate, locale: Locale) -> Self:
        """Show what could be named as the answer."""
        target = relay.GlobalID(_NODES[found.kind], str(found.id))
        return cls(kind=found.kind, target_id=target, name=said(found.name, locale))


@strawberry.type(description="A matter that is said to be made for a demand.")
class DemandMatter:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    number: str = strawberry.field(description="Its number in the village.")
    named_at: datetime = strawberry.field(description="When it was named; meetings called later.")


@strawberry.type(description="A matter of the village that could be named for a demand.")
class DemandNameable:
    matter_id: relay.GlobalID = strawberry.field(description="The matter, for `demandMatterName`.")
    name: str = strawberry.field(description="Its number and title.")


@strawberry.type(description="That an answer is none: who said so is not shown.")
class DemandDispute:
    at: datetime = strawberry.field(description="When it was said.")
    text: str = strawberry.field(description="Why; empty but for who decides and who said it.")
    state: DisputeState = strawberry.field(description="What became of it.")
    decision: str = strawberry.field(description="The reason of the decision.")
    decided_at: datetime | None = strawberry.field(description="When it was decided.")

    @classmethod
    def of(cls, row: DisputeRow, *, whole: bool) -> Self:
        """Show a dispute; its words are one person's about others."""
        return cls(
            at=row.at,
            text=row.text if whole else "",
            state=DisputeState(row.state),
            decision=row.decision,
            decided_at=row.decided_at,
        )


@strawberry.type(description="A photographed sheet as the board or the township checks it.")
class DemandSheet:
    key: str = strawberry.field(description="Its photo is served at `demand-sheets/{key}`.")
    names_total: int = strawberry.field(description="How many names were entered from it at first.")
    entered_at: datetime = strawberry.field(description="When it was entered.")
    entered_by: str = strawberry.field(description="Who entered it.")

    @classmethod
    def of(cls, row: SheetRow) -> Self:
        """Show a sheet to somebody who checks it."""
        return cls(
            key=str(row.id),
            names_total=row.names_total,
            entered_at=row.entered_at,
            entered_by=row.entered_by,
        )


@strawberry.type(description="A signature as the board or the township checks it.")
class DemandSignatory:
    key: str = strawberry.field(description="What mutations call this signature.")
    name: str = strawberry.field(description="Who signed.")
    channel: Channel = strawberry.field(description="On paper or on the screen.")
    signed_at: datetime = strawberry.field(description="When it was signed or entered.")
    is_villager: bool = strawberry.field(description="Whether it counts among the villagers.")
    is_representative: bool = strawberry.field(description="Whether among the representatives.")
    sheet_key: str = strawberry.field(description="The sheet on which it stands; else empty.")
    struck_reason: str = strawberry.field(description="Why it was struck; empty: it stands.")

    @classmethod
    def of(cls, row: Signatory) -> Self:
        """Show a signature to somebody who checks it."""
        return cls(
            key=str(row.id),
            name=row.name,
            channel=Channel(row.channel),
            signed_at=row.signed_at,
            is_villager=row.is_villager,
            is_representative=row.is_representative,
            sheet_key=str(row.sheet_id or ""),
            struck_reason=row.struck_reason,
        )


@strawberry.type(description="A member of the committee whose recall can be demanded.")
class DemandTarget:
    term_id: relay.GlobalID = strawberry.field(description="The term, for `demandOpen`.")
    name: str = strawberry.field(description="The name.")
    office_name: str = strawberry.field(description="The office, in the viewer's language.")


@strawberry.type(description="What can be demanded in a village, how many it takes, what follows.")
class DemandRule:
    kind: DemandKind = strawberry.field(description="What is demanded.")
    kind_name: str = strawberry.field(description="The same, in the viewer's language.")
    shares: list[str] = strawberry.field(description="How many it takes; any one is enough.")
    citations: list[str] = strawberry.field(description="The article of each share.")
    duty: str = strawberry.field(description="What must be done once they signed.")
    days: int = strawberry.field(description="Within how many days.")
    gathering_days: int = strawberry.field(description="How long signatures are gathered.")

    @classmethod
    def of(cls, kind: DemandKind, village_code: str, duty: Duty, locale: Locale) -> Self:
        """Show what a demand of this kind takes and brings."""
        routes = rules.routes(kind, village_code)
        cited = [(one.citation_zh, one.citation_en) for one in routes]
        return cls(
            kind=kind,
            kind_name=said(KIND_NAMES[kind], locale),
            shares=[said(one.share, locale) for one in routes],
            citations=[said(one, locale) for one in cited],
            duty=said((duty.zh, duty.en), locale),
            days=duty.days,
            gathering_days=rules.GATHERING_DAYS,
        )
