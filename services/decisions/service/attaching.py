"""Files of a matter: attached and removed while its text is written, frozen with each version."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from infra import clock, storage
from infra.documents import attachment as files
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, proposal, writing
from services.decisions.attachment_errors import (
    AttachedAlready,
    AttachmentTooLarge,
    AttachmentUnreadable,
    TooManyAttachments,
    UnknownAttachment,
)
from services.decisions.dossiers import Dossier
from services.decisions.models import Matter
from services.decisions.proposal import MOST_ATTACHMENTS, Attachment
from tenants.unit_of_work import UnitOfWork

_MEGABYTE = 1_000_000


async def attach(uow: UnitOfWork, matter_id: UUID, *, title: str, data: bytes) -> Matter:
    """Attach a PDF or a photo to the text being written."""
    dossier = await course.writable(uow, matter_id)
    attached = _attached(dossier)
    if len(attached) >= MOST_ATTACHMENTS:
        raise TooManyAttachments(most=MOST_ATTACHMENTS)
    file = checked(data)
    new = Attachment(
        title=writing.required(writing.ATTACHMENT_TITLE, " ".join(title.split())),
        sha256=hashlib.sha256(file.data).hexdigest(),
        content_type=file.content_type,
        size_bytes=len(file.data),
    )
    _refuse_twice(attached, new)
    await storage.take(uow.tenant.code, "attachment", file.data, file.content_type)
    await _write(uow, dossier, [*attached, new], AuditTag.DECISIONS_ATTACHMENT_ADD, new)
    return dossier.matter


async def detach(uow: UnitOfWork, matter_id: UUID, sha256: str) -> Matter:
    """Remove a file from the text being written; versions that were submitted keep theirs."""
    dossier = await course.writable(uow, matter_id)
    attached = _attached(dossier)
    gone = find_attachment(attached, sha256)
    kept = [each for each in attached if each != gone]
    await _write(uow, dossier, kept, AuditTag.DECISIONS_ATTACHMENT_REMOVE, gone)
    return dossier.matter


def find_attachment(attached: Iterable[Attachment], sha256: str) -> Attachment:
    """Return the file of this hash among those of a text."""
    found = next((each for each in attached if each.sha256 == sha256), None)
    if found is None:
        raise UnknownAttachment(path=("sha256",))
    return found


async def attachment_bytes(uow: UnitOfWork, attachment: Attachment) -> bytes:
    """Return the bytes of an attached file; callers check whether the asker may see it."""
    return await storage.get_exact(uow.tenant.code, attachment.sha256, attachment.content_type)


def _attached(dossier: Dossier) -> Sequence[Attachment]:
    return proposal.attached(course.draft_of(dossier).attachments)


def checked(data: bytes) -> files.AttachedFile:
    """Return a file that may be attached, as it is kept."""
    try:
        return files.checked(data)
    except files.TooLarge as error:
        raise AttachmentTooLarge(path=("file",), most_mb=files.MOST_BYTES // _MEGABYTE) from error
    except files.NotAttachable as error:
        raise AttachmentUnreadable(path=("file",)) from error


def _refuse_twice(attached: Iterable[Attachment], new: Attachment) -> None:
    known = next((each for each in attached if each.sha256 == new.sha256), None)
    if known is not None:
        raise AttachedAlready(path=("file",), title=known.title)


async def _write(
    uow: UnitOfWork,
    dossier: Dossier,
    attached: Sequence[Attachment],
    tag: AuditTag,
    changed: Attachment,
) -> None:
    draft = course.draft_of(dossier)
    rows: list[dict[str, Any]] = [asdict(each) for each in attached]
    draft.attachments, draft.changed_at = rows, clock.now()
    matter = dossier.matter
    await audit.record(
        uow, tag, subject=matter.id, village=matter.village_code, sha256=changed.sha256
    )
