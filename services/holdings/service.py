"""The verb of holdings: tell somebody everything that is kept about them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.errors import NotFound
from infra.privacy import Label
from services import data_catalogue
from services.holdings import repository
from services.holdings.catalogue import BY_KEY, HELD, PURPOSES, Held
from tenants.unit_of_work import UnitOfWork

MOST_ROWS = 100


@dataclass(frozen=True)
class Group:
    """One sort of thing that is kept: what, how much, since when, why, how long."""

    held: Held
    count: int
    newest: datetime | None
    label: Label

    @property
    def purpose(self) -> tuple[str, str]:
        """Why it is kept, in both languages."""
        return PURPOSES[self.label.purpose], self.label.purpose.value

    @property
    def kept(self) -> str:
        """How long it is kept, as the data catalogue says it."""
        return self.label.retention.value.words


@dataclass(frozen=True)
class Row:
    """One thing: when, and what is told of it by the columns' names."""

    at: datetime | None
    values: list[tuple[str, str]]


async def groups(uow: UnitOfWork, resident_id: UUID) -> list[Group]:
    """Return what is kept about somebody, only what there is any of."""
    found = await repository.counted(uow.session, HELD, resident_id)
    labels = data_catalogue.labels()
    return [
        Group(one, found[one.key].total, found[one.key].newest, labels[one.table][one.link])
        for one in HELD
        if found[one.key].total
    ]


async def rows(uow: UnitOfWork, resident_id: UUID, key: str, *, skip: int, first: int) -> list[Row]:
    """Return rows of one sort, newest first; at most a hundred at once."""
    held = BY_KEY.get(key)
    if held is None:
        raise NotFound(path=("key",))
    found = await repository.rows(
        uow.session, held, resident_id, skip=skip, first=min(first, MOST_ROWS)
    )
    return [
        Row(
            at,
            [(name, repository.told(value)) for name, value in zip(held.shows, rest, strict=True)],
        )
        for at, *rest in found
    ]
