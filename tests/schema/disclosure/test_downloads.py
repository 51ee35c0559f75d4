"""Sheets are for everybody until they are withdrawn; photos of boards are for officials."""

from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from infra import clock
from infra.errors import DomainError
from schema import authentication
from schema.disclosure import downloads
from services.disclosure import service
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.schema.disclosure.asking import official, public
from tests.services.disclosure.conftest import CHECKER, Draft
from tests.services.disclosure.steps import NOON, publish, read
from tests.services.disclosure.test_post_receipt import picture


async def absent(_request: Request, _error: Exception) -> Response:
    return Response(status_code=404)


@pytest.fixture
async def site() -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=downloads.routes, exception_handlers={DomainError: absent})
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        yield client


async def test_a_sheet_is_served_as_an_attachment(
    county: Tenant, draft: Draft, site: httpx.AsyncClient
) -> None:
    key = await draft()
    await publish(county, key)
    path = f"/{county.code}/c/{(await read(county, key)).code}/a4_bw.pdf"

    answer = await site.get(path)
    again = await site.get(path, headers={"If-None-Match": answer.headers["etag"]})

    assert (answer.status_code, again.status_code) == (200, 304)
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_a_withdrawn_or_unknown_sheet_is_not_found(
    county: Tenant, other_county: Tenant, draft: Draft, site: httpx.AsyncClient
) -> None:
    with clock.at(NOON):
        key = await draft()
        await publish(county, key)
        code = (await read(county, key)).code
        foreign = await site.get(f"/{other_county.code}/c/{code}/a3.pdf")
        no_format = await site.get(f"/{county.code}/c/{code}/a5.pdf")
        async with unit_of_work(county, CHECKER) as uow:
            await service.withdraw(uow, key, "写错")
        withdrawn = await site.get(f"/{county.code}/c/{code}/a3.pdf")

    assert [one.status_code for one in (foreign, no_format, withdrawn)] == [404, 404, 404]


async def test_the_photo_of_a_board_is_for_its_officials(
    county: Tenant,
    village: str,
    draft: Draft,
    site: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = await draft()
    await publish(county, key)
    async with unit_of_work(county, CHECKER) as uow:
        receipt = await service.post_receipt(
            uow, key, photo=picture(), board="村部", posted_at=NOON
        )

    async def fetch(viewer: Viewer, receipt_id: UUID) -> httpx.Response:
        async def identify(*_: object) -> Viewer:
            return viewer

        monkeypatch.setattr(authentication, "identify", identify)
        return await site.get(f"/{county.code}/boards/{receipt_id}")

    inside = official(county, Permission.BULLETIN_POST_RECEIPT, place=village)
    outside = official(county, Permission.BULLETIN_POST_RECEIPT, place="999999")
    shown = await fetch(inside, receipt.id)

    assert (shown.status_code, shown.content) == (200, picture())
    assert shown.headers["content-type"] == "image/jpeg"
    assert (await fetch(outside, receipt.id)).status_code == 404
    assert (await fetch(public(county), receipt.id)).status_code == 404
    assert (await fetch(inside, key)).status_code == 404
