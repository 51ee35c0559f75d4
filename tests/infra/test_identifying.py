"""Numbers that identify somebody are found however they are written; other numbers are not."""

import pytest

from infra.identifying import Kind, find


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请打 13800138000 找我", Kind.PHONE),
        ("电话１３８ ００１３ ８０００。", Kind.PHONE),
        ("+86 138-0013-8000", Kind.PHONE),
        ("身份证11010519491231002X", Kind.IDENTITY_CARD),
        ("身份证 110105 19491231 002x", Kind.IDENTITY_CARD),
        ("卡号 6222 0212 3456 7890 128", Kind.BANK_CARD),
        ("卡号6222021234567890128", Kind.BANK_CARD),
    ],
)
def test_a_number_is_found(text: str, kind: Kind) -> None:
    assert find(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "花了 186400.00 元，113 户 532 人",
        "校验码 1234 5678 9012",
        "行政村代码 150523108201",
        "村部电话 0475-6212345，热线 12345",
        "身份证110105194912310021",  # the check digit is wrong
        "2026年11月22日 14:06",
        "c0ffee13800138000c0ffee",
        "13800138000" * 5,
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find(text) is None
