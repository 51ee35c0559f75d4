"""Reads the leaves of an exported folder and checks each by itself and against those before it."""

from collections.abc import Iterator

from services.transparency import code as codes
from services.transparency import merkle
from services.transparency import record as records
from services.transparency.record import Record, RecordError


def read(data: bytes, county: str) -> Iterator[Record]:
    """Yield the lines in order; raises RecordError at the first that does not fit."""
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise RecordError("the last line breaks off")
    taken: set[str] = set()
    superseded: set[int] = set()
    for index, line in enumerate(lines):
        row = records.parse_record(line)
        leaf = row.get("leaf")
        if not isinstance(leaf, dict) or leaf.get("county") != county:
            raise RecordError("the leaf belongs to another county")
        if records.canonical(_expected(leaf, index, county, taken)) != line:
            raise RecordError("place, hash and code do not follow from the text")
        _require_newest(leaf, index, superseded)
        yield row


def _expected(leaf: Record, index: int, county: str, taken: set[str]) -> Record:
    """Return what stands in the line of this leaf at this place."""
    digest = merkle.leaf_hash(records.canonical(leaf))
    code = next(each for each in _codes(county, digest) if each not in taken)
    taken.add(code)
    return {"code": code, "hash": digest.hex(), "index": index, "leaf": leaf}


def _codes(county: str, digest: bytes) -> Iterator[str]:
    attempt = 0
    while True:
        yield codes.of_leaf(county, digest, attempt)
        attempt += 1


def _require_newest(leaf: Record, index: int, superseded: set[int]) -> None:
    """Require that a correction points to an older leaf that nothing corrected before."""
    older = leaf.get("supersedes")
    if older is None:
        return
    if type(older) is not int or not 0 <= older < index or older in superseded:
        raise RecordError("the correction does not point to the newest version")
    superseded.add(older)
