"""The report of a village over half a year: figures, matters, meetings; nobody is named in it."""

from dataclasses import dataclass

from infra import clock
from services.decisions import dossiers, repository
from services.decisions.figures import LABELS, NAMES, Figures, Period
from services.decisions.service.figuring import total_figures
from services.decisions.vocabulary import BODY_NAMES, Body
from services.decisions.workflow import STATE_NAMES, State
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

Line = tuple[str, ...]
_MOST = 500  # a village has four matters a year (domain.md 7)


@dataclass(frozen=True)
class PeriodReport:
    """What a report prints."""

    village: str
    period: Period
    figures: Figures
    matters: tuple[Line, ...]
    meetings: tuple[Line, ...]

    @property
    def figure_lines(self) -> list[tuple[str, int]]:
        """Return each figure with its name."""
        return [(LABELS[name][0], getattr(self.figures, name)) for name in NAMES]


async def period_report(uow: UnitOfWork, village_code: str, period: Period) -> PeriodReport:
    """Gather the report of one village; only matters that were posted stand in it."""
    village = await people.find_village(uow, village_code)
    return PeriodReport(
        village=village.name,
        period=period,
        figures=await total_figures(uow, village_code, period),
        matters=await _matters(uow, village_code, period),
        meetings=await _meetings(uow, village_code, period),
    )


async def _matters(uow: UnitOfWork, village_code: str, period: Period) -> tuple[Line, ...]:
    rows = await repository.matters_within(
        uow.session, village_code, period.begins, period.ends, _MOST
    )
    found = await dossiers.load(uow, rows)
    return tuple(
        (row.number, row.title, STATE_NAMES[State(row.state)][0])
        for row in rows
        if found[row.id].released_versions
    )


async def _meetings(uow: UnitOfWork, village_code: str, period: Period) -> tuple[Line, ...]:
    rows = await repository.meetings_within(
        uow.session, village_code, period.begins, period.ends, _MOST
    )
    present = await repository.present_counts(uow.session, [row.id for row in rows])
    return tuple(
        (
            f"{clock.local(row.scheduled_at):%Y-%m-%d}",
            BODY_NAMES[Body(row.body)][0],
            "{} / {}".format(*present.get(row.id, (0, 0))),
        )
        for row in rows
    )
