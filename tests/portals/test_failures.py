"""What a page answers when its own operation did not come to an end."""

import pytest

from schema.core import execution
from tenants.registry import Tenant
from tests.portals.site import Browser


async def test_a_form_that_took_too_long_is_not_sent_again_by_itself(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(county.code)
    page = await browser.open("/sign-in")
    monkeypatch.setattr(execution, "DEADLINE_SECONDS", 0)

    sent = await browser.send(page, "/sign-in", phone="19900000000", password="x")

    assert sent.status == 503
    assert "refresh" not in sent.headers
    assert 'value="x"' not in sent.html  # a password is never written into a page
    assert "再送一次" not in sent.buttons


async def test_a_form_that_was_not_taken_can_be_sent_again_under_its_key(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(county.code)
    page = await browser.open("/claim")
    key = page.hidden(f"{browser.home}/claim")["key"]
    with monkeypatch.context() as slow:
        slow.setattr(execution, "MUTATION_DEADLINE_SECONDS", 0)
        kept = await browser.send(page, "/claim", phone="19900000000")
    held = kept.hidden(f"{browser.home}/claim")
    sent = await browser.send(kept, "/claim")

    assert kept.status == 503
    assert "再送一次" in kept.buttons
    assert (held["phone"], held["key"]) == ("19900000000", key)
    assert sent.status == 200


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
    assert page.headers["refresh"] == "10"  # a phone that waits in a meeting comes back by itself
    assert f"{browser.home}/" in page.links
    assert title in page.title
    assert words in page.words
