"""What of a bulletin is downloaded: its sheets, what is attached, and photos for officials."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from infra.errors import NotFound
from schema import authentication
from schema.core import files
from schema.disclosure.visibility import is_official, may_read
from services.disclosure import service
from services.disclosure.errors import UnknownBulletin
from services.disclosure.models import Bulletin
from services.disclosure.service import Attached
from tenants import registry
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tenants.viewer import Viewer


async def sheet(request: Request) -> Response:
    """Serve a printed sheet of a published bulletin; a withdrawn one is gone."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    try:
        async with unit_of_work(tenant) as uow:
            file, data = await service.file_bytes(uow, asked["code"], asked["form"])
    except UnknownBulletin as unknown:
        raise NotFound from unknown
    known = files.unchanged(request, file.sha256)
    if known is not None:
        return known
    name = f"{asked['code']}-{file.format}.pdf"
    return files.download(data, "application/pdf", name, file.sha256, files.PUBLIC)


async def attached(request: Request) -> Response:
    """Serve a file that a bulletin lists, to everybody once it is published."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant) as uow:
        bulletin, file = await _listed(uow, viewer, asked["bulletin"], asked["sha256"])
        known = files.unchanged(request, file.sha256)
        if known is not None:
            return known
        data = await service.attached_bytes(uow, file)
    caching = files.PUBLIC if bulletin.published_at else files.PRIVATE
    name = f"{file.title}{files.SUFFIXES[file.content_type]}"
    return files.download(data, file.content_type, name, file.sha256, caching)


async def _listed(
    uow: UnitOfWork, viewer: Viewer, bulletin_id: UUID, sha256: str
) -> tuple[Bulletin, Attached]:
    """Return a bulletin and its file; one that is hidden is told like one that does not exist."""
    try:
        bulletin = await service.find(uow, bulletin_id)
        if not may_read(viewer, bulletin):
            raise NotFound
        return bulletin, service.find_attached(bulletin, sha256)
    except UnknownBulletin as unknown:
        raise NotFound from unknown


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
    return files.download(found.data, kind, name, found.receipt.sha256, files.PRIVATE)


routes: list[BaseRoute] = [
    Route("/{county}/c/{code}/{form}.pdf", sheet),
    Route("/{county}/bulletins/{bulletin:uuid}/files/{sha256}", attached),
    Route("/{county}/boards/{receipt:uuid}", board_photo),
]
