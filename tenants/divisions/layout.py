r"""The layout of divisions.bin: a magic line, a compressed index, one compressed block a county.

    magic        8 bytes   b"MBDIV1\n\0"
    index size   4 bytes   big endian
    index                  packed JSON: counts, provinces, cities, counties with their block sizes
    blocks                 in the order of the index; each packed text holds four columns

A block's columns (township codes, township names, village codes, village names) are lists joined
with line feeds and separated by NUL. A code that is its forerunner plus one is left out.
"""

import lzma
from collections.abc import Iterable, Iterator

MAGIC = b"MBDIV1\n\0"
SIZE_BYTES = 4

# GB 18030 spends two bytes on a Chinese character where UTF-8 spends three.
_ENCODING = "gb18030"
_FILTERS = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 20, "pb": 0}
]


def pack(text: str) -> bytes:
    """Compress a text without headers, which would cost more than they tell at this size."""
    return lzma.compress(text.encode(_ENCODING), format=lzma.FORMAT_RAW, filters=_FILTERS)


def unpack(data: bytes) -> str:
    """Return the text that `pack` compressed."""
    return lzma.decompress(data, format=lzma.FORMAT_RAW, filters=_FILTERS).decode(_ENCODING)


def shorten(codes: Iterable[str]) -> Iterator[str]:
    """Leave out each code that follows directly on the one before."""
    before = 0
    for code in codes:
        yield "" if int(code) == before + 1 else code
        before = int(code)


def lengthen(codes: Iterable[str], digits: int) -> Iterator[str]:
    """Put back the codes that `shorten` left out."""
    before = 0
    for code in codes:
        before = int(code) if code else before + 1
        yield str(before).zfill(digits)
