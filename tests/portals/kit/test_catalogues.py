"""Every source string has English, none is a guess, and no catalogue is behind the sources."""

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from portals.kit import language
from portals.kit.pages import templates
from portals.locale import extract


@pytest.mark.parametrize("portal", extract.portals())
def test_every_string_of_a_portal_has_english(portal: str) -> None:
    path = extract.CATALOGUES / f"{portal}.po"
    wanted = {_source(message) for message in extract.template(portal) if message.id}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")

    assert wanted - {_source(message) for message in catalogue} == set()
    assert extract.without_english(catalogue) == []


def test_english_keeps_the_facts_of_its_source() -> None:
    for path in sorted(extract.CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and message.python_format:
                    assert list(message.check()) == [], message.id


def test_a_string_has_one_english_text_in_all_catalogues() -> None:
    """The catalogues are read as one, so that of two texts the later one would win everywhere."""
    texts: dict[str, set[str]] = {}  # of two forms, both
    for path in sorted(extract.CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    texts.setdefault(_source(message), set()).add(str(message.string))

    assert {text: english for text, english in texts.items() if len(english) > 1} == {}


def _source(message: Message) -> str:
    """Return the source string, which stands twice where English has two forms."""
    return message.id if isinstance(message.id, str) else message.id[0]


def test_one_is_one_household_in_python_and_on_a_page() -> None:
    template = templates("en").from_string(
        '{{ _("%(n)s 户", n=n) }} {{ _("有 %(base)s 人可以签", base=n) }}'
    )

    assert [language.translate("en", "%(n)s 户", n=n) for n in (0, 1, 2, "1")] == [
        "0 households", "1 household", "2 households", "1 household",
    ]  # fmt: skip
    assert template.render(n=1) == "1 household 1 person can sign"
    assert template.render(n=5) == "5 households 5 people can sign"
    assert template.render(n="<b>") == "&lt;b&gt; households &lt;b&gt; people can sign"
    assert language.translate("zh", "%(n)s 户", n=1) == "1 户"


def test_facts_and_plurals_are_filled_in() -> None:
    assert language.translate("en", "还差 %(gap)s 人，不能开会", gap=7) == (
        "7 short: the meeting may not open"
    )
    assert language.counted("en", "超 %(days)s 天", "超 %(days)s 天", days=1) == "1 day late"
    assert language.translate("zh", "查找") == "查找"
