"""Writing a matter: draft, edit, whom the branch heard, comments on it."""

from dataclasses import asdict
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions.dossiers import Dossier
from services.decisions.errors import CommentsClosed
from services.decisions.models import (
    HeardPerson,
    Matter,
    MatterComment,
    MatterDraft,
)
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.decisions.service import choosing
from services.decisions.service.opinions import take_up_opinion
from services.decisions.vocabulary import Publication, StepKind
from tenants.unit_of_work import UnitOfWork


async def draft_matter(
    uow: UnitOfWork,
    *,
    village_code: str,
    matter_type: MatterType,
    method_id: str,
    proposal: Proposal,
    opinion_id: UUID | None = None,
    group_id: UUID | None = None,
) -> Matter:
    """Begin a matter; the engine chooses the body from its kind, then the method is fixed."""
    proposal = proposal.read()
    body = await choosing.routed(uow, village_code, matter_type)
    await choosing.refuse_group(uow, village_code, matter_type, group_id)
    method = await choosing.fixed_method(uow, method_id, village_code)
    choosing.refuse_misfit(method, matter_type, body)
    if opinion_id is not None:
        await take_up_opinion(uow, opinion_id)
    year = clock.today().year
    matter = Matter(
        village_code=village_code,
        year=year,
        serial=await repository.next_serial(uow.session, "matter", village_code, year),
        title=proposal.title,
        matter_type=matter_type.value,
        body=body.value,
        method_id=method.id,
        method_version=method.version,
        method_hash=method.hash,
        law_version=method.law_version,
        step_key=method.steps[0].key,
        group_id=group_id,
        opinion_id=opinion_id,
        proposer_id=uow.actor.resident_id,
        proposer=uow.actor.label,
        author_account_id=uow.actor.account_id,
    )
    uow.session.add(matter)
    # The matter must be there before the rows that point to it.
    await uow.session.flush()
    draft = MatterDraft(matter_id=matter.id)
    _write(uow, draft, proposal)
    uow.session.add_all([draft, course.opened(matter, method.steps[0], (), clock.now())])
    await _record(uow, matter, AuditTag.DECISIONS_MATTER_DRAFT)
    return matter


def _write(uow: UnitOfWork, draft: MatterDraft, proposal: Proposal) -> None:
    draft.text, draft.budget_fen = proposal.text, proposal.budget_fen
    draft.funding = [asdict(each) for each in proposal.funding]
    draft.author_id, draft.changed_at = uow.actor.resident_id, clock.now()


async def edit_draft(
    uow: UnitOfWork,
    matter_id: UUID,
    proposal: Proposal,
    *,
    change_note: str = "",
    matter_type: MatterType | None = None,
    group_id: UUID | None = None,
) -> Matter:
    """Replace the text being written; another kind of matter is routed anew (domain.md 2.5)."""
    proposal, change_note = proposal.read(), writing.CHANGE_NOTE.read(change_note)
    dossier = await course.writable(uow, matter_id)
    if matter_type is not None and matter_type.value != dossier.matter.matter_type:
        village = dossier.matter.village_code
        await choosing.refuse_group(uow, village, matter_type, group_id)
        dossier.matter.matter_type, dossier.matter.group_id = matter_type.value, group_id
        await choosing.reroute(uow, dossier.matter, dossier.method)
    dossier.matter.title = proposal.title
    draft = course.draft_of(dossier)
    _write(uow, draft, proposal)
    draft.change_note = change_note
    await _record(uow, dossier.matter, AuditTag.DECISIONS_MATTER_EDIT)
    return dossier.matter


async def record_heard(
    uow: UnitOfWork, matter_id: UUID, *, name: str, view: str = "", resident_id: UUID | None = None
) -> HeardPerson:
    """Record one person whom the branch heard, and what they said."""
    name, view = writing.required(writing.HEARD_NAME, name), writing.HEARD_VIEW.read(view)
    dossier = await _hearing(uow, matter_id)
    heard = HeardPerson(
        matter_id=matter_id,
        resident_id=resident_id,
        name=name,
        view=view,
        recorded_by=uow.actor.label,
    )
    uow.session.add(heard)
    await _record(uow, dossier.matter, AuditTag.DECISIONS_HEARD_RECORD)
    return heard


async def _hearing(uow: UnitOfWork, matter_id: UUID) -> Dossier:
    """Lock a matter for which people may be heard: while it is written, or where a step asks."""
    dossier = await course.locked(uow, matter_id)
    if dossier.collects:
        return dossier
    return await course.writable(uow, matter_id)


async def comment(uow: UnitOfWork, matter_id: UUID, text: str) -> MatterComment:
    """Say something about a plan while it is posted."""
    text = writing.required(writing.COMMENT, text)
    dossier = await course.locked(uow, matter_id)
    step, posting = dossier.step, dossier.posting
    hangs = step is not None and step.publishes is Publication.PROPOSAL and posting is not None
    asked = step is not None and step.kind is StepKind.SOLICIT
    if not (hangs or asked):
        raise CommentsClosed
    row = MatterComment(
        matter_id=matter_id,
        version_no=dossier.matter.version_no,
        resident_id=uow.actor.resident_id,
        author=uow.actor.label,
        text=text,
    )
    uow.session.add(row)
    await _record(uow, dossier.matter, AuditTag.DECISIONS_COMMENT_ADD)
    return row


async def _record(uow: UnitOfWork, matter: Matter, tag: AuditTag) -> None:
    await audit.record(
        uow, tag, subject=matter.id, village=matter.village_code, version=matter.version_no
    )
