import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from infra import clock
from infra.settings import publish
from tenants import guessable, passwords
from tenants.errors import PasswordWeak
from tenants.password_policy import (
    KEYS,
    LONGEST,
    NAME,
    NUMBER,
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
        ("P@ssw0rd2026", TOO_COMMON),
        ("Admin123!", TOO_COMMON),
        ("admin19900101", TOO_COMMON),
        ("12345678", TOO_COMMON),
        ("87654321", TOO_COMMON),
        ("woaini1314", TOO_COMMON),
        ("5201314520", TOO_COMMON),
        ("kailuxian2026", TOO_COMMON),
        ("Cunwei@123", TOO_COMMON),
        ("13800138000", NUMBER),
        ("19900101", NUMBER),
        ("1990-01-01", NUMBER),
        ("31121990", NUMBER),
        ("900101900101", NUMBER),
        ("19491001888", NUMBER),
        ("152323199001011234", NUMBER),
        ("15232319900101123x", NUMBER),
        ("20261314520", NUMBER),
        ("qwertyui", KEYS),
        ("rtyfghvbn123", KEYS),
        ("1qaz!@#$2wsx", KEYS),
        ("zyxwvuts", KEYS),
        ("aaaaaaaa", KEYS),
        ("abcabcabc", KEYS),
        ("56789012", KEYS),
        ("zhangwei88", TOO_COMMON),
        ("lixiaoming2008", NAME),
        ("1990chenjing", NAME),
        ("LiuYang@13800138000", NAME),
        ("lxm19900101", NAME),
        ("zs13812345678", NAME),
        ("张小明19900101", NAME),
        ("wangxiuying88", PERSONAL),
        ("wxy2026!!", PERSONAL),
        ("王秀英12345", PERSONAL),
        ("sanmiaoshucun1", PERSONAL),
        ("sanmiaoshu@2026", PERSONAL),
        ("naiman888888", PERSONAL),
        ("13912349876", PERSONAL),
        ("8812349876", PERSONAL),
    ],
)
def test_what_others_guess_is_refused(password: str, reason: tuple[str, str]) -> None:
    assert weakness(password, ["王秀英", "三苗树村", "奈曼旗", "13912349876"]) == reason


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "咸水变甜水，大家出力修",
        "xianshuibiantianshui",
        "gravel road of two km",
        "jing zai cun dong tou",
        "7h3k9q2m",
        "84917306251",
        "a" + "長" * 126 + "b",
        "王秀英 的井在村东头",
    ],
)
def test_a_phrase_is_accepted_without_rules_of_composition(password: str) -> None:
    assert weakness(password, ["王秀英"]) is None


def guessed() -> Iterator[str]:
    """What a list for guessing in China begins with, made by the habits behind it."""
    days = [f"{y}{m:02d}{d:02d}" for y in range(1950, 2016) for m in range(1, 13) for d in (1, 15)]
    names = ["wangwei", "lina", "zhangmin", "liuyang", "chenjie", "zhaolei", "sunli", "huxin"]
    yield from days
    for name in names:
        yield from (f"{name}{day[2:]}" for day in days)
        yield from (f"{name}{year}" for year in range(1950, 2027))
        yield from (f"{name}@{number}" for number in range(100, 1000, 9))
    yield from (f"wz{day}" for day in days)
    yield from (f"1{second}013{last:06d}" for second in (3, 5, 8) for last in range(0, 999, 7))
    yield from (f"{one}{two}" for one in ("qwer", "asdf", "zxcv") for two in ("1234", "!@#$"))


def test_more_than_ten_thousand_guesses_are_refused_by_rule() -> None:
    tried = set(guessed())

    assert len(tried) > 10_000
    assert [one for one in tried if weakness(one) is None] == []


@pytest.mark.parametrize("length", [64, 100, LONGEST])
def test_a_long_password_is_accepted_and_every_character_of_it_counts(length: int) -> None:
    phrase = ("the gravel road is two km long; " * 5)[: length - 1]

    assert check(f"{phrase}a") == f"{phrase}a"
    assert check(f"{phrase}a") != check(f"{phrase}b")


async def test_the_hash_covers_the_last_character_too() -> None:
    phrase = ("the gravel road is two km long; " * 5)[: LONGEST - 1]
    kept = await passwords.hashed(f"{phrase}a")

    assert await passwords.matches(kept, f"{phrase}a")
    assert not await passwords.matches(kept, f"{phrase}b")


def test_a_hostile_password_is_judged_at_once() -> None:
    worst = ["abcdefghijklmnopqrstuvwxyz" * 4 + "€", "0" * 127 + "x", "1" * 127 + "!", "_" * 128,
             "yi" * 63 + "!", "ab1" * 42]  # fmt: skip
    began = time.monotonic()
    for password in worst:
        weakness(password, ["王秀英"])

    assert time.monotonic() - began < 2


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


def test_the_list_of_common_words_is_clean() -> None:
    listed = guessable.common_words()

    assert len(listed) > 300
    assert all(one == one.lower() for one in listed)
