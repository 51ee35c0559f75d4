"""今天要办 of representation: lost seats, a meeting made up unlawfully, a quarter without one."""

from collections.abc import Collection
from datetime import date, timedelta

from infra import calendar, clock
from services.decisions import composition
from services.decisions import service as decisions
from services.decisions.composition import Makeup
from services.decisions.service import Cadence, Sat
from services.people import service as people
from services.people.models import OfficeTerm
from services.people.reminders import Reminder, day_zh
from services.people.service import benches
from services.people.workflow import Office
from services.representation.quarters import Quarter, before, quarter_of
from services.representation.service.seats import missed_by
from tenants.unit_of_work import UnitOfWork

_MOST = 50
_TERM_DAYS = 5 * 366
_DECLARE = ("登记失去代表资格", "Record a seat lost by absences")
_CHECK = ("核实缺席，有理由的补记请假", "Check the absences, record a late excuse")
_COMPOSE = ("补齐村民代表会议的组成", "Bring the representatives' meeting to what law asks")
_MEET = ("召集本季度的村民代表会议", "Call this quarter's meeting of representatives")
_URGE = ("督促召开村民代表会议", "See that the representatives meet")


async def list_owed(
    uow: UnitOfWork,
    *,
    townships: Collection[str],
    records: Collection[str],
    composes: Collection[str],
    convenes: Collection[str],
) -> list[Reminder]:
    """Return what representation asks in these places.

    `records`: villages whose meetings' record the asker keeps; `composes`: whose list they see
    to; `convenes`: whose representatives they call.
    """
    return [
        *await _seats(uow, townships, records),
        *await _compositions(uow, {*townships, *composes}),
        *await _this_quarter(uow, convenes),
        *await _last_quarter(uow, townships),
    ][:_MOST]


async def lost_seats(
    uow: UnitOfWork, prefixes: Collection[str]
) -> list[tuple[OfficeTerm, tuple[Sat, ...]]]:
    """Return the seats whose holders missed the county's number of meetings in a row, with these.

    Counted from the rolls of meetings that are over, so that a seat is here as soon as the one
    closes that makes the number full, and no longer once an excuse is recorded.
    """
    needed = await decisions.parameter(uow, "absences")
    since = clock.today() - timedelta(_TERM_DAYS)
    often = await decisions.often_absent(uow, prefixes, needed, since)
    if not often:
        return []
    terms = {
        term.resident_id: term
        for held in (await people.load_terms(uow, often)).values()
        for term in held
        if term.office == Office.REPRESENTATIVE and _covers(prefixes, term.village_code)
    }
    absent = await missed_by(uow, terms)
    return [(terms[one], rows) for one, rows in absent.items() if len(rows) >= needed]


async def _seats(
    uow: UnitOfWork, townships: Collection[str], records: Collection[str]
) -> list[Reminder]:
    places = {*townships, *records}
    found = await lost_seats(uow, places) if places else []
    if not found:
        return []
    days = await decisions.parameter(uow, "seat_loss_days")
    names = await people.load_residents(uow, [term.resident_id for term, _ in found])
    return [
        _lost(
            term,
            names[term.resident_id].name,
            rows,
            days,
            above=_covers(townships, term.village_code),
        )
        for term, rows in found
    ]


def _lost(
    term: OfficeTerm, name: str, rows: tuple[Sat, ...], days: int, *, above: bool
) -> Reminder:
    verb, missed = _DECLARE if above else _CHECK, [one.day for one in reversed(rows)]
    return Reminder(
        village_code=term.village_code,
        kind="lost_seat" if above else "check_absences",
        verb_zh=verb[0],
        verb_en=verb[1],
        about_zh=f"{name}：{'、'.join(day_zh(one) for one in missed)} 没有到会",
        about_en=f"{name} missed {', '.join(str(one) for one in missed)}",
        due=calendar.last_day(rows[0].day, days),
        page="representatives",
    )


async def _compositions(uow: UnitOfWork, prefixes: Collection[str]) -> list[Reminder]:
    today = clock.today()
    found = []
    for village, everybody, speakers, women in await benches.makeups(uow, prefixes):
        judged = composition.judge(village, Makeup(everybody, speakers, women), today)
        if not judged.passed:
            found.append(
                Reminder(
                    village_code=village,
                    kind="compose",
                    verb_zh=_COMPOSE[0],
                    verb_en=_COMPOSE[1],
                    about_zh="".join(line.zh for line in judged.unmet),
                    about_en="; ".join(line.en for line in judged.unmet),
                    due=None,
                    page="representatives",
                )
            )
    return found


async def _this_quarter(uow: UnitOfWork, villages: Collection[str]) -> list[Reminder]:
    """Return the villages whose quarter is about to end without a meeting held or called."""
    today = clock.today()
    quarter = quarter_of(today)
    if not quarter.closes(today):
        return []
    met = await decisions.meetings_since(uow, villages, quarter.first)
    owing = await benches.represented_by(uow, villages, quarter.first)
    return [
        _meet(village, quarter)
        for village in owing
        if not _meets(met.get(village, _NEVER), today, quarter)
    ]


def _meets(found: Cadence, today: date, quarter: Quarter) -> bool:
    """Say whether a meeting was held in the quarter, or is called for one of its days to come."""
    called = found.called is not None and today <= found.called <= quarter.last
    return found.held is not None or called


def _meet(village: str, quarter: Quarter) -> Reminder:
    return Reminder(
        village_code=village,
        kind="meet_this_quarter",
        verb_zh=_MEET[0],
        verb_en=_MEET[1],
        about_zh=f"{_named_zh(quarter)}（组织法第二十六条：每季度一次）",
        about_en=f"{_named_en(quarter)} (Organic Law art. 26: once a quarter)",
        due=quarter.last,
        page="meetings",
    )


async def _last_quarter(uow: UnitOfWork, townships: Collection[str]) -> list[Reminder]:
    """Return the villages whose last quarter had no meeting, until they hold one."""
    missed = before(quarter_of(clock.today()))
    met = await decisions.meetings_since(uow, townships, missed.first)
    owing = await benches.represented_by(uow, townships, missed.first)
    return [
        Reminder(
            village_code=village,
            kind="quarter_without_meeting",
            verb_zh=_URGE[0],
            verb_en=_URGE[1],
            about_zh=f"{_named_zh(missed)}没有开，到现在也没有补开（组织法第二十六条）",
            about_en=f"none held in {_named_en(missed)}, nor since (Organic Law art. 26)",
            due=missed.last,
            page="village",
        )
        for village in owing
        if met.get(village, _NEVER).held is None
    ]


_NEVER = Cadence(None, None)


def _named_zh(quarter: Quarter) -> str:
    return f"{quarter.first.year}年第{'一二三四'[quarter.number - 1]}季度"


def _named_en(quarter: Quarter) -> str:
    return f"quarter {quarter.number} of {quarter.first.year}"


def _covers(places: Collection[str], village_code: str) -> bool:
    return any(village_code.startswith(one) for one in places)
