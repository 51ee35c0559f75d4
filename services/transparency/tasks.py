"""The sweep that keeps the signed head up to date and notices a rewound or damaged log."""

import asyncio

from services.transparency import head_copy, service
from services.transparency.errors import LogDamaged
from tenants.jobs import sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


@sweep("transparency.guard", every_seconds=300)
async def guard(tenant: Tenant) -> None:
    """Sign and keep a head over leaves that a crash left without one; refuse after a rewind."""
    try:
        async with unit_of_work(tenant) as uow:
            checkpoint = await service.sign_checkpoint(uow)
        async with unit_of_work(tenant) as uow:
            await service.persist_checkpoint(uow, checkpoint.note)
    except LogDamaged as damaged:
        await asyncio.to_thread(head_copy.report_damage, tenant.log, str(damaged.facts["what"]))
        raise
    await asyncio.to_thread(head_copy.clear_damage, tenant.log)
