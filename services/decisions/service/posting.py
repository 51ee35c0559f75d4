"""Posting on the wall, and closing the steps that only time or work can close."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from infra import calendar, clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, dossiers, repository, workflow
from services.decisions.dossiers import Dossier
from services.decisions.errors import AlreadyPosted, StepBlocked
from services.decisions.models import Matter, MatterVersion, Posting
from services.decisions.records import record_of
from services.decisions.vocabulary import Publication, StepKind
from services.disclosure import service as disclosure
from tenants.unit_of_work import UnitOfWork

_BY_TIME_OR_WORK = {
    StepKind.ARCHIVE,
    StepKind.EXECUTE,
    StepKind.POST,
    StepKind.RATE,
    StepKind.SOLICIT,
}


async def post(uow: UnitOfWork, matter_id: UUID) -> Posting:
    """Post the plan, the resolution or the result, again once its notice was taken back."""
    dossier = await course.locked(uow, matter_id)
    step = course.require_step(dossier, {StepKind.POST}, ("张榜公布", "posting"))
    if dossier.posting is not None or step.publishes is None:
        raise AlreadyPosted
    _refuse_unready(dossier)
    days = dossier.posting_days(step, clock.today())
    return await _posted(uow, dossier, step.publishes, days)


async def _posted(uow: UnitOfWork, dossier: Dossier, kind: Publication, days: int) -> Posting:
    matter, now = dossier.matter, clock.now()
    until = calendar.deadline(now, days) if days else now
    version = await _version(uow, dossier)
    bulletin_id = await disclosure.prepare(
        uow,
        kind=kind.value,
        subject=_subject(dossier, version, kind),
        village_code=matter.village_code,
        title_zh=version.title,
        record=record_of(dossier, version, kind, days, until),
    )
    posting = Posting(
        matter_id=matter.id,
        version_no=version.version_no,
        kind=kind.value,
        round=len(dossier.rounds) + 1,
        bulletin_id=bulletin_id,
        posted_at=now,
        until=until,
        posted_by=uow.actor.label,
    )
    uow.session.add(posting)
    await audit.record(
        uow,
        AuditTag.DECISIONS_POSTING_POST,
        subject=matter.id,
        village=matter.village_code,
        kind=kind.value,
    )
    return posting


def _subject(dossier: Dossier, version: MatterVersion, kind: Publication) -> UUID:
    """Return what the notice is about; the result of work done anew is another one (ADR 36)."""
    anew = kind is Publication.RESULT and dossier.reopened_at is not None
    return dossier.open_step.id if anew and dossier.open_step is not None else version.id


def _refuse_unready(dossier: Dossier) -> None:
    """Refuse to post while anything but the posting itself is missing, such as signatures."""
    now = clock.now()
    posted = replace(
        dossier.facts,
        posted=True,
        posted_until=now,
        taken_back=False,
        released=True,
        final_at=None,
    )
    reasons = workflow.blockers(dossier.progress, posted, now)
    step = dossier.step
    if reasons and step is not None:
        raise StepBlocked(
            step_zh=step.name_zh,
            step_en=step.name_en,
            why_zh="；".join(reason.zh for reason in reasons),
            why_en="; ".join(reason.en for reason in reasons),
            codes=tuple(reason.code for reason in reasons),
        )


async def _version(uow: UnitOfWork, dossier: Dossier) -> MatterVersion:
    versions = await repository.versions_of(uow.session, [dossier.matter.id])
    return versions[-1]


async def complete_step(uow: UnitOfWork, matter_id: UUID, expected: str = "") -> Matter:
    """Close a step that time or work closes, once nothing blocks it.

    A job names the step it expects, so that it never closes the one after it.
    """
    dossier = await course.locked(uow, matter_id)
    if expected and dossier.matter.step_key != expected:
        return dossier.matter
    kinds = _BY_TIME_OR_WORK | ({StepKind.COLLECT} if dossier.collects else set())
    course.require_step(dossier, kinds, ("结束这一步", "closing it by hand"))
    await course.advance(uow, dossier, dossier.facts, outcome="completed")
    return dossier.matter


async def archive(uow: UnitOfWork, matter_id: UUID) -> Matter:
    """Put a finished matter into the village's archive (organic law art. 34)."""
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.ARCHIVE}, ("归档", "archiving"))
    await course.advance(uow, dossier, dossier.facts, outcome="archived")
    return dossier.matter


async def postings_over(uow: UnitOfWork, limit: int = 200) -> list[tuple[UUID, str]]:
    """Return matters, with their step, whose posting has hung long enough for all to see."""
    found: list[tuple[UUID, str]] = []
    after = UUID(int=0)
    # Notices that nobody releases stay in the list, and must not keep the others out of it.
    while len(found) < limit:
        page = await repository.postings_over(uow.session, clock.now(), limit, after)
        found += await _ripe(uow, page)
        if len(page) < limit:
            break
        after = page[-1]
    return found[:limit]


async def _ripe(uow: UnitOfWork, ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    found = await dossiers.load(uow, await repository.matters_by_ids(uow.session, ids))
    return [
        (key, dossier.matter.step_key)
        for key, dossier in found.items()
        if not workflow.blockers(dossier.progress, dossier.facts, clock.now())
    ]
