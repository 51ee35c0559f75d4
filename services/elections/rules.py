"""The shares that elections must reach, each with its source: no session, no clock, no settings."""

from dataclasses import dataclass

from infra import shares
from services.elections.vocabulary import ElectionKind

_OL_ZH, _OL_EN = "村民委员会组织法", "Organic Law of Villagers' Committees"
_PARTY_ZH = "中国共产党基层组织选举工作条例"
_PARTY_EN = "Regulations on elections in the party's grassroots organisations"


@dataclass(frozen=True)
class Rule:
    """One requirement; `source` is statute, secondary (its text was not read) or our default."""

    id: str
    numerator: int
    denominator: int
    strict: bool
    zh: str
    en: str
    citation_zh: str
    citation_en: str
    source: str = "statute"


def _ol(rule: str, share: tuple[int, int], article: tuple[str, int], zh: str, en: str) -> Rule:
    numerator, denominator = share
    return Rule(
        f"OL18-{article[1]}-{rule}",
        numerator,
        denominator,
        numerator * 2 == denominator,  # 过半数 leaves its own number out, 以上 takes it in
        zh,
        en,
        f"《{_OL_ZH}》第{article[0]}条",
        f"{_OL_EN} art. {article[1]}",
    )


def _party(rule: str, share: tuple[int, int], zh: str, en: str) -> Rule:
    numerator, denominator = share
    strict = numerator * 2 == denominator
    cited = (f"《{_PARTY_ZH}》", _PARTY_EN)
    return Rule(f"PARTY-{rule}", numerator, denominator, strict, zh, en, *cited, source="secondary")


_15, _16 = ("十五", 15), ("十六", 16)
TURNOUT = _ol("turnout", (1, 2), _15, "登记选民过半数投票", "more than half of the voters vote")
ELECTED = _ol("elected", (1, 2), _15, "过半数选票", "more than half of the ballots")
RUN_OFF = _ol("run-off", (1, 3), _15, "三分之一以上选票", "at least a third of the ballots")
RECALL_TURNOUT = _ol(
    "turnout", (1, 2), _16, "登记选民过半数投票", "more than half of the voters vote"
)
RECALLED = _ol("recalled", (1, 2), _16, "过半数同意罢免", "more than half for the recall")
PARTY_QUORUM = _party("quorum", (4, 5), "五分之四以上党员到会", "at least four fifths present")
PARTY_ELECTED = _party("elected", (1, 2), "到会过半数赞成", "more than half of those present")


@dataclass(frozen=True)
class RuleSet:
    """What one vote of a kind must reach; a run-off by plurality has a floor of its own."""

    turnout: Rule
    elected: Rule


def rules_of(kind: ElectionKind, round_number: int) -> RuleSet:
    """Return what holds in a round.

    OL18 art. 15: a run-off goes by the most votes, at least a third of the ballots; that more
    than half of the voters vote holds there too [our reading, the stricter one]. A branch asks
    for more than half in every round [secondary source].
    """
    if kind is ElectionKind.PARTY_BRANCH:
        return RuleSet(PARTY_QUORUM, PARTY_ELECTED)
    if kind is ElectionKind.RECALL:
        return RuleSet(RECALL_TURNOUT, RECALLED)
    return RuleSet(TURNOUT, ELECTED if round_number == 1 else RUN_OFF)


@dataclass(frozen=True)
class Line:
    """One rule applied to one count: a line of the printed derivation."""

    rule: Rule
    count: int
    base: int
    about_zh: str = ""
    about_en: str = ""

    @property
    def met(self) -> bool:
        return shares.met(self.count, self.base, self.rule)

    @property
    def missing(self) -> int:
        return max(0, shares.needed(self.base, self.rule) - self.count)

    @property
    def formula(self) -> str:
        return shares.formula(self.count, self.base, self.rule)

    @property
    def zh(self) -> str:
        result = "达到" if self.met else f"还差 {self.missing}"
        about = f"{self.about_zh}：" if self.about_zh else ""
        sum_ = f"{self.base} 中的 {self.count}：{self.formula}"
        return f"{about}{self.rule.zh}，{sum_}，{result}。{self.rule.citation_zh}"

    @property
    def en(self) -> str:
        result = "met" if self.met else f"{self.missing} short"
        about = f"{self.about_en}: " if self.about_en else ""
        sum_ = f"{self.count} of {self.base}: {self.formula}"
        return f"{about}{self.rule.en}, {sum_}, {result}; {self.rule.citation_en}"

    def as_json(self) -> dict[str, str | int | bool]:
        """Return the line as it is stored beside the outcome, never to be computed again."""
        return {
            "rule_id": self.rule.id,
            "source": self.rule.source,
            "count": self.count,
            "base": self.base,
            "needed": shares.needed(self.base, self.rule),
            "met": self.met,
            "formula": self.formula,
            "zh": self.zh,
            "en": self.en,
            "citation_zh": self.rule.citation_zh,
            "citation_en": self.rule.citation_en,
        }
