"""Files over plain HTTP: always an attachment, and nothing that a browser could be made to run."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

# SECURITY 26: what is downloaded gets no origin, no scripts and no guessed type.
_POLICY = "default-src 'none'; sandbox"
PUBLIC = "public, no-cache"  # asked for again each time, because it can be withdrawn
PRIVATE = "private, no-store"
SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def unchanged(request: Request, sha256: str) -> Response | None:
    """Return the short answer for a browser that has these bytes already."""
    if request.headers.get("if-none-match") != f'"{sha256}"':
        return None
    return Response(status_code=304, headers={"ETag": f'"{sha256}"'})


def download(data: bytes, content_type: str, name: str, sha256: str, caching: str) -> Response:
    """Return a file to be saved under a name."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{sha256}"',
        "Cache-Control": caching,
    }
    return Response(data, media_type=content_type, headers=headers)
