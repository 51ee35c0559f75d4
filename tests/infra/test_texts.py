"""What people write is trimmed, storable, and no longer than it may be."""

from dataclasses import replace

import pytest

from infra.texts import IdentifyingNumber, ListTooLong, TextTooLong, TextUnreadable, Words

TITLE = Words("title", "事项名称", "title", 5)


def test_a_text_is_trimmed_and_taken_up_to_its_limit() -> None:
    assert TITLE.read("  修一条路。 \n") == "修一条路。"
    assert TITLE.read("") == ""


def test_one_more_character_is_refused_with_the_limit_in_words() -> None:
    with pytest.raises(TextTooLong) as refused:
        TITLE.read("修一条大路。")

    assert refused.value.path == ("title",)
    assert refused.value.message("zh") == "事项名称最多 5 个字，现在有 6 个。请写短一些。"
    assert refused.value.message("en") == (
        "The title has 6 characters and may have 5. Make it shorter."
    )


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "a\x07", "\x1b[0m"])
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(TextUnreadable):
        TITLE.read(text)


@pytest.mark.parametrize("text", ["一\n二", "一\t二", "𠮷", "👍", "مر"])
def test_lines_and_every_script_are_taken(text: str) -> None:
    assert TITLE.read(text) == text


def test_a_list_has_its_limit_too() -> None:
    sources = Words("funding_sources", "资金来源", "sources of money", 2)

    sources.few([1, 2])
    with pytest.raises(ListTooLong) as refused:
        sources.few([1, 2, 3])
    assert refused.value.message("zh") == "资金来源最多 2 项，现在有 3 项。请分几次办。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("打 138 0013 8000", "手机号"),
        ("身份证 11010519491231002X", "身份证号"),
        ("卡号6222021234567890128", "银行卡号"),
    ],
)
def test_what_anybody_will_read_names_nobody_by_a_number(text: str, words: str) -> None:
    said = Words("text", "要说的话", "text", public=True)
    with pytest.raises(IdentifyingNumber) as refused:
        said.read(text)
    assert words in refused.value.message("zh")
    assert refused.value.path == ("text",)
    assert replace(said, public=False).read(text) == text
