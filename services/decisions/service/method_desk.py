"""A county writes its own methods: drafted, checked, published as versions, taken out of use."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import county_methods, method_editing, method_writing, repository, writing
from services.decisions import method as methods
from services.decisions.errors import (
    MethodNameTaken,
    MethodNotNew,
    MethodUnknown,
    MethodVersionChanged,
)
from services.decisions.method_editing import StepForm
from services.decisions.method_types import Method
from services.decisions.models import MethodDraft, MethodUse, MethodVersion
from tenants.unit_of_work import UnitOfWork


async def begin_method(uow: UnitOfWork, *, based_on: str, method_id: str) -> MethodDraft:
    """Begin a county's own method as a copy of another, under a name of its own."""
    method_id = method_editing.checked_id(method_id)
    if method_id in methods.shipped() and not methods.shipped()[method_id].empty:
        raise MethodNameTaken(path=("method_id",), method=method_id)
    if await repository.method_draft_named(uow.session, method_id) is not None:
        raise MethodNameTaken(path=("method_id",), method=method_id)
    source = await _source(uow, based_on)
    draft = MethodDraft(
        method_id=method_id,
        text=method_writing.written(method_editing.copied(source, method_id)),
        author_account_id=uow.actor.account_id,
        author=uow.actor.label,
    )
    uow.session.add(draft)
    await _record(uow, draft, AuditTag.DECISIONS_METHOD_WRITE)
    return draft


async def _source(uow: UnitOfWork, method_id: str) -> Method:
    own = await repository.latest_version(uow.session, method_id)
    if own is not None:
        return methods.parse(own.text)
    if method_id not in methods.shipped():
        raise MethodUnknown(method=method_id)
    return methods.shipped()[method_id]


async def write_method(uow: UnitOfWork, draft_id: UUID, text: str) -> MethodDraft:
    """Keep the text as typed, right or wrong; the checks say what is wrong with it."""
    draft = await _locked(uow, draft_id)
    draft.text = writing.METHOD.read(text) + "\n"
    draft.changed_at = clock.now()
    await _record(uow, draft, AuditTag.DECISIONS_METHOD_WRITE)
    return draft


async def write_method_step(
    uow: UnitOfWork, draft_id: UUID, form: StepForm, *, key: str = "", after: str = ""
) -> MethodDraft:
    """Change a step by its form, or add one after another; the text follows."""
    draft = await _locked(uow, draft_id)
    before = method_editing.lenient(draft.text)
    changed = method_editing.with_step(before, form, key=key, after=after)
    return await write_method(uow, draft_id, method_writing.written(changed))


async def remove_method_step(uow: UnitOfWork, draft_id: UUID, key: str) -> MethodDraft:
    """Take a step out; the text follows."""
    draft = await _locked(uow, draft_id)
    changed = method_editing.without_step(method_editing.lenient(draft.text), key)
    return await write_method(uow, draft_id, method_writing.written(changed))


async def publish_method(uow: UnitOfWork, draft_id: UUID) -> MethodVersion:
    """Publish the draft as the next version, if it is whole and keeps the law's floor."""
    draft = await _locked(uow, draft_id)
    method = methods.usable(methods.parse(draft.text))
    method_editing.refuse_unreadable(method)
    if method.id != draft.method_id:
        raise MethodNameTaken(path=("text",), method=method.id)
    last = await repository.latest_version(uow.session, method.id)
    number = 1 if last is None else last.number + 1
    if method.version != str(number):
        raise MethodNotNew(path=("text",), version=number)
    if last is not None and _contents(methods.parse(last.text)) == _contents(method):
        raise MethodVersionChanged(method=method.name_zh, version=method.version)
    version = MethodVersion(
        method_id=method.id,
        number=number,
        hash=method.hash,
        text=draft.text,
        published_by=uow.actor.label,
    )
    uow.session.add(version)
    await _record(uow, draft, AuditTag.DECISIONS_METHOD_PUBLISH, hash=method.hash)
    return version


def _contents(method: Method) -> str:
    return method_writing.written(method).split("\n", 2)[2]


async def allow_method(uow: UnitOfWork, method_id: str, *, allowed: bool, reason: str) -> MethodUse:
    """Take a method out of use for new matters, or back into it; running matters keep theirs."""
    reason = writing.reason(reason)
    if await repository.latest_version(uow.session, method_id) is None:
        methods.find(method_id)
    use = MethodUse(
        method_id=method_id, allowed=allowed, reason=reason, recorded_by=uow.actor.label
    )
    uow.session.add(use)
    await audit.record(
        uow, AuditTag.DECISIONS_METHOD_USE, subject=use.id, method=method_id, allowed=int(allowed)
    )
    return use


async def _locked(uow: UnitOfWork, draft_id: UUID) -> MethodDraft:
    draft = await repository.find_method_draft_for_update(uow.session, draft_id)
    if draft is None:
        raise NotFound
    return draft


async def find_method_draft(uow: UnitOfWork, method_id: str) -> MethodDraft:
    """Return what is being written under a name."""
    draft = await repository.method_draft_named(uow.session, method_id)
    if draft is None:
        raise NotFound
    return draft


async def list_method_drafts(uow: UnitOfWork) -> Sequence[MethodDraft]:
    """Return what the county is writing or has written, by name."""
    return await repository.method_drafts(uow.session)


async def method_versions(uow: UnitOfWork, method_id: str) -> Sequence[MethodVersion]:
    """Return what was published of a method, oldest first."""
    return await repository.method_versions(uow.session, method_id)


class InUse(NamedTuple):
    """A method that new matters may choose or not, and why."""

    method: Method
    own: bool
    allowed: bool
    reason: str


async def list_methods(uow: UnitOfWork) -> list[InUse]:
    """Return every method of the county with its use."""
    uses = county_methods.latest_uses(await repository.method_uses(uow.session))
    newest = {row.method_id: row for row in await repository.method_versions(uow.session)}
    own = {key: methods.parse(row.text) for key, row in newest.items()}
    found = {**methods.catalogue(), **own}
    return [
        InUse(
            one,
            key in own,
            key not in uses or uses[key].allowed,
            uses[key].reason if key in uses else "",
        )
        for key, one in found.items()
    ]


async def _record(uow: UnitOfWork, draft: MethodDraft, tag: AuditTag, **facts: str) -> None:
    await audit.record(uow, tag, subject=draft.id, method=draft.method_id, **facts)
