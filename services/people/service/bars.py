"""Verbs about a county's own bars between offices: add one, end one, and which hold (ADR 32)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from infra import clock
from infra.errors import Conflict
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import incompatible
from services.people.bars import repository
from services.people.bars.models import CountyBar
from services.people.errors import (
    BarBarsNobody,
    BarDaysWrong,
    BarEnded,
    BarInLaw,
    BarNeedsTwoOffices,
    BarStands,
    BarWithoutOffice,
    ReasonNeeded,
    UnknownBar,
)
from services.people.incompatible import Bar
from services.people.workflow import NOT_BARRABLE, OFFICE_NAMES, Office
from tenants.unit_of_work import UnitOfWork

DOCUMENT_LIMIT, ARTICLE_LIMIT = 100, 40
_DOCUMENT = Words("document", "依据的文件", "document", DOCUMENT_LIMIT, public=True)
_ARTICLE = Words("article", "条款", "article", ARTICLE_LIMIT, public=True)


@dataclass(frozen=True)
class NewBar:
    """What a county's document says of two offices, and from when to when."""

    one: Office
    other: Office
    document: str
    article: str
    since: date
    until: date | None = None  # the first day on which it holds no longer
    same_person: bool = True
    near_relatives: bool = False

    @property
    def pair(self) -> tuple[Office, Office]:
        """The two offices in the order in which a pair is kept."""
        return min(self.one, self.other), max(self.one, self.other)


def _said(words: Words, raw: str) -> str:
    text = words.read(raw)
    if not text:
        raise ReasonNeeded(path=(words.field,), limit=words.most)
    return text


async def add_bar(uow: UnitOfWork, told: NewBar) -> CountyBar:
    """Bar two offices from each other in the whole county, by a document and its article.

    It is added to what the law bars (Organic Law art. 32 and the others of `incompatible`) and
    holds for whoever takes an office from then on; who holds both already is found at night.
    """
    document, article = _said(_DOCUMENT, told.document), _said(_ARTICLE, told.article)
    _refuse_senseless(told)
    _refuse_in_law(uow.tenant.code, told)
    before = await repository.overlapping(uow.session, told.pair, told.since, told.until)
    if before is not None:
        raise BarStands(path=("other_office",), document=_cited(before), **_names(told))
    one, other = told.pair
    row = CountyBar(
        one_office=one.value,
        other_office=other.value,
        same_person=told.same_person,
        near_relatives=told.near_relatives,
        document=document,
        article=article,
        since=told.since,
        until=told.until,
        recorded_by=uow.actor.label,
    )
    uow.session.add(row)
    try:
        await uow.session.flush()  # the same pair, entered at the same moment, is told here
    except IntegrityError as error:
        raise Conflict from error
    await audit.record(
        uow, AuditTag.PEOPLE_BAR_ADD, subject=row.id, one=row.one_office, other=row.other_office
    )
    return row


def _refuse_senseless(told: NewBar) -> None:
    if NOT_BARRABLE & set(told.pair):
        raise BarWithoutOffice(path=("one_office" if told.one in NOT_BARRABLE else "other_office",))
    if not told.same_person and not told.near_relatives:
        raise BarBarsNobody(path=("same_person",))
    if told.same_person and told.one is told.other:
        raise BarNeedsTwoOffices(path=("other_office",))
    if told.until is not None and told.until <= max(told.since, clock.today()):
        raise BarDaysWrong(path=("until",))


def _refuse_in_law(place: str, told: NewBar) -> None:
    """Refuse what the law bars already, whole: its article is the one that is told."""
    law = [
        bar
        for bar in incompatible.in_force(place, ())
        if not bar.is_default and bar.bars(told.one, told.other)
    ]
    same = next((bar for bar in law if bar.same), None)
    kin = next((bar for bar in law if bar.kin), None)
    covers = same if told.same_person else kin
    if covers and (same or not told.same_person) and (kin or not told.near_relatives):
        raise BarInLaw(
            path=("other_office",),
            citation_zh=covers.citation_zh,
            citation_en=covers.citation_en,
            **_names(told),
        )


def _names(told: NewBar) -> dict[str, str]:
    (one_zh, one_en), (other_zh, other_en) = OFFICE_NAMES[told.one], OFFICE_NAMES[told.other]
    return {"one_zh": one_zh, "one_en": one_en, "other_zh": other_zh, "other_en": other_en}


async def end_bar(
    uow: UnitOfWork, bar_id: UUID, document: str, until: date | None = None
) -> CountyBar:
    """End a bar from a day on, today unless told; the row is kept with its document."""
    by = _said(_DOCUMENT, document)
    row = await repository.find_for_update(uow.session, bar_id)
    if row is None:
        raise UnknownBar
    today = clock.today()
    if row.ended_at is not None or (row.until is not None and row.until <= today):
        raise BarEnded(day=row.until)
    day = until or max(today, row.since)
    if day < today or day < row.since or (row.until is not None and day > row.until):
        raise BarDaysWrong(path=("until",))
    row.until, row.end_document = day, by
    row.ended_at, row.ended_by = clock.now(), uow.actor.label
    await audit.record(uow, AuditTag.PEOPLE_BAR_END, subject=row.id)
    return row


async def list_bars(
    uow: UnitOfWork, *, after: UUID | None = None, first: int
) -> Sequence[CountyBar]:
    """Return the county's own bars, ended ones too, newest first."""
    return await repository.listed(uow.session, after=after, first=first)


async def load_bars(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, CountyBar]:
    """Return the county's own bars by id, for loaders."""
    return {row.id: row for row in await repository.by_ids(uow.session, ids)}


def bars_of_law(place: str) -> list[Bar]:
    """Return what is barred without the county: by law, by the province, by our default."""
    return list(incompatible.in_force(place, ()))


async def own_bars(uow: UnitOfWork) -> tuple[Bar, ...]:
    """Return the county's own bars that hold today."""
    return tuple(_bar(row) for row in await repository.in_force(uow.session, clock.today()))


async def bars_in(uow: UnitOfWork, place: str) -> tuple[Bar, ...]:
    """Return every bar that holds today where a division code lies."""
    return incompatible.in_force(place, await own_bars(uow))


def _cited(row: CountyBar) -> str:
    document = row.document if "《" in row.document else f"《{row.document}》"
    return f"{document}{row.article}"


def _bar(row: CountyBar) -> Bar:
    return Bar(
        key=f"county:{row.id}",
        one=frozenset({Office(row.one_office)}),
        other=frozenset({Office(row.other_office)}),
        citation_zh=f"本县规定：{_cited(row)}",
        citation_en=f"The county's rule: {_cited(row)}",
        kin=row.near_relatives,
        same=row.same_person,
    )
