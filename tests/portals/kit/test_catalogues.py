"""Every source string has English, none is a guess, and no catalogue is behind the sources."""

import pytest
from babel.messages.pofile import read_po

from portals.kit import language
from portals.locale import extract


@pytest.mark.parametrize("portal", extract.portals())
def test_every_string_of_a_portal_has_english(portal: str) -> None:
    path = extract.CATALOGUES / f"{portal}.po"
    wanted = {message.id for message in extract.template(portal) if message.id}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")

    assert wanted - {message.id for message in catalogue} == set()
    assert extract.without_english(catalogue) == []


def test_english_keeps_the_facts_of_its_source() -> None:
    for path in sorted(extract.CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and message.python_format:
                    assert list(message.check()) == [], message.id


def test_a_string_has_one_english_text_in_all_catalogues() -> None:
    """The catalogues are read as one, so that of two texts the later one would win everywhere."""
    texts: dict[str, set[str]] = {}
    for path in sorted(extract.CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if isinstance(message.id, str) and message.id:
                    texts.setdefault(message.id, set()).add(str(message.string))

    assert {text: english for text, english in texts.items() if len(english) > 1} == {}


def test_facts_and_plurals_are_filled_in() -> None:
    assert language.translate("en", "还差 %(gap)s 人，不能开会", gap=7) == (
        "7 short: the meeting may not open"
    )
    assert language.counted("en", "超 %(days)s 天", "超 %(days)s 天", days=1) == "1 day late"
    assert language.translate("zh", "查找") == "查找"
