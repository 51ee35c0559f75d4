"""The outcome of a check in lines that people read, Chinese and English, and an exit status."""

from dataclasses import dataclass, field

GENUINE, TAMPERED, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class Line:
    """One finding; `code` is stable, the words are for people and begin with the outcome."""

    good: bool
    code: str
    zh: str
    en: str


@dataclass
class Report:
    """What a check found; `exit_status` is 0 genuine, 1 does not hold, 2 cannot be read."""

    lines: list[Line] = field(default_factory=list)
    unreadable: bool = False

    def passed(self, code: str, zh: str, en: str) -> None:
        """Add something that holds."""
        self.lines.append(Line(good=True, code=code, zh=f"通过：{zh}", en=f"ok: {en}"))

    def failed(self, code: str, zh: str, en: str) -> None:
        """Add something that does not hold."""
        self.lines.append(Line(good=False, code=code, zh=f"不符：{zh}", en=f"FAILED: {en}"))

    @property
    def genuine(self) -> bool:
        """Whether everything that was checked holds; an empty check does not."""
        return bool(self.lines) and all(line.good for line in self.lines)

    @property
    def exit_status(self) -> int:
        if self.genuine:
            return GENUINE
        return UNREADABLE if self.unreadable else TAMPERED

    @property
    def failures(self) -> list[str]:
        """The codes of what does not hold."""
        return [line.code for line in self.lines if not line.good]

    def text(self, locale: str) -> str:
        """Return all findings and the verdict, a line each."""
        if locale == "zh":
            verdict = "真实，没有被改动。" if self.genuine else "不能认定为真实，见“不符”各行。"
            return "\n".join([*(line.zh for line in self.lines), f"结论：{verdict}"])
        verdict = "genuine, unchanged." if self.genuine else "not genuine; see the FAILED lines."
        return "\n".join([*(line.en for line in self.lines), f"Result: {verdict}"])
