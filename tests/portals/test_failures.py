"""What a page answers when its own operation did not come to an end."""

import pytest

from schema.core import execution
from tenants.registry import Tenant
from tests.portals.site import Browser


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("zh", "现在很忙，请稍候", "再送一次，也只算一次"),
        ("en", "Very busy: please wait", "counts once"),
    ],
)
async def test_a_page_whose_operation_took_too_long_asks_to_try_again(
    county: Tenant, monkeypatch: pytest.MonkeyPatch, language: str, title: str, words: str
) -> None:
    browser = Browser(county.code, language)
    monkeypatch.setattr(execution, "DEADLINE_SECONDS", 0)

    page = await browser.open("/")

    assert page.status == 503
    assert page.headers["retry-after"] == "10"
    assert title in page.title
    assert words in page.words
