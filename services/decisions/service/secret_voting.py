"""The ballot box: cast into it sealed, emptied once when the vote is closed, its key destroyed."""

from uuid import UUID

from infra import box_keys
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, secrecy
from services.decisions.errors import AlreadyVoted
from services.decisions.models import SealedBallot, Vote
from services.decisions.rules import Tally
from services.decisions.service.casting import voter
from services.decisions.vocabulary import Choice, VoteForm
from tenants.unit_of_work import UnitOfWork


def open_box(uow: UnitOfWork, vote: Vote) -> None:
    """Make the key of a vote's box, outside the database."""
    secrecy.refuse_too_few(vote)
    box_keys.make(uow.tenant.code, str(vote.id))


async def cast_secret_ballot(
    uow: UnitOfWork, vote_id: UUID, choice: Choice, member_id: UUID | None = None
) -> SealedBallot:
    """Cast one's secret ballot, or that of a line one acts for: present, once, while it is open."""
    vote, member = await voter(uow, vote_id, VoteForm.SECRET, member_id)
    envelope = secrecy.sealed(uow.tenant.code, vote, member, choice)
    if not await repository.add_sealed_ballot(uow.session, envelope):
        raise AlreadyVoted
    await audit.record(uow, AuditTag.DECISIONS_SEALED_CAST, subject=vote.id)
    return envelope


async def empty_box(uow: UnitOfWork, vote: Vote) -> Tally:
    """Take the ballots out, count them, and have the key destroyed once this is committed.

    The caller holds the vote FOR UPDATE, so that no envelope is on its way.
    """
    envelopes = await repository.sealed_ballots_of(uow.session, vote.id)
    ballots = secrecy.emptied(uow.tenant.code, vote, envelopes)
    await repository.add_secret_ballots(uow.session, ballots)
    uow.enqueue("decisions.destroy_box_key", vote_id=str(vote.id))
    return secrecy.tally_of(ballots)


def destroy_box_key(uow: UnitOfWork, vote_id: UUID) -> None:
    """Destroy the key of a box that was emptied."""
    box_keys.destroy(uow.tenant.code, str(vote_id))
