"""The secretary of a branch: chosen by the elected committee, approved from above."""

from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, workflow
from services.elections.errors import NotElectedHere, ReasonMissing
from services.elections.models import Election
from services.elections.service.todos import approval_of
from services.elections.vocabulary import ElectionKind, ElectionState
from services.people import service as people
from services.people.service import elected
from services.people.service.elected import Seat
from services.people.workflow import Office
from tenants.unit_of_work import UnitOfWork

_DOCUMENT = Words("document", "批复文号", "number of the approval", most=100)


async def approve_secretary(
    uow: UnitOfWork, election_id: UUID, resident_id: UUID, document: str
) -> Election:
    """Record the approved secretary, one of the elected; the old one's term ends with it."""
    dossier = await dossiers.locked(uow, election_id)
    election = dossier.election
    workflow.require_state(election.state, frozenset({ElectionState.DECIDED}))
    number = _DOCUMENT.read(document)
    if not number:
        raise ReasonMissing(path=("document",), limit=_DOCUMENT.most)
    won = {one.resident_id for one in dossier.certificates}
    if dossier.kind is not ElectionKind.PARTY_BRANCH or resident_id not in won:
        found = (await people.load_residents(uow, [resident_id])).get(resident_id)
        raise NotElectedHere(path=("resident_id",), name=found.name if found else "")
    await elected.seat_elected(
        uow,
        election.village_code,
        [Seat(resident_id, Office.PARTY_SECRETARY)],
        source=f"{approval_of(election)}{number}",
        since=clock.today(),
        ending={Office.PARTY_SECRETARY},
    )
    await audit.record(
        uow,
        AuditTag.ELECTIONS_SECRETARY_APPROVE,
        subject=election_id,
        village=election.village_code,
        resident=str(resident_id),
    )
    return election
