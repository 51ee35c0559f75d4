"""What the templates of the public, identity and villager pages must keep to."""

import gzip
import re
from pathlib import Path

import pytest

from portals.locale import extract
from tests.portals.site import Browser, Village

MINE = ("public", "identity", "villager")
TEMPLATES = [
    path for name in MINE for path in sorted((extract.PORTALS / name / "templates").rglob("*.html"))
]
BUDGET_BYTES = 25 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_button_says_verb_and_object(path: Path) -> None:
    words = re.findall(r'_\("([^"]+)"\)', path.read_text("utf-8"))

    assert not {"确定", "提交", "确认", "OK"} & set(words)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_no_style_and_no_script(path: Path) -> None:
    assert not re.search(r"\sstyle=|<script|\son[a-z]+=", path.read_text("utf-8"))


async def test_the_pages_keep_their_weight(visitor: Browser, village: Village) -> None:
    home = await visitor.open(f"/v/{village.code}")
    static = [one for one in home.links if one.startswith("/static/") and one.endswith(".css")]
    script = re.findall(r'<script src="([^"]+)"', home.html)
    shared = [await visitor.client.get(one) for one in (*static, *script)]
    assert [len(static), len(script)] == [1, 1]  # with the page itself three requests (ux.md)
    assert not re.findall(
        r'src="(?!data:|/static/[^"]+[.]js")|rel="icon" href="(?!data:)', home.html
    )
    around = sum(len(gzip.compress(one.content)) for one in shared)

    for path in (f"/v/{village.code}", "/", home.link("/d/"), home.link("/m/"), "/check"):
        page = await visitor.visit(path if path.startswith(visitor.home) else visitor.home + path)
        assert page.status == 200
        assert around + len(gzip.compress(page.html.encode())) <= BUDGET_BYTES
