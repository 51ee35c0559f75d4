from typing import Any

import pytest

from schema.core.connection import BadCursor, from_cursor, to_cursor
from tests.schema import toy

PAGE = """
query($first: Int!, $after: String) {
  notes(first: $first, after: $after) {
    edges { cursor node { text } } pageInfo { hasNextPage endCursor }
  }
}
"""


async def page(first: int, after: str | None = None) -> dict[str, Any]:
    outcome = await toy.run(toy.nobody(), PAGE, first=first, after=after)
    assert outcome.data is not None, outcome.errors
    found: dict[str, Any] = outcome.data["notes"]
    return found


def texts(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["text"] for edge in found["edges"]]


async def test_pages_follow_one_another_from_new_to_old() -> None:
    first = await page(3)
    second = await page(3, first["pageInfo"]["endCursor"])

    assert texts(first) == ["note 4", "note 3", "note 2"]
    assert first["pageInfo"] == {"hasNextPage": True, "endCursor": first["edges"][-1]["cursor"]}
    assert texts(second) == ["note 1", "note 0"]
    assert second["pageInfo"]["hasNextPage"] is False


async def test_a_full_last_page_has_no_next() -> None:
    assert (await page(5))["pageInfo"]["hasNextPage"] is False


async def test_an_empty_page_has_no_cursor() -> None:
    last = (await page(5))["pageInfo"]["endCursor"]

    assert await page(5, last) == {
        "edges": [],
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    }


@pytest.mark.parametrize("first", [0, -1, 101])
async def test_a_page_holds_one_to_a_hundred_rows(first: int) -> None:
    outcome = await toy.run(toy.nobody(), PAGE, first=first)

    assert outcome.data is None
    assert [error["extensions"]["code"] for error in outcome.errors] == ["PAGE_TOO_LARGE"]
    assert outcome.errors[0]["message"] == "A page holds 1 to 100 rows. Ask with a smaller `first`."


@pytest.mark.parametrize("cursor", ["x", "!!!!", "AAAA", "非", "A" * 40])
async def test_a_cursor_that_was_not_made_here_is_refused(cursor: str) -> None:
    outcome = await toy.run(toy.nobody(), PAGE, first=1, after=cursor)

    assert [error["extensions"]["code"] for error in outcome.errors] == ["BAD_CURSOR"]


def test_a_cursor_carries_its_key() -> None:
    key = next(iter(toy.NOTES))

    assert from_cursor(to_cursor(key)) == key
    with pytest.raises(BadCursor):
        from_cursor("-")
