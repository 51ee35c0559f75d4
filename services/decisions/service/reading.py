"""Reading for pages: lists with keyset cursors, and batches for loaders."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.decisions import dossiers, repository
from services.decisions.dossiers import Dossier
from services.decisions.models import (
    AgendaItem,
    Ballot,
    Delegation,
    HeardPerson,
    Inspection,
    Matter,
    MatterComment,
    MatterDraft,
    MatterStep,
    MatterVersion,
    Meeting,
    MeetingMember,
    MeetingPaper,
    Milestone,
    ObjectorVisit,
    Opinion,
    PaperCount,
    Posting,
    Recusal,
    Resolution,
    ResolutionSignature,
    Vote,
)
from services.decisions.rails import Rail, rail
from services.decisions.vocabulary import OpinionState
from services.decisions.workflow import State
from tenants.unit_of_work import UnitOfWork

Row = TypeVar("Row")
Ids = Collection[UUID]


def _grouped(ids: Ids, rows: Iterable[Row], key: Callable[[Row], UUID]) -> dict[UUID, list[Row]]:
    grouped: dict[UUID, list[Row]] = defaultdict(list, {each: [] for each in ids})
    for row in rows:
        grouped[key(row)].append(row)
    return dict(grouped)


async def find_matter(uow: UnitOfWork, matter_id: UUID) -> Matter:
    """Return a matter."""
    matter = await repository.find_matter(uow.session, matter_id)
    if matter is None:
        raise NotFound
    return matter


async def find_meeting(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    """Return a meeting."""
    found = await repository.meetings_by_ids(uow.session, [meeting_id])
    if not found:
        raise NotFound
    return found[0]


async def find_vote(uow: UnitOfWork, vote_id: UUID) -> Vote:
    """Return a vote."""
    vote = await repository.find_vote(uow.session, vote_id)
    if vote is None:
        raise NotFound
    return vote


async def find_opinion(uow: UnitOfWork, opinion_id: UUID) -> Opinion:
    """Return a villager's need."""
    found = await repository.opinions_by_ids(uow.session, [opinion_id])
    if not found:
        raise NotFound
    return found[0]


async def find_resolution(uow: UnitOfWork, resolution_id: UUID) -> Resolution:
    """Return a resolution."""
    found = await repository.resolutions_by_ids(uow.session, [resolution_id])
    if not found:
        raise NotFound
    return found[0]


async def find_milestone(uow: UnitOfWork, milestone_id: UUID) -> Milestone:
    """Return a milestone."""
    milestone = await repository.find_milestone(uow.session, milestone_id)
    if milestone is None:
        raise NotFound
    return milestone


async def list_matters(
    uow: UnitOfWork,
    prefixes: Collection[str],
    *,
    after: UUID | None = None,
    first: int = 20,
    states: Collection[State] = (),
    village: str | None = None,
) -> Sequence[Matter]:
    """Return matters within the places, the newest first; `after` is the last id seen."""
    if not prefixes:
        return []
    words = [state.value for state in states]
    return await repository.list_matters(uow.session, prefixes, after, first, words, village)


async def count_matters(uow: UnitOfWork, prefixes: Collection[str]) -> dict[State, int]:
    """Return how many matters stand in each state."""
    counted = await repository.count_matters(uow.session, prefixes) if prefixes else {}
    return {state: counted.get(state.value, 0) for state in State}


async def list_opinions(
    uow: UnitOfWork,
    prefixes: Collection[str],
    *,
    after: UUID | None = None,
    first: int = 20,
    states: Collection[OpinionState] = (),
    resident_id: UUID | None = None,
) -> Sequence[Opinion]:
    """Return villagers' needs within the places, the newest first."""
    if not prefixes:
        return []
    words = [state.value for state in states]
    return await repository.list_opinions(uow.session, prefixes, after, first, words, resident_id)


async def list_meetings(
    uow: UnitOfWork,
    prefixes: Collection[str],
    *,
    after: UUID | None = None,
    first: int = 20,
    states: Collection[str] = (),
) -> Sequence[Meeting]:
    """Return meetings within the places, the newest first."""
    if not prefixes:
        return []
    return await repository.list_meetings(uow.session, prefixes, after, first, states)


async def list_delegations(
    uow: UnitOfWork, village_code: str, *, after: UUID | None = None, first: int
) -> Sequence[Delegation]:
    """Return what was delegated in a village, over or not, the last entered first."""
    return await repository.delegations_of(uow.session, village_code, after, first)


async def load_many_dossiers(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, Dossier]:
    """Load everything on file about many matters in a fixed number of queries."""
    return await dossiers.load(uow, await repository.matters_by_ids(uow.session, matter_ids))


async def load_many_rails(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, Rail]:
    """Draw the rails of many matters: steps, who is next, what blocks."""
    now = clock.now()
    found = await load_many_dossiers(uow, matter_ids)
    return {matter_id: rail(dossier, now) for matter_id, dossier in found.items()}


async def load_many_matters(uow: UnitOfWork, ids: Ids) -> dict[UUID, Matter]:
    """Load matters by id."""
    return {row.id: row for row in await repository.matters_by_ids(uow.session, ids)}


async def load_many_opinions(uow: UnitOfWork, ids: Ids) -> dict[UUID, Opinion]:
    """Load villagers' needs by id."""
    return {row.id: row for row in await repository.opinions_by_ids(uow.session, ids)}


async def load_many_drafts(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, MatterDraft]:
    """Load the texts being written."""
    return {row.matter_id: row for row in await repository.drafts_of(uow.session, matter_ids)}


