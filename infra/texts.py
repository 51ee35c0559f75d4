"""The one rule for what people write: trimmed, storable, and no longer than it may be."""

import unicodedata
from collections.abc import Sized
from dataclasses import dataclass

from infra.errors import DomainError

TITLE = 100
TEXT = 5_000
NOTE = 1_000
_LINES = frozenset("\n\r\t")
# NUL does not fit into PostgreSQL; a lone surrogate is no character; the rest nobody can see.
_UNSTORABLE = frozenset({"Cc", "Cs"})


class TextTooLong(DomainError):
    code = "TEXT_TOO_LONG"
    zh = "{what_zh}最多 {limit} 个字，现在有 {count} 个。请写短一些。"
    en = "The {what_en} has {count} characters and may have {limit}. Make it shorter."


class TextUnreadable(DomainError):
    code = "TEXT_UNREADABLE"
    zh = "{what_zh}里有看不见、存不了的字符。请删掉后重新输入。"
    en = "The {what_en} holds characters that cannot be kept. Delete them and type it again."


class ListTooLong(DomainError):
    code = "LIST_TOO_LONG"
    zh = "{what_zh}最多 {limit} 项，现在有 {count} 项。请分几次办。"
    en = "There are {count} {what_en}, at most {limit} are taken at once. Do it in several goes."


@dataclass(frozen=True)
class Words:
    """What is asked for: the input's field, its name for people, and the most it holds."""

    field: str
    zh: str
    en: str
    most: int = NOTE

    def read(self, raw: str) -> str:
        """Return the text as it is kept, or refuse it."""
        text = raw.strip()
        if any(_is_unstorable(one) for one in text):
            raise TextUnreadable(path=(self.field,), what_zh=self.zh, what_en=self.en)
        self._count(text, TextTooLong)
        return text

    def few(self, items: Sized) -> None:
        """Refuse a list of more things than are taken at once."""
        self._count(items, ListTooLong)

    def _count(self, what: Sized, refusal: type[DomainError]) -> None:
        if len(what) > self.most:
            facts = {"what_zh": self.zh, "what_en": self.en, "limit": self.most}
            raise refusal(path=(self.field,), count=len(what), **facts)


def _is_unstorable(character: str) -> bool:
    return unicodedata.category(character) in _UNSTORABLE and character not in _LINES
