"""Files over plain HTTP: the printed sheets for everybody, photos of boards for officials."""

from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from infra.errors import NotFound
from schema import authentication
from schema.disclosure.visibility import is_official
from services.disclosure import service
from services.disclosure.errors import UnknownBulletin
from tenants import registry
from tenants.unit_of_work import unit_of_work

# SECURITY 26: an attachment, and nothing that a browser could be made to run.
_POLICY = "default-src 'none'; sandbox"


def _attachment(data: bytes, content_type: str, name: str, sha256: str, caching: str) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{sha256}"',
        "Cache-Control": caching,
    }
    return Response(data, media_type=content_type, headers=headers)


async def sheet(request: Request) -> Response:
    """Serve a printed sheet of a published bulletin; a withdrawn one is gone."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    try:
        async with unit_of_work(tenant) as uow:
            file, data = await service.file_bytes(uow, asked["code"], asked["form"])
    except UnknownBulletin as unknown:
        raise NotFound from unknown
    # A browser asks again each time, because a bulletin can be withdrawn.
    caching = "public, no-cache"
    if request.headers.get("if-none-match") == f'"{file.sha256}"':
        return Response(status_code=304, headers={"ETag": f'"{file.sha256}"'})
    name = f"{asked['code']}-{file.format}.pdf"
    return _attachment(data, "application/pdf", name, file.sha256, caching)


async def board_photo(request: Request) -> Response:
    """Serve the photo of a posting receipt to the officials of its village."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant) as uow:
        found = await service.receipt_photo(uow, UUID(str(asked["receipt"])))
    if found is None or not is_official(viewer, found.village_code):
        raise NotFound
    kind = "image/png" if found.receipt.photo_key.endswith(".png") else "image/jpeg"
    name = f"board{found.receipt.photo_key[-4:]}"
    return _attachment(found.data, kind, name, found.receipt.sha256, "private, no-store")


routes: list[BaseRoute] = [
    Route("/{county}/c/{code}/{form}.pdf", sheet),
    Route("/{county}/boards/{receipt:uuid}", board_photo),
]
