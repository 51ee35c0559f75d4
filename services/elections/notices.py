"""What the notices of an election say: plain facts, names as values that can be erased."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.disclosure import service as disclosure
from services.disclosure.workflow import Kind
from services.elections.vocabulary import KIND_NAMES, ElectionKind
from services.transparency import service as transparency
from tenants.unit_of_work import UnitOfWork

POSTED_DAYS = 10
OBJECT = "有异议的，请在公布之日起五日内向村民选举委员会提出（村民委员会组织法第十四条）。"
COMPLAIN = "对选举有意见的，可以向乡镇人民政府或者县民政局反映。"
Table = Mapping[str, Any]


def name(text: str) -> Any:  # noqa: ANN401 - a salted value of the record
    """Return a person's name as the record keeps it."""
    return transparency.personal(text)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[Any]], *numeric: int) -> Table:
    """Return a table of a notice; `numeric` are the columns of numbers."""
    return {
        "title": title,
        "head": list(head),
        "numeric": list(numeric),
        "rows": [list(row) for row in rows],
        "total": [],
    }


async def draft(
    uow: UnitOfWork,
    *,
    subject: UUID,
    village_code: str,
    title: str,
    record: Mapping[str, Any],
    kind: Kind = Kind.ELECTION,
) -> UUID:
    """Draft a notice, which somebody else approves before it shows."""
    return await disclosure.prepare(
        uow,
        kind=kind.value,
        subject=subject,
        village_code=village_code,
        title_zh=title,
        record={"posted_days": POSTED_DAYS, "how_to_object": COMPLAIN, **record},
    )


def titled(kind: ElectionKind, what: str) -> str:
    """Return a notice's title: 村民委员会换届选举：选民名单."""
    return f"{KIND_NAMES[kind][0]}：{what}"