async def load_many_versions(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[MatterVersion]]:
    """Load the submitted versions, the oldest first."""
    rows = await repository.versions_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_steps(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[MatterStep]]:
    """Load the step records, the oldest first."""
    rows = await repository.steps_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_heard(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[HeardPerson]]:
    """Load whom the branch heard."""
    rows = await repository.heard_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_comments(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[MatterComment]]:
    """Load the comments on posted plans."""
    rows = await repository.comments_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_postings(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[Posting]]:
    """Load what was posted on the wall."""
    rows = await repository.postings_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_meetings(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[Meeting]]:
    """Load the meetings on whose agenda matters stand or stood."""
    found: dict[UUID, list[Meeting]] = {matter_id: [] for matter_id in matter_ids}
    for item, meeting in await repository.sittings_of(uow.session, matter_ids):
        found[item.matter_id].append(meeting)
    return found


async def load_many_items(uow: UnitOfWork, meeting_ids: Ids) -> dict[UUID, list[AgendaItem]]:
    """Load the agendas of meetings, each in its order."""
    rows = await repository.items_of(uow.session, meeting_ids)
    return _grouped(meeting_ids, rows, lambda row: row.meeting_id)


async def load_many_recusals(uow: UnitOfWork, meeting_ids: Ids) -> dict[UUID, list[Recusal]]:
    """Load who has a stake in an item of a meeting."""
    rows = await repository.recusals_of(uow.session, meeting_ids)
    return _grouped(meeting_ids, rows, lambda row: row.meeting_id)


async def load_many_meeting_papers(
    uow: UnitOfWork, meeting_ids: Ids
) -> dict[UUID, list[MeetingPaper]]:
    """Load the papers that go with the notices of meetings."""
    rows = await repository.meeting_papers_of(uow.session, meeting_ids)
    return _grouped(meeting_ids, rows, lambda row: row.meeting_id)


async def load_votes_in(uow: UnitOfWork, meeting_ids: Ids) -> dict[UUID, list[Vote]]:
    """Load the votes taken in meetings, the oldest first."""
    rows = await repository.votes_in(uow.session, meeting_ids)
    return _grouped(meeting_ids, rows, lambda row: row.meeting_id)


async def load_many_members(uow: UnitOfWork, meeting_ids: Ids) -> dict[UUID, list[MeetingMember]]:
    """Load the rolls of meetings."""
    rows = await repository.members_of(uow.session, meeting_ids)
    return _grouped(meeting_ids, rows, lambda row: row.meeting_id)


async def load_many_votes(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[Vote]]:
    """Load the votes of matters, the oldest first."""
    rows = await repository.votes_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_ballots(uow: UnitOfWork, vote_ids: Ids) -> dict[UUID, list[Ballot]]:
    """Load the ballots of votes; shown only once the vote is closed."""
    rows = await repository.ballots_of(uow.session, vote_ids)
    return _grouped(vote_ids, rows, lambda row: row.vote_id)


async def load_ballots_of(uow: UnitOfWork, resident_id: UUID, vote_ids: Ids) -> dict[UUID, Ballot]:
    """Load one person's own ballots: the receipt."""
    rows = await repository.ballots_of_resident(uow.session, resident_id, vote_ids)
    return {row.vote_id: row for row in rows}


async def load_many_ballot_counts(uow: UnitOfWork, vote_ids: Ids) -> dict[UUID, int]:
    """Count the ballots cast, without saying how."""
    counted = await repository.ballot_counts(uow.session, vote_ids)
    counted |= await repository.sealed_counts(uow.session, vote_ids)
    return {vote_id: counted.get(vote_id, 0) for vote_id in vote_ids}


async def load_voted(uow: UnitOfWork, resident_id: UUID, vote_ids: Ids) -> set[UUID]:
    """Return the votes in which one person has voted on a screen, by name or in secret."""
    named = await repository.ballots_of_resident(uow.session, resident_id, vote_ids)
    sealed = await repository.sealed_by(uow.session, resident_id, vote_ids)
    return {ballot.vote_id for ballot in named} | sealed


async def load_lines_voted(
    uow: UnitOfWork, resident_id: UUID, vote_ids: Ids
) -> dict[UUID, frozenset[UUID]]:
    """Return the lines on which one person has voted: their own, and those they act for."""
    return {
        vote_id: frozenset(await repository.lines_voted(uow.session, vote_id, resident_id))
        for vote_id in vote_ids
    }


async def load_many_paper_counts(uow: UnitOfWork, vote_ids: Ids) -> dict[UUID, PaperCount]:
    """Load the counts that tellers entered."""
    rows = await repository.paper_counts_of(uow.session, vote_ids)
    return {row.vote_id: row for row in rows}


async def load_many_resolutions(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[Resolution]]:
    """Load the resolutions of matters, the oldest first."""
    rows = await repository.resolutions_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_signatures(
    uow: UnitOfWork, resolution_ids: Ids
) -> dict[UUID, list[ResolutionSignature]]:
    """Load the signatures under resolutions."""
    rows = await repository.signatures_of(uow.session, resolution_ids)
    return _grouped(resolution_ids, rows, lambda row: row.resolution_id)


async def load_many_milestones(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[Milestone]]:
    """Load the milestones of matters."""
    rows = await repository.milestones_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_inspections(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[Inspection]]:
    """Load the supervisory board's checks."""
    rows = await repository.inspections_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_visits(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[ObjectorVisit]]:
    """Load the visits to those who objected."""
    rows = await repository.visits_of(uow.session, matter_ids)
    return _grouped(matter_ids, rows, lambda row: row.matter_id)


async def load_many_evaluations(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, dict[str, int]]:
    """Count the villagers' answers by kind; what is shown leaves out counts below five."""
    counted = await repository.evaluation_counts(uow.session, matter_ids)
    return {matter_id: counted.get(matter_id, {}) for matter_id in matter_ids}
