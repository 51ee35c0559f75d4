"""The steps of a publication; each is harmless when it runs twice and may be cut off anywhere."""

import asyncio
import hashlib
from datetime import datetime
from uuid import UUID

from infra import clock, storage
from infra.documents import posters
from infra.documents.poster import Poster
from infra.documents.typst_poster import FORMATS, Format
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import records, repository, texts, workflow
from services.disclosure.errors import HeadNotKept
from services.disclosure.models import Bulletin, BulletinFile, OutgoingText
from services.disclosure.service import posting
from services.disclosure.service.reading import find, find_for_update
from services.disclosure.sheets import statement_facts
from services.disclosure.workflow import State, Verb
from services.transparency import service as transparency
from tenants.unit_of_work import UnitOfWork


async def log(uow: UnitOfWork, bulletin_id: UUID) -> None:
    """Step 1: put the record into the public log and take its code from there."""
    bulletin = await find_for_update(uow, bulletin_id)
    if bulletin.state != State.QUEUED:
        return
    old = await find(uow, bulletin.corrects_id) if bulletin.corrects_id else None
    bulletin.state = workflow.advance(bulletin.state, Verb.LOG)
    await _audit(uow, AuditTag.DISCLOSURE_BULLETIN_LOG, bulletin)
    leaf = await transparency.append(
        uow,
        subject=bulletin.id,
        kind=bulletin.kind,
        record=records.public(bulletin.record, bulletin.openings),
        # A correction that was taken back stays in the log, and the next one comes after it.
        supersedes=await transparency.newest_code(uow, old.code) if old and old.code else "",
    )
    bulletin.code, bulletin.log_index = leaf.code, leaf.index
    bulletin.statement_url = transparency.landing_url(
        leaf,
        uow.tenant,
        village_code=bulletin.village_code,
        number=bulletin.number,
        day=posting.posted(bulletin)[0],
        facts=statement_facts(bulletin.record["content"]),
    )


async def is_under_a_kept_head(uow: UnitOfWork, bulletin_id: UUID) -> bool:
    """Say whether a head that covers the bulletin is signed and kept outside the database.

    The row that says so is not believed alone: the file itself must be there.
    """
    index = (await find(uow, bulletin_id)).log_index
    if index is None:
        return True
    head = await transparency.latest_checkpoint(uow)
    on_disk = await asyncio.to_thread(transparency.kept_size, uow.tenant.log)
    return head is not None and min(head.size, on_disk) > index


async def to_print(uow: UnitOfWork, bulletin_id: UUID) -> tuple[Poster, list[Format]] | None:
    """Step 3, first half: return the sheet and the formats that are not printed yet."""
    bulletin = await find_for_update(uow, bulletin_id)
    if bulletin.state == State.LOGGED:
        bulletin.state = workflow.advance(bulletin.state, Verb.RENDER)
    if bulletin.state != State.RENDERING:
        return None
    printed = {file.format for file in await repository.load_files(uow.session, [bulletin_id])}
    missing = [form for form in FORMATS if form not in printed]
    return (posting.poster(bulletin), missing) if missing else None


async def print_sheets(
    county: str, bulletin_id: UUID, poster: Poster, formats: list[Format]
) -> list[BulletinFile]:
    """Step 3, outside a transaction: print the sheets and put them into storage."""
    made = await posters.printed(poster, formats)
    return [
        BulletinFile(
            bulletin_id=bulletin_id,
            format=form,
            storage_key=await storage.put(county, f"{form}.pdf", data, "application/pdf"),
            sha256=hashlib.sha256(data).hexdigest(),
            size_bytes=len(data),
        )
        for form, data in made.items()
    ]


async def keep_sheets(uow: UnitOfWork, files: list[BulletinFile]) -> None:
    """Step 3, second half: remember the printed sheets."""
    for file in files:
        await repository.add_file(uow.session, file)


async def publish(uow: UnitOfWork, bulletin_id: UUID) -> None:
    """Step 4: show the bulletin and queue its texts, all in one transaction."""
    bulletin = await find_for_update(uow, bulletin_id)
    if bulletin.state != State.RENDERING:
        return
    if not await is_under_a_kept_head(uow, bulletin_id):
        raise HeadNotKept
    bulletin.state = workflow.advance(bulletin.state, Verb.PUBLISH)
    bulletin.published_at = clock.now()
    send_after = texts.sending_time(max(bulletin.send_after or clock.now(), clock.now()))
    for text in _texts(bulletin, send_after):
        uow.session.add(text)
        delay = send_after - clock.now()
        uow.enqueue("disclosure.send_text", delay=delay, text_id=str(text.id))
    await _audit(uow, AuditTag.DISCLOSURE_BULLETIN_PUBLISH, bulletin)


def _texts(bulletin: Bulletin, send_after: datetime) -> list[OutgoingText]:
    news = posting.announcement(bulletin)
    fields = texts.wechat(news)
    written: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("sms", texts.sms(news), {}),
        ("loudspeaker", texts.loudspeaker(news), {}),
        ("wechat", fields["thing1"], fields),
    )
    return [
        OutgoingText(
            bulletin_id=bulletin.id,
            channel=channel,
            text=text,
            fields=values,
            send_after=send_after,
        )
        for channel, text, values in written
    ]


async def _audit(uow: UnitOfWork, tag: AuditTag, bulletin: Bulletin) -> None:
    await audit.record(
        uow, tag, subject=bulletin.id, village=bulletin.village_code, kind=bulletin.kind
    )
