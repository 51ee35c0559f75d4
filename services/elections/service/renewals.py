"""今天要办 of offices: terms that run out, a committee with too few, and handovers (ADR 41)."""

from collections.abc import Collection, Iterator

from infra import clock
from services.elections import repository
from services.elections.vocabulary import ElectionKind
from services.people.benches.repository import Sitting
from services.people.reminders import Reminder, day_zh
from services.people.service import benches
from services.people.service.benches import Expiring, Handover
from services.people.terms import Bench
from services.people.workflow import OFFICE_NAMES, Office
from tenants.unit_of_work import UnitOfWork

_MOST = 50
# The elections that choose a bench anew: once one is planned its own steps are what is due.
_CHOOSES = {
    Bench.COMMITTEE: ElectionKind.VILLAGE_COMMITTEE,
    Bench.BRANCH: ElectionKind.PARTY_BRANCH,
}
_FILLS = (ElectionKind.VILLAGE_COMMITTEE, ElectionKind.BY_ELECTION)
_SOON = ("任期将满，安排换届", "The term is about to end: have it chosen anew")
_OVER = ("任期已满，尽快换届", "The term is over: have it chosen anew")
_FILL = ("安排村委会补选", "Plan a by-election to the committee")
_END = ("登记离任：被判处刑罚", "Record the end of an office: sentenced")
_HAND_OVER = ("办完移交并登记", "See that it is handed over, and record it")
# domain.md, indicator A1-03.
_PARTY_ZH = "；提前或者延期须报上级党组织批准，延期不超过一年"
_PARTY_EN = "; earlier or later needs leave from the party above, at most one year later"


async def list_renewals(
    uow: UnitOfWork, *, townships: Collection[str], secretary_of: Collection[str]
) -> list[Reminder]:
    """Return what has to be chosen anew, filled or handed over in these places."""
    places = sorted({*townships, *secretary_of})
    ending = await benches.expiring(uow, places)
    gaps = await benches.committee_gaps(uow, places)
    villages = {one.village_code for one in ending} | {one.village_code for one in gaps}
    running = await repository.running_kinds(uow.session, villages) if villages else set()
    owed = await benches.handovers_owed(uow, places, first=_MOST)
    above = tuple(townships)
    barred = await benches.held_without_rights(uow, townships, first=_MOST)
    return [
        *(_end(*one) for one in barred),
        *(_renew(one, above) for one in ending if not _chosen(one, running)),
        *(_fill(one, above) for one in gaps if not _filled(one, running)),
        *(_hand_over(one) for one in owed),
    ][:_MOST]


def _chosen(one: Expiring, running: Collection[tuple[str, str]]) -> bool:
    kind = _CHOOSES.get(one.length.bench)
    return kind is not None and (one.village_code, kind.value) in running


def _filled(one: Sitting, running: Collection[tuple[str, str]]) -> bool:
    return any((one.village_code, kind.value) in running for kind in _FILLS)


def _elections(village_code: str, above: tuple[str, ...]) -> str:
    """Return where an election is planned, or for who does not plan it where it is seen."""
    return "plan_election" if above and village_code.startswith(above) else "elections"


def _renew(one: Expiring, above: tuple[str, ...]) -> Reminder:
    length, day = one.length, one.last_day
    verb = _OVER if day < clock.today() else _SOON
    party = length.bench is Bench.BRANCH
    pages = {Bench.REPRESENTATIVES: "choosing"}
    page = pages.get(length.bench, "offices")
    if length.bench in _CHOOSES:
        page = _elections(one.village_code, above)
    return Reminder(
        village_code=one.village_code,
        kind="renew",
        verb_zh=verb[0],
        verb_en=verb[1],
        about_zh=f"{length.zh}（{one.holders} 人，到 {day_zh(day)}）{_PARTY_ZH if party else ''}",
        about_en=f"{length.en} ({one.holders}, until {day}){_PARTY_EN if party else ''}",
        due=day,
        page=page,
    )


def _lacks(one: Sitting) -> Iterator[tuple[str, str]]:
    if one.members < benches.LEAST_MEMBERS:
        yield (
            f"只剩 {one.members} 人，至少要 {benches.LEAST_MEMBERS} 人",
            f"{one.members} left, at least {benches.LEAST_MEMBERS} needed",
        )
    if not one.directors:
        yield "缺主任", "no director"
    if not one.women and not one.of_unknown_gender:
        yield "没有妇女成员", "no woman"


def _fill(one: Sitting, above: tuple[str, ...]) -> Reminder:
    lacks = list(_lacks(one))
    return Reminder(
        village_code=one.village_code,
        kind="fill_seats",
        verb_zh=_FILL[0],
        verb_en=_FILL[1],
        about_zh=f"村委会{'、'.join(zh for zh, _ in lacks)}（组织法第六条、第十九条）",
        about_en=f"The committee: {', '.join(en for _, en in lacks)} (Organic Law art. 6, 19)",
        due=benches.vacancy_due(one),
        page=_elections(one.village_code, above),
    )


def _end(village_code: str, office: str, name: str) -> Reminder:
    zh, en = OFFICE_NAMES[Office(office)]
    return Reminder(
        village_code=village_code,
        kind="end_sentenced",
        verb_zh=_END[0],
        verb_en=_END[1],
        about_zh=f"{name}（{zh}）：已登记剥夺政治权利（组织法第十三条、第十八条）",
        about_en=f"{name} ({en}): loss of political rights is entered (Organic Law art. 13, 18)",
        due=None,
        page="offices",
    )


def _hand_over(one: Handover) -> Reminder:
    zh, en = OFFICE_NAMES[Office(one.term.office)]
    return Reminder(
        village_code=one.term.village_code,
        kind="hand_over_office",
        verb_zh=_HAND_OVER[0],
        verb_en=_HAND_OVER[1],
        about_zh=f"{one.name}离任（{zh}）：公章、账目、档案",
        about_en=f"{one.name} left ({en}): seals, accounts, files",
        due=one.due,
        page="ended_offices",
    )
