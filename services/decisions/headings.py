"""What a list shows of a matter: the columns of one line, read without the rest of the row."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


def number_of(year: int, serial: int) -> str:
    """Return the number that people say: year and count in the village, 2026-003."""
    return f"{year}-{serial:03d}"


class Heading(NamedTuple):
    """One matter in a list; its fields are columns of the table, in the order of the statement."""

    id: UUID
    village_code: str
    year: int
    serial: int
    title: str
    matter_type: str
    body: str
    method_id: str
    state: str
    version_no: int
    opinion_id: UUID | None
    group_id: UUID | None
    proposer: str
    at: datetime

    @property
    def number(self) -> str:
        """The number that people say."""
        return number_of(self.year, self.serial)
