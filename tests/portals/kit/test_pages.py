"""Rendering: fragments, strict names, safe headers, preferences."""

from typing import Any

import httpx
import jinja2
import pytest
from starlette.requests import Request

from portals.kit import pages, preferences
from portals.kit.language import Locale


def request(**headers: str) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request(
        {
            "type": "http",
            "path": "/150523/x",
            "query_string": b"",
            "headers": raw,
            "method": "GET",
            "path_params": {"county": "150523"},
            "state": {},
        }
    )


def shown(text: str, **context: Any) -> str:
    environment = pages.templates("zh")
    values = {"county_path": "/150523", **context}
    values["ui"] = pages.Components(environment, values)
    return environment.from_string(text).render(values)


async def test_a_fragment_is_the_named_block_alone(client: httpx.AsyncClient) -> None:
    part = await client.get("/styleguide?lang=zh", headers={"X-Fragment": "ledger"})

    assert part.headers["x-fragment"] == "ledger"
    assert "X-Fragment" in part.headers["vary"]
    assert part.text.strip().startswith("<table")
    assert "<html" not in part.text


@pytest.mark.parametrize("name", ["nothing", "../etc", "__init__", "Ledger"])
async def test_an_unknown_fragment_gives_the_whole_page(
    client: httpx.AsyncClient, name: str
) -> None:
    page = await client.get("/styleguide", headers={"X-Fragment": name})

    assert "x-fragment" not in page.headers
    assert page.text.startswith("<!doctype html>")


async def test_pages_carry_the_safe_headers(client: httpx.AsyncClient) -> None:
    headers = (await client.get("/styleguide")).headers

    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["cache-control"] == "no-store"


def test_a_key_of_a_dictionary_wins_over_its_methods() -> None:
    assert shown("{{ data.items }}", data={"items": 3}) == "3"


def test_an_absent_key_is_false_but_cannot_be_printed() -> None:
    assert shown("{% if row.note %}a{% else %}b{% endif %}", row={}) == "b"
    with pytest.raises(jinja2.UndefinedError):
        shown("{{ row.note }}", row={})
    with pytest.raises(jinja2.UndefinedError):
        shown("{{ nowhere }}")


def test_values_are_escaped() -> None:
    text = "{{ ui.tag(word) }}{{ _('主办：%(owner)s', owner=word) }}"

    assert "<script>" not in shown(text, word="<script>")


def test_the_county_is_in_front_of_every_address() -> None:
    page = pages.render(request(), "refusal.html", {"refusal": {"title": "t", "text": "x"}}, 404)

    assert page.status_code == 404
    assert b'href="/150523/help"' in page.body


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_template_of_every_portal_compiles(locale: Locale) -> None:
    environment = pages.templates(locale)

    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/150523/x?a=1", "/150523/x?a=1"),
        ("//evil.test/x", "/"),
        ("https://evil.test/", "/"),
        ("/\\evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_preferences_lead_back_to_this_site_only(asked: str, path: str) -> None:
    assert preferences.local_path(asked) == path


async def test_a_preference_is_kept_in_a_cookie(client: httpx.AsyncClient) -> None:
    answer = await client.get("/preferences?fs=2&lang=en&keys=off&back=/styleguide")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/styleguide"
    page = (await client.get("/styleguide")).text
    assert '<html lang="en" class="fs-2" data-keys-off>' in page


async def test_an_unknown_preference_is_ignored(client: httpx.AsyncClient) -> None:
    answer = await client.get("/preferences?fs=9&lang=fr")

    assert "set-cookie" not in answer.headers


def test_a_step_whose_decision_was_annulled_says_so() -> None:
    steps = [{"label": "公布", "state": "annulled", "day": None}]

    drawn = shown("{{ ui.rail(steps) }}", steps=steps, lang="zh-CN")

    assert 'class="is-back" aria-current="step"' in drawn
    assert "<small>已被撤销</small>" in drawn
