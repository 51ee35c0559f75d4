"""Who may not stand: the bars as data, each with its source, and who finds it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Bar:
    """One reason for which somebody may not stand; `found_by` is the system or the review."""

    key: str
    zh: str
    en: str
    citation_zh: str
    source: str
    found_by: str
    jurisdiction: str = "CN"


BARS: tuple[Bar, ...] = (
    Bar(
        "not_a_voter",
        "不在选民名单上",
        "not on the voter list",
        "《村民委员会组织法》第十三条、第十五条",
        "statute",
        "system",
    ),
    Bar(
        "rights_taken",
        "依法被剥夺政治权利",
        "deprived of political rights by law",
        "《村民委员会组织法》第十三条",
        "statute",
        "review",
    ),
    Bar(
        "sentenced",
        "正在服刑或被判处刑罚未满规定年限",
        "serving a sentence, or sentenced too recently",
        "《村民委员会组织法》第十八条；乡镇资格联审（默认）",
        "our default",
        "review",
    ),
    Bar(
        "unfit",
        "资格联审不合格（写明依据的文件）",
        "failed the review of candidates; the reason names the document",
        "乡镇资格联审（默认，由本县文件规定）",
        "our default",
        "review",
    ),
)
BY_KEY: Mapping[str, Bar] = MappingProxyType({bar.key: bar for bar in BARS})
REVIEWED = tuple(bar.key for bar in BARS if bar.found_by == "review")
