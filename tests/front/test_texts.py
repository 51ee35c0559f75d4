"""What the attack with scripts rests on: payloads, places of all texts, templates that escape."""

from portals.kit import pages
from portals.kit.language import LOCALES
from tests.front import payloads, texts


def test_there_are_enough_payloads_and_each_differs() -> None:
    assert len(set(payloads.PAYLOADS)) == len(payloads.PAYLOADS) >= 60


def test_every_text_argument_of_the_schema_has_its_place() -> None:
    """A new text argument: say in tests/front/texts.py where it is kept, or why it is not free."""
    assert texts.arguments() == sorted([*texts.KEPT_IN, *texts.NEVER_FREE])
    assert texts.loose() == []


def test_pages_escape_by_default() -> None:
    for locale in LOCALES:
        page = pages.templates(locale).from_string("{{ text }}")
        assert page.render(text="<script>'\"") == "&lt;script&gt;&#39;&#34;"
