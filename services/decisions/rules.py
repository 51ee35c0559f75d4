"""Thresholds by exact whole-number arithmetic: the calculator before and the judge after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from infra import shares
from services.decisions.errors import CountsDoNotAddUp
from services.decisions.law import Rule
from services.decisions.numerals import chinese
from services.decisions.vocabulary import POPULATION_NAMES, Base, Population, RuleKind


@dataclass(frozen=True)
class Headcount:
    """How many belong, how many are due and how many are here."""

    all: int
    due: int
    present: int

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be: present ≤ due ≤ all."""
        if not 0 <= self.present <= self.due <= self.all:
            numbers = f"{self.all}, {self.due}, {self.present}"
            raise CountsDoNotAddUp(
                what_zh=f"全体、应到、实到依次为 {numbers}",
                what_en=f"all, due and present are {numbers}",
            )


@dataclass(frozen=True)
class Attendance(Headcount):
    """The attendance of a body, and of the parts of it that some rule counts by themselves."""

    parts: Mapping[Population, Headcount] = field(default_factory=dict)

    def of(self, population: Population) -> Headcount:
        """Return the count of one part; an uncounted part is nobody at all."""
        if population is Population.MEMBERS:
            return self
        return self.parts.get(population, _NOBODY)


_NOBODY = Headcount(0, 0, 0)


