"""Within how many days a duty is done: as the province and the county say, else ours."""

from collections.abc import Collection
from uuid import UUID

from services.decisions import service as decisions
from services.initiatives import repository, rules
from services.initiatives.models import Demand
from services.initiatives.rules import Duty, Held
from services.initiatives.vocabulary import DemandKind
from tenants.unit_of_work import UnitOfWork


async def duty_of(uow: UnitOfWork, kind: DemandKind) -> Duty:
    """Return the duty that a demand of this kind makes in this county today."""
    key = rules.NUMBERS.get(kind)
    return rules.duty(kind, await _held(uow, key) if key else None)


async def _held(uow: UnitOfWork, key: str) -> Held:
    found = await decisions.setting(uow, key)
    if found.own is not None and found.value != found.floor:
        return Held(found.value, f"本县规定（{found.own.source}）")
    if found.provision is None:
        return Held(found.value)
    return Held(found.value, f"《{found.provision.authority_zh}》第 {found.provision.article} 条")


async def load_duties(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Duty]:
    """Return the duty of demands; once the number was reached, as it was then."""
    rows = await repository.demands_by_ids(uow.session, ids)
    today = {kind: await duty_of(uow, kind) for kind in {DemandKind(row.kind) for row in rows}}
    return {row.id: _frozen(row, today[DemandKind(row.kind)]) for row in rows}


def _frozen(row: Demand, today: Duty) -> Duty:
    if row.duty_days is None:
        return today
    return Duty(today.owner, row.duty_days, today.zh, today.en, row.duty_citation)
