"""What keeps a secret ballot secret: sealed while the box is open, shuffled out of it, few hidden.

Who voted and what was said are never beside each other in the clear, not in one transaction and not
in one row (ADR 0022, docs/honest-limits.md).
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from infra import box_keys
from services.decisions import counting
from services.decisions.meeting_errors import BallotBoxLost, TooFewForSecrecy
from services.decisions.models import MeetingMember, SealedBallot, SecretBallot, Vote
from services.decisions.rules import Tally
from services.decisions.vocabulary import Choice, Population

# Ours, as for public counts (SECURITY 28): among fewer people a tally says who said what.
FEWEST = 5

# One byte, so that an envelope's length tells nothing.
_BYTES = {choice: bytes([place]) for place, choice in enumerate(Choice)}
_CHOICES = {byte: choice for choice, byte in _BYTES.items()}


def refuse_too_few(vote: Vote) -> None:
    """Refuse a secret vote in which a group that is counted by itself is small."""
    groups = [vote.present]
    if counting.needs_parts(vote):
        part = _representatives(vote)
        groups += [part, vote.present - part]
    if min(groups) < FEWEST:
        raise TooFewForSecrecy(least=FEWEST, fewest=min(groups))


def shown_count(cast: int) -> int | None:
    """Return how many have voted so far, or nothing while they are too few to be named a number."""
    return cast if cast >= FEWEST else None


def _representatives(vote: Vote) -> int:
    return counting.attendance_of(vote).of(Population.REPRESENTATIVES).present


def _about(vote_id: UUID, member_id: UUID) -> str:
    return f"{vote_id}:{member_id}"


def sealed(county: str, vote: Vote, member: MeetingMember, choice: Choice) -> SealedBallot:
    """Seal a choice for one member of one vote; it opens for no other."""
    try:
        body = box_keys.seal(county, str(vote.id), _BYTES[choice], _about(vote.id, member.id))
    except box_keys.BoxKeyLost as error:
        raise BallotBoxLost from error
    return SealedBallot(
        vote_id=vote.id, member_id=member.id, meeting_id=vote.meeting_id, sealed=body
    )


def emptied(
    county: str, vote: Vote, envelopes: Iterable[tuple[SealedBallot, bool]]
) -> list[SecretBallot]:
    """Open every envelope and return the ballots in the order of their random ids."""
    parts = counting.needs_parts(vote)
    everybody = _representatives(vote) == vote.present
    try:
        ballots = [
            SecretBallot(
                vote_id=vote.id,
                representative=representative if parts else everybody,
                choice=_opened(county, envelope).value,
            )
            for envelope, representative in envelopes
        ]
    except box_keys.BoxKeyLost as error:
        raise BallotBoxLost from error
    return sorted(ballots, key=lambda ballot: ballot.id)


def _opened(county: str, envelope: SealedBallot) -> Choice:
    about = _about(envelope.vote_id, envelope.member_id)
    return _CHOICES[box_keys.unseal(county, str(envelope.vote_id), envelope.sealed, about)]


def tally_of(ballots: Iterable[SecretBallot]) -> Tally:
    """Count secret ballots; a part of the body only where some rule asks for it."""
    tally = counting.tally_of_ballots((each.choice, each.representative, 1) for each in ballots)
    part = tally.of(Population.REPRESENTATIVES)
    return tally if part.cast else replace(tally, parts={})
