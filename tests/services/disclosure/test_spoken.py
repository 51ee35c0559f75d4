"""Numbers, money, dates and sentences come out as an announcer would say them."""

from datetime import date

import pytest

from services.disclosure import spoken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (12600, "一万二千六百"),
        (100010, "十万零一十"),
        (186400, "十八万六千四百"),
        (1000500, "一百万零五百"),
        (100000000, "一亿"),
        (100010000, "一亿零一万"),
        (-5, "负五"),
    ],
)
def test_whole_numbers_are_read_in_words(value: int, words: str) -> None:
    assert spoken.number(value) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (1260000, "一万二千六百元"),
        (1260050, "一万二千六百元五角"),
        (105, "一元零五分"),
        (30, "三角"),
        (5, "五分"),
        (0, "零元"),
        (-2000000, "负二万元"),
    ],
)
def test_money_is_read_in_yuan_jiao_and_fen(fen: int, words: str) -> None:
    assert spoken.amount(fen) == words


def test_a_date_is_read_figure_by_figure_for_the_year() -> None:
    assert spoken.day(date(2026, 11, 22)) == "二零二六年十一月二十二日"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026年11月22日投入186,400.00元", "二零二六年十一月二十二日投入十八万六千四百元"),
        ("2026-11-22开会", "二零二六年十一月二十二日开会"),
        ("《方案》修2公里路，共￥20,000", "方案修二公里路，共二万元"),
        ("16:1通过", "十六比一通过"),
        ("占85.5%", "占百分之八十五点五"),
        ("管道（二期）改造（全村）", "管道，二期，改造，全村"),
        ("见 https://a.cn/x?y=1，电话0475-6123456", "见，电话零四七五六幺二三四五六"),
        ("打13812345678", "打幺三八幺二三四五六七八"),
        ("第1号〔更正〕。", "第一号，更正。"),
    ],
)
def test_a_sentence_loses_figures_brackets_and_addresses(written: str, said: str) -> None:
    assert spoken.sentence(written) == said
