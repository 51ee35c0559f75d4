"""“这一页的数据”: the operation that a page ran, so that anybody can ask the same of the API."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import Document, UnknownOperation, document
from portals.kit.pages import render
from portals.public.frame import county_frame


def source(operation: str) -> Document:
    """Return the operation that a page names in its foot."""
    return document(operation)


async def show(request: Request) -> Response:
    """Show an operation's text and the id under which the API knows it."""
    try:
        found = document(request.path_params["operation"])
    except UnknownOperation:
        raise HTTPException(404) from None
    return render(
        request,
        "public/source.html",
        {"document": found},
        frame=await county_frame(request, ""),
    )


routes = [Route("/{county}/data/{operation}", show, methods=["GET"])]
