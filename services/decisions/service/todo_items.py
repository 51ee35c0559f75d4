"""One line of 今天要办."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class TodoItem:
    """One thing to do: a verb, an object, and by when."""

    kind: str
    verb_zh: str
    verb_en: str
    title: str
    village_code: str
    due_at: datetime | None
    matter_id: UUID | None = None
    meeting_id: UUID | None = None
    vote_id: UUID | None = None
    resolution_id: UUID | None = None
    opinion_id: UUID | None = None
