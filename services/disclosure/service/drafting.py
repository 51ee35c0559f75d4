"""Drafting: a decision becomes a bulletin, a bulletin gets a correction, and both are previewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from infra import clock
from infra.documents.poster import Poster
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.disclosure import (
    catalogue,
    records,
    repository,
    sheets,
    texts,
    workflow,
    writing,
)
from services.disclosure.errors import (
    AlreadyCorrected,
    BadRecord,
    NothingChanged,
    UnknownField,
)
from services.disclosure.models import Bulletin
from services.disclosure.records import Place
from services.disclosure.service import posting
from services.disclosure.service.reading import find, find_for_update, readable
from services.disclosure.workflow import Kind, State
from services.people import service as people
from services.transparency import record as canon
from tenants.authorization.roles import is_seat
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Preview:
    """The four texts of one bulletin, made from the same record; nothing is sent."""

    poster: Poster
    sms: str
    sms_parts: int
    loudspeaker: str
    wechat: Mapping[str, str]
    missing_columns: tuple[str, ...]


async def prepare(
    uow: UnitOfWork,
    *,
    kind: str,
    subject: UUID,
    village_code: str,
    title_zh: str,
    record: Mapping[str, object],
) -> UUID:
    """Draft the bulletin of a proposal, resolution, result or answer; the same one once.

    The keys of `record` are listed in services/disclosure/records.py; a personal value comes as
    `transparency.service.personal(value)`.
    """
    await repository.lock_numbers(uow.session, village_code)
    known = await repository.find_by_subject(uow.session, kind, subject)
    if known is not None:
        return known.id
    bulletin = await _drafted(uow, Kind(kind), subject, village_code, title_zh, record)
    await _record_draft(uow, bulletin)
    return bulletin.id


async def correct(
    uow: UnitOfWork, bulletin_id: UUID, record: Mapping[str, object], reason: str
) -> Bulletin:
    """Draft a correction: a new bulletin that points to the old one and shows what changes."""
    reason = writing.reason(reason)
    old = await find_for_update(uow, bulletin_id)
    if old.state != State.PUBLISHED:
        raise workflow.wrong_state(old.state)
    if await repository.corrections_of(uow.session, [old.id]):
        raise AlreadyCorrected
    before = _corrected_content(readable(old)["content"])
    after = _corrected_content(_opened(record))
    changes = sheets.in_order(records.differences(before, after))
    if not changes:
        raise NothingChanged(path=("record",))
    content = {**record, "reason": reason, "difference": changes, "corrects": old.code}
    await repository.lock_numbers(uow.session, old.village_code)
    new = await _drafted(uow, Kind.CORRECTION, old.id, old.village_code, old.title, content)
    new.corrects_id, new.reason, new.difference = old.id, reason, [*changes]
    await _record_draft(uow, new)
    return new


async def set_aside(
    uow: UnitOfWork, bulletin_id: UUID, said: Mapping[str, object], reason: str
) -> Bulletin:
    """Draft the notice that a decision was set aside, after the newest one about it."""
    newest = bulletin_id
    while found := await repository.corrections_of(uow.session, [newest]):
        if found[0].state != State.PUBLISHED:  # it was about what is now set aside
            await _dropped(uow, found[0].id, reason)
            break
        newest = found[0].id
    old = await find(uow, newest)
    content = records.public(old.record, old.openings)["content"]
    kept = canon.plain(content)
    record = kept if isinstance(kept, dict) else {}
    return await correct(uow, newest, {**record, **said}, reason)


async def _dropped(uow: UnitOfWork, bulletin_id: UUID, reason: str) -> None:
    """Take back a correction that nobody has released yet."""
    bulletin = await find_for_update(uow, bulletin_id)
    bulletin.state = workflow.advance(bulletin.state, workflow.Verb.WITHDRAW)
    bulletin.withdrawn_at, bulletin.reason = clock.now(), reason
    await audit.record(
        uow,
        AuditTag.DISCLOSURE_BULLETIN_WITHDRAW,
        subject=bulletin.id,
        village=bulletin.village_code,
        kind=bulletin.kind,
    )


async def correct_fields(
    uow: UnitOfWork, bulletin_id: UUID, changes: Mapping[str, str], reason: str
) -> Bulletin:
    """Draft a correction from a form: field paths as a difference names them, with new values."""
    writing.CHANGES.few(changes)
    changes = {
        writing.FIELD.read(name): writing.VALUE.read(value) for name, value in changes.items()
    }
    old = await find(uow, bulletin_id)
    content = records.public(old.record, old.openings)["content"]
    try:
        mended = records.changed(content, changes)
    except records.NoSuchField as error:
        raise UnknownField(field=str(error), path=("changes",)) from error
    return await correct(uow, bulletin_id, mended, reason)


async def preview(uow: UnitOfWork, bulletin_id: UUID) -> Preview:
    """Return the sheet and the texts as they would be published now."""
    return previewed(await find(uow, bulletin_id))


def previewed(bulletin: Bulletin) -> Preview:
    """Make the four texts of a bulletin that has been read already."""
    news = posting.announcement(bulletin)
    sms = texts.sms(news)
    return Preview(
        poster=posting.poster(bulletin),
        sms=sms,
        sms_parts=texts.sms_parts(sms),
        loudspeaker=texts.loudspeaker(news),
        wechat=texts.wechat(news),
        missing_columns=catalogue.missing_columns(bulletin.kind, readable(bulletin)["content"]),
    )


async def _drafted(
    uow: UnitOfWork,
    kind: Kind,
    subject: UUID,
    village_code: str,
    title: str,
    content: Mapping[str, object],
) -> Bulletin:
    year = clock.today().year
    serial = await repository.last_serial(uow.session, village_code, year) + 1
    place = await _place(uow, village_code)
    record = _enveloped(place, kind, f"{year}-{serial}", title, content)
    return Bulletin(
        kind=kind,
        subject=subject,
        village_code=village_code,
        year=year,
        serial=serial,
        title=title,
        record=canon.closed(record),
        openings=canon.openings(record),
        maker_id=workflow.maker_of(kind, uow.actor.account_id),
    )


def _enveloped(
    place: Place, kind: Kind, number: str, title: str, content: Mapping[str, object]
) -> canon.Record:
    try:
        return records.envelope(place, kind=kind, number=number, title=title, content=content)
    except canon.RecordError as error:
        raise BadRecord(reason=str(error), path=("record",)) from error


async def _place(uow: UnitOfWork, village_code: str) -> Place:
    if is_seat(village_code):
        return await _own_place(uow, village_code)
    village = await people.find_village(uow, village_code)
    townships = await people.load_townships(uow, [village.township_code])
    return Place(
        county=uow.tenant.name,
        township=townships[village.township_code].name,
        village=village.name,
        village_code=village_code,
    )


async def _own_place(uow: UnitOfWork, seat: str) -> Place:
    """Return the place of a township's own notice: it stands where a village's name would."""
    name = (await people.place_names(uow, [seat]))[seat]
    return Place(county=uow.tenant.name, township=name, village=name, village_code=seat)


def _opened(content: Mapping[str, object]) -> dict[str, canon.Plain]:
    try:
        return canon.opened({name: canon.plain(each) for name, each in _tidy(content).items()})
    except canon.RecordError as error:
        raise BadRecord(reason=str(error), path=("record",)) from error


def _tidy(content: Mapping[str, object]) -> dict[str, object]:
    return {name: records.tidy(each) for name, each in content.items()}


def _corrected_content(content: Mapping[str, object]) -> dict[str, object]:
    """Leave out what a correction says about itself, so that a chain of corrections compares."""
    return {
        name: value
        for name, value in content.items()
        if name not in {"reason", "difference", "corrects"}
    }


async def _record_draft(uow: UnitOfWork, bulletin: Bulletin) -> None:
    uow.session.add(bulletin)
    await uow.session.flush()  # the next draft of this unit of work must see its number
    await audit.record(
        uow,
        AuditTag.DISCLOSURE_BULLETIN_DRAFT,
        subject=bulletin.id,
        village=bulletin.village_code,
        kind=str(bulletin.kind),
    )
