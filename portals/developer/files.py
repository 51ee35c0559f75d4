"""The files of GraphiQL: named by their content, compressed once, kept by browsers for ever."""

import asyncio
import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from schema import introspection

STATIC = Path(__file__).parent / "static"
SCHEMA = "schema.json"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
}
_FILES = {one.name: one for one in STATIC.rglob("*") if one.suffix in _TYPES and one.name != SCHEMA}


def address(name: str) -> str:
    """Return the address of a file, which changes whenever its content does."""
    return f"/static/developer/{_digest(name)}/{name}"


@lru_cache(maxsize=16)
def _digest(name: str) -> str:
    if name == SCHEMA:
        return introspection.digest()
    return hashlib.sha256(_FILES[name].read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=16)
def _compressed(name: str) -> bytes:
    body = introspection.introspection() if name == SCHEMA else _FILES[name].read_bytes()
    return gzip.compress(body, 6, mtime=0)


async def serve(request: Request) -> Response:
    """Send one file; the schema is made in a thread, so that nobody waits for it."""
    name = request.path_params["name"]
    known = name == SCHEMA or name in _FILES
    if not known or request.path_params["digest"] != _digest(name):
        return PlainTextResponse("Not found", status_code=404)
    body = await asyncio.to_thread(_compressed, name)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, headers=headers, media_type=_TYPES[Path(name).suffix])


routes = [Route("/static/developer/{digest}/{name}", serve, methods=["GET"])]
