"""Papers that go with the notice of a meeting, attached until it begins; they stay with it."""

import hashlib
from uuid import UUID

from infra import storage
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, writing
from services.decisions.attachment_errors import AttachedAlready
from services.decisions.blocking import MeetingState
from services.decisions.meeting_errors import TooManyMeetingPapers
from services.decisions.models import Meeting, MeetingPaper
from services.decisions.proposal import MOST_ATTACHMENTS, Attachment
from services.decisions.service.attaching import checked
from services.decisions.service.sittings import require_state
from tenants.unit_of_work import UnitOfWork


async def attach_to_meeting(
    uow: UnitOfWork, meeting_id: UUID, *, title: str, data: bytes
) -> Meeting:
    """Attach a PDF or a photo to the notice of a meeting that has not begun; with its moment.

    What must lie open ten days before (collective law art. 46) is told by that moment.
    """
    meeting = await repository.find_meeting_for_update(uow.session, meeting_id)
    if meeting is None:
        raise NotFound
    require_state(meeting, MeetingState.CALLED)
    title = writing.required(writing.ATTACHMENT_TITLE, " ".join(title.split()))
    file = checked(data)
    sha256 = hashlib.sha256(file.data).hexdigest()
    known = await repository.meeting_papers_of(uow.session, [meeting_id])
    if (same := next((one for one in known if one.sha256 == sha256), None)) is not None:
        raise AttachedAlready(path=("file",), title=same.title)
    if len(known) >= MOST_ATTACHMENTS:
        raise TooManyMeetingPapers(most=MOST_ATTACHMENTS)
    await storage.take(uow.tenant.code, "attachment", file.data, file.content_type)
    paper = MeetingPaper(
        meeting_id=meeting_id,
        title=title,
        sha256=sha256,
        content_type=file.content_type,
        size_bytes=len(file.data),
        attached_by=uow.actor.label,
    )
    uow.session.add(paper)
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_ATTACH,
        subject=meeting.id,
        village=meeting.village_code,
        sha256=sha256,
    )
    return meeting


def file_of(paper: MeetingPaper) -> Attachment:
    """Return a paper as the file that it is."""
    return Attachment(paper.title, paper.sha256, paper.content_type, paper.size_bytes)
