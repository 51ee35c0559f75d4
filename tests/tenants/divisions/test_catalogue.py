"""The national division codes: exact counts, known places, unknown codes refused."""

import time

import pytest

from tenants.divisions import catalogue
from tenants.divisions.catalogue import Division
from tenants.divisions.errors import UnknownDivision
from tenants.divisions.layout import lengthen, pack, shorten, unpack


def test_the_list_has_exactly_the_national_counts() -> None:
    assert catalogue.counts() == {
        "province": 31,
        "city": 342,
        "county": 2978,
        "township": 41352,
        "village": 620573,
    }


def test_the_counts_are_those_of_the_data_itself() -> None:
    codes = [county.code for county in catalogue.counties()]
    townships = villages = 0
    for code in codes:
        names = catalogue._county.__wrapped__(code)
        townships += sum(len(name) == 9 for name in names)
        villages += sum(len(name) == 12 for name in names)

    assert (len(codes), townships, villages) == (2978, 41352, 620573)


def test_kailu_county_is_found_with_its_township() -> None:
    assert catalogue.find("150523") == Division("150523", "开鲁县", "county", "1505")
    assert catalogue.find("150523108") == Division(
        "150523108", "吉日嘎郎吐镇", "township", "150523"
    )
    assert catalogue.find("371721") == Division("371721", "曹县", "county", "3717")


def test_a_village_names_its_township_as_parent() -> None:
    assert catalogue.find("150523108200") == Division(
        "150523108200", "吉日嘎郎吐嘎查", "village", "150523108"
    )


def test_the_province_of_a_village_is_found() -> None:
    assert catalogue.province_of("150523108200") == Division("15", "内蒙古自治区", "province", "")


def test_kailu_has_13_townships_and_273_villages() -> None:
    assert len(catalogue.townships("150523")) == 13
    assert len(catalogue.villages("150523")) == 273
    assert catalogue.townships("150523")[0] == Division("150523100", "开鲁镇", "township", "150523")


def test_the_counties_of_a_province_are_listed() -> None:
    codes = [county.code for county in catalogue.counties("15")]

    assert len(codes) == 108
    assert codes == sorted(codes)
    assert "150523" in codes
    assert "371721" not in codes


@pytest.mark.parametrize(
    "code",
    ["", "1", "99", "9999", "150599", "150523199", "150523108999", "15052310", "abc", "１５"],
)
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownDivision) as refusal:
        catalogue.find(code)

    assert refusal.value.code == "UNKNOWN_DIVISION"
    assert code in refusal.value.message("zh")
    assert "Check it" in refusal.value.message("en")


def test_townships_of_an_unknown_county_are_refused() -> None:
    with pytest.raises(UnknownDivision):
        catalogue.townships("150599")
    with pytest.raises(UnknownDivision):
        catalogue.counties("99")


def test_no_name_keeps_a_quote_or_a_blank_end() -> None:
    names = [division.name for division in catalogue.villages("371721")]

    assert all(name == name.strip().strip('"') and name for name in names)


def test_one_county_is_read_in_milliseconds() -> None:
    catalogue.find("150523")
    catalogue._county.cache_clear()

    started = time.perf_counter()
    catalogue.villages("371721")

    assert time.perf_counter() - started < 0.1


def test_codes_survive_shortening() -> None:
    codes = ["000100", "000101", "000102", "108200", "108202"]

    assert list(shorten(codes)) == ["000100", "", "", "108200", "108202"]
    assert list(lengthen(shorten(codes), 6)) == codes
    assert unpack(pack("吉日嘎郎吐\0镇\n")) == "吉日嘎郎吐\0镇\n"
