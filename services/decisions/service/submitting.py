"""Sending a matter on: the draft is frozen as a version; a returned one must be mended first."""

from dataclasses import asdict
from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, proposal, repository, workflow, writing
from services.decisions.dossiers import Dossier
from services.decisions.errors import NotMended, ObjectorsNotVisited
from services.decisions.models import Matter, MatterVersion
from services.decisions.proposal import Proposal
from services.decisions.service import choosing, merging
from services.decisions.vocabulary import ReasonCode, StepState
from services.decisions.workflow import Change, State
from tenants.unit_of_work import UnitOfWork


async def submit(uow: UnitOfWork, matter_id: UUID) -> Matter:
    """Freeze the draft as the next version and send it on; a returned one must be mended."""
    dossier = await course.writable(uow, matter_id)
    written = _written(dossier)
    written.check()
    await choosing.reroute(uow, dossier.matter, dossier.method)
    if dossier.progress.state is State.DRAFT:
        _freeze(uow, dossier, written)
    else:
        dossier = await _resume(uow, dossier, written)
    while dossier.progress.state is State.DRAFT:
        dossier = await _next(uow, dossier)
    await _record(uow, dossier.matter, AuditTag.DECISIONS_MATTER_SUBMIT)
    return dossier.matter


async def _next(uow: UnitOfWork, dossier: Dossier) -> Dossier:
    """Close the open step; where one person holds both offices, it was held with the next one."""
    step = dossier.step
    holder = await merging.holder_of_both(uow, dossier.matter.village_code)
    if step is None or not step.merge_with or holder is None:
        return await course.advance(uow, dossier, dossier.facts)
    following = dossier.method.step(step.merge_with)
    return await course.advance(
        uow,
        dossier,
        dossier.facts,
        outcome="merged",
        reason=f"{holder}一肩挑党支部书记和村委会主任，“{step.name_zh}”"
        f"与“{following.name_zh}”合并进行",
        evidence={"merged_with": step.merge_with},
    )


def _written(dossier: Dossier) -> Proposal:
    draft = course.draft_of(dossier)
    return proposal.stored(
        dossier.matter.title, draft.text, draft.budget_fen, draft.funding, draft.attachments
    )


async def _resume(uow: UnitOfWork, dossier: Dossier, written: Proposal) -> Dossier:
    last = (await repository.versions_of(uow.session, [dossier.matter.id]))[-1]
    changes = written.changes_from(
        proposal.stored(last.title, last.text, last.budget_fen, last.funding, last.attachments)
    )
    if last.matter_type and last.matter_type != dossier.matter.matter_type:
        changes |= {Change.TYPE}
    if not changes:
        changes = _mended_procedure(dossier)
    if dossier.progress.state is State.RECONSIDERING:
        await _require_visit(uow, dossier)
    progress = workflow.resume(dossier.progress, changes)
    await course.move(uow, dossier, progress, StepState.RETURNED)
    _freeze(uow, dossier, written)
    return await course.reloaded(uow, dossier)


def _mended_procedure(dossier: Dossier) -> frozenset[Change]:
    """Let the same text through again only where nothing but the procedure was at fault."""
    returned = dossier.steps[-1] if dossier.steps else None
    codes = returned.evidence.get("reason_codes") if returned else None
    if codes != [ReasonCode.PROCEDURE_DEFECT.value] or not course.draft_of(dossier).change_note:
        raise NotMended
    return frozenset({Change.SCHEDULE})


async def _require_visit(uow: UnitOfWork, dossier: Dossier) -> None:
    """Refuse to reopen a decision behind the back of those who voted against it."""
    number = dossier.matter.version_no
    against = max((vote.against for vote in dossier.votes if vote.version_no == number), default=0)
    visits = await repository.visits_of(uow.session, [dossier.matter.id])
    if against and not any(visit.version_no == number for visit in visits):
        raise ObjectorsNotVisited(against=against)


def _freeze(uow: UnitOfWork, dossier: Dossier, written: Proposal) -> None:
    version = MatterVersion(
        matter_id=dossier.matter.id,
        version_no=dossier.matter.version_no,
        matter_type=dossier.matter.matter_type,
        title=written.title,
        text=written.text,
        budget_fen=written.budget_fen,
        funding=[asdict(each) for each in written.funding],
        attachments=[asdict(each) for each in written.attachments],
        change_note=course.draft_of(dossier).change_note,
        sha256=written.sha256,
        author_id=uow.actor.resident_id,
        author_account_id=uow.actor.account_id,
        author=uow.actor.label,
    )
    uow.session.add(version)


async def withdraw(uow: UnitOfWork, matter_id: UUID, reason: str) -> Matter:
    """Take a matter back before it has passed."""
    reason = writing.REASON.read(reason)
    dossier = await course.locked(uow, matter_id)
    progress = workflow.withdraw(dossier.progress)
    if dossier.open_step is not None:
        dossier.open_step.reason = reason
    await course.move(uow, dossier, progress, StepState.VOID)
    await _record(uow, dossier.matter, AuditTag.DECISIONS_MATTER_WITHDRAW)
    return dossier.matter


async def _record(uow: UnitOfWork, matter: Matter, tag: AuditTag) -> None:
    await audit.record(
        uow, tag, subject=matter.id, village=matter.village_code, version=matter.version_no
    )
