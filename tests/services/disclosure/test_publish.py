"""The worker publishes in four steps; nothing shows before the last one."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock, storage
from infra.settings import settings
from services.disclosure import service, tasks
from services.disclosure.errors import UnknownBulletin
from services.disclosure.service import posting, publishing
from services.transparency import service as transparency
from services.transparency.statement import verify
from tenants.jobs import AlreadyDone
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import NOON, approve, job, publish, queued, read


async def test_a_published_bulletin_has_a_leaf_four_sheets_and_three_texts(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)

    found = await read(county, bulletin)
    assert found.state == "published"
    assert found.log_index == 0
    async with unit_of_work(county) as uow:
        files = await service.files(uow, bulletin)
        texts = (await service.load_texts(uow, [bulletin]))[bulletin]
        answer = await transparency.verify(uow, found.code or "")
        jobs = await queued(uow, "disclosure.send_text")
    assert [file.format for file in files] == ["a3", "a3_bw", "a4", "a4_bw"]
    assert [text.channel for text in texts] == ["loudspeaker", "sms", "wechat"]
    assert {text.send_after for text in texts} == {NOON + timedelta(minutes=10)}
    assert {row.not_before for row in jobs} == {NOON + timedelta(minutes=10)}
    assert answer.result == "genuine"
    assert answer.item is not None
    assert answer.item.record["content"] == service.readable(found)["content"]


async def test_what_waits_no_days_hangs_from_its_day_on(county: Tenant, draft: Draft) -> None:
    """A result's notice said on the wall that it hangs until the day on which it was posted."""
    with clock.at(NOON):
        bulletin = await draft("result", posted_days=0, posted_until="2026-11-22")
        await publish(county, bulletin)

    found = await read(county, bulletin)
    async with unit_of_work(county) as uow:
        texts = (await service.load_texts(uow, [bulletin]))[bulletin]
    assert posting.poster(found)["period"] == "公示　2026年11月22日 起"
    assert [text.text for text in texts if "公示到" in text.text] == []


async def test_the_sheet_is_stored_as_it_was_printed(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await publish(county, bulletin)

    code = (await read(county, bulletin)).code or ""
    async with unit_of_work(county) as uow:
        file, data = await service.file_bytes(uow, code, "a3")
    assert data.startswith(b"%PDF")
    assert hashlib.sha256(data).hexdigest() == file.sha256
    assert len(data) == file.size_bytes <= 400_000
    assert await storage.get(county.code, file.storage_key) == data


async def test_the_code_on_the_poster_can_be_checked_without_a_network(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)

    found = await read(county, bulletin)
    claim = verify(found.statement_url, transparency.verifier(county.code))
    assert (claim.code, claim.number, claim.facts) == (found.code, "2026-1", "17:0:0 18640000f")
    assert str(claim.day) == "2026-11-22"


async def test_nothing_shows_before_the_last_step(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await approve(county, bulletin)
    run = job(county)
    async with run.unit_of_work() as uow:
        await publishing.log(uow, bulletin)
    await assert_hidden(county, bulletin)
    await tasks.sign(run, bulletin)
    await assert_hidden(county, bulletin)
    await tasks.print_sheets(run, bulletin)
    await assert_hidden(county, bulletin)
    async with run.once() as uow:
        await publishing.publish(uow, bulletin)

    async with unit_of_work(county) as uow:
        assert [row.id for row in await service.list_bulletins(uow)] == [bulletin]


async def assert_hidden(county: Tenant, bulletin: UUID) -> None:
    code = (await read(county, bulletin)).code or ""
    async with unit_of_work(county) as uow:
        assert await service.list_bulletins(uow) == []
        assert await service.find_by_code(uow, code) is None
        with pytest.raises(UnknownBulletin):
            await service.files(uow, bulletin)


async def test_the_head_is_kept_off_the_database_before_the_bulletin_shows(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft()
    await publish(county, bulletin)

    head = settings().home / "checkpoints" / county.code / "head.note"
    assert head.read_text(encoding="utf-8").splitlines()[1] == "1"


async def test_the_same_job_twice_publishes_once(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await approve(county, bulletin)
    run = job(county)
    await tasks.publish(run, bulletin_id=str(bulletin))
    with pytest.raises(AlreadyDone):
        await tasks.publish(run, bulletin_id=str(bulletin))
    await tasks.publish(job(county), bulletin_id=str(bulletin))

    async with unit_of_work(county) as uow:
        assert len((await service.load_texts(uow, [bulletin]))[bulletin]) == 3
        assert len(await queued(uow, "disclosure.send_text")) == 3


async def test_a_withdrawn_draft_is_never_published(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await approve(county, bulletin)
    async with unit_of_work(county) as uow:
        await service.withdraw(uow, bulletin, "题目写错")
    await tasks.publish(job(county), bulletin_id=str(bulletin))

    found = await read(county, bulletin)
    assert (found.state, found.code) == ("withdrawn", None)


async def test_what_is_stuck_for_a_minute_is_queued_again(county: Tenant, draft: Draft) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await approve(county, bulletin)
    with clock.at(NOON + timedelta(seconds=59)):
        await tasks.resume(county)
    async with unit_of_work(county) as uow:
        assert len(await queued(uow, "disclosure.publish")) == 1

    with clock.at(NOON + timedelta(seconds=61)):
        await tasks.resume(county)
    async with unit_of_work(county) as uow:
        assert len(await queued(uow, "disclosure.publish")) == 2


async def test_lists_are_cut_by_village_kind_and_words(
    county: Tenant, village: str, draft: Draft
) -> None:
    first, second = await draft("resolution"), await draft("proposal")
    for bulletin in (first, second):
        await publish(county, bulletin)

    async with unit_of_work(county) as uow:
        listed = await service.list_bulletins(uow, prefix=village)
        assert [row.id for row in listed] == [second, first]
        assert [r.id for r in await service.list_bulletins(uow, kinds=["resolution"])] == [first]
        assert [r.id for r in await service.list_bulletins(uow, after=second)] == [first]
        assert len(await service.list_bulletins(uow, search="自来水")) == 2
        assert await service.list_bulletins(uow, search="100%") == []
        assert await service.list_bulletins(uow, prefix=f"{county.code}999") == []
