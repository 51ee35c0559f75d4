"""What holds for the templates and handlers of every portal."""

import re
from collections.abc import Iterator
from pathlib import Path

from portals.kit import assets, pages

TEMPLATES = sorted(pages.PORTALS.glob("*/templates/**/*.html"))


def matches(pattern: str) -> Iterator[tuple[str, str]]:
    for path in TEMPLATES:
        for found in re.findall(pattern, path.read_text("utf-8")):
            yield str(path.relative_to(pages.PORTALS)), found


def test_every_macro_that_a_template_calls_is_there() -> None:
    known = set(pages.macro_files())

    assert [one for one in matches(r"\bui\.([a-z_]+)\(") if one[1] not in known] == []


def test_every_class_that_a_template_names_is_styled() -> None:
    css = "".join(path.read_text("utf-8") for path in assets.SOURCE.glob("*.css"))
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    used = ((path, name) for path, names in matches(r'class="([^"{}]*)"') for name in names.split())

    assert [one for one in used if one[1] not in styled] == []


def test_forms_that_write_come_from_the_kit() -> None:
    foreign = [path for path, _ in matches(r'(<form[^>]*method="?post)') if "kit/" not in path]

    assert foreign == []


def test_buttons_name_their_act() -> None:
    vague = r'ui\.(?:submit|button_link)\(_\("(确定|提交|确认|OK|好的)"\)'

    assert list(matches(vague)) == []


def test_only_forms_post_takes_forms() -> None:
    allowed = {"app.py", "kit/forms.py"}
    found = {
        path.relative_to(pages.PORTALS).as_posix()
        for path in Path(pages.PORTALS).rglob("*.py")
        if re.search(r'methods=\[[^\]]*"(?:POST|PUT|DELETE|PATCH)"', path.read_text("utf-8"))
    }

    assert found - allowed == set()
