"""今天要办: what this viewer has to do, with the page where it is done."""

from datetime import date, datetime, time, timedelta
from typing import Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from schema.core.context import Info
from schema.decisions import loaders
from schema.decisions.names import in_language
from services.decisions.service import TodoItem as Item
from services.disclosure.models import Bulletin, Question
from services.disclosure.texts import shortened
from services.elections.duties import Duty
from services.elections.vocabulary import KIND_NAMES as ELECTION_NAMES
from services.elections.vocabulary import ElectionKind
from services.initiatives.service import Due
from services.initiatives.vocabulary import KIND_NAMES, DemandKind
from services.initiatives.workflow import Turn
from services.people.models import AssignmentFinding
from services.people.reminders import Reminder
from services.representation.service import Waiting
from tenants.viewer import Locale

_LINKS = {
    "answer_opinion": "opinion",
    "close_vote": "meeting",
    "enter_count": "meeting",
    "evaluate": "evaluate",
    "inspect": "inspect",
    "open_meeting": "meeting",
    "open_vote": "meeting",
    "review": "review",
    "sign": "sign",
    "sign_in": "meeting",
    "take_up_opinion": "opinion",
    "vote": "vote",
}
_MOST_OF_A_QUESTION = 40
_DUTIES = {
    Turn.ANSWER: ("办理联名", "Act on a demand"),
    Turn.ORDER: ("责令办理联名", "Order that a demand is acted on"),
    Turn.CONVENE: ("责令后仍未办，由乡镇召集会议", "Not done in spite of the order: convene"),
    Turn.JUDGE: ("认定联名办了没有", "Decide whether a demand was answered"),
}
_SEPARATE = ("处理兼任、回避问题", "Separate offices that clash")
_PUBLISH = ("核对并发布", "Check and publish")
_DECIDE_LIST = ("处理对代表名单的异议", "Decide objections to the list of representatives")
_SEAT_LIST = ("名单公示期满，登记代表就任", "The list hung long enough: record the seats")
_CONFIRM = ("户主确认：您家推选谁做代表", "As head: confirm whom your household chose")
_SET_RECALL = ("安排罢免表决", "Set the vote on a recall")
_ANSWER = ("答复村民的提问", "Answer a villager's question")
_LIST = ("村民代表推选", "Choosing representatives")


