"""The outcome of a check in lines that people read, Chinese and English, and an exit status."""

from dataclasses import dataclass, field

GENUINE, TAMPERED, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class Line:
    """One finding; `code` is stable, the words are for people."""

    good: bool
    code: str
    zh: str
    en: str

    def text(self, locale: str) -> str:
        """Return the finding with its mark; the mark is a word, never only a colour."""
        marks = {"zh": ("通过", "不符"), "en": ("ok", "FAILED")}
        good, bad = marks.get(locale, marks["en"])
        return f"{good if self.good else bad}  {self.zh if locale == 'zh' else self.en}"


@dataclass
class Report:
    """What a check found; `exit_status` is 0 genuine, 1 does not hold, 2 cannot be read."""

    lines: list[Line] = field(default_factory=list)
    unreadable: bool = False

    def passed(self, code: str, zh: str, en: str) -> None:
        self.lines.append(Line(True, code, zh, en))

    def failed(self, code: str, zh: str, en: str) -> None:
        self.lines.append(Line(False, code, zh, en))

    @property
    def ok(self) -> bool:
        """Whether everything that was checked holds; an empty check does not."""
        return bool(self.lines) and all(line.good for line in self.lines)

    @property
    def exit_status(self) -> int:
        if self.ok:
            return GENUINE
        return UNREADABLE if self.unreadable else TAMPERED

    @property
    def failures(self) -> list[str]:
        """The codes of what does not hold."""
        return [line.code for line in self.lines if not line.good]

    def text(self, locale: str) -> str:
        """Return all findings and the verdict, a line each."""
        verdict = {
            ("zh", True): "结论：真实，没有被改动。",
            ("zh", False): "结论：不能认定为真实，见上面“不符”各行。",
            ("en", True): "Result: genuine, nothing was changed.",
            ("en", False): "Result: not shown to be genuine; see the lines marked FAILED.",
        }
        spoken = locale if locale == "zh" else "en"
        return "\n".join([*(line.text(spoken) for line in self.lines), verdict[spoken, self.ok]])
