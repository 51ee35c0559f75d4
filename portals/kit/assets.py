"""Builds stylesheets and scripts: hashed names, compressed once, served as immutable files."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from portals.kit import tokens

SOURCE = Path(__file__).parent / "static" / "src"
# A bundle is a served file and the sources it is made of, in order.
_SITE = ("foundation.css", "shell.css", "components.css", "forms.css", "print.css")
BUNDLES: dict[str, tuple[str, ...]] = {
    "site.css": _SITE,
    "desk.css": (*_SITE, "desk.css"),  # whole, so that an official's page asks for one file
    "screen.css": ("screen.css",),
    "enhance.js": ("enhance.js",),
    "seal.svg": ("seal.svg",),
}
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(rf"var\(--({'|'.join(tokens.COLOUR)})\)")
_DECLARATION = re.compile(r"(?<=[{;])\s*([a-z-]+):([^;{}]*var\(--[^;{}]*)(?=[;}])")


@dataclass(frozen=True)
class Asset:
    """One served file: where it is found, what it is, and its bytes plain and compressed."""

    path: str
    content_type: str
    body: bytes
    compressed: bytes


def asset(name: str) -> str:
    """Return the address of a bundle, which changes whenever its content does."""
    return built()[name].path


@lru_cache(maxsize=1)
def seal() -> str:
    """Return the seal as an address that needs no request of its own (ux.md: at most 3 a page)."""
    return f"data:image/svg+xml,{quote((SOURCE / 'seal.svg').read_text('utf-8').strip())}"


@lru_cache(maxsize=1)
def built() -> dict[str, Asset]:
    """Return all bundles, built once a process."""
    return {name: _build(name, sources) for name, sources in BUNDLES.items()}


def _build(name: str, sources: tuple[str, ...]) -> Asset:
    text = "\n".join((SOURCE / source).read_text("utf-8") for source in sources)
    if sources[0] == _SITE[0]:
        text = tokens.custom_properties() + text
    if name.endswith(".css"):
        text = with_plain_colours(minified(text))
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()[:16]
    suffix = Path(name).suffix
    return Asset(
        path=f"/static/{digest}{suffix}",
        content_type=CONTENT_TYPES[suffix],
        body=body,
        compressed=gzip.compress(body, 9, mtime=0),
    )


def minified(css: str) -> str:
    """Return a stylesheet without comments and needless space."""
    css = _COMMENT.sub("", css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()


def with_plain_colours(css: str) -> str:
    """Repeat each declaration that uses a colour token, first with the plain value.

    Browsers older than custom properties (Chrome 49) then still get every colour.
    """

    def doubled(match: re.Match[str]) -> str:
        name, value = match.group(1), match.group(2)
        plain = _COLOUR.sub(lambda colour: tokens.COLOUR[colour.group(1)], value)
        if plain == value or "var(" in plain:
            return match.group(0)
        return f"{name}:{plain};{name}:{value}"

    return _DECLARATION.sub(doubled, css)


async def serve(request: Request) -> Response:
    """Send one bundle; its name is its content, so a browser may keep it for ever."""
    wanted = _by_path().get(request.url.path.removeprefix(request.scope.get("root_path", "")))
    if wanted is None:
        return PlainTextResponse("Not found", status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(wanted.body, headers=headers, media_type=wanted.content_type)
    headers["Content-Encoding"] = "gzip"
    return Response(wanted.compressed, headers=headers, media_type=wanted.content_type)


@lru_cache(maxsize=1)
def _by_path() -> dict[str, Asset]:
    return {item.path: item for item in built().values()}


routes = [Route("/static/{name}", serve, methods=["GET"])]


def main() -> None:
    """Print what each bundle weighs."""
    for name, item in built().items():
        print(f"{name:12} {len(item.body):6} B  {len(item.compressed):6} B gz  {item.path}")  # noqa: T201


if __name__ == "__main__":
    main()