@strawberry.type(description="One thing to do: verb, object, deadline.")
class TodoItem:
    village_code: str = strawberry.field(description="The village's code, 12 digits.")
    kind: str = strawberry.field(description="The stable word for the verb.")
    verb: str = strawberry.field(description="What to do, in the viewer's language.")
    object: str = strawberry.field(description="With what.")
    due_at: datetime | None = strawberry.field(description="By when; null: no day is set.")
    late: bool = strawberry.field(description="Whether that has passed.")
    link: str = strawberry.field(
        description="The kind of page: matter, meeting, vote, sign, review, inspect, evaluate, "
        "opinion, bulletin, demand, election, elections, plan_election, recall, choosing, offices, "
        "ended_offices, representatives, meetings, village or assignments."
    )
    matter_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The matter, if any."
    )
    meeting_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The meeting, if any."
    )
    vote_id: relay.GlobalID | None = strawberry.field(default=None, description="The vote, if any.")
    resolution_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The resolution, if any."
    )
    opinion_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The need, if any."
    )
    bulletin_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The bulletin, if any."
    )
    demand_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The demand, if any."
    )

    election_id: relay.GlobalID | None = strawberry.field(
        default=None, description="The election, if any."
    )

    @strawberry.field(description="The village.")
    async def detail(self, info: Info) -> str:
        return await loaders.village_name(info, self.village_code)

    @classmethod
    def from_item(cls, item: Item, locale: Locale) -> Self:
        """Show one thing to do."""
        return cls(
            village_code=item.village_code,
            kind=item.kind,
            verb=in_language(locale, (item.verb_zh, item.verb_en)),
            object=item.title,
            due_at=item.due_at,
            late=item.due_at is not None and item.due_at < clock.now(),
            link=_LINKS.get(item.kind, "matter"),
            matter_id=_global("Matter", item.matter_id),
            meeting_id=_global("Meeting", item.meeting_id),
            vote_id=_global("Vote", item.vote_id),
            resolution_id=_global("Resolution", item.resolution_id),
            opinion_id=_global("Opinion", item.opinion_id),
        )

    @classmethod
    def from_duty(cls, due: Due, locale: Locale) -> Self:
        """Show what a reached demand asks of a committee or a township."""
        kind = in_language(locale, KIND_NAMES[DemandKind(due.demand.kind)])
        colon = "：" if locale == "zh" else ": "
        return cls(
            village_code=due.demand.village_code,
            kind=f"demand_{due.turn.value}",
            verb=in_language(locale, _DUTIES[due.turn]),
            object=f"{kind}{colon}{due.demand.title}",
            due_at=due.until,
            late=due.until < clock.now(),
            link="demand",
            demand_id=_global("Demand", due.demand.id),
        )

    @classmethod
    def from_election(cls, duty: Duty, locale: Locale) -> Self:
        """Show what an election asks of somebody."""
        ends = _end_of(duty.due)
        return cls(
            village_code=duty.election.village_code,
            kind=duty.kind,
            verb=in_language(locale, (duty.zh, duty.en)),
            object=in_language(locale, ELECTION_NAMES[ElectionKind(duty.election.kind)]),
            due_at=ends,
            late=ends is not None and ends < clock.now(),
            link="election",
            election_id=_global("Election", duty.election.id),
        )

    @classmethod
    def from_recall(cls, due: Due, locale: Locale) -> Self:
        """Show that a vote has to be set on a recall that reached its number."""
        return cls(
            village_code=due.demand.village_code,
            kind="plan_recall",
            verb=in_language(locale, _SET_RECALL),
            object=due.demand.title,
            due_at=due.until,
            late=due.until < clock.now(),
            link="recall",
            demand_id=_global("Demand", due.demand.id),
        )

    @classmethod
    def from_list(cls, one: Waiting, locale: Locale) -> Self:
        """Show what a list of representatives asks of the township."""
        ends = _end_of(one.due)
        return cls(
            village_code=one.row.village_code,
            kind="list_decide" if one.decide else "list_seat",
            verb=in_language(locale, _DECIDE_LIST if one.decide else _SEAT_LIST),
            object=in_language(locale, _LIST),
            due_at=ends,
            late=ends is not None and ends < clock.now(),
            link="choosing",
        )

    @classmethod
    def from_choice(cls, village_code: str, locale: Locale) -> Self:
        """Show a head that the household has not confirmed anybody yet."""
        return cls(
            village_code=village_code,
            kind="confirm_representative",
            verb=in_language(locale, _CONFIRM),
            object=in_language(locale, _LIST),
            due_at=None,
            late=False,
            link="choosing",
        )

    @classmethod
    def from_reminder(cls, one: Reminder, locale: Locale) -> Self:
        """Show what law asks of a village's offices."""
        ends = _end_of(one.due)
        return cls(
            village_code=one.village_code,
            kind=one.kind,
            verb=in_language(locale, (one.verb_zh, one.verb_en)),
            object=in_language(locale, (one.about_zh, one.about_en)),
            due_at=ends,
            late=ends is not None and ends < clock.now(),
            link=one.page,
        )

    @classmethod
    def from_finding(cls, row: AssignmentFinding, locale: Locale) -> Self:
        """Show what the nightly check of assignments found."""
        return cls(
            village_code=row.village_code,
            kind="separate",
            verb=in_language(locale, _SEPARATE),
            object=row.name,
            due_at=None,
            late=False,
            link="assignments",
        )

    @classmethod
    def from_draft(cls, row: Bulletin, locale: Locale) -> Self:
        """Show a bulletin that waits for a second pair of eyes."""
        return cls(
            village_code=row.village_code,
            kind="publish",
            verb=in_language(locale, _PUBLISH),
            object=row.title,
            due_at=None,
            late=False,
            link="bulletin",
            bulletin_id=_global("Bulletin", row.id),
        )

    @classmethod
    def from_question(cls, row: Question, locale: Locale) -> Self:
        """Show a question about a bulletin that nobody has answered."""
        return cls(
            village_code=row.village_code,
            kind="answer_question",
            verb=in_language(locale, _ANSWER),
            object=shortened(row.text, _MOST_OF_A_QUESTION),
            due_at=row.due_at,
            late=row.due_at < clock.now(),
            link="bulletin",
            bulletin_id=_global("Bulletin", row.bulletin_id),
        )


def _end_of(day: date | None) -> datetime | None:
    """Return the end of a last day: 24:00 in China (Civil Code art. 203)."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.ZONE)


def _global(type_name: str, key: UUID | None) -> relay.GlobalID | None:
    return relay.GlobalID(type_name, str(key)) if key else None
