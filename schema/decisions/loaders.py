"""Batches behind the types of decisions: one statement, or one fixed set of them, for many keys."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from infra.errors import NotFound
from schema.core.context import Batch, Info
from services.decisions import models, service
from services.decisions.dossiers import Dossier
from services.decisions.vocabulary import Answer
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

Row = TypeVar("Row")
_ById = Callable[[UnitOfWork, Sequence[UUID]], Awaitable[Mapping[UUID, Row]]]


def _one(load: _ById[Row]) -> Batch[Row | None]:
    """Turn a service's reading by id into a batch; None for what is not there."""

    async def batch(uow: UnitOfWork, keys: Sequence[UUID]) -> Sequence[Row | None]:
        found = await load(uow, keys)
        return [found.get(key) for key in keys]

    return batch


def _many(load: _ById[list[Row]]) -> Batch[list[Row]]:
    """Turn a service's reading of children into a batch."""

    async def batch(uow: UnitOfWork, keys: Sequence[UUID]) -> Sequence[list[Row]]:
        found = await load(uow, keys)
        return [found.get(key, []) for key in keys]

    return batch


dossiers: Batch[Dossier | None] = _one(service.load_many_dossiers)
opinions: Batch[models.Opinion | None] = _one(service.load_many_opinions)
meetings: Batch[models.Meeting | None] = _one(service.load_meetings)
votes: Batch[models.Vote | None] = _one(service.load_votes)
resolutions: Batch[models.Resolution | None] = _one(service.load_resolutions)
milestones: Batch[models.Milestone | None] = _one(service.load_milestones)
paper_counts: Batch[models.PaperCount | None] = _one(service.load_many_paper_counts)
bulletins: Batch[Bulletin | None] = _one(disclosure.load_many)
items: Batch[list[models.AgendaItem]] = _many(service.load_many_items)
meeting_papers: Batch[list[models.MeetingPaper]] = _many(service.load_many_meeting_papers)
minutes: Batch[service.Record | None] = _one(service.load_many_minutes)
proofs: Batch[service.Proof | None] = _one(service.load_many_proofs)
quorums: Batch[service.Quorum | None] = _one(service.load_many_quorums)

versions: Batch[list[models.MatterVersion]] = _many(service.load_many_versions)


async def tracking(uow: UnitOfWork, ids: Sequence[UUID]) -> list[service.Tracking]:
    """Return who follows each matter, with the reports."""
    found = await service.load_tracking(uow, ids)
    return [found[one] for one in ids]


heard: Batch[list[models.HeardPerson]] = _many(service.load_many_heard)
comments: Batch[list[models.MatterComment]] = _many(service.load_many_comments)
visits: Batch[list[models.ObjectorVisit]] = _many(service.load_many_visits)
members: Batch[list[models.MeetingMember]] = _many(service.load_many_members)
recusals: Batch[list[models.Recusal]] = _many(service.load_many_recusals)
votes_in: Batch[list[models.Vote]] = _many(service.load_votes_in)
opinions_in: Batch[list[UUID]] = _many(service.load_opinions_of_matters)
signatures: Batch[list[models.ResolutionSignature]] = _many(service.load_many_signatures)


async def evaluations(
    uow: UnitOfWork, ids: Sequence[UUID]
) -> Sequence[Mapping[int, Mapping[str, int]]]:
    """Return the counts of answers by matter and by the time villagers were asked."""
    found = await service.load_many_evaluations(uow, ids)
    return [found.get(one, {}) for one in ids]


async def ballot_counts(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[int]:
    """Return how many ballots were cast in each vote."""
    found = await service.load_many_ballot_counts(uow, ids)
    return [found.get(one, 0) for one in ids]


async def my_evaluations(
    uow: UnitOfWork, ids: Sequence[UUID]
) -> Sequence[tuple[int, Answer] | None]:
    """Return the asker's own last answer by matter, with the time they were asked."""
    resident = uow.actor.resident_id
    found = await service.answers_of(uow, resident, ids) if resident else {}
    return [found.get(one) for one in ids]


async def my_ballots(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[models.Ballot | None]:
    """Return the asker's own ballots by vote."""
    resident = uow.actor.resident_id
    found = await service.load_ballots_of(uow, resident, ids) if resident else {}
    return [found.get(one) for one in ids]


async def has_voted(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[bool]:
    """Say in which votes the asker has voted on a screen."""
    resident = uow.actor.resident_id
    found = await service.load_voted(uow, resident, ids) if resident else set()
    return [one in found for one in ids]


async def lines_voted(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[frozenset[UUID]]:
    """Return the lines on which the asker has voted on a screen, by vote."""
    resident = uow.actor.resident_id
    found = await service.load_lines_voted(uow, resident, ids) if resident else {}
    return [found.get(one, frozenset()) for one in ids]


async def may_sign(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[bool]:
    """Say which resolutions the asker was there for and has not signed."""
    resident = uow.actor.resident_id
    if resident is None:
        return [False for _ in ids]
    present = await service.load_present_at(uow, resident, ids)
    signed = await service.load_signed_by(uow, resident, ids)
    return [one in present and one not in signed for one in ids]


async def matter_of_opinion(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[UUID | None]:
    """Return the matter that each need became."""
    found = await service.load_matters_of_opinions(uow, ids)
    return [found.get(one) for one in ids]


async def homes(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[UUID | None]:
    """Return the households of residents."""
    found = await people.load_residents(uow, ids)
    return [found[one].household_id if one in found else None for one in ids]


async def parties(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[list[models.MatterParty]]:
    """Return whom matters concern."""
    found = await service.load_many_parties(uow, ids)
    return [found[one] for one in ids]


async def group_names(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[str]:
    """Return what villagers' groups are called."""
    found = await people.load_groups(uow, ids)
    return [found[one].name if one in found else "" for one in ids]


async def resident_names(uow: UnitOfWork, ids: Sequence[UUID]) -> Sequence[str]:
    """Return residents' names; empty for those who are gone."""
    found = await people.load_residents(uow, ids)
    return [found[one].name if one in found else "" for one in ids]


async def _village_names(uow: UnitOfWork, codes: Sequence[Any]) -> Sequence[str]:
    found = await people.place_names(uow, codes)
    return [found.get(one, "") for one in codes]


def village_name(info: Info, code: str) -> Awaitable[str]:
    """Return what a village is called: the loader's own future, one for all who ask (ADR 0012)."""
    return info.context.loader(_village_names).load(cast("UUID", code))


async def dossier(info: Info, matter_id: UUID) -> Dossier:
    """Return what is on file about a matter whose visibility was settled before."""
    found = await info.context.loader(dossiers).load(matter_id)
    if found is None:
        raise NotFound
    return found
