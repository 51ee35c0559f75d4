"""The calculator before a meeting and the meter in it: the same functions as the judge."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from infra import clock
from services.decisions import dossiers, forecast, repository, rules
from services.decisions.attendance import attendance_of, rules_for
from services.decisions.law import Rule
from services.decisions.models import AgendaItem
from services.decisions.rules import Attendance, Headcount, Judgement
from services.decisions.service.sittings import Sitting
from services.decisions.vocabulary import Population, RuleKind
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Quorum:
    """The meter of a meeting: who is here, how many must be, and how that is reckoned."""

    attendance: Attendance
    required: Mapping[Population, int]
    judgement: Judgement


@dataclass(frozen=True)
class Calculation:
    """What a vote would need if so many were present."""

    required_present: Mapping[Population, int]
    required_in_favour: Mapping[Population, int]
    rules: tuple[Rule, ...]
    zh: str
    en: str


async def load_many_quorums(uow: UnitOfWork, item_ids: Collection[UUID]) -> dict[UUID, Quorum]:
    """Load the meters of agenda items in a fixed number of queries."""
    items = await repository.items_by_ids(uow.session, item_ids)
    return {item.id: _quorum(held, item) for item, held in await _held(uow, items)}


async def _held(uow: UnitOfWork, items: Sequence[AgendaItem]) -> list[tuple[AgendaItem, Sitting]]:
    """Return each item with the meeting that it is reckoned in; nothing is locked."""
    ids = {item.meeting_id for item in items}
    meetings = {one.id: one for one in await repository.meetings_by_ids(uow.session, ids)}
    matters = await repository.matters_by_ids(uow.session, {item.matter_id for item in items})
    files = await dossiers.load(uow, matters)
    members = await repository.members_of(uow.session, ids)
    recusals = await repository.recusals_of(uow.session, ids)
    return [
        (
            item,
            Sitting(
                meeting=meetings[item.meeting_id],
                items=[item],
                dossiers=files,
                members=[one for one in members if one.meeting_id == item.meeting_id],
                recusals=recusals,
            ),
        )
        for item in items
    ]


def _quorum(sitting: Sitting, item: AgendaItem) -> Quorum:
    judged = sitting.quorum(item)
    attendance = attendance_of(sitting.members, sitting.recused(item))
    asked = [line.rule for line in judged.derivation]
    return Quorum(attendance, rules.required_present(asked, attendance), judged)


async def calculate(uow: UnitOfWork, item_id: UUID, present: int | None = None) -> Calculation:
    """Say how many must come and how many must agree on one item if so many are present.

    With no number given, as many as a meeting needs to open, or as are here if they are more.
    """
    ((item, sitting),) = await _held(uow, await repository.items_by_ids(uow.session, [item_id]))
    now, dossier = _quorum(sitting, item), sitting.dossier(item)
    roll, here = now.attendance, _expected(now, present)
    then = Attendance(
        roll.all, roll.due, here, {name: _at_most(part, here) for name, part in roll.parts.items()}
    )
    step, on = dossier.method.step(item.step_key), clock.today()
    asked = [line.rule for line in now.judgement.derivation]
    passing = rules_for(dossier, step, RuleKind.PASS, then, on, sitting.unit)
    in_favour = rules.required_in_favour(passing, then)
    return Calculation(
        rules.required_present(asked, then),
        in_favour,
        (*asked, *passing),
        *forecast.words(now.judgement, in_favour, here),
    )


def _expected(now: Quorum, present: int | None) -> int:
    """Return how many to reckon with, never more than are due."""
    opening = now.required.get(Population.MEMBERS) or max(now.required.values(), default=0)
    wanted = max(now.attendance.present, opening) if present is None else present
    return min(max(wanted, 0), now.attendance.due)


def _at_most(part: Headcount, present: int) -> Headcount:
    return Headcount(part.all, part.due, min(part.due, present))
