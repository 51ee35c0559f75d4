"""The notices behind the postings: shown to everybody, on their way, or taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.decisions.models import Posting
from services.disclosure import service as disclosure
from services.disclosure.models import Bulletin
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Notice:
    """Since when everybody can read it, until when it can be taken back, whether it was."""

    shown_at: datetime | None = None
    final_at: datetime | None = None
    withdrawn: bool = False


# A posting whose notice is not there is one that nobody can read.
MISSING = Notice()


async def load(uow: UnitOfWork, postings: Iterable[Posting]) -> dict[UUID, Notice]:
    """Return the notices of these postings by the bulletin's id."""
    found = await disclosure.load_many(uow, [row.bulletin_id for row in postings])
    return {key: _notice(row) for key, row in found.items()}


def _notice(row: Bulletin) -> Notice:
    if row.withdrawn_at is not None:
        return Notice(withdrawn=True)
    return Notice(shown_at=row.published_at, final_at=row.send_after)
