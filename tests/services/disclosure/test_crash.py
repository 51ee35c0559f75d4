"""A worker killed between or inside any two steps of a publication loses and doubles nothing."""

import asyncio
import signal
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from infra.ids import new_id
from infra.outbox import InboxRow
from services.disclosure.models import BulletinFile, OutgoingText
from services.transparency import service as transparency
from services.transparency.models import LogLeaf
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.crashing_worker import BOUNDARIES
from tests.services.disclosure.steps import approve, queued, read

ROOT = Path(__file__).parents[3]


async def work(county: Tenant, key: UUID, bulletin: UUID, boundary: str) -> int | None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.services.disclosure.crashing_worker",
        *(county.code, str(key), str(bulletin), boundary),
        cwd=ROOT,
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await asyncio.wait_for(process.wait(), 120)


@pytest.mark.crash
@pytest.mark.parametrize("boundary", BOUNDARIES)
async def test_a_publication_cut_off_anywhere_is_finished_once(
    county: Tenant, draft: Draft, boundary: str
) -> None:
    bulletin, key = await draft(), new_id()
    await approve(county, bulletin)

    assert await work(county, key, bulletin, boundary) == -signal.SIGKILL
    if boundary != "after step 4":
        assert (await read(county, bulletin)).published_at is None
    await work(county, key, bulletin, "")

    await assert_published_once(county, bulletin, key)


async def assert_published_once(county: Tenant, bulletin: UUID, key: UUID) -> None:
    found = await read(county, bulletin)
    assert found.state == "published"
    async with unit_of_work(county) as uow:
        codes = list(await uow.session.scalars(select(col(LogLeaf.code))))
        assert codes == [found.code]
        head = await transparency.latest_checkpoint(uow)
        assert head is not None
        assert head.size == 1
        assert (await transparency.verify(uow, found.code or "")).result == "genuine"
        formats = await uow.session.scalars(select(col(BulletinFile.format)))
        assert sorted(formats) == ["a3", "a3_bw", "a4", "a4_bw"]
        channels = await uow.session.scalars(select(col(OutgoingText.channel)))
        assert sorted(channels) == ["loudspeaker", "sms", "wechat"]
        assert len(await queued(uow, "disclosure.send_text")) == 3
        keys = select(func.count()).where(col(InboxRow.key) == key)
        assert await uow.session.scalar(keys) == 1
