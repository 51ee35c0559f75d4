"""Three kinds of failure: a refusal (for the user), trouble (retried), a defect (the rest)."""

from typing import ClassVar, Literal

Locale = Literal["zh", "en"]


class DomainError(Exception):
    """A refusal: a stable code and words that say what to do next, in Chinese and English."""

    code: ClassVar[str] = "REFUSED"
    zh: ClassVar[str] = "不能这样办。"
    en: ClassVar[str] = "This cannot be done."

    def __init__(self, *, path: tuple[str, ...] = (), **facts: object) -> None:
        """Keep the facts that the words need and the input field that the words belong to."""
        self.path = path
        self.facts = facts
        super().__init__(f"{self.code}: {self.message('en')}")

    def message(self, locale: str) -> str:
        """Return the words in the asked language; facts named `x_zh`/`x_en` follow the language."""
        facts = dict(self.facts)
        for name, value in self.facts.items():
            if name.endswith(f"_{locale}"):
                facts[name.removesuffix(f"_{locale}")] = value
        return (self.zh if locale == "zh" else self.en).format(**facts)


class NotFound(DomainError):
    """What was asked for is not there, or is not the asker's to see: the same answer."""

    code = "NOT_FOUND"
    zh = "没有找到。请核对后再试，或回到上一页重新选择。"
    en = "Not found. Check it and try again, or go back and choose again."


class Conflict(DomainError):
    """Somebody else changed the same thing at the same moment."""

    code = "CONFLICT"
    zh = "这条内容刚刚被别人改过，请刷新后再办。"
    en = "Somebody has just changed this. Reload the page and do it again."


class ReasonNeeded(DomainError):
    """An act that somebody will ask about later; each capability says who reads the reason."""

    code = "REASON_NEEDED"
    zh = "请写明原因。"
    en = "Give a reason."


class Trouble(Exception):
    """A passing hindrance (engine away, disk busy): logged as a warning and tried again."""
