"""The audit trail as auditors see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.accounts.loaders import place_name
from schema.audit import loaders
from schema.core.context import Info
from schema.core.node import Node
from services.audit import service
from services.audit.models import AuditEvent as Row
from services.audit.tags import AuditTag
from tenants.authorization.permissions import Permission


@strawberry.type(description="A fact of an audit event.")
class AuditFact:
    name: str = strawberry.field(description="What it is.")
    value: str = strawberry.field(description="Its value as text; an id where it is about someone.")


@strawberry.type(description="Who did what to which object, and when.")
class AuditEvent(Node):
    read_permission: ClassVar[Permission | None] = Permission.AUDIT_READ

    id: relay.NodeID[UUID]
    at: datetime = strawberry.field(description="When it happened.")
    tag: str = strawberry.field(description="What was done, capability:object:verb.")
    subject: str = strawberry.field(description="The object's id; zeroes for the whole county.")
    village_code: str = strawberry.field(description="The village's code; empty if county-wide.")
    account_id: str | None = strawberry.field(description="Whose account; null for a job.")
    actor: str = strawberry.field(description="Who did it, as named then.")
    request_id: str = strawberry.field(
        description="The request (16 digits) or the job (a UUID) it was done in; empty for a sweep."
    )
    facts: list[AuditFact] = strawberry.field(description="What else was recorded.")

    @strawberry.field(description="The place's name; empty if county-wide or not of this county.")
    async def village_name(self, info: Info) -> str:
        return await place_name(info, self.village_code) if self.village_code else ""

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Show an event."""
        return cls(
            id=row.id,
            at=row.at,
            tag=row.tag,
            subject=str(row.subject),
            village_code=row.village_code,
            account_id=str(row.account_id) if row.account_id else None,
            actor=row.actor,
            request_id=row.request_id,
            facts=[
                AuditFact(name=name, value="" if value is None else str(value))
                for name, value in sorted(row.facts.items())
            ],
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the events of the viewer's places."""
        viewer, county = info.context.viewer, info.context.tenant.code
        viewer.require_factors(Permission.AUDIT_READ)
        rows = await info.context.loader(loaders.events).load_many(list(ids))
        seen = [
            row if row and viewer.may(Permission.AUDIT_READ, row.village_code or county) else None
            for row in rows
        ]
        async with info.context.unit_of_work() as uow:
            for event in filter(None, seen):
                await service.record(uow, AuditTag.AUDIT_EVENT_READ, subject=event.id, events=1)
        return [cls.from_row(row) if row else None for row in seen]


@strawberry.type(description="The hash chain over the audit trail, recomputed just now.")
class AuditChain:
    intact: bool = strawberry.field(description="Whether every seal fits its event.")
    broken_at: int | None = strawberry.field(description="The first seal that does not fit.")
    sealed: int = strawberry.field(description="How many events the chain holds.")
    unsealed: int = strawberry.field(description="How many wait for the next minute's seal.")
    head: str = strawberry.field(
        description="The newest seal, SHA-256 in hexadecimal; written down elsewhere, it makes a "
        "cut-off end visible."
    )

    @classmethod
    def from_state(cls, state: service.ChainState) -> Self:
        """Show a chain that holds together."""
        return cls(
            intact=True,
            broken_at=None,
            sealed=state.sealed,
            unsealed=state.unsealed,
            head=state.head.hex(),
        )

    @classmethod
    def broken(cls, seq: int) -> Self:
        """Show a chain that was tampered with."""
        return cls(intact=False, broken_at=seq, sealed=seq - 1, unsealed=0, head="")
