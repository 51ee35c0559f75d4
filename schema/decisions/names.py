"""How places, people and bodies are named for this viewer."""

from services.decisions.vocabulary import BODY_NAMES, Body
from tenants.viewer import Locale


def in_language(locale: Locale, words: tuple[str, str]) -> str:
    """Return the Chinese or the English of a pair."""
    return words[0] if locale == "zh" else words[1]


def body_name(body: Body | None, locale: Locale) -> str:
    """Return what a body is called; empty for none."""
    return in_language(locale, BODY_NAMES[body]) if body else ""


def masked(name: str) -> str:
    """Return a person's name for those who need not know who it is: the surname alone."""
    return f"{name[:1]}**" if name else ""
