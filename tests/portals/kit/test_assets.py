"""What is served, how heavy it is, and what old browsers get."""

import gzip
import re

import httpx
import pytest

from portals.kit import assets, tokens

SCRIPT = (assets.SOURCE / "enhance.js").read_text("utf-8")


@pytest.mark.parametrize(("name", "most"), [("site.css", 8192), ("enhance.js", 4096)])
def test_each_bundle_keeps_its_budget(name: str, most: int) -> None:
    assert len(assets.built()[name].compressed) <= most


@pytest.mark.parametrize("query", ["lang=zh", "lang=en"])
async def test_the_styleguide_itself_is_lighter_than_an_officials_page(
    client: httpx.AsyncClient, query: str
) -> None:
    page = await client.get(f"/styleguide?{query}")

    assert len(gzip.compress(page.content)) <= 12 * 1024


async def test_a_bundle_is_sent_compressed_and_for_ever(client: httpx.AsyncClient) -> None:
    answer = await client.get(assets.asset("site.css"), headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.content == assets.built()["site.css"].body


async def test_a_bundle_is_sent_plain_to_those_who_cannot_unpack(client: httpx.AsyncClient) -> None:
    answer = await client.get(assets.asset("seal.svg"), headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "image/svg+xml"


async def test_an_unknown_bundle_is_not_found(client: httpx.AsyncClient) -> None:
    assert (await client.get("/static/0000000000000000.css")).status_code == 404


def test_every_colour_stands_plain_before_its_token() -> None:
    css = assets.with_plain_colours(
        "a{color:var(--pine);margin:var(--s1)}b{border:1px solid var(--line)}"
    )

    assert css == (
        "a{color:#0c5a45;color:var(--pine);margin:var(--s1)}"
        "b{border:1px solid #d9d5c7;border:1px solid var(--line)}"
    )


def test_every_token_used_is_declared() -> None:
    declared = {*tokens.COLOUR, *tokens.TYPE, *tokens.SIZE}
    css = "".join(path.read_text("utf-8") for path in assets.SOURCE.glob("*.css"))

    assert set(re.findall(r"var\(--([\w-]+)", css)) - declared == set()


def test_stylesheets_use_nothing_that_chrome_61_lacks() -> None:
    css = "".join(path.read_text("utf-8") for path in assets.SOURCE.glob("*.css"))
    banned = r":has\(|@container|[{;]\s*gap:|\bmin\(|clamp\(|inset:|aspect-ratio|:is\(|:where\(|&"

    assert re.findall(banned, css) == []


def test_the_script_is_short_and_old_fashioned() -> None:
    code = re.sub(r"/\*.*?\*/", "", SCRIPT, flags=re.DOTALL)
    banned = r"=>|`|\?\.|\?\?|\b(?:let|const|class|async|await|import|export)\b|\.\.\."
    banned_names = r"\.(?:at|replaceChildren|replaceAll|append|prepend|closest|includes|finally)\("

    assert SCRIPT.count("\n") <= 300
    assert re.findall(banned, code) == []
    assert re.findall(banned_names, code) == []


def test_no_template_carries_inline_style_or_script() -> None:
    portals = assets.SOURCE.parents[2]
    banned = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)")
    found = [
        str(path.relative_to(portals))
        for path in portals.glob("*/templates/**/*.html")
        if banned.search(path.read_text("utf-8"))
    ]

    assert found == []
