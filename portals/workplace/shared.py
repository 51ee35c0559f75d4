"""Pages that officials, villagers and visitors share: their object, the way back, their frame."""

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.operations import run
from portals.kit.shell import Shell, county_path
from portals.public.frame import county_frame, village_frame
from portals.villager.frame import frame as villager_frame
from portals.workplace import places


@dataclass(frozen=True)
class Shared:
    """A kind of object whose pages stand below `/{county}/{path}/{id}`.

    `field` is its name in the answer of an operation; `missing` says that there is none.
    """

    path: str
    field: str
    missing: str

    def address(self, request: Request, tail: str = "") -> str:
        """Return the address of the object's page, or of one below it."""
        return f"{county_path(request)}/{self.path}/{request.path_params['id']}{tail}"

    def back(self, request: Request, tail: str = "") -> RedirectResponse:
        """Lead back to a page of the object."""
        return RedirectResponse(self.address(request, tail), 303)

    async def find(self, request: Request, operation: str, **more: object) -> dict[str, Any]:
        """Return the object of the address; what may not be seen is not there."""
        told = await run(request, operation, id=request.path_params["id"], **more)
        found = told.data[self.field]
        if found is None:
            raise self.absent(request)
        one: dict[str, Any] = found
        return one

    def absent(self, request: Request) -> HTTPException:
        """Return the answer that there is no such object."""
        return HTTPException(404, language.translate(language.of(request), self.missing))


async def frame(request: Request, here: str, village: str = "", name: str = "") -> Shell:
    """Return the frame of the reader's office, of their own village, or of the public pages.

    `village` is the code of the village that the page is about, `name` its name.
    """
    office, viewer = await places.office_of(request), await viewer_of(request)
    if office is not None and viewer.signed_in:
        return await places.frame(request, office, here, name)
    data = (await run(request, "SharedVillage", village=village)).data if village else {}
    if not data.get("village"):
        return await county_frame(request, here)
    if any(one.place == village for one in viewer.roles):
        return await villager_frame(request, data, here)
    return await village_frame(request, data["village"], here)
