"""Who may demand what, how many it takes, and by when it is done: no session, clock or settings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from infra import shares
from services.decisions.vocabulary import Body
from services.initiatives.vocabulary import AnswerKind, DemandKind, Who

GATHERING_DAYS = 60
"""How long signatures may be gathered [our default]."""
ORDER_DAYS = 5
"""How long the township's order gives [our default, after BJ-BF art. 20]."""

_OL_ZH, _OL_EN = "《村民委员会组织法》", "Organic Law of Villagers' Committees"
_WHO = {
    Who.VILLAGERS: ("十八周岁以上村民", "villagers of age"),
    Who.REPRESENTATIVES: ("村民代表", "representatives"),
}


@dataclass(frozen=True)
class Route:
    """One way to the number: a share of a base, which includes its own number, or so many people.

    Civil Code art. 1259: 以上 takes in the number itself, so that a share is never strict.
    `basis` is statute, local (a province's rule) or default (ours, where no rule was found).
    """

    who: Who
    numerator: int
    denominator: int
    citation_zh: str
    citation_en: str
    basis: str = "statute"
    people: int = 0
    strict: bool = False

    def needed(self, base: int) -> int:
        """Return how many signatures it takes of this base."""
        return self.people or shares.needed(base, self)

    def met(self, signed: int, base: int) -> bool:
        """Say whether so many signatures are enough; of nobody they never are."""
        if base <= 0:
            return False
        return signed >= self.people if self.people else shares.met(signed, base, self)

    @property
    def share(self) -> tuple[str, str]:
        """What it takes, in words: so many people, or a share of those who may sign."""
        zh, en = _WHO[self.who]
        if self.people:
            return f"{self.people} 名以上{zh}", f"at least {self.people} {en}"
        fraction = f"{self.numerator}/{self.denominator}"
        return f"{zh} {fraction} 以上", f"at least {fraction} of the {en}"


@dataclass(frozen=True)
class Line:
    """What came of one route: the printed sum and whether it is reached."""

    who: str
    signed: int
    base: int
    needed: int
    met: bool
    zh: str
    en: str
    citation_zh: str
    citation_en: str
    basis: str

    def as_json(self) -> dict[str, Any]:
        """Return the line as it is kept with the demand."""
        return asdict(self)


@dataclass(frozen=True)
class Count:
    """How many signed, or how many there are, of each sort."""

    villagers: int
    representatives: int

    def of(self, who: Who) -> int:
        """Return the number of one sort."""
        return self.villagers if who is Who.VILLAGERS else self.representatives


def _ol(who: Who, numerator: int, denominator: int, zh: str, article: int) -> Route:
    cited = f"{_OL_ZH}第{zh}条", f"{_OL_EN} art. {article}"
    return Route(who, numerator, denominator, *cited)


def _local(who: Who, share: tuple[int, int], zh: str, en: str, people: int = 0) -> Route:
    return Route(who, *share, zh, en, "local", people)


def _ours(who: Who, share: tuple[int, int], zh: str, en: str, people: int = 0) -> Route:
    return Route(who, *share, zh, en, "default", people)


_V, _R = Who.VILLAGERS, Who.REPRESENTATIVES
_ZJ = "《浙江省实施〈村民委员会组织法〉办法》第三十六条", "Zhejiang implementing rules art. 36"
_ZJ_AS_OURS = f"本平台默认（参照{_ZJ[0]}）", f"our default (after {_ZJ[1]})"
_HA_AS_OURS = (
    "本平台默认（参照河南省实施办法第五十四条）",
    "our default (after Henan implementing rules art. 54)",
)
_DEM = "本平台默认（参照各地村务公开目录）", "our default (after local disclosure lists)"
_NATIONAL: Mapping[DemandKind, tuple[Route, ...]] = MappingProxyType(
    {
        DemandKind.ASSEMBLY: (_ol(_V, 1, 10, "二十一", 21), _ol(_R, 1, 3, "二十一", 21)),
        DemandKind.REPRESENTATIVES_MEETING: (_ol(_R, 1, 5, "二十六", 26),),
        DemandKind.ITEM: (_ours(_V, (1, 10), *_HA_AS_OURS), _ours(_R, (1, 5), *_HA_AS_OURS)),
        DemandKind.QUESTION: (
            _ours(_V, (1, 10), *_ZJ_AS_OURS),
            _ours(_R, (0, 1), *_ZJ_AS_OURS, people=5),
        ),
        DemandKind.RE_AUDIT: (_ol(_V, 1, 5, "三十五", 35),),
        DemandKind.RECALL: (_ol(_V, 1, 5, "十六", 16), _ol(_R, 1, 3, "十六", 16)),
        DemandKind.DISCLOSURE_ITEM: (_ours(_V, (1, 10), *_DEM), _ours(_R, (1, 5), *_DEM)),
    }
)
_HA = "《河南省实施〈村民委员会组织法〉办法》第五十四条", "Henan implementing rules art. 54"
_SD = "《山东省实施〈村民委员会组织法〉办法》第三十条", "Shandong implementing rules art. 30"
# What a province says besides, by its two digits.
_LOCAL: Mapping[tuple[str, DemandKind], tuple[Route, ...]] = MappingProxyType(
    {
        ("33", DemandKind.QUESTION): (
            _local(_V, (1, 10), *_ZJ),
            _local(_R, (0, 1), *_ZJ, people=5),
        ),
        ("37", DemandKind.RE_AUDIT): (_local(_V, (1, 5), *_SD), _local(_R, (2, 3), *_SD)),
        ("41", DemandKind.ITEM): (_local(_V, (1, 10), *_HA), _local(_R, (1, 5), *_HA)),
    }
)


