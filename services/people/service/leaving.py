"""Verbs about the end of a term: by which reason, by which paper, and what was handed over."""

from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import ending, repository, terms
from services.people.ending import END_NAMES, TermEnd
from services.people.errors import (
    DayInFuture,
    EndReasonWrong,
    EndSourceNeeded,
    HandoverNotOwed,
    HandoverWordsNeeded,
    TermDaysWrong,
    TermNotOver,
    UnknownTerm,
)
from services.people.models import OfficeTerm
from services.people.service.accounts import sync_roles
from services.people.workflow import OFFICE_NAMES, Office
from tenants.unit_of_work import UnitOfWork

_SOURCE = Words("source", "离任依据", "paper behind the leaving", most=200)
_NOTE = Words("note", "移交了什么", "what was handed over", most=500)


async def _free_households(uow: UnitOfWork, resident_id: UUID, last_day: date) -> None:
    links = await repository.representations_of(uow.session, [resident_id])
    # A link made later than the day on which the term is said to end lasted no day at all.
    end = max([last_day, *(link.since for link in links)])
    await repository.end_representations(uow.session, [link.id for link in links], end)


async def end_term(
    uow: UnitOfWork,
    term_id: UUID,
    until: date | None = None,
    *,
    reason: TermEnd,
    source: str = "",
) -> OfficeTerm:
    """Record that a term ended, and why; a representative's households become free."""
    term = await repository.find_term_for_update(uow.session, term_id)
    if term is None:
        raise UnknownTerm
    last_day = until or clock.today()
    if last_day < term.since:
        raise TermDaysWrong(path=("until",), since=term.since, until=last_day)
    if last_day > max(clock.today(), term.since):
        raise DayInFuture(path=("until",), day=last_day)
    term.until, term.end_reason, term.end_source = last_day, reason, source
    if term.office == Office.REPRESENTATIVE:
        await _free_households(uow, term.resident_id, last_day)
    await uow.session.flush()  # the account's roles are read from the terms
    await sync_roles(uow, term.resident_id)
    await audit.record(uow, AuditTag.PEOPLE_TERM_END, subject=term.id, village=term.village_code)
    return term


async def leave_office(
    uow: UnitOfWork, term_id: UUID, until: date | None, *, reason: TermEnd, source: str
) -> OfficeTerm:
    """Enter by hand that somebody left an office, by a reason that the law knows and a paper.

    A recall, a death, a move and a seat lost by absences have records of their own.
    """
    by = _SOURCE.read(source)
    term = (await repository.terms_by_ids(uow.session, [term_id]))[:1]
    if not term:
        raise UnknownTerm
    _check_reason(term[0], reason)
    if not by:
        raise EndSourceNeeded(path=("source",), limit=_SOURCE.most)
    return await end_term(uow, term_id, until, reason=reason, source=by)


def _check_reason(term: OfficeTerm, reason: TermEnd) -> None:
    office = Office(term.office)
    zh, en = OFFICE_NAMES[office]
    allowed = ending.by_hand(office)
    if reason not in allowed:
        names = [END_NAMES[one] for one in sorted(allowed)]
        raise EndReasonWrong(
            path=("reason",),
            office_zh=zh,
            office_en=en,
            reason_zh=END_NAMES[reason][0],
            reason_en=END_NAMES[reason][1],
            allowed_zh="、".join(one[0] for one in names),
            allowed_en=", ".join(one[1] for one in names),
        )
    length, over = terms.length_of(office), terms.last_day(office, term.begun)
    if reason is TermEnd.TERM_OVER and length and over and over > clock.today():
        raise TermNotOver(
            path=("reason",),
            office_zh=zh,
            office_en=en,
            day=over,
            citation_zh=length.citation_zh,
            citation_en=length.citation_en,
        )


async def record_handover(uow: UnitOfWork, term_id: UUID, on: date, note: str) -> OfficeTerm:
    """Record that somebody who left the committee within the term has handed over (ADR 41)."""
    said = _NOTE.read(note)
    term = await repository.find_any_term_for_update(uow.session, term_id)
    if term is None:
        raise UnknownTerm
    owed = ending.owes_handover(Office(term.office), term.end_reason)
    if not owed or term.until is None or term.handed_over_on is not None:
        raise HandoverNotOwed(path=("term_id",))
    if on > clock.today():
        raise DayInFuture(path=("on",), day=on)
    if on < term.until:
        raise TermDaysWrong(path=("on",), since=term.until, until=on)
    if not said:
        raise HandoverWordsNeeded(path=("note",), limit=_NOTE.most)
    term.handed_over_on, term.handover_note = on, said
    await audit.record(
        uow, AuditTag.PEOPLE_TERM_HAND_OVER, subject=term.id, village=term.village_code
    )
    return term


async def rest_of_term(uow: UnitOfWork, village_code: str, office: Office) -> date | None:
    """Return from when a seat that is filled now is counted; None where no term of its bench runs.

    Organic Law (2018) art. 19: who fills a vacancy serves until the committee's term is over. That
    the same holds for representatives is our reading of art. 25.
    """
    length = terms.length_of(office)
    if length is None:
        return None
    newest = await repository.newest_count(uow.session, village_code, length.offices)
    if newest is None or terms.years_after(newest, length.years) < clock.today():
        return None
    return newest if newest < clock.today() else None
