"""Photos from phones: known by their content, and stripped of place, device and other metadata."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 8_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"}
_JPEG = b"\xff\xd8\xff"
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APPLICATION = {*range(0xE1, 0xEE), 0xEF}  # not 0xEE: it says how colours are written
_INSIDE_A_SCAN = {0x00, *range(0xD0, 0xD8)}


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
    while data[at] == 0xFF:  # noqa: PLR2004 - every JPEG marker begins with it
        marker = data[at + 1]
        if marker == _END:
            yield data[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            end = _next_marker(data, end)
        if marker not in _APPLICATION and marker != _COMMENT:
            yield data[at:end]
        at = end
    raise NotAPhoto("the picture breaks off")


def _next_marker(data: bytes, at: int) -> int:
    """Return where the picture data of a scan ends; FF00 and restart marks belong to it."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] not in _INSIDE_A_SCAN:
            return at
        at += 2


def _png(data: bytes) -> Iterator[bytes]:
    """Yield the chunks that draw the picture; texts, times and Exif are left out."""
    yield _PNG
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + length + 12
        if end > len(data):
            raise NotAPhoto("the picture breaks off")
        if kind in _PNG_KEPT:
            yield data[at:end]
        at = end
