"""The village election committee: who is on it, and who leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, workflow
from services.elections.dossiers import Dossier
from services.elections.errors import (
    ChosenDayWrong,
    ElectionCommitteeSize,
    PersonNotOnRoll,
    ReasonMissing,
)
from services.elections.models import Election, ElectionOfficial
from services.elections.vocabulary import ElectionKind, Step
from services.people import service as people
from services.people.models import Resident
from services.people.workflow import ResidentState
from tenants.unit_of_work import UnitOfWork

_SOURCE = Words("source", "推选它的会议或者文件", "meeting or document", most=200, public=True)


@dataclass(frozen=True)
class Chosen:
    """The meeting or document that an election committee rests on, and its day."""

    source: str
    on: date | None


async def form_committee(
    uow: UnitOfWork, election_id: UUID, members: Sequence[UUID], chair: UUID, chosen: Chosen
) -> Election:
    """Record whom the villagers chose to run the election (OL18 art. 12); again to replace some.

    The villagers' assembly, the representatives' meeting or the groups choose it: `chosen` names
    that meeting, or its minutes, and the day. For a branch it is the leave to elect that the party
    committee above gave.
    """
    source = _SOURCE.read(chosen.source)
    if not source:
        raise ReasonMissing(path=("source",), limit=_SOURCE.most)
    if chosen.on is None or chosen.on > clock.today():
        raise ChosenDayWrong(path=("chosen_on",))
    dossier = await dossiers.locked(uow, election_id)
    workflow.require_state(dossier.election.state, workflow.BEFORE_VOTE)
    dossier.election.committee_source, dossier.election.committee_on = source, chosen.on
    if dossier.kind is not ElectionKind.PARTY_BRANCH:
        await _seat(uow, dossier, members, chair)
    mark_done(dossier, Step.COMMITTEE)
    await audit.record(
        uow,
        AuditTag.ELECTIONS_COMMITTEE_FORM,
        subject=election_id,
        village=dossier.election.village_code,
        members=len(members),
        chosen_on=chosen.on.isoformat(),
    )
    return dossier.election


async def _seat(uow: UnitOfWork, dossier: Dossier, members: Sequence[UUID], chair: UUID) -> None:
    wanted = dict.fromkeys(members)
    size = workflow.COMMITTEE_SIZE
    if len(wanted) != len(members) or len(wanted) not in size or chair not in wanted:
        raise ElectionCommitteeSize(path=("members",), least=size.start, most=size.stop - 1)
    await living(uow, dossier.election.village_code, list(wanted), "members")
    known = {one.resident_id: one for one in dossier.officials}
    for row in known.values():
        row.is_chair = False
        if row.resident_id not in wanted and row.left_at is None:
            row.left_at, row.left_reason = clock.now(), "另行推选"
    await uow.session.flush()  # the old chair goes before the new one comes
    for key in wanted:
        row = known.get(key) or ElectionOfficial(election_id=dossier.election.id, resident_id=key)
        row.left_at, row.left_reason, row.is_chair = None, "", key == chair
        uow.session.add(row)


async def living(
    uow: UnitOfWork, village_code: str, ids: Sequence[UUID], *path: str
) -> dict[UUID, Resident]:
    """Return people of the village's roll; refuses anybody who is not on it."""
    found = await people.load_residents(uow, ids)
    here = {
        key: row
        for key, row in found.items()
        if row.village_code == village_code and row.state == ResidentState.LIVING
    }
    if set(here) != set(ids):
        raise PersonNotOnRoll(path=path)
    return here


async def leave(dossier: Dossier, resident_id: UUID) -> None:
    """Take a nominee off the committee (OL18 art. 12: whoever stands leaves it)."""
    for row in dossier.sitting:
        if row.resident_id == resident_id:
            row.left_at, row.left_reason, row.is_chair = clock.now(), "被提名为候选人", False


def mark_done(dossier: Dossier, step: Step) -> None:
    """Write down when a step was done; the first time counts."""
    row = dossier.step(step)
    if row is not None and row.done_at is None:
        row.done_at = clock.now()
