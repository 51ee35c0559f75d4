"""Catalogues in memory and the choice of language; Chinese source strings need no catalogue."""

import re
from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from markupsafe import Markup
from starlette.requests import HTTPConnection

Locale = Literal["zh", "en"]
LOCALES: tuple[Locale, ...] = ("zh", "en")
CATALOGUES = Path(__file__).parent.parent / "locale" / "en" / "LC_MESSAGES"
COOKIE = "lang"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def N_(text: str) -> str:  # noqa: N802 - the customary mark of a string translated later
    """Mark a string of a table or constant for extraction; it is translated where it is shown."""
    return text


def translate(locale: Locale, text: str, **facts: object) -> str:
    """Return a source string in the asked language, with `%(name)s` facts filled in."""
    words = worded(locale, text, facts)
    return words % facts if facts else words


def worded(locale: Locale, text: str, facts: Mapping[str, object]) -> str:
    """Return a string, unfilled, in the form that its count asks for where the language has two.

    The count is the fact `n`, or the only one. Which strings have two forms the catalogue says:
    an entry with `msgid_plural`, kept by `portals.locale.extract`.
    """
    count = facts.get("n", next(iter(facts.values())) if len(facts) == 1 else None)
    several = 1 if str(count) == "1" else 2
    found = translations(locale).ngettext(text, text, several) if facts else text
    return translations(locale).gettext(text) if found == text else found


def counted(locale: Locale, one: str, many: str, **facts: int) -> str:
    """Return a source string whose one fact decides between singular and plural."""
    (count,) = facts.values()
    return translations(locale).ngettext(one, many, count) % facts


@lru_cache(maxsize=2)
def translations(locale: Locale) -> NullTranslations:
    """Return all catalogues of a language as one, compiled once a process."""
    if locale == "zh":
        return NullTranslations()
    merged = Translations()
    for path in sorted(CATALOGUES.glob("*.po")):
        merged.merge(_compiled(path))
    return merged


def _compiled(path: Path) -> Translations:
    with path.open("rb") as source:
        catalogue = read_po(source, locale="en")
    target = BytesIO()
    write_mo(target, catalogue)
    target.seek(0)
    return Translations(target)


def mark(locale: Locale, text: str) -> Markup:
    """Return the attribute that tells a screen reader that a name on an English page is Chinese."""
    foreign = locale == "en" and _CHINESE.search(text)
    return Markup(' lang="zh-CN"') if foreign else Markup("")


def of(request: HTTPConnection) -> Locale:
    """Return the reader's language: address, cookie, account, browser, in this order."""
    viewer = getattr(request.state, "viewer", None)
    wishes = (
        request.query_params.get("lang"),
        request.cookies.get(COOKIE),
        getattr(viewer, "locale", None),
        request.headers.get("accept-language", "")[:2].lower(),
    )
    for wish in wishes:
        if wish == "en":
            return "en"
        if wish == "zh":
            return "zh"
    return "zh"