@dataclass(frozen=True)
class Tally:
    """Votes of one question; abstentions and invalid ballots are cast but not in favour."""

    in_favour: int
    against: int = 0
    abstain: int = 0
    invalid: int = 0
    parts: Mapping[Population, "Tally"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse negative numbers."""
        if min(self.in_favour, self.against, self.abstain, self.invalid) < 0:
            raise CountsDoNotAddUp(what_zh="票数不能为负", what_en="a count is negative")

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstain + self.invalid

    def of(self, population: Population) -> "Tally":
        """Return the votes of one part of the body."""
        if population is Population.MEMBERS:
            return self
        return self.parts.get(population, _NO_VOTES)


_NO_VOTES = Tally(0)


def met(count: int, base: int, rule: Rule) -> bool:
    """Say whether count/base reaches the rule's fraction, by cross multiplication."""
    return shares.met(count, base, rule)


def needed(base: int, rule: Rule) -> int:
    """Return the smallest count that meets the rule: 过半数 is floor + 1, 以上 is the ceiling."""
    return shares.needed(base, rule)


@dataclass(frozen=True)
class Line:
    """One rule applied to one count: a line of the printed derivation."""

    rule: Rule
    count: int
    base: int

    @property
    def met(self) -> bool:
        return met(self.count, self.base, self.rule)

    @property
    def missing(self) -> int:
        return max(0, needed(self.base, self.rule) - self.count)

    @property
    def rule_id(self) -> str:
        return self.rule.id

    @property
    def citation(self) -> str:
        return self.rule.citation_zh

    @property
    def formula(self) -> str:
        """Return the sum that decides: 38·3 ≥ 56·2."""
        return shares.formula(self.count, self.base, self.rule)

    @property
    def zh(self) -> str:
        unit = POPULATION_NAMES[self.rule.of][0]
        verb = "实到" if self.rule.kind is RuleKind.QUORUM else "赞成"
        if self.rule.kind is RuleKind.COMPOSITION:
            verb = "其中"
        result = "达到" if self.met else f"还差 {self.missing} {unit}"
        count = f"{_BASES_ZH[self.rule.base]} {self.base}，{verb} {self.count} {unit}"
        asked = f"须{_share_zh(self.rule)}（至少 {self._least} {unit}）"
        return f"{count}，{asked}，{result}。{self.rule.citation_zh}"

    @property
    def _least(self) -> int:
        return needed(self.base, self.rule)

    @property
    def en(self) -> str:
        verb = "present" if self.rule.kind is RuleKind.QUORUM else "in favour"
        if self.rule.kind is RuleKind.COMPOSITION:
            verb = "in the body"
        unit = "" if self.rule.of is Population.MEMBERS else f" {POPULATION_NAMES[self.rule.of][1]}"
        result = "met" if self.met else f"{self.missing} short"
        count = f"{self.count} of {self.base}{unit} {verb} (base: {_BASES_EN[self.rule.base]})"
        asked = f"{_share_en(self.rule)} needed, at least {self._least}"
        return f"{count}; {asked}: {result}; {self.rule.citation_en}"

    def as_json(self) -> dict[str, str | int | bool]:
        """Return the line as it is stored beside the outcome, never to be computed again."""
        return {
            "rule_id": self.rule_id,
            "kind": self.rule.kind.value,
            "of": self.rule.of.value,
            "base_kind": self.rule.base.value,
            "source": self.rule.source.value,
            "alternative": self.rule.alternative,
            "count": self.count,
            "base": self.base,
            "needed": needed(self.base, self.rule),
            "met": self.met,
            "formula": self.formula,
            "zh": self.zh,
            "en": self.en,
            "citation_zh": self.rule.citation_zh,
            "citation_en": self.rule.citation_en,
        }


def _share_zh(rule: Rule) -> str:
    """Return a share in words: 过半数 is strict, 以上 includes its own number."""
    if rule.numerator == rule.denominator:
        return "全部"
    if (rule.numerator, rule.denominator) == (1, 2):
        return "过半数" if rule.strict else "半数以上"
    share = f"{chinese(rule.denominator)}分之{chinese(rule.numerator)}"
    return f"超过{share}" if rule.strict else f"{share}以上"


def _share_en(rule: Rule) -> str:
    if rule.numerator == rule.denominator:
        return "all"
    half = (rule.numerator, rule.denominator) == (1, 2)
    share = "half" if half else f"{rule.numerator}/{rule.denominator}"
    return f"more than {share}" if rule.strict else f"{share} or more"


def asked(rule: Rule) -> tuple[str, str]:
    """Return what a rule asks for in words: its own, or those of its fraction and its base."""
    if rule.zh:
        return rule.zh, rule.en
    unit_zh, unit_en = POPULATION_NAMES[rule.of]
    who_zh = "组成人员" if rule.of is Population.MEMBERS else unit_zh.removeprefix("名")
    who_en = "members" if rule.of is Population.MEMBERS else unit_en
    opens = rule.kind is RuleKind.QUORUM
    zh = f"{_BASES_ZH[rule.base]}{who_zh}的{_share_zh(rule)}{'到会' if opens else '同意'}。"
    of = "" if rule.base is Base.ALL else f" ({_BASES_EN[rule.base]})"
    en = f"{_share_en(rule)} of all {who_en}{of} {'present' if opens else 'in favour'}."
    return zh, en[0].upper() + en[1:]


_BASES_ZH = {Base.ALL: "全体", Base.DUE: "应到", Base.PRESENT: "到会", Base.CAST: "投票"}
_BASES_EN = {
    Base.ALL: "all",
    Base.DUE: "those due",
    Base.PRESENT: "those present",
    Base.CAST: "ballots cast",
}


@dataclass(frozen=True)
class Judgement:
    """What the rules say about a count, with every line of the reckoning."""

    passed: bool
    derivation: tuple[Line, ...]

    @property
    def unmet(self) -> list[Line]:
        """Return the lines that keep it from passing."""
        return _unmet(self.derivation)

    @property
    def missing(self) -> int:
        """Return how many more are needed for the hardest rule that is not met."""
        return 0 if self.passed else max(line.missing for line in self.unmet)

    def as_json(self) -> list[dict[str, str | int | bool]]:
        return [line.as_json() for line in self.derivation]


def judge_quorum(rules: Iterable[Rule], attendance: Attendance) -> Judgement:
    """Judge whether a meeting may open: the law's and the method's rules, all of them."""
    return _judged(
        Line(rule, attendance.of(rule.of).present, _base_count(rule, attendance, None))
        for rule in rules
    )


def judge_vote(rules: Iterable[Rule], attendance: Attendance, tally: Tally) -> Judgement:
    """Judge whether a question has passed: the law's and the method's rules, all of them."""
    if tally.cast > attendance.present:
        raise CountsDoNotAddUp(
            what_zh=f"票数 {tally.cast} 多于到会 {attendance.present} 人",
            what_en=f"{tally.cast} votes but only {attendance.present} present",
        )
    return _judged(
        Line(rule, tally.of(rule.of).in_favour, _base_count(rule, attendance, tally))
        for rule in rules
    )


def judge_composition(rules: Iterable[Rule], attendance: Attendance) -> Judgement:
    """Judge whether a body is made up as the law asks (organic law art. 25)."""
    return _judged(Line(rule, attendance.of(rule.of).all, attendance.all) for rule in rules)


def may_initiate(rules: Iterable[Rule], supporters: Mapping[Population, Headcount]) -> Judgement:
    """Judge a demand for a meeting: the easiest right wins, a method takes none away."""
    lines = tuple(
        Line(rule, supporters.get(rule.of, _NOBODY).present, supporters.get(rule.of, _NOBODY).all)
        for rule in rules
    )
    return Judgement(any(line.met for line in lines), lines)


def _judged(lines: Iterable[Line]) -> Judgement:
    derivation = tuple(lines)
    return Judgement(bool(derivation) and not _unmet(derivation), derivation)


def _unmet(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines that fail; of alternatives (art. 22) one that is met is enough."""
    settled = {line.rule.alternative for line in lines if line.rule.alternative and line.met}
    return [line for line in lines if not line.met and line.rule.alternative not in settled]


def _base_count(rule: Rule, attendance: Attendance, tally: Tally | None) -> int:
    heads = attendance.of(rule.of)
    if rule.base is Base.ALL:
        return heads.all
    if rule.base is Base.DUE:
        return heads.due
    if rule.base is Base.PRESENT or tally is None:
        return heads.present
    return tally.of(rule.of).cast


def required_present(rules: Iterable[Rule], roll: Attendance) -> dict[Population, int]:
    """Return how many of each part must come, before anybody has."""
    return _required((rule, _base_count(rule, roll, None)) for rule in rules)


def required_in_favour(rules: Iterable[Rule], attendance: Attendance) -> dict[Population, int]:
    """Return how many of each part must agree if these are present and all of them vote."""
    return _required((rule, _base_count(rule, attendance, None)) for rule in rules)


def _required(counts: Iterable[tuple[Rule, int]]) -> dict[Population, int]:
    required: dict[Population, int] = {}
    for rule, base in counts:
        required[rule.of] = max(required.get(rule.of, 0), needed(base, rule))
    return required
