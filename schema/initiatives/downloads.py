"""Photos of signature sheets, for those who check them; each look is written down."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from schema import authentication
from schema.core import files
from services.initiatives import service
from services.initiatives.errors import DemandUnknown
from tenants import registry
from tenants.authorization.permissions import Permission
from tenants.unit_of_work import unit_of_work


async def sheet(request: Request) -> Response:
    """Serve the photo of a sheet to the supervisory board and the township."""
    asked = request.path_params
    tenant = await registry.find(asked["county"])
    viewer = await authentication.identify(request, tenant, "zh")
    async with unit_of_work(tenant, viewer.actor) as uow:
        demand, row = await service.find_sheet(uow, asked["sheet"])
        viewer.require(Permission.INITIATIVE_CHECK, demand.village_code, DemandUnknown())
        data = await service.sheet_photo(uow, demand, row)
    kind = "image/png" if row.sheet_key.endswith(".png") else "image/jpeg"
    name = f"sheet{row.sheet_key[-4:]}"
    return files.download(data, kind, name, row.sha256, files.PRIVATE)


routes: list[BaseRoute] = [Route("/{county}/demand-sheets/{sheet:uuid}", sheet)]
