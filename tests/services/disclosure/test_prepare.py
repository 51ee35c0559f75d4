"""A decision becomes a draft once, numbered within its village and year."""

from datetime import UTC, datetime

import pytest

from infra import clock
from infra.errors import DomainError
from infra.ids import new_id
from services.disclosure import service
from services.disclosure.errors import BadRecord
from services.people.errors import UnknownVillage
from services.transparency import service as transparency
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import MAKER, Draft
from tests.services.disclosure.steps import read


async def test_the_same_subject_is_drafted_once(county: Tenant, village: str) -> None:
    subject = new_id()
    ids = set()
    for _ in range(2):
        async with unit_of_work(county) as uow:
            ids.add(
                await service.prepare(
                    uow,
                    kind="result",
                    subject=subject,
                    village_code=village,
                    title_zh="通水",
                    record={},
                )
            )

    assert len(ids) == 1


async def test_drafts_are_numbered_within_village_and_year(county: Tenant, draft: Draft) -> None:
    with clock.at(datetime(2026, 11, 22, tzinfo=UTC)):
        first, second = await draft(), await draft("proposal")
    with clock.at(datetime(2027, 1, 5, tzinfo=UTC)):
        third = await draft()

    numbers = [(await read(county, bulletin)).number for bulletin in (first, second, third)]
    assert numbers == ["2026-1", "2026-2", "2027-1"]


async def test_a_resolution_is_made_by_the_system_and_a_proposal_by_its_author(
    county: Tenant, draft: Draft
) -> None:
    resolution, proposal = await draft("resolution"), await draft("proposal")

    assert (await read(county, resolution)).maker_id is None
    assert (await read(county, proposal)).maker_id == MAKER.account_id


async def test_a_personal_value_is_kept_apart_from_the_record(county: Tenant, draft: Draft) -> None:
    bulletin = await read(county, await draft(proposer=transparency.personal("居民0001")))

    assert list(bulletin.record["content"]["proposer"]) == ["commitment"]
    assert list(bulletin.openings) == ["/content/proposer"]
    assert service.readable(bulletin)["content"]["proposer"] == "居民0001"


async def test_a_fraction_has_no_place_in_a_record(draft: Draft) -> None:
    with pytest.raises(BadRecord, match="float"):
        await draft(share=0.5)


async def test_an_unknown_village_is_refused(county: Tenant) -> None:
    refused: type[DomainError] = UnknownVillage
    async with unit_of_work(county) as uow:
        with pytest.raises(refused):
            await service.prepare(
                uow,
                kind="result",
                subject=new_id(),
                village_code=f"{county.code}999999",
                title_zh="通水",
                record={},
            )


async def test_the_preview_shows_all_four_texts_before_anything_is_sent(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(datetime(2026, 11, 22, tzinfo=UTC)):
        bulletin = await draft(phone="0475-6123456")
        async with unit_of_work(county) as uow:
            shown = await service.preview(uow, bulletin)

    assert shown.sms == (
        "【三苗树村】决议公告：安装与改造自来水工程，17人同意，0人反对，通过，"
        "公示到12月2日。详询0475-6123456 拒收请回复R"
    )
    assert shown.sms_parts == 1
    assert shown.wechat["character_string5"] == "（发布后有12位号码）"
    assert "000000000000" not in str(shown.wechat)
    assert "十七人同意，零人反对，通过。金额十八万六千四百元。" in shown.loudspeaker
    assert shown.wechat["thing2"] == "三苗树村"
    assert shown.poster["number"] == "三苗树村公告〔2026〕1 号"
    assert shown.poster["place"] == "开鲁县 · 吉日嘎郎吐镇 · 三苗树村"
    assert shown.poster["period"] == "公示期　2026年11月22日 至 2026年12月2日"
    assert [count["value"] for count in shown.poster["counts"]] == ["17", "17", "17", "0", "0"]
    assert shown.missing_columns == ()


async def test_the_preview_names_the_columns_that_the_catalogue_misses(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft("result")
    async with unit_of_work(county) as uow:
        shown = await service.preview(uow, bulletin)

    assert shown.missing_columns == ("stage", "spent_fen", "acceptance")
