"""Help, accessibility and privacy: of the site, and in the frame of a county."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.pages import render
from portals.public.frame import PHONE, county_frame, site_frame

_GUIDES = {
    "/help": "public/help.html",
    "/help/accessibility": "public/accessibility.html",
    "/help/privacy": "public/privacy.html",
}


def _of_site(template: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        return render(request, template, {"phone": PHONE}, frame=site_frame())

    return show


def _of_county(template: str) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        frame = await county_frame(request, "help")
        return render(request, template, {"phone": PHONE}, frame=frame)

    return show


routes = [
    *(Route(path, _of_site(page), methods=["GET"]) for path, page in _GUIDES.items()),
    *(
        Route("/{county}" + path, _of_county(page), methods=["GET"])
        for path, page in _GUIDES.items()
    ),
]
