"""The notice that a demand has reached its number: counts and the deadline, no name."""

from uuid import UUID

from infra import clock
from services.disclosure import service as disclosure
from services.disclosure.workflow import Kind
from services.initiatives.models import Demand
from services.initiatives.rules import Duty
from services.initiatives.vocabulary import KIND_NAMES, DemandKind
from tenants.unit_of_work import UnitOfWork

POSTED_DAYS = 10
COMPLAIN = "到期不办的，可以向乡镇人民政府反映；乡镇可以责令办理。"


async def announce(uow: UnitOfWork, demand: Demand, duty: Duty) -> UUID:
    """Publish that the number is reached; nobody approves it, so that nobody can hold it back."""
    kind_zh = KIND_NAMES[DemandKind(demand.kind)][0]
    bulletin_id = await disclosure.prepare(
        uow,
        kind=Kind.INITIATIVE.value,
        subject=demand.id,
        village_code=demand.village_code,
        title_zh=f"联名{kind_zh}：{demand.title}",
        record={
            "text": demand.text,
            "basis": duty.citation_zh,
            "outcome": f"人数已够，{duty.zh}",
            "derivation": [
                {name: line[name] for name in ("zh", "en", "met", "citation_zh", "citation_en")}
                for line in demand.derivation
            ],
            "finish_by": _last_day(demand),
            "posted_days": POSTED_DAYS,
            "how_to_object": COMPLAIN,
        },
    )
    await disclosure.queue_counted(uow, bulletin_id)
    return bulletin_id


def _last_day(demand: Demand) -> str:
    """Return the last day as people say it; 24:00 of it is the deadline."""
    assert demand.duty_due is not None  # noqa: S101 - set in the same breath as the number
    day = clock.local(demand.duty_due).date()
    return day.fromordinal(day.toordinal() - 1).isoformat()
