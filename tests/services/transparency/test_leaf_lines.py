"""The lines of an exported log: each must follow from its leaf and from the lines before."""

from typing import Any

import pytest

from services.transparency import code, leaf_lines, merkle
from services.transparency import record as records
from services.transparency.record import Record, RecordError

COUNTY = "150523"


def leaf(number: int, supersedes: Any = None, county: str = COUNTY) -> Record:
    return {"county": county, "record": {"number": number}, "supersedes": supersedes}


def lines(*leaves: Record) -> bytes:
    rows = []
    for index, each in enumerate(leaves):
        digest = merkle.leaf_hash(records.canonical(each))
        own = code.of_leaf(COUNTY, digest)
        row: Record = {"code": own, "hash": digest.hex(), "index": index, "leaf": each}
        rows.append(records.canonical(row) + b"\n")
    return b"".join(rows)


def test_good_lines_are_read_in_order() -> None:
    data = lines(leaf(1), leaf(2, 0), leaf(3, 1))

    assert [row["index"] for row in leaf_lines.read(data, COUNTY)] == [0, 1, 2]
    assert list(leaf_lines.read(b"", COUNTY)) == []


@pytest.mark.parametrize(
    "data",
    [
        lines(leaf(1))[:-1],
        lines(leaf(1)) + b"\n",
        lines(leaf(1, county="371721")),
        lines(leaf(1), leaf(2, 1)),
        lines(leaf(1), leaf(2, 7)),
        lines(leaf(1), leaf(2, -1)),
        lines(leaf(1), leaf(2, "0")),
        lines(leaf(1), leaf(2), leaf(3, True)),
        lines(leaf(1), leaf(2, 0), leaf(3, 0)),
        lines(leaf(1)).replace(b'"index":0', b'"index":1'),
        lines(leaf(1)).replace(b'"index":0', b'"index":false'),
        lines(leaf(1)).replace(b'"code":"', b'"code":"0'),
        b'{"leaf":[]}\n',
        b"[]\n",
        b"\xff\n",
    ],
)
def test_a_line_that_does_not_follow_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        list(leaf_lines.read(data, COUNTY))


def test_a_code_that_is_taken_gives_way_to_the_next_attempt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def always_the_same(_county: str, _leaf: bytes, attempt: int = 0) -> str:
        return f"{attempt:012d}"

    monkeypatch.setattr(code, "of_leaf", always_the_same)
    data = lines(leaf(1)) + lines(leaf(1), leaf(2)).splitlines(keepends=True)[1].replace(
        b'"code":"000000000000"', b'"code":"000000000001"'
    )

    rows = list(leaf_lines.read(data, COUNTY))

    assert [row["code"] for row in rows] == ["000000000000", "000000000001"]
