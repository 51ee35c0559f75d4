"""Files over plain HTTP: always an attachment, and nothing that a browser could be made to run."""

import hashlib
import re
import unicodedata
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

# SECURITY 26: what is downloaded gets no origin, no scripts and no guessed type.
_POLICY = "default-src 'none'; sandbox"
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
PUBLIC = "public, no-cache"  # asked for again each time, because it can be withdrawn
PRIVATE = "private, no-store"
SUFFIXES = {
    "application/pdf": ".pdf",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}


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


def made(data: bytes, content_type: str, name: str) -> Response:
    """Return a file that was made for this reader just now."""
    return download(data, content_type, name, hashlib.sha256(data).hexdigest(), PRIVATE)


def part_of(whole: Response, wanted: str) -> Response:
    """Return the one range of bytes that a player asks for: Safari plays no sound without it."""
    whole.headers["Accept-Ranges"] = "bytes"
    found, size = _RANGE.fullmatch(wanted), len(whole.body)
    if found is None or int(found[1]) >= size:
        return whole
    first = int(found[1])
    last = min(int(found[2] or size - 1), size - 1)
    if last < first:
        return whole
    headers = {name: value for name, value in whole.headers.items() if name != "content-length"}
    headers["content-range"] = f"bytes {first}-{last}/{size}"
    return Response(whole.body[first : last + 1], 206, headers)
