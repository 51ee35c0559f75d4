"""What the mutations of a roll's life share: their common refusals, and reading their inputs."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from strawberry import relay

from infra.errors import DomainError
from schema.core.node import local_id
from schema.people.types import Resident
from services.people.errors import (
    DayBeforeLastChange,
    DayInFuture,
    HeadNeeded,
    HeadNotInHousehold,
)
from services.people.service import Entry

DAYS: tuple[type[DomainError], ...] = (DayBeforeLastChange, DayInFuture)
HEADS: tuple[type[DomainError], ...] = (HeadNeeded, HeadNotInHousehold)


def entry_of(reason: str, day: date | None, relations: Sequence[tuple[UUID, str]] = ()) -> Entry:
    """Return what every act names."""
    return Entry(reason, day, dict(relations))


def resident_id_of(told: relay.GlobalID | None, *path: str) -> UUID | None:
    """Return the id of a person who may be named or not."""
    return None if told is None else local_id(told, Resident, *path)
