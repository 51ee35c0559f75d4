"""What must be there before a meeting is called or work begins: papers, a plan, a delegation."""

from datetime import date

from infra import clock
from services.decisions import repository, routing
from services.decisions.blocking import Blocker, blockers_of
from services.decisions.dossiers import Dossier
from services.decisions.errors import DelegationOver, StepBlocked
from services.decisions.method_types import Step
from services.decisions.routing import MatterType
from services.decisions.vocabulary import GIVERS, Body, StepKind
from tenants.unit_of_work import UnitOfWork

_FIRST = {"PAPER_MISSING", "PLAN_MISSING"}


def refuse_missing(dossier: Dossier) -> None:
    """Refuse while a paper that this kind of matter needs, or the plan, is not on file."""
    lacking = missing(dossier)
    if dossier.step is not None and lacking:
        raise _blocked(dossier.step, lacking)


def missing(dossier: Dossier) -> list[Blocker]:
    """Return what must be on file before the open step's meeting is called."""
    step = dossier.step
    if step is None:
        return []
    return [one for one in blockers_of(step, dossier.facts, clock.now()) if one.code in _FIRST]


def _blocked(step: Step, reasons: list[Blocker]) -> StepBlocked:
    return StepBlocked(
        step_zh=step.name_zh,
        step_en=step.name_en,
        why_zh="；".join(reason.zh for reason in reasons),
        why_en="; ".join(reason.en for reason in reasons),
        codes=tuple(reason.code for reason in reasons),
    )


async def refuse_unready(uow: UnitOfWork, dossier: Dossier, on: date) -> None:
    """Refuse a meeting whose papers are missing, or that no delegation covers on its day."""
    refuse_missing(dossier)
    step, matter = dossier.step, dossier.matter
    if step is None or step.kind is not StepKind.RESOLVE:
        return
    route, body = routing.route(MatterType(matter.matter_type)), Body(matter.body)
    if step.body is not None or body not in GIVERS or route.body is body:
        return
    held = await repository.find_delegation(
        uow.session, matter.village_code, matter.matter_type, on
    )
    if held is None:
        giver_zh, giver_en = GIVERS[body]
        raise DelegationOver(
            path=("scheduled_at",),
            type_zh=route.zh,
            type_en=route.en,
            day=on.isoformat(),
            giver_zh=giver_zh,
            giver_en=giver_en,
        )
