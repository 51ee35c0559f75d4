"""Reads docs/audit-trail.md: which tags a mutation and a sensitive read write."""

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "docs" / "audit-trail.md"
_LINE = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)
_FIELD = re.compile(r"^\| `([A-Z]\w+\.\w+)` \| (.+) \|$", re.MULTILINE)
_TAG = re.compile(r"`([a-z_]+:[a-z_]+:[a-z_]+)`")


@cache
def declared() -> dict[str, set[str]]:
    """Return the tags by mutation, as `noun_verb`, and by sensitive read, as in the schema."""
    found = _LINE.findall(FILE.read_text(encoding="utf-8"))
    return {snake(name): set(_TAG.findall(tags)) for name, tags in found}


def snake(name: str) -> str:
    """Return the name of the body of a mutation of the schema."""
    return re.sub(r"[A-Z]", lambda capital: f"_{capital[0].lower()}", name)


@cache
def declared_fields() -> dict[str, set[str]]:
    """Return the tags by field that writes one when it is read, as `Type.field` of the schema."""
    found = _FIELD.findall(FILE.read_text(encoding="utf-8"))
    return {name: set(_TAG.findall(tags)) for name, tags in found}
