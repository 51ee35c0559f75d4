"""What is proposed: title, text, money and where it comes from, attachments; named by a hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from services.decisions import writing
from services.decisions.errors import BudgetAndFundingDiffer
from services.decisions.workflow import Change

MOST_ATTACHMENTS = 10


@dataclass(frozen=True)
class Funding:
    """One source of the money."""

    source: str
    amount_fen: int


@dataclass(frozen=True)
class Attachment:
    """A kept file: its title for people, and its content by hash, kind and size."""

    title: str
    sha256: str
    content_type: str
    size_bytes: int


@dataclass(frozen=True)
class Proposal:
    """The whole of what villagers are asked about."""

    title: str
    text: str = ""
    budget_fen: int = 0
    funding: tuple[Funding, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def sha256(self) -> str:
        """Return the hash of the contents in canonical JSON: what was voted on cannot change."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def read(self) -> "Proposal":
        """Return it as it is kept; refuse what is too long, and what has no title."""
        writing.SOURCES.few(self.funding)
        return replace(
            self,
            title=writing.required(writing.MATTER_TITLE, self.title),
            text=writing.PROPOSAL.read(self.text),
            funding=tuple(
                replace(each, source=writing.SOURCE_NAME.read(each.source)) for each in self.funding
            ),
        )

    def check(self) -> None:
        """Refuse a proposal without text, or whose money does not add up."""
        writing.required(writing.PROPOSAL, self.text)
        funding = sum(each.amount_fen for each in self.funding)
        if funding != self.budget_fen:
            raise BudgetAndFundingDiffer(
                path=("funding",), funding=_yuan(funding), budget=_yuan(self.budget_fen)
            )

    def changes_from(self, last: "Proposal") -> frozenset[Change]:
        """Return what differs from the last version."""
        named = {
            "title": Change.TEXT,
            "text": Change.TEXT,
            "budget_fen": Change.BUDGET,
            "funding": Change.FUNDING,
            "attachments": Change.ATTACHMENTS,
        }
        return frozenset(
            named[field.name]
            for field in fields(self)
            if getattr(self, field.name) != getattr(last, field.name)
        )


def stored(
    title: str,
    text: str,
    budget_fen: int,
    funding: list[dict[str, Any]],
    attachments: list[dict[str, Any]],
) -> Proposal:
    """Return the proposal that rows hold."""
    return Proposal(
        title,
        text,
        budget_fen,
        tuple(_funding(row) for row in funding),
        attached(attachments),
    )


def attached(rows: Iterable[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    """Return the files that a draft or a version holds."""
    return tuple(Attachment(**row) for row in rows)


def _funding(row: Mapping[str, Any]) -> Funding:
    return Funding(source=str(row["source"]), amount_fen=int(row["amount_fen"]))


def _yuan(amount_fen: int) -> str:
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"
