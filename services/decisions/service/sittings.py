"""A meeting with its whole agenda, locked in one order: the matters by id, then the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.decisions import agenda, course, repository, rules
from services.decisions.attendance import attendance_of, rules_for
from services.decisions.blocking import MeetingState
from services.decisions.dossiers import Dossier
from services.decisions.errors import MeetingNotInState
from services.decisions.meeting_errors import AgendaItemNeeded
from services.decisions.models import AgendaItem, Meeting, MeetingMember, Recusal
from services.decisions.vocabulary import ItemEnd, MeetingUnit, RuleKind
from services.people import service as people
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Sitting:
    """A meeting, what is on its agenda, who is on its roll, and who has a stake in what."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    dossiers: Mapping[UUID, Dossier]
    members: Sequence[MeetingMember] = ()
    recusals: Sequence[Recusal] = ()

    @property
    def unit(self) -> MeetingUnit:
        return MeetingUnit(self.meeting.unit)

    def dossier(self, item: AgendaItem) -> Dossier:
        return self.dossiers[item.matter_id]

    def recused(self, item: AgendaItem) -> frozenset[UUID]:
        """Return the members who have a stake in an item."""
        return agenda.recused_from(item, self.recusals)

    def quorum(self, item: AgendaItem) -> rules.Judgement:
        """Judge the quorum for one item as it stands: the meter and the gate are the same."""
        attendance = attendance_of(self.members, self.recused(item))
        dossier = self.dossier(item)
        step = dossier.method.step(item.step_key)
        on = clock.local(self.meeting.scheduled_at).date()
        asked = rules_for(dossier, step, RuleKind.QUORUM, attendance, on, self.unit)
        return rules.judge_quorum(asked, attendance)

    def opening(self) -> rules.Judgement:
        """Judge whether the meeting may open: enough are here for one of its items at least."""
        standing = [item for item in self.items if self.dossier(item).stands(item)]
        judged = [self.quorum(item) for item in standing or self.items]
        return next((one for one in judged if one.passed), judged[0])

    def chosen(self, matter_id: UUID | None) -> AgendaItem:
        """Return the item that is meant; with none named, the only one there is or is left."""
        if matter_id is not None:
            found = next((item for item in self.items if item.matter_id == matter_id), None)
            if found is None:
                raise NotFound(path=("matter_id",))
            return found
        return only(self.items)


def only(items: Sequence[AgendaItem]) -> AgendaItem:
    """Return the only item, or the only one that has not ended; refuse to guess between several."""
    left = [item for item in items if not item.ended]
    if len(items) == 1 or len(left) == 1:
        return (left or items)[0]
    raise AgendaItemNeeded(path=("matter_id",))


async def locked_sitting(uow: UnitOfWork, meeting_id: UUID) -> Sitting:
    """Lock the matters of a meeting and then the meeting, always in this order."""
    session = uow.session
    named = [item.matter_id for item in await repository.items_of(session, [meeting_id])]
    if not named:
        raise NotFound
    dossiers = await course.locked_all(uow, named)
    meeting = await repository.find_meeting_for_update(session, meeting_id)
    if meeting is None:
        raise NotFound
    return Sitting(
        meeting=meeting,
        items=await repository.items_of(session, [meeting_id]),
        dossiers=dossiers,
        members=await repository.members_of(session, [meeting_id]),
        recusals=await repository.recusals_of(session, [meeting_id]),
    )


def require_state(meeting: Meeting, *states: MeetingState) -> None:
    """Refuse what a meeting at another point does not allow."""
    if meeting.state not in {state.value for state in states}:
        raise MeetingNotInState


def end(item: AgendaItem, how: ItemEnd) -> None:
    """Note how an item ended; what has ended stays so."""
    if not item.ended:
        item.ended, item.ended_at = how.value, clock.now()


async def lines_for(
    uow: UnitOfWork, meeting: Meeting, resident_id: UUID
) -> Sequence[MeetingMember]:
    """Return the lines on which somebody acts, or could: any of a household may stand for it."""
    home = None
    if meeting.unit == MeetingUnit.HOUSEHOLD.value:
        person = (await people.load_residents(uow, [resident_id])).get(resident_id)
        home = person.household_id if person else None
    return await repository.lines_of(uow.session, meeting.id, resident_id, home)
