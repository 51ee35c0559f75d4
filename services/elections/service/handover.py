"""What the old committee gives to the new one, within ten days (OL18 art. 20)."""

from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.elections import dossiers, workflow
from services.elections.errors import HandoverItemUnknown, NotOnElectionCommittee, ReasonMissing
from services.elections.models import Election
from services.elections.service.officials import mark_done
from services.elections.vocabulary import HANDOVER_ITEMS, ElectionState, Step
from services.elections.workflow import Act
from tenants.unit_of_work import UnitOfWork

_NOTE = Words("note", "交接情况", "what was handed over", most=500)


async def record_handover(
    uow: UnitOfWork, election_id: UUID, item: str, note: str, *, from_above: bool = False
) -> Election:
    """Record one thing handed over; the last one closes the election.

    Whoever runs the election records it, or the township, which sees to it (OL18 art. 20).
    """
    dossier = await dossiers.locked(uow, election_id)
    if not from_above and not await dossiers.runs(uow, dossier, uow.actor.resident_id):
        raise NotOnElectionCommittee
    election = dossier.election
    workflow.require_state(election.state, frozenset({ElectionState.DECIDED}))
    row = next((one for one in dossier.handover if one.item == item), None)
    if row is None or row.done_at is not None:
        name = HANDOVER_ITEMS.get(item, (item, item))
        raise HandoverItemUnknown(path=("item",), item_zh=name[0], item_en=name[1], item=item)
    said = _NOTE.read(note)
    if not said:
        raise ReasonMissing(path=("note",), limit=_NOTE.most)
    row.note, row.done_at, row.recorded_by = said, clock.now(), uow.actor.label
    if all(one.done_at is not None for one in dossier.handover):
        election.state = workflow.advance(election.state, Act.CLOSE)
        election.closed_at = clock.now()
        mark_done(dossier, Step.HANDED_OVER)
        tag = AuditTag.ELECTIONS_ELECTION_CLOSE
    else:
        tag = AuditTag.ELECTIONS_HANDOVER_RECORD
    await audit.record(uow, tag, subject=election.id, village=election.village_code, item=item)
    return election
