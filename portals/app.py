"""Composition root of the web process: the portals, GraphQL, static files and health."""

import importlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

import services.jobs
import services.tables  # noqa: F401 - fills the metadata
from infra import collection, database, valkey
from infra.settings import settings
from portals import failures, health
from portals.executor import SessionCookie, execute, viewer_of
from portals.kit import assets, operations, preferences
from portals.kit.csrf import OriginGuard
from portals.kit.headers import SafeHeaders
from portals.kit.shell import county_path
from portals.trace import Trace
from schema import endpoint
from schema.authentication import session_cookie
from schema.decisions import downloads as matter_files
from schema.decisions import reports as matter_reports
from schema.disclosure import downloads
from schema.initiatives import downloads as demand_sheets

_COMPRESS_FROM_BYTES = 600


@lru_cache(maxsize=1)
def trusted_documents() -> dict[str, str]:
    """Return the persisted operations of the portals by their sha256."""
    return {one.id: one.text for one in operations.documents().values()}


async def graphql(request: Request) -> Response:
    """Serve `POST /<county>/graphql`, and GraphiQL to developers who open it in a browser."""
    if request.method == "POST":
        return await endpoint.post(request, trusted_documents())
    if "text/html" in request.headers.get("accept", ""):
        if await endpoint.may_explore(request):
            explorer: Callable[[Request], Response]
            explorer = importlib.import_module("portals.developer").page
            return explorer(request)
        if not (await viewer_of(request)).signed_in:
            home = county_path(request)
            return RedirectResponse(f"{home}/sign-in?next={quote(home)}/graphql", 303)
    return await endpoint.get(request, trusted_documents())


def _portal_routes() -> list[BaseRoute]:
    """Return the `routes` of every portal package; the public site comes last (it is greedy)."""
    names = [
        path.parent.name
        for path in sorted(Path(__file__).parent.glob("*/__init__.py"))
        if path.parent.name not in {"kit", "public", "locale"}
    ]
    found: list[BaseRoute] = []
    for name in [*names, "public"]:
        module = importlib.import_module(f"portals.{name}")
        found += getattr(module, "routes", [])
    return found


@asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    assets.built()
    trusted_documents()
    collection.settle()
    yield
    await database.dispose()
    await valkey.dispose()


def build() -> Starlette:
    """Return the web application."""
    app = Starlette(
        routes=[
            *health.routes,
            *assets.routes,
            *preferences.routes,
            Route("/{county}/graphql", graphql, methods=["GET", "POST"]),
            *downloads.routes,
            *matter_files.routes,
            *matter_reports.routes,
            *demand_sheets.routes,
            *_portal_routes(),
        ],
        middleware=[
            Middleware(Trace),
            Middleware(SafeHeaders, strict_transport=settings().secure_cookies),
            Middleware(GZipMiddleware, minimum_size=_COMPRESS_FROM_BYTES),
            Middleware(SessionCookie),
            Middleware(OriginGuard, session_cookie=session_cookie()),
        ],
        exception_handlers=failures.HANDLERS,
        lifespan=_lifespan,
    )
    operations.install(app.state, execute)
    return app
