"""The one rule for what people write: trimmed, storable, and no longer than it may be."""

import unicodedata
from collections.abc import Sized
from dataclasses import dataclass

from infra import identifying
from infra.errors import DomainError
from infra.identifying import Kind

TITLE = 100
TEXT = 5_000
NOTE = 1_000
_LINES = frozenset("\n\r\t")
# They turn what follows around, so that an amount reads backwards; joiners (Cf too) are needed by
# Mongolian and stay.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
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


class IdentifyingNumber(DomainError):
    code = "IDENTIFYING_NUMBER"
    zh = "{what_zh}会公开，里面有{kind_zh}。请删掉；要留联系方式，请写村部座机或 12345。"
    en = "The {what_en} becomes public and holds {kind_en}. Delete it; give an office's landline."


_KINDS = {
    Kind.BANK_CARD: ("银行卡号", "a bank card's number"),
    Kind.IDENTITY_CARD: ("身份证号", "an identity card's number"),
    Kind.PHONE: ("手机号", "a mobile number"),
}


@dataclass(frozen=True)
class Words:
    """What is asked for: the input's field, its name for people, and the most it holds."""

    field: str
    zh: str
    en: str
    most: int = NOTE
    public: bool = False  # anybody will read it, so that it may name nobody by a number

    def read(self, raw: str) -> str:
        """Return the text as it is kept, or refuse it."""
        text = raw.strip()
        if any(_is_unstorable(one) for one in text):
            raise TextUnreadable(path=(self.field,), what_zh=self.zh, what_en=self.en)
        self._count(text, TextTooLong)
        kind = identifying.find(text) if self.public else None
        if kind is not None:
            zh, en = _KINDS[kind]
            facts = {"what_zh": self.zh, "what_en": self.en, "kind_zh": zh, "kind_en": en}
            raise IdentifyingNumber(path=(self.field,), **facts)
        return text

    def few(self, items: Sized) -> None:
        """Refuse a list of more things than are taken at once."""
        self._count(items, ListTooLong)

    def _count(self, what: Sized, refusal: type[DomainError]) -> None:
        if len(what) > self.most:
            facts = {"what_zh": self.zh, "what_en": self.en, "limit": self.most}
            raise refusal(path=(self.field,), count=len(what), **facts)


def standing_alone(name: str) -> str:
    """Return a name as it stands in a list: English ones, lower case in a sentence, begin large."""
    return name[:1].upper() + name[1:]


def _is_unstorable(character: str) -> bool:
    if character in _TURNING:
        return True
    return unicodedata.category(character) in _UNSTORABLE and character not in _LINES
