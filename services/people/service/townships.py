"""Verbs about a township's party committee: who sits in it, since when and by which document."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    DayInFuture,
    TermDaysWrong,
    TownshipChairTaken,
    TownshipCommitteeFull,
    TownshipMemberWords,
    UnknownTownship,
    UnknownTownshipMember,
)
from services.people.townships import repository as seats
from services.people.townships.models import TownshipMember
from tenants.authorization.roles import TOWNSHIP_DIGITS, is_seat, seat_of
from tenants.unit_of_work import UnitOfWork

MOST_MEMBERS = 40
"""More than any township's committee has [our limit]."""
_NAME = Words("name", "姓名", "name", most=40)
_POST = Words("post", "党内职务", "post", most=40)
_SOURCE = Words("source", "任职依据", "document", most=200)
_END = Words("source", "离任依据", "document", most=200)


async def record_township_member(
    uow: UnitOfWork,
    township_code: str,
    *,
    name: str,
    post: str,
    since: date,
    source: str,
    chairs: bool = False,
) -> TownshipMember:
    """Enter a member of a township's party committee by the document that seated them.

    One of them `chairs`: the secretary, who presides over its meetings.
    """
    name, post, source = _read(_NAME, name), _read(_POST, post), _read(_SOURCE, source)
    if since > clock.today():
        raise DayInFuture(path=("since",), day=since)
    # One at a time for a township: the count and the chair are looked at under the lock.
    if await repository.find_township_for_update(uow.session, township_code) is None:
        raise UnknownTownship(path=("township_code",), township_code=township_code)
    standing = await seats.list_members(uow.session, township_code, None, MOST_MEMBERS)
    if len(standing) == MOST_MEMBERS:
        raise TownshipCommitteeFull(most=MOST_MEMBERS)
    taken = next((one.name for one in standing if one.chairs), None)
    if chairs and taken is not None:
        raise TownshipChairTaken(path=("chairs",), name=taken)
    row = TownshipMember(
        township_code=township_code,
        name=name,
        post=post,
        chairs=chairs,
        since=since,
        source=source,
        recorded_by=uow.actor.label,
    )
    uow.session.add(row)
    await audit.record(
        uow, AuditTag.PEOPLE_TOWNSHIP_MEMBER_RECORD, subject=row.id, village=seat_of(township_code)
    )
    return row


async def end_township_member(
    uow: UnitOfWork, member_id: UUID, *, until: date, source: str
) -> TownshipMember:
    """End a seat by the document that ends it: from that day on it counts no more; it stays."""
    source = _read(_END, source)
    row = await seats.find_for_update(uow.session, member_id)
    if row is None:
        raise UnknownTownshipMember(path=("member_id",))
    if until > clock.today():
        raise DayInFuture(path=("until",), day=until)
    if until < row.since:
        raise TermDaysWrong(path=("until",), since=row.since, until=until)
    row.until, row.ended_by = until, source
    await audit.record(
        uow, AuditTag.PEOPLE_TOWNSHIP_MEMBER_END, subject=row.id, village=seat_of(row.township_code)
    )
    return row


def _read(words: Words, raw: str) -> str:
    found = words.read(raw)
    if not found:
        raise TownshipMemberWords(path=(words.field,), what_zh=words.zh, what_en=words.en)
    return found


async def list_township_members(
    uow: UnitOfWork, township_code: str, *, after: UUID | None = None, first: int = 20
) -> Sequence[TownshipMember]:
    """Return who sits in a township's party committee now, in the order in which they came."""
    return await seats.list_members(uow.session, township_code, after, first)


async def load_township_members(
    uow: UnitOfWork, ids: Collection[UUID]
) -> dict[UUID, TownshipMember]:
    """Return seats by id, for loaders."""
    return {row.id: row for row in await seats.by_ids(uow.session, ids)}


async def township_committee(
    uow: UnitOfWork, township_code: str, day: date
) -> Sequence[TownshipMember]:
    """Return who sits in a township's party committee on a day."""
    return await seats.members_on(uow.session, township_code[:TOWNSHIP_DIGITS], day)


async def place_names(uow: UnitOfWork, codes: Collection[str]) -> dict[str, str]:
    """Return the names of villages by code, and of townships that run matters of their own."""
    names = await repository.village_names(uow.session, codes)
    own = {code: code[:TOWNSHIP_DIGITS] for code in codes if is_seat(code)}
    if not own:
        return names
    rows = await repository.townships_by_codes(uow.session, list(own.values()))
    found = {row.code: row.name for row in rows}
    return {**names, **{seat: found[code] for seat, code in own.items() if code in found}}
