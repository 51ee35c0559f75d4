"""The SMS, the loudspeaker script and the WeChat fields, word for word."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.disclosure import texts
from services.disclosure.texts import Announcement

NEWS = Announcement(
    place="三苗树村",
    kind="resolution",
    title="安装与改造自来水工程",
    outcome="17人参加，17人同意，通过",
    posted_on=date(2026, 11, 22),
    posted_until=date(2026, 12, 2),
    code="4821907734612",
    link="http://127.0.0.1:8000/150523/c/4821907734612",
    phone="0475-6123456",
    amount_fen=18640000,
)


def test_the_sms_gives_the_phone_when_the_link_would_not_fit() -> None:
    assert texts.sms(NEWS) == (
        "【三苗树村】决议公告：安装与改造自来水工程，17人参加，17人同意，通过，"
        "公示到12月2日。详询0475-6123456 拒收请回复R"
    )
    assert texts.sms_parts(texts.sms(NEWS)) == 1


def test_the_sms_gives_the_link_when_it_fits() -> None:
    news = replace(NEWS, title="修路", outcome="16:1通过", link="mb.kailu.gov.cn/c/482190773461")

    assert texts.sms(news) == (
        "【三苗树村】决议公告：修路，16:1通过，公示到12月2日。"
        "详见mb.kailu.gov.cn/c/482190773461 拒收请回复R"
    )


def test_the_sms_gives_the_code_where_there_is_neither_room_nor_phone() -> None:
    assert texts.sms(replace(NEWS, phone="", outcome="17人同意，0人反对，通过")) == (
        "【三苗树村】决议公告：安装与改造自来水工程，17人同意，0人反对，通过，"
        "公示到12月2日。校验码4821907734612 拒收请回复R"
    )


def test_only_the_title_of_a_long_sms_is_cut() -> None:
    text = texts.sms(replace(NEWS, title="三苗树村安装与改造自来水工程" * 5))

    assert text == (
        "【三苗树村】决议公告：三苗树村安装与改造自来水…，17人参加，17人同意，通过，"
        "公示到12月2日。详询0475-6123456 拒收请回复R"
    )
    assert len(text) == 70


@pytest.mark.parametrize("length", [0, 1, 9, 10, 11, 30, 200])
@pytest.mark.parametrize("kind", list(texts.KIND_WORDS))
def test_every_sms_is_one_message_and_every_script_is_short(kind: str, length: int) -> None:
    news = replace(NEWS, kind=kind, title="水" * length)

    assert len(texts.sms(news)) <= 70
    assert len(texts.loudspeaker(news)) <= 300


@pytest.mark.parametrize(("length", "parts"), [(70, 1), (71, 2), (134, 2), (135, 3)])
def test_a_long_sms_is_counted_in_parts_of_67(length: int, parts: int) -> None:
    assert texts.sms_parts("字" * length) == parts


def test_the_announcer_says_time_and_place_first_and_everything_twice() -> None:
    said = (
        "二零二六年十一月二十二日，三苗树村公开栏贴出决议公告：安装与改造自来水工程。"
        "十七人参加，十七人同意，通过。金额十八万六千四百元。公示到二零二六年十二月二日为止。"
        "有意见请打电话零四七五六幺二三四五六。"
    )

    assert texts.loudspeaker(NEWS) == f"各位村民请注意。{said}再说一遍。{said}"


def test_the_announcer_of_a_result_says_what_was_spent() -> None:
    done = replace(NEWS, kind="result", outcome="", spent_fen=18260000)

    assert "预算十八万六千四百元，花了十八万二千六百元。" in texts.loudspeaker(done)
    assert "金额" not in texts.loudspeaker(done)


def test_a_long_script_leaves_out_the_amount_before_the_result() -> None:
    script = texts.loudspeaker(replace(NEWS, title="安装与改造自来水工程（一期）" * 4))

    assert "金额" not in script
    assert "十七人同意" in script
    assert not set("（）0123456789") & set(script)


def test_the_wechat_fields_keep_to_the_template() -> None:
    assert texts.wechat(replace(NEWS, title="三苗树村安装与改造自来水工程第一期公告牌")) == {
        "thing1": "三苗树村安装与改造自来水工程第一期公告牌",
        "thing2": "三苗树村",
        "phrase3": "决议公告",
        "date4": "2026年11月22日",
        "character_string5": "4821907734612",
        "url": "http://127.0.0.1:8000/150523/c/4821907734612",
    }
    assert texts.wechat(replace(NEWS, title="水" * 21))["thing1"] == "水" * 19 + "…"


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), datetime(2026, 11, 22, 0, 0, tzinfo=UTC)),
        (datetime(2026, 11, 22, 12, 30, tzinfo=UTC), datetime(2026, 11, 22, 12, 30, tzinfo=UTC)),
        (datetime(2026, 11, 22, 12, 31, tzinfo=UTC), datetime(2026, 11, 23, 0, 0, tzinfo=UTC)),
        (datetime(2026, 11, 21, 20, 0, tzinfo=UTC), datetime(2026, 11, 22, 0, 0, tzinfo=UTC)),
    ],
)
def test_nobody_is_woken_by_a_text(asked: datetime, sent: datetime) -> None:
    assert texts.sending_time(asked) == sent
