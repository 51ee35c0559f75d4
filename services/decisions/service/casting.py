"""Who may cast a ballot in a vote: a member, present, in the form in which it is held."""

from uuid import UUID

from infra.errors import NotFound
from services.decisions import repository
from services.decisions.blocking import Outcome
from services.decisions.errors import NotOnTheRoll, NotPresent, VoteClosed, WrongVoteForm
from services.decisions.meeting_errors import HasStake
from services.decisions.models import MeetingMember, Vote
from services.decisions.vocabulary import VoteForm
from tenants.unit_of_work import UnitOfWork


async def voter(
    uow: UnitOfWork, vote_id: UUID, form: VoteForm, member_id: UUID | None = None
) -> tuple[Vote, MeetingMember]:
    """Hold an open vote as it is, and return it with the line of its roll on which one acts.

    Who came for others too names the line; with none named it is their own.
    """
    vote = open_in(await repository.find_vote_for_share(uow.session, vote_id), form)
    if uow.actor.resident_id is None:
        raise NotOnTheRoll
    found = await repository.find_voter(uow.session, vote, uow.actor.resident_id, member_id)
    if found is None:
        raise NotOnTheRoll
    member, staked = found
    if staked:
        raise HasStake
    if not member.here:
        raise NotPresent
    return vote, member


def open_in(vote: Vote | None, *forms: VoteForm) -> Vote:
    """Refuse a vote that is over, or held in another form."""
    if vote is None:
        raise NotFound
    if vote.outcome != Outcome.OPEN.value:
        raise VoteClosed
    if vote.form not in {form.value for form in forms}:
        raise WrongVoteForm
    return vote
