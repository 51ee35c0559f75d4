from collections.abc import Iterator
from datetime import timedelta

import pytest

from infra import clock
from infra.settings import publish
from tenants import password_policy
from tenants.errors import PasswordWeak
from tenants.password_policy import (
    PERSONAL,
    TOO_COMMON,
    TOO_LONG,
    TOO_PLAIN,
    TOO_SHORT,
    check,
    expired,
    weakness,
)


@pytest.fixture
def djbh() -> Iterator[None]:
    publish(password_profile="djbh")
    yield
    publish(password_profile="asvs")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("咸水变甜水", TOO_SHORT),
        ("gravel7", TOO_SHORT),
        ("x" * 60 + "y9Z!" * 18, TOO_LONG),
        ("password", TOO_COMMON),
        ("PASSWORD1", TOO_COMMON),
        ("Admin123!", TOO_COMMON),
        ("12345678", TOO_COMMON),
        ("87654321", TOO_COMMON),
        ("56789012", TOO_COMMON),
        ("qwertyui", TOO_COMMON),
        ("aaaaaaaa", TOO_COMMON),
        ("abcabcabc", TOO_COMMON),
        ("13800138000", TOO_COMMON),
        ("19900101", TOO_COMMON),
        ("152323199001011234", TOO_COMMON),
        ("15232319900101123x", TOO_COMMON),
        ("woaini1314", TOO_COMMON),
        ("5201314520", TOO_COMMON),
        ("kailuxian2026", TOO_COMMON),
        ("Cunwei@123", TOO_COMMON),
        ("wangxiuying88", PERSONAL),
        ("王秀英12345", PERSONAL),
        ("sanmiaoshucun1", PERSONAL),
    ],
)
def test_what_others_guess_is_refused(password: str, reason: tuple[str, str]) -> None:
    assert weakness(password, ["王秀英", "三苗树村", "13912345678"]) == reason


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "咸水变甜水，大家出力修",
        "gravel road of two km",
        "a" + "長" * 126 + "b",
        "王秀英 的井在村东头",
    ],
)
def test_a_phrase_is_accepted_without_rules_of_composition(password: str) -> None:
    assert weakness(password, ["王秀英"]) is None


def test_the_refusal_says_why_and_where() -> None:
    with pytest.raises(PasswordWeak) as refused:
        check("password")

    assert refused.value.path == ("password",)
    assert refused.value.message("zh") == "这个密码不能用：太常见，容易被猜到。请换一个。"
    assert "too common" in refused.value.message("en")


def test_one_spelling_of_a_password_is_kept() -> None:
    assert check("cafe\u0301 au lait, s'il vous plai\u0302t") == "café au lait, s'il vous plaît"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("gravel road of two km", TOO_PLAIN),
        ("gravelroad2km", TOO_PLAIN),
        ("Gravel road", None),
        ("Gravelroad2km", None),
    ],
)
@pytest.mark.usefixtures("djbh")
def test_djbh_wants_three_kinds_of_characters(
    password: str, reason: tuple[str, str] | None
) -> None:
    assert weakness(password) == reason


@pytest.mark.usefixtures("djbh")
def test_djbh_wants_a_new_password_after_ninety_days() -> None:
    now = clock.now()

    assert not expired(now - timedelta(days=90), now)
    assert expired(now - timedelta(days=90, seconds=1), now)
    assert not expired(None, now)


def test_asvs_never_forces_a_change() -> None:
    now = clock.now()

    assert not expired(now - timedelta(days=4000), now)


def test_the_list_of_common_passwords_is_clean() -> None:
    listed = password_policy.common_passwords()

    assert len(listed) > 300
    assert all(one == one.lower() for one in listed)
