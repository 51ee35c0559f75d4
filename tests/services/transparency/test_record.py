"""The canonical bytes of a record, and personal fields under a salted commitment."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.transparency import record
from services.transparency.record import RecordError

SALT = bytes(range(32))
RECORD = {
    "title": '修路 "3" 公里\n',
    "votes": {"for": 16, "against": 1},
    "names": [{"salt": SALT.hex(), "value": "居民0001"}],
    "none": None,
    "yes": True,
}
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in {"salt", "value", "commitment"}
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
values = st.recursive(
    scalars, lambda each: st.lists(each, max_size=4) | st.dictionaries(names, each, max_size=4)
)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_bytes_are_sorted_tight_utf8() -> None:
    assert record.canonical(RECORD).decode() == (
        '{"names":[{"salt":"' + SALT.hex() + '","value":"居民0001"}],"none":null,'
        '"title":"修路 \\"3\\" 公里\\n","votes":{"against":1,"for":16},"yes":true}'
    )


@patient
@given(values)
def test_every_value_survives_its_bytes(value: Any) -> None:
    assert record.parse(record.canonical(value)) == value


@patient
@given(values)
def test_another_spelling_of_the_same_value_is_refused(value: Any) -> None:
    loose = json.dumps(value, ensure_ascii=True, indent=1).encode()
    if loose != record.canonical(value):
        with pytest.raises(RecordError):
            record.parse(loose)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        "\0",
        "\ud800",
        b"bytes",
        date(2026, 1, 1),
        {"Upper": 1},
        {"": 1},
        {1: 1},
        {"a-b": 1},
        {1, 2},
    ],
)
def test_what_readers_disagree_about_has_no_place_in_a_record(value: Any) -> None:
    with pytest.raises(RecordError):
        record.canonical(value)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"1.0", b"1e3", b"NaN", b"01", b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}',
     b"\xff", b'"\\u0041"', b"[" * 100_000, b'"\\ud800"', b"-0", b"\xef\xbb\xbf1"],
)  # fmt: skip
def test_only_canonical_bytes_are_read(data: bytes) -> None:
    with pytest.raises(RecordError):
        record.parse(data)


def test_the_leaf_holds_the_commitment_and_people_read_the_value() -> None:
    closed = record.closed(RECORD)

    assert closed["names"] == [{"commitment": record.commit(SALT, "居民0001").hex()}]
    assert "居民" not in json.dumps(closed, ensure_ascii=False)
    assert record.opened(RECORD)["names"] == ["居民0001"]


def test_an_erased_value_leaves_the_leaf_as_it_was() -> None:
    closed, known = record.closed(RECORD), record.openings(RECORD)

    assert record.reopened(closed, known) == RECORD
    assert record.reopened(closed, {}) == closed == record.closed(closed)
    assert record.opened(closed)["names"] == [None]
    assert record.closed(record.reopened(closed, known)) == closed


def test_the_commitment_is_the_documented_hash() -> None:
    assert record.commit(SALT, "x").hex() == (
        "ac457cfa4e7aa0b33785f14ac0823b9063806dae937e2b6ccce92e7aea0d0d60"
    )


def test_two_fresh_salts_differ() -> None:
    assert record.personal("x") != record.personal("x")


@pytest.mark.parametrize(
    "field",
    [
        {"salt": "00", "value": 1},
        {"salt": SALT.hex().upper(), "value": 1},
        {"salt": None, "value": 1},
        {"commitment": "00"},
        {"commitment": 7},
    ],
)
def test_a_crooked_personal_field_is_refused(field: Any) -> None:
    with pytest.raises(RecordError):
        record.closed({"name": field})
