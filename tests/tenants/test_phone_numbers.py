import pytest

from tenants import phone_numbers
from tenants.errors import PhoneInvalid


@pytest.mark.parametrize(
    "raw",
    [
        "13912345678",
        " 139 1234 5678 ",
        "+86 139-1234-5678",
        "0086 13912345678",
        "１３９１２３４５６７８",
        "+86(139)12345678",
    ],
)
def test_a_number_is_read_however_it_is_written(raw: str) -> None:
    assert phone_numbers.normalise(raw) == "13912345678"


@pytest.mark.parametrize(
    "raw", ["", "139", "23912345678", "139123456789", "x13912345678", "13९12345678"]
)
def test_anything_else_is_refused_at_its_field(raw: str) -> None:
    with pytest.raises(PhoneInvalid) as refused:
        phone_numbers.normalise(raw)

    assert refused.value.path == ("phone",)


def test_a_number_is_shown_masked() -> None:
    assert phone_numbers.masked("13912345678") == "139****5678"
