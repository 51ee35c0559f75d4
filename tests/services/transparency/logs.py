"""What the tests of the public log share: a county's log filled with records."""

from uuid import UUID, uuid4

from services.transparency import service
from services.transparency.models import LogCheckpoint, LogLeaf
from services.transparency.record import Value
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


def record(number: int) -> dict[str, Value]:
    return {
        "title": f"第{number}号公告",
        "amount_fen": number * 100,
        "mover": service.personal(f"居民{number:04d}"),
    }


async def append(
    county: Tenant, number: int = 1, *, subject: UUID | None = None, supersedes: str = ""
) -> LogLeaf:
    async with unit_of_work(county) as uow:
        return await service.append(
            uow,
            subject=subject or uuid4(),
            kind="bulletin",
            record=record(number),
            supersedes=supersedes,
        )


async def fill(county: Tenant, count: int) -> list[LogLeaf]:
    async with unit_of_work(county) as uow:
        return [
            await service.append(uow, subject=uuid4(), kind="bulletin", record=record(number))
            for number in range(count)
        ]


async def publish(county: Tenant) -> LogCheckpoint:
    async with unit_of_work(county) as uow:
        checkpoint = await service.sign_checkpoint(uow)
    async with unit_of_work(county) as uow:
        await service.persist_checkpoint(uow, checkpoint.note)
    return checkpoint
