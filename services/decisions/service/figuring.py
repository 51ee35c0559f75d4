"""The figures of villages over a period, computed from the rows whenever somebody asks."""

from collections.abc import Collection

from infra import clock
from services.decisions import repository
from services.decisions.figures import Figures, Period, total
from tenants.unit_of_work import UnitOfWork


async def figures_of(
    uow: UnitOfWork, places: Collection[str], period: Period
) -> dict[str, Figures]:
    """Return what was counted in each village of some places; villages with nothing are left out.

    Suggestions count in the period in which they were written, by what has become of them since.
    """
    if not places:
        return {}
    found = await repository.period_counts(
        uow.session, places, period.begins, period.ends, clock.now()
    )
    return {village: Figures(**named) for village, named in found.items()}


async def total_figures(uow: UnitOfWork, place: str, period: Period) -> Figures:
    """Return the sum over all villages of a place."""
    return total((await figures_of(uow, [place], period)).values())