def routes(kind: DemandKind, village_code: str) -> tuple[Route, ...]:
    """Return the ways to the number in a village, one for each sort of people.

    Where the statute and a province both speak of the same people, the easier one holds: an
    initiation is a right and a local rule may not make it harder (our reading). A default of ours
    gives way to a province's rule.
    """
    local = _LOCAL.get((village_code[:2], kind), ())
    national = _NATIONAL[kind]
    spoken = {one.who for one in local}
    kept = [one for one in national if one.basis == "statute" or one.who not in spoken]
    found: dict[Who, Route] = {}
    for one in (*kept, *local):
        held = found.get(one.who)
        if held is None or _easier(one, held):
            found[one.who] = one
    return tuple(found.values())


def _easier(one: Route, other: Route) -> bool:
    if one.people or other.people:
        return bool(one.people) and (not other.people or one.people < other.people)
    return one.numerator * other.denominator < other.numerator * one.denominator


def derivation(kind: DemandKind, village_code: str, signed: Count, base: Count) -> list[Line]:
    """Return the sum of each route; the demand is reached as soon as one of them is."""
    return [_line(one, signed.of(one.who), base.of(one.who)) for one in routes(kind, village_code)]


def _line(route: Route, signed: int, base: int) -> Line:
    needed, met = route.needed(base), route.met(signed, base)
    share_zh, share_en = route.share
    if route.people:
        reckoned = f"{signed} {'≥' if met else '<'} {route.people}"
    else:
        reckoned = shares.formula(signed, base, route)
    return Line(
        who=route.who.value,
        signed=signed,
        base=base,
        needed=needed,
        met=met,
        zh=f"{share_zh}：{base} 人中须 {needed} 人，已有 {signed} 人（{reckoned}）",
        en=f"{share_en}: {needed} of {base}, {signed} signed ({reckoned})",
        citation_zh=route.citation_zh,
        citation_en=route.citation_en,
        basis=route.basis,
    )


def is_reached(lines: Sequence[Line]) -> bool:
    """Say whether the number is there: any one route is enough (OL18 art. 16, 21: 或者)."""
    return any(one.met for one in lines)


def missing(lines: Sequence[Line]) -> int:
    """Return how many signatures the nearest route still wants: 还差 N 人."""
    return max(0, min(one.needed - one.signed for one in lines if one.base > 0))


@dataclass(frozen=True)
class Duty:
    """What must be done once the number is reached, by whom, within how many days."""

    owner: str
    days: int
    zh: str
    en: str
    citation_zh: str


@dataclass(frozen=True)
class Held:
    """Days that hold in a county beside the law; without a citation they are our default."""

    days: int
    citation_zh: str = ""


