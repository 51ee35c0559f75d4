"""Brings the catalogues up to date: `python -m portals.locale.extract [portal …]`, all by default.

Each portal has a catalogue of its own, so that people who work on different portals never edit
one file. The kit's also holds the words of the composition root; its words are left out elsewhere.
"""

import sys
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

PORTALS = Path(__file__).parent.parent
CATALOGUES = Path(__file__).parent / "en" / "LC_MESSAGES"
SHARED = "kit"
# `_say(request, text)` and `translate(locale, text)` carry the source string second.
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "translate": (2,),
    "counted": (2, 3),
    "_say": (2,),
    "wrong": (2,),
}
_TEMPLATE_OPTIONS = {
    "extensions": "jinja2.ext.do",
    "newstyle_gettext": "true",
    "silent": "false",
    "trimmed": "true",
}
_HEADER = "# English of the Chinese source strings. Kept by portals.locale.extract, filled by hand."


def portals() -> list[str]:
    """Return the portals that have words of their own, the shared ones first."""
    found = {path.parent.name for path in PORTALS.glob("*/__init__.py")} - {"locale", SHARED}
    return [
        SHARED,
        *(name for name in sorted(found) if any(any(words(one)) for one in sources(name))),
    ]


def sources(portal: str) -> Iterable[Path]:
    """Yield the files whose words belong to a portal's catalogue."""
    if portal == SHARED:
        yield from sorted(PORTALS.glob("*.py"))
    yield from sorted((PORTALS / portal).rglob("*.py"))
    yield from sorted((PORTALS / portal / "templates").rglob("*.html"))


def template(portal: str) -> Catalog:
    """Return all source strings of a portal that the shared catalogue does not hold."""
    catalogue = Catalog(locale="en", project="mingbai", charset="utf-8")
    shared = template(SHARED) if portal != SHARED else Catalog()
    for path in sources(portal):
        for message in words(path):
            if message not in shared:
                place = path.relative_to(PORTALS.parent).as_posix()
                catalogue.add(message, locations=[(place, None)])  # type: ignore[list-item]
    return catalogue


def words(path: Path) -> Iterable[str | tuple[str, ...]]:
    """Yield the marked strings of one file."""
    jinja = path.suffix == ".html"
    method = "jinja2.ext:babel_extract" if jinja else "python"
    options = _TEMPLATE_OPTIONS if jinja else {}
    found = extract_from_file(method, path, KEYWORDS, (), options)
    for _line, message, _comments, _context in found:
        yield message


def updated(portal: str) -> str:
    """Return the text of a portal's catalogue: new strings empty, unused ones gone."""
    catalogue = template(portal)
    path = CATALOGUES / f"{portal}.po"
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale="en")
        for message in catalogue:
            old = known.get(message.id) if message.id else None
            if old is not None:
                # English has two forms where somebody gave it two; the sources need not know.
                message.id = old.id
                message.string = old.string
    catalogue.header_comment = _HEADER
    return _written(catalogue)


def without_english(catalogue: Catalog) -> list[str]:
    """Return the source strings that have no English, or only a guess."""
    missing = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(texts)):
            missing.append(str(message.id))
    return missing


def _written(catalogue: Catalog) -> str:
    target = BytesIO()
    write_po(target, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: en\\n"\n'
    plural = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return f"{_HEADER}\n{head}{plural}{target.getvalue().decode()}"


def main(names: list[str]) -> None:
    """Rewrite the catalogues of the named portals and say what still has no English."""
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    for portal in names or portals():
        text = updated(portal)
        (CATALOGUES / f"{portal}.po").write_text(text, "utf-8")
        empty = without_english(read_po(StringIO(text), locale="en"))
        print(f"{portal}: {len(empty)} without English")  # noqa: T201
        for message in empty:
            print(f"  {message}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
