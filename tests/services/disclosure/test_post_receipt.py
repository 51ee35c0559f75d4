"""A dated photo shows that the sheet hangs on its board."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from infra import clock, storage
from services.disclosure import service
from services.disclosure.errors import PhotoNeeded, PostedInTheFuture, WrongBulletinState
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import CHECKER, Draft
from tests.services.disclosure.steps import NOON, publish


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return out.getvalue()


async def test_a_receipt_keeps_the_photo_its_board_and_its_time(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)
        async with unit_of_work(county, CHECKER) as uow:
            receipt = await service.post_receipt(
                uow, bulletin, photo=picture(), board=" 一社公开栏 ", posted_at=NOON
            )

    async with unit_of_work(county) as uow:
        kept = (await service.load_receipts(uow, [bulletin]))[bulletin]
    assert [row.id for row in kept] == [receipt.id]
    assert (kept[0].board, kept[0].posted_at) == ("一社公开栏", NOON)
    assert await storage.get(county.code, kept[0].photo_key) == picture()


async def test_a_receipt_without_a_real_photo_or_time_is_refused(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        async with unit_of_work(county, CHECKER) as uow:
            with pytest.raises(WrongBulletinState):
                await service.post_receipt(
                    uow, bulletin, photo=picture(), board="村部", posted_at=NOON
                )
        await publish(county, bulletin)
        async with unit_of_work(county, CHECKER) as uow:
            with pytest.raises(PhotoNeeded):
                await service.post_receipt(uow, bulletin, photo=b"", board="村部", posted_at=NOON)
            with pytest.raises(PostedInTheFuture):
                await service.post_receipt(
                    uow,
                    bulletin,
                    photo=picture(),
                    board="村部",
                    posted_at=NOON + timedelta(seconds=1),
                )