_COMMITTEE, _TOWNSHIP = "committee", "township"
_OURS_DUE = "期限为本平台默认"
# Days that are ours, and what the duty itself rests on.
_DAYS: Mapping[DemandKind, tuple[int, str]] = MappingProxyType(
    {
        DemandKind.ASSEMBLY: (15, f"{_OL_ZH}第二十一条"),
        DemandKind.REPRESENTATIVES_MEETING: (15, f"{_OL_ZH}第二十六条"),
        DemandKind.ITEM: (15, ""),
        DemandKind.QUESTION: (15, ""),
        DemandKind.RE_AUDIT: (20, f"{_OL_ZH}第三十五条"),
        DemandKind.RECALL: (30, f"{_OL_ZH}第十六条"),
        DemandKind.DISCLOSURE_ITEM: (10, ""),
    }
)
NUMBERS: Mapping[DemandKind, str] = MappingProxyType(
    {
        DemandKind.REPRESENTATIVES_MEETING: "convene_days",
        DemandKind.QUESTION: "answer_days",
        DemandKind.RE_AUDIT: "audit_days",
    }
)
"""Which number of the province and the county says within how many days (`law/parameters.yaml`)."""
# What an article sets is the day on which an audit begins (CQ-BF art. 37).
_NOTES: Mapping[DemandKind, str] = MappingProxyType(
    {DemandKind.RE_AUDIT: "（该条定的是开始审计的期限，以公布结果为准是本平台默认）"}
)
_ACTS: Mapping[DemandKind, tuple[str, str, str]] = MappingProxyType(
    {
        DemandKind.ASSEMBLY: (
            _COMMITTEE,
            "村民委员会必须召集村民会议",
            "The committee must convene the villagers' assembly",
        ),
        DemandKind.REPRESENTATIVES_MEETING: (
            _COMMITTEE,
            "村民委员会必须召集村民代表会议",
            "The committee must convene the representatives' meeting",
        ),
        DemandKind.ITEM: (
            _COMMITTEE,
            "村民委员会必须把议题提交会议",
            "The committee must put the item before a meeting",
        ),
        DemandKind.QUESTION: (
            _COMMITTEE,
            "村民委员会必须书面答复质询",
            "The committee must answer the question in writing",
        ),
        DemandKind.RE_AUDIT: (
            _TOWNSHIP,
            "乡镇必须组织审计并公布结果",
            "The township must have the audit done and post its result",
        ),
        DemandKind.RECALL: (
            _TOWNSHIP,
            "必须组织罢免投票",
            "The vote on the recall must be held",
        ),
        DemandKind.DISCLOSURE_ITEM: (
            _COMMITTEE,
            "村民委员会必须公开所要求的事项",
            "The committee must disclose what is asked for",
        ),
    }
)


def duty(kind: DemandKind, held: Held | None = None) -> Duty:
    """Return the duty that a reached demand makes, with the days that hold in the county or ours.

    That the township has the recall's vote planned follows the election plan [our default].
    """
    owner, zh, en = _ACTS[kind]
    days, cited = _DAYS[kind]
    term = _OURS_DUE
    if held is not None:
        days = held.days
        term = f"{held.citation_zh}{_NOTES.get(kind, '')}" if held.citation_zh else _OURS_DUE
    return Duty(owner, days, zh, en, "；".join(filter(None, (cited, term))))


# What answers which demand (our default, from what each article asks for).
ANSWERS: Mapping[DemandKind, frozenset[AnswerKind]] = MappingProxyType(
    {
        DemandKind.ASSEMBLY: frozenset({AnswerKind.MEETING}),
        DemandKind.REPRESENTATIVES_MEETING: frozenset({AnswerKind.MEETING}),
        DemandKind.ITEM: frozenset({AnswerKind.MEETING}),
        DemandKind.QUESTION: frozenset({AnswerKind.TEXT, AnswerKind.BULLETIN}),
        DemandKind.RE_AUDIT: frozenset({AnswerKind.BULLETIN}),
        DemandKind.RECALL: frozenset({AnswerKind.ELECTION}),
        DemandKind.DISCLOSURE_ITEM: frozenset({AnswerKind.BULLETIN}),
    }
)
# Which bodies meet for it; an item may come before either (our default).
BODIES: Mapping[DemandKind, frozenset[Body]] = MappingProxyType(
    {
        DemandKind.ASSEMBLY: frozenset({Body.VILLAGERS_ASSEMBLY}),
        DemandKind.REPRESENTATIVES_MEETING: frozenset({Body.REPRESENTATIVES_MEETING}),
        DemandKind.ITEM: frozenset({Body.VILLAGERS_ASSEMBLY, Body.REPRESENTATIVES_MEETING}),
    }
)
DISPUTE_DAYS = 10
"""How long whoever signed can say that this is no answer [our default]."""
JUDGE_DAYS = 5
"""How long the township, or the county, has to decide on it [our default]."""
