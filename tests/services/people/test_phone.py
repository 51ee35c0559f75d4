"""Phone numbers are read as people write them, and hidden as officials show them."""

import pytest

from services.people import phone


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        " 138 1234 5678 ",
        "138-1234-5678",
        "+86 138 1234 5678",
        "１３８１２３４５６７８",
        "(138)12345678",
    ],
)
def test_a_number_is_recognised_however_it_is_written(written: str) -> None:
    assert phone.normalised(written) == "13812345678"


@pytest.mark.parametrize("written", ["", "1381234567", "138123456789", "0475-1234567", "abc", "+1"])
def test_anything_else_is_no_mobile_number(written: str) -> None:
    assert phone.normalised(written) is None


def test_the_middle_of_a_number_is_hidden() -> None:
    assert phone.masked("13812345678") == "138****5678"
