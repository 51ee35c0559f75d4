"""What must be published of a village's decisions, by when and for how long: DEC-01 to DEC-03."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Entry:
    """One line of the catalogue; days are calendar days, columns are keys of the record."""

    code: str
    zh: str
    en: str
    kind: str
    due_days: int
    posting_days: int
    columns: tuple[str, ...]


# domain.md §3.3; posting days: 3 before a vote (四权四制), else 重庆村务公开办法 art. 30 (10 days).
ENTRIES: tuple[Entry, ...] = (
    Entry(
        "DEC-01",
        "提请表决方案",
        "Proposal before the vote",
        "proposal",
        due_days=0,
        posting_days=3,
        columns=("matter_number", "text", "budget_fen", "funding", "proposer", "how_to_object"),
    ),
    Entry(
        "DEC-02",
        "决议",
        "Resolution",
        "resolution",
        due_days=3,
        posting_days=10,
        columns=("matter_number", "body", "attendance", "tally", "derivation", "executor"),
    ),
    Entry(
        "DEC-03",
        "决议执行进度与结果",
        "Progress and result of a resolution",
        "result",
        due_days=10,
        posting_days=10,
        columns=("matter_number", "stage", "spent_fen", "budget_fen", "acceptance"),
    ),
)
BY_KIND: Mapping[str, Entry] = MappingProxyType({entry.kind: entry for entry in ENTRIES})
POSTING_DAYS = 10


def posting_days(kind: str) -> int:
    """Return how long a bulletin of this kind stays on the board."""
    return BY_KIND[kind].posting_days if kind in BY_KIND else POSTING_DAYS


def missing_columns(kind: str, content: Mapping[str, object]) -> tuple[str, ...]:
    """Return the columns that the catalogue asks for and the record lacks."""
    if kind not in BY_KIND:
        return ()
    return tuple(name for name in BY_KIND[kind].columns if content.get(name) in (None, "", [], {}))
