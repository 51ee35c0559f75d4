"""Setting a decision aside: recorded by the township, decided by those whom the law names."""

from datetime import date
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, workflow, writing
from services.decisions.dossiers import Dossier
from services.decisions.errors import AnnulmentDayAhead, OnlyInVillages
from services.decisions.models import Annulment, Matter
from services.decisions.service.reviewing import refuse_own_work
from services.decisions.vocabulary import (
    ANNULLER_NAMES,
    ANNULMENT_BASES,
    Annuller,
    StepState,
)
from services.disclosure import service as disclosure
from tenants.authorization.roles import is_seat
from tenants.unit_of_work import UnitOfWork


async def annul(
    uow: UnitOfWork,
    matter_id: UUID,
    *,
    annuller: Annuller,
    document: str,
    decided_on: date,
    reason: str,
) -> Matter:
    """Set a passed decision aside by a court's, an assembly's or an order's document.

    Organic law art. 23, 27 and 36. The township records what others decided: it may not decide
    what belongs to the villagers (art. 5).
    """
    document = writing.required(writing.DOCUMENT, document)
    reason = writing.reason(reason)
    if decided_on > clock.today():
        raise AnnulmentDayAhead(path=("decided_on",))
    dossier = await course.locked(uow, matter_id)
    if is_seat(dossier.matter.village_code):
        raise OnlyInVillages
    await refuse_own_work(uow, dossier, ("撤销", "annul"))
    progress = workflow.annul(dossier.progress)
    if dossier.open_step is not None:
        dossier.open_step.outcome, dossier.open_step.reason = "annulled", reason
    await course.move(uow, dossier, progress, StepState.VOID)
    row = _annulment(uow, dossier, annuller, document, decided_on, reason)
    uow.session.add(row)
    await _give_notice(uow, dossier, row)
    await audit.record(
        uow,
        AuditTag.DECISIONS_MATTER_ANNUL,
        subject=matter_id,
        village=dossier.matter.village_code,
        annuller=annuller.value,
        document=document,
    )
    return dossier.matter


def _annulment(
    uow: UnitOfWork,
    dossier: Dossier,
    annuller: Annuller,
    document: str,
    decided_on: date,
    reason: str,
) -> Annulment:
    return Annulment(
        matter_id=dossier.matter.id,
        version_no=dossier.matter.version_no,
        annuller=annuller.value,
        document=document,
        decided_on=decided_on,
        reason=reason,
        recorded_by_id=uow.actor.resident_id,
        recorded_by=uow.actor.label,
    )


async def _give_notice(uow: UnitOfWork, dossier: Dossier, row: Annulment) -> None:
    """Draft what sets the notice on the wall right: who scans the old one is led to the new.

    A matter of which nothing hangs needs none. As with every notice a second person releases it.
    """
    hanging = dossier.newest_notice
    if hanging is None:
        return
    annuller = Annuller(row.annuller)
    said = {
        "annulled_by": ANNULLER_NAMES[annuller][0],
        "annulment_basis": ANNULMENT_BASES[annuller][0],
        "annulment_document": row.document,
        "annulled_on": row.decided_on,
    }
    await disclosure.set_aside(uow, hanging, said, row.reason)
