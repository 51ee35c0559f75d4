"""Files over plain HTTP: always an attachment, and nothing that a browser could be made to run."""

import unicodedata
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


def _plain_name(name: str) -> str:
    """Return a name that shows its ending where it stands: no turning of writing, no folders."""
    kept = (one for one in name if unicodedata.category(one) not in {"Cc", "Cf", "Cs"})
    return "".join(kept).replace("/", "／").replace("\\", "＼")


def download(data: bytes, content_type: str, name: str, sha256: str, caching: str) -> Response:
    """Return a file to be saved under a name."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(_plain_name(name), safe='')}",
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{sha256}"',
        "Cache-Control": caching,
    }
    return Response(data, media_type=content_type, headers=headers)
