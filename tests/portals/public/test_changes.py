"""A bulletin that was corrected, and one that was taken back."""

from dataclasses import replace
from uuid import UUID

from portals.demo import journeys
from portals.demo.stage import submitted
from services.decisions import service as decisions
from services.disclosure import service as disclosure
from tenants import relay
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser, Village


async def _published(village: Village, title: str) -> tuple[UUID, str]:
    """Post a proposal and return its bulletin with its code."""
    proposal = replace(journeys.SQUARE, title=title)
    matter = await submitted(village.on, "siquansizhi", proposal)
    posting = await village.on.do(village.on.secretary, decisions.post, matter)
    return posting.bulletin_id, await _approved(village, posting.bulletin_id)


async def _approved(village: Village, bulletin: UUID) -> str:
    await village.on.do(village.on.supervisor, disclosure.approve_and_queue, bulletin)
    await relay.run_here(village.county)
    async with unit_of_work(village.county) as uow:
        code = (await disclosure.find(uow, bulletin)).code
    assert code
    return code


async def test_a_corrected_bulletin_leads_to_its_correction(
    visitor: Browser, village: Village
) -> None:
    bulletin, old = await _published(village, "改造一社路灯")
    mended = await village.on.do(
        village.on.secretary,
        disclosure.correct_fields,
        bulletin,
        {"budget_fen": "6900000"},
        "预算写错了",
    )
    new = await _approved(village, mended.id)

    page = await visitor.open(f"/d/{old}")
    checked = await visitor.open(f"/c/{old}")
    correction = await visitor.open(f"/d/{new}")

    assert "这张公告有新的更正" in page.words
    assert f"{visitor.home}/d/{new}" in page.links
    assert "这张公告已被更正" in checked.title
    assert f"{visitor.home}/d/{new}" in checked.links
    assert "68,000.00 元" in correction.words.partition("改了什么")[2]
    assert "69,000.00 元" in correction.words.partition("改了什么")[2]
    assert "这张公告是真的" in (await visitor.open(f"/c/{new}")).title


async def test_a_bulletin_that_was_taken_back_says_so_and_shows_nothing(
    visitor: Browser, village: Village
) -> None:
    bulletin, code = await _published(village, "改造二社路灯")
    await village.on.do(
        village.on.supervisor, disclosure.withdraw, bulletin, "图纸拿错了，重新公示"
    )
    await relay.run_here(village.county)

    page = await visitor.open(f"/d/{code}")
    checked = await visitor.open(f"/c/{code}")

    assert "已经撤回，不再有效。原因：图纸拿错了，重新公示" in page.words
    assert "68,000.00 元" not in page.words
    assert "已审已公开" not in page.words
    assert "这张公告已经撤回" in checked.title
