"""The operations that docs/api.md shows are operations of the schema."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from schema.schema import GRAPHQL

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
SHOWN = re.findall(r"```graphql\n(.*?)```", TEXT, re.DOTALL)
SENT = re.findall(r'"query": "(.*?)"', TEXT)


@pytest.mark.parametrize("text", [*SHOWN, *SENT])
def test_an_example_is_valid(text: str) -> None:
    assert validate(GRAPHQL, parse(text)) == []


def test_there_are_examples() -> None:
    assert (len(SHOWN), len(SENT)) == (2, 1)
