"""Every refusal speaks both languages and bears a code that nobody else uses."""

import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest

import portals.app  # noqa: F401
import schema.schema  # noqa: F401
import services.jobs  # all of them, so that every refusal is defined
import services.tables  # noqa: F401
from infra.errors import DomainError

CHINESE = re.compile(r"[\u4e00-\u9fff]")
FORMS = re.compile(r"_(zh|en)$")


def kinds(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from kinds(child)


REFUSALS = sorted(
    {one for one in kinds(DomainError) if not one.__module__.startswith("tests.")},
    key=lambda kind: (kind.__module__, kind.__name__),
)


def facts(text: str) -> set[str]:
    """Return the facts that the words need, without their language."""
    return {FORMS.sub("", name) for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_refusal_has_words_in_both_languages(kind: type[DomainError]) -> None:
    assert CHINESE.search(kind.zh), kind.zh
    assert re.search(r"[A-Za-z]", kind.en), kind.en
    assert not CHINESE.search(kind.en), kind.en
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", kind.code)
    assert not {name for name in facts(kind.zh) if name.endswith("_en")}


def test_a_code_belongs_to_one_refusal_and_its_own_kinds() -> None:
    # A kind that inherits its parent's code is the same refusal in other words.
    named = Counter(
        kind.code
        for kind in REFUSALS
        if not any(
            getattr(parent, "code", None) == kind.code
            for parent in kind.__mro__[1:]
            if parent is not DomainError
        )
    )

    assert {code for code, count in named.items() if count > 1} == set()
