"""Types of bringing people in: uploaded rolls and printed claim slips."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from schema.core.context import Info
from schema.core.node import Node
from schema.people.types.roll import Resident
from services.people import models, service
from tenants.authorization.permissions import Permission

# A slip is printed at once; afterwards its code is nobody's business but the resident's.
SLIP_SHOWN = timedelta(hours=1)


@strawberry.type(description="One thing to mend in an uploaded roll.")
class RollProblem:
    sheet: str = strawberry.field(description="The sheet.")
    row: int = strawberry.field(description="The row's number there; 0 means the whole file.")
    column: str = strawberry.field(description="The heading of the column, if it is about one.")
    code: str = strawberry.field(description="The stable code.")
    message: str = strawberry.field(description="What to do, in the viewer's language.")


@strawberry.type(description="An uploaded roll: what importing it would do. Kept for 24 hours.")
class RollUpload(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_IMPORT

    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The village's code.")
    filename: str = strawberry.field(description="The file's name.")
    digest: str = strawberry.field(description="SHA-256 of the file, in hex.")
    rows_total: int = strawberry.field(description="How many people it lists.")
    households_total: int = strawberry.field(description="In how many households.")
    adds: int = strawberry.field(description="How many people it would add to the roll.")
    changes: int = strawberry.field(description="How many people it would change.")
    elects: bool = strawberry.field(
        description="Whether it brings elective offices; then the vote is to be named."
    )
    importable: bool = strawberry.field(description="False as long as there is one problem.")
    expires_at: datetime = strawberry.field(description="When it is deleted.")
    imported_at: datetime | None = strawberry.field(description="When it was imported, if it was.")
    found: strawberry.Private[list[dict[str, str | int]]]

    @strawberry.field(description="What is wrong, by row; at most 1,000 are kept, 100 are shown.")
    def problems(self, info: Info, first: int = 100) -> list[RollProblem]:
        locale = info.context.viewer.locale
        return [
            RollProblem(
                sheet=str(one["sheet"]),
                row=int(one["row"]),
                column=str(one["column"]),
                code=str(one["code"]),
                message=str(one[locale]),
            )
            for one in self.found[: min(max(first, 1), 100)]
        ]

    @strawberry.field(description="When this very file was last imported here, if it ever was.")
    async def imported_before(self, info: Info) -> datetime | None:
        async with info.context.unit_of_work() as uow:
            return await service.imported_before(uow, self.village_code, self.digest)

    @strawberry.field(description="How many problems there are.")
    def problems_total(self) -> int:
        return len(self.found)

    @classmethod
    def of(cls, row: models.RollUpload) -> Self:
        """Return what is shown of a row; the rows of the roll themselves are not."""
        return cls(
            id=row.id,
            village_code=row.village_code,
            filename=row.filename,
            digest=row.digest,
            rows_total=row.rows_total,
            households_total=row.households_total,
            adds=row.adds,
            changes=row.changes,
            elects=row.elects,
            importable=not row.problems,
            expires_at=row.expires_at,
            imported_at=row.imported_at,
            found=row.problems,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return uploads for the villages whose roll the viewer may import."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await service.load_uploads(uow, ids)
        return [
            cls.of(rows[one])
            if one in rows and viewer.may(Permission.PEOPLE_IMPORT, rows[one].village_code)
            else None
            for one in ids
        ]


@strawberry.type(description="A printed slip by which one resident claims an account.")
class ClaimSlip(Node):
    read_permission: ClassVar[Permission | None] = Permission.PEOPLE_MANAGE

    id: relay.NodeID[UUID]
    code: str | None = strawberry.field(
        description="What to print; shown for an hour to whom made the slip, while it is unused."
    )
    expires_at: datetime = strawberry.field(description="Until when it is good.")
    used: bool = strawberry.field(description="Whether it was used.")
    resident_id: strawberry.Private[UUID]

    @strawberry.field(description="Whose slip it is.")
    async def resident(self, info: Info) -> Resident | None:
        return (await Resident.load_visible(info, [self.resident_id]))[0]

    @classmethod
    def of(cls, info: Info, row: models.ClaimSlip) -> Self:
        """Return what is shown of a row."""
        fresh = clock.now() - row.issued_at < SLIP_SHOWN
        mine = row.issued_by is not None and row.issued_by == info.context.viewer.account_id
        usable = row.used_at is None and row.revoked_at is None
        code = service.slip_code(info.context.tenant.code, row.id)
        return cls(
            id=row.id,
            code=code if fresh and mine and usable else None,
            expires_at=row.expires_at,
            used=row.used_at is not None,
            resident_id=row.resident_id,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return slips for people of the villages whose roll the viewer manages."""
        async with info.context.unit_of_work() as uow:
            slips = await service.load_slips(uow, ids)
            people = await service.load_residents(uow, {row.resident_id for row in slips.values()})
        viewer = info.context.viewer
        return [
            cls.of(info, slips[one])
            if one in slips
            and viewer.may(Permission.PEOPLE_MANAGE, people[slips[one].resident_id].village_code)
            else None
            for one in ids
        ]
