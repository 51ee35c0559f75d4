"""Chinese numerals of articles."""

import pytest

from services.decisions.numerals import chinese


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六"), (128, "128")],
)
def test_articles_are_numbered_in_chinese(number: int, words: str) -> None:
    assert chinese(number) == words
