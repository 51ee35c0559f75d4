"""Running the jobs of disclosure by hand, as a worker would."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from infra.ids import new_id
from infra.outbox import OutboxRow
from services.disclosure import tasks
from services.disclosure.models import Bulletin
from services.disclosure.service import approve_and_queue
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.services.disclosure.conftest import CHECKER

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def job(county: Tenant, name: str = "disclosure.publish") -> Job:
    return Job(county, new_id(), name)


async def approve(county: Tenant, bulletin: UUID) -> None:
    async with unit_of_work(county, CHECKER) as uow:
        await approve_and_queue(uow, bulletin)


async def publish(county: Tenant, bulletin: UUID) -> None:
    await approve(county, bulletin)
    await tasks.publish(job(county), bulletin_id=str(bulletin))


async def read(county: Tenant, bulletin: UUID) -> Bulletin:
    async with unit_of_work(county) as uow:
        found = await uow.session.get(Bulletin, bulletin)
        assert found is not None
        return found


async def queued(uow: UnitOfWork, name: str) -> list[OutboxRow]:
    rows = await uow.session.scalars(select(OutboxRow).where(col(OutboxRow.name) == name))
    return list(rows)
