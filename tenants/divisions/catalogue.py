"""Reads the national division codes; a county's townships and villages take milliseconds."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from tenants.divisions.errors import UnknownDivision
from tenants.divisions.layout import MAGIC, SIZE_BYTES, lengthen, unpack

Level = Literal["province", "city", "county", "township", "village"]

_FILE = Path(__file__).with_name("divisions.bin")
_LEVELS: dict[int, Level] = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
_PARENT_DIGITS: dict[Level, int] = {
    "province": 0,
    "city": 2,
    "county": 4,
    "township": 6,
    "village": 9,
}
_PROVINCE_DIGITS, _COUNTY_DIGITS, _TOWNSHIP_DIGITS = 2, 6, 9


class Division(NamedTuple):
    """One division; `parent` is the code of the division above, empty for a province."""

    code: str
    name: str
    level: Level
    parent: str


class _Index(NamedTuple):
    counts: dict[str, int]
    names: dict[str, str]
    blocks: dict[str, tuple[int, int]]


@lru_cache(maxsize=1)
def _index() -> _Index:
    with _FILE.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            message = "divisions.bin is not a division file of this version; build it again"
            raise ValueError(message)
        size = int.from_bytes(file.read(SIZE_BYTES), "big")
        content = json.loads(unpack(file.read(size)))
    names = dict([*content["provinces"], *content["cities"]])
    names |= {code: name for code, name, _ in content["counties"]}
    blocks = {}
    offset = len(MAGIC) + SIZE_BYTES + size
    for code, _, length in content["counties"]:
        blocks[code] = (offset, length)
        offset += length
    return _Index(content["counts"], names, blocks)


@lru_cache(maxsize=8)
def _county(code: str) -> dict[str, str]:
    """Return the names of a county's townships and villages by code, in the order of the codes."""
    if code not in _index().blocks:
        raise UnknownDivision(division_code=code)
    offset, length = _index().blocks[code]
    with _FILE.open("rb") as file:
        file.seek(offset)
        columns = [column.split("\n") for column in unpack(file.read(length)).split("\0")]
    township_codes, township_names, village_codes, village_names = columns
    pairs = [
        *zip(lengthen(township_codes, 9), township_names, strict=True),
        *zip(lengthen(village_codes, 12), village_names, strict=True),
    ]
    return dict(pairs)


def _division(code: str, name: str) -> Division:
    level = _LEVELS[len(code)]
    return Division(code, name, level, code[: _PARENT_DIGITS[level]])


def find(code: str) -> Division:
    """Return the division of a code of 2, 4, 6, 9 or 12 digits."""
    if not (code.isascii() and code.isdigit() and len(code) in _LEVELS):
        raise UnknownDivision(division_code=code)
    names = _index().names if len(code) <= _COUNTY_DIGITS else _county(code[:_COUNTY_DIGITS])
    if code not in names:
        raise UnknownDivision(division_code=code)
    return _division(code, names[code])


def province_of(code: str) -> Division:
    """Return the province in which a division lies."""
    return find(find(code).code[:2])


def provinces() -> list[Division]:
    """Return the provinces, autonomous regions and municipalities, by code."""
    names = _index().names
    return [_division(*pair) for pair in sorted(names.items()) if len(pair[0]) == _PROVINCE_DIGITS]


def counties(province_code: str | None = None) -> list[Division]:
    """Return the counties of a province, or of the whole country."""
    prefix = "" if province_code is None else find(province_code).code
    index = _index()
    return [_division(code, index.names[code]) for code in index.blocks if code.startswith(prefix)]


def townships(county_code: str) -> list[Division]:
    """Return the townships of a county."""
    names = _county(county_code)
    return [_division(*pair) for pair in names.items() if len(pair[0]) == _TOWNSHIP_DIGITS]


def villages(county_code: str) -> list[Division]:
    """Return the villages of a county."""
    names = _county(county_code)
    return [_division(*pair) for pair in names.items() if len(pair[0]) > _TOWNSHIP_DIGITS]


def counts() -> dict[str, int]:
    """Return how many divisions of each level the list holds."""
    return dict(_index().counts)
