"""Reading a YAML file into typed values, collecting every problem with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import yaml

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Problem:
    """What is wrong on one line of a file."""

    line: int
    zh: str
    en: str


class Entry:
    """One mapping of a file: typed access to its keys; mistakes go to the shared list."""

    def __init__(self, node: yaml.Node, problems: list[Problem], allowed: frozenset[str]) -> None:
        """Take the mapping's values and report keys that nobody knows."""
        self.line: int = node.start_mark.line + 1
        self.problems = problems
        self.nodes: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            self.report(self.line, "应为“键: 值”", "a mapping is expected")
            return
        for key, value in node.value:
            self._take(key, value, allowed)

    def _take(self, key: yaml.Node, value: yaml.Node, allowed: frozenset[str]) -> None:
        line = key.start_mark.line + 1
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if name not in allowed:
            self.report(line, f"不认识的键 {name}", f"unknown key {name}")
        elif name in self.nodes:
            self.report(line, f"键 {name} 重复", f"key {name} is repeated")
        else:
            self.nodes[name] = value

    def report(self, line: int, zh: str, en: str) -> None:
        self.problems.append(Problem(line, zh, en))

    def has(self, key: str) -> bool:
        return key in self.nodes

    def _missing(self, key: str) -> None:
        self.report(self.line, f"缺少 {key}", f"{key} is missing")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        node = self.nodes.get(key)
        if node is None:
            if default is None:
                self._missing(key)
            return default or ""
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            self.report(node.start_mark.line + 1, f"{key} 应为文字", f"{key} must be a text")
            return ""
        return str(node.value)

    def integer(self, key: str, default: int = 0) -> int:
        """Return a whole number that is not negative."""
        if key not in self.nodes:
            return default
        text = self.text(key)
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            line = self.nodes[key].start_mark.line + 1
            self.report(line, f"{key} 应为非负整数", f"{key} must be a whole number")
            return default
        return int(text)

    def flag(self, key: str) -> bool:
        text = self.text(key, "false")
        if text not in {"true", "false"}:
            line = self.nodes[key].start_mark.line + 1
            self.report(line, f"{key} 应为 true 或 false", f"{key} must be true or false")
        return text == "true"

    def choice(self, key: str, words: type[Choice], default: Choice | None = None) -> Choice:
        """Return one word of a closed list."""
        if key not in self.nodes and default is not None:
            return default
        text = self.text(key)
        known = {word.value: word for word in words}
        if text and text not in known:
            line = self.nodes[key].start_mark.line + 1
            allowed = ", ".join(known)
            self.report(line, f"{key} 只能是 {allowed}", f"{key} must be one of {allowed}")
        return known.get(text, next(iter(words)))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; absent means empty."""
        node = self.nodes.get(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.report(node.start_mark.line + 1, f"{key} 应为列表", f"{key} must be a list")
            return ()
        # What stands inside a list is a word; a list in a list is none, and may be endless.
        scalars = [item for item in node.value if isinstance(item, yaml.ScalarNode)]
        if len(scalars) < len(node.value):
            self.report(node.start_mark.line + 1, f"{key} 只能列文字", f"{key} must list words")
        return tuple(str(item.value) for item in scalars)

    def fraction(self, key: str) -> tuple[int, int]:
        """Return an exact fraction written as [2, 3], at most 1."""
        node, numbers = self.nodes.get(key), self.texts(key)
        line = self.line if node is None else node.start_mark.line + 1
        if len(numbers) != 2 or not all(_is_number(one) for one in numbers):  # noqa: PLR2004 - a fraction has two parts
            self.report(line, f"{key} 应写成 [2, 3]", f"{key} must be written as [2, 3]")
            return (1, 1)
        numerator, denominator = int(numbers[0]), int(numbers[1])
        if not 0 < numerator <= denominator:
            self.report(line, f"{key} 应大于 0 且不超过 1", f"{key} must be above 0 and at most 1")
            return (1, 1)
        return (numerator, denominator)

    def pair(self, key: str = "") -> tuple[str, str]:
        """Return the Chinese and the English words under a key (or of this entry itself)."""
        words = self.child(key, frozenset({"zh", "en"})) if key else self
        if words is None:
            self._missing(key)
            return ("", "")
        return (words.text("zh"), words.text("en"))

    def child(self, key: str, allowed: frozenset[str]) -> "Entry | None":
        node = self.nodes.get(key)
        return None if node is None else Entry(node, self.problems, allowed)

    def children(self, key: str, allowed: frozenset[str]) -> Iterator["Entry"]:
        node = self.nodes.get(key)
        if node is None:
            self._missing(key)
        elif isinstance(node, yaml.SequenceNode):
            yield from (Entry(item, self.problems, allowed) for item in node.value)
        else:
            self.report(node.start_mark.line + 1, f"{key} 应为列表", f"{key} must be a list")

    def named(self, key: str) -> dict[str, tuple[str, str]]:
        """Return a mapping of names, each with Chinese and English words."""
        node = self.nodes.get(key)
        if not isinstance(node, yaml.MappingNode):
            return {}
        both = frozenset({"zh", "en"})
        return {str(k.value): Entry(v, self.problems, both).pair() for k, v in node.value}


def read(text: str, allowed: frozenset[str]) -> Entry:
    """Parse a file's text; a file that is not YAML is reported like any other mistake."""
    problems: list[Problem] = []
    try:
        node = None if _entangled(text, problems) else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(line, "不是有效的 YAML", f"not valid YAML: {error.problem}"))
        node = None
    except yaml.reader.ReaderError:
        problems.append(Problem(1, "含有不可读的字符", "holds characters that cannot be read"))
        node = None
    return Entry(node or yaml.MappingNode("", [], _START, _START), problems, allowed)


_MOST_DIGITS = 6
_DEEPEST = 8


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _entangled(text: str, problems: list[Problem]) -> bool:
    """Report anchors, aliases and deep nests: a short text may stand for an endless one."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "anchor", None) is not None or depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            zh, en = "不能用锚点、引用和过深的嵌套", "no anchors, aliases or deep nests"
            problems.append(Problem(line, zh, en))
            return True
    return False


_START = yaml.Mark("", 0, 0, 0, "", 0)


def listed(problems: list[Problem]) -> tuple[str, str]:
    """Return the problems as a Chinese and an English text, a line each, for a refusal."""
    ordered = sorted(problems, key=lambda problem: problem.line)
    return (
        "\n".join(f"第 {p.line} 行：{p.zh}" for p in ordered),
        "\n".join(f"line {p.line}: {p.en}" for p in ordered),
    )
