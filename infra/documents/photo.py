"""Photos from phones: known by their content, and stripped of place, device and other metadata."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 8_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"}
_JPEG = b"\xff\xd8\xff"
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APPLICATION = {*range(0xE1, 0xEE), 0xEF}  # not 0xEE: it says how colours are written
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)  # the others belong to a scan
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the segments that tell the picture's size
# A phone takes 50 to 200 million; a bomb of a few kilobytes unpacks to billions.
MOST_PIXELS = 250_000_000
_MOST_PARTS = 20_000  # 8 MB of a camera are some thousand; a million would hold up everybody


class NotAPhoto(Exception):
    """Neither a whole JPEG nor a whole PNG, or too large."""


@dataclass(frozen=True)
class Photo:
    """A clean picture with its kind."""

    data: bytes
    content_type: str


def cleaned(data: bytes) -> Photo:
    """Return the picture without metadata (SECURITY 26); raises NotAPhoto for anything else."""
    if not 0 < len(data) <= MOST_BYTES:
        raise NotAPhoto("empty, or larger than 8 MB")
    try:
        if data.startswith(_JPEG):
            return Photo(b"".join(_jpeg(data)), "image/jpeg")
        if data.startswith(_PNG):
            return Photo(b"".join(_png(data)), "image/png")
    except (struct.error, IndexError, ValueError) as error:
        raise NotAPhoto("the picture breaks off") from error
    raise NotAPhoto("neither JPEG nor PNG")


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Yield the segments that draw the picture; Exif, XMP, ICC and comments are left out."""
    yield data[:2]
    at = 2
    for _ in range(_MOST_PARTS):
        if data[at] != 0xFF:  # noqa: PLR2004 - every JPEG marker begins with it
            break
        marker = data[at + 1]
        if marker == _END:
            yield data[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _FRAMES:
            _check_pixels(*struct.unpack_from(">HH", data, at + 5))
        end = at + 2 + length
        if marker == _SCAN:
            end = _next_marker(data, end)
        if marker not in _APPLICATION and marker != _COMMENT:
            yield data[at:end]
        at = end
    raise NotAPhoto("the picture breaks off")


def _next_marker(data: bytes, at: int) -> int:
    """Return where the picture data of a scan ends; FF00 and restart marks belong to it."""
    found = _NEXT_MARKER.search(data, at)
    if found is None:
        raise NotAPhoto("the picture breaks off")
    return found.start()


def _check_pixels(height: int, width: int) -> None:
    if height * width > MOST_PIXELS:
        raise NotAPhoto("more pixels than any camera takes")


def _png(data: bytes) -> Iterator[bytes]:
    """Yield the chunks that draw the picture; texts, times and Exif are left out."""
    yield _PNG
    at = len(_PNG)
    for _ in range(_MOST_PARTS):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + length + 12
        if end > len(data):
            raise NotAPhoto("the picture breaks off")
        if kind == b"IHDR":
            _check_pixels(*struct.unpack_from(">II", data, at + 8))
        if kind in _PNG_KEPT:
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end
    raise NotAPhoto("cut into more parts than any camera writes")
