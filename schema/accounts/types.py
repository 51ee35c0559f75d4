"""Types of identity: the viewer, accounts, roles held, sessions and API tokens."""

from collections.abc import Awaitable, Iterable, Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import crypto
from infra.texts import standing_alone
from schema.accounts import loaders
from schema.accounts.words import Permission, Role
from schema.core.context import Info
from schema.core.node import Node
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, api_tokens, models, phone_numbers, sessions
from tenants.authorization.permissions import SECOND_FACTOR
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import RoleHolding
from tenants.viewer import Viewer


@strawberry.type(description="A role that a person holds at a place.")
class HeldRole:
    role: Role = strawberry.field(description="The role.")
    place: str = strawberry.field(description="The division code (2, 6, 9 or 12 digits).")
    name: str = strawberry.field(description="What the role is called, in the viewer's language.")

    @strawberry.field(
        description="The place's name; empty for one outside this county.", graphql_type=str
    )
    def place_name(self, info: Info) -> Awaitable[str]:
        return loaders.place_name(info, self.place)


@strawberry.type(description="A permission and the divisions in which it is held.")
class HeldPermission:
    permission: Permission = strawberry.field(description="The permission.")
    places: list[str] = strawberry.field(
        description="Division codes; each covers everything that begins with it."
    )


@strawberry.type(description="Somebody who holds a post and has an account here.")
class PostHolder:
    post: HeldRole = strawberry.field(description="The post.")
    name: str = strawberry.field(description="The person's name.")


def held_roles(holdings: Iterable[RoleHolding], locale: str) -> list[HeldRole]:
    """Return roles with their names in the language."""
    return [
        HeldRole(
            role=one.role,
            place=one.place,
            name=standing_alone(ROLE_NAMES[one.role][0 if locale == "zh" else 1]),
        )
        for one in holdings
    ]


@strawberry.type(description="An account; seen by its owner and by who administers it.")
class Account(Node):
    read_permission: ClassVar[Permission | None] = None

    id: relay.NodeID[UUID]
    name: str = strawberry.field(description="The person's name.")
    masked_phone: str = strawberry.field(description="The phone number, its middle hidden.")
    active: bool = strawberry.field(description="False once the account was disabled.")
    created_at: datetime = strawberry.field(description="When it was opened.")

    @strawberry.field(description="The roles held now, at most a dozen.")
    async def roles(self, info: Info) -> list[HeldRole]:
        held = await info.context.loader(loaders.holdings).load(self.id)
        return held_roles(held, info.context.viewer.locale)

    @classmethod
    def of(cls, row: models.Account) -> Self:
        """Return what is shown of a row."""
        phone = phone_numbers.masked(crypto.unseal(row.phone_sealed))
        return cls(
            id=row.id,
            name=row.name,
            masked_phone=phone,
            active=row.state == "active",
            created_at=row.created_at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return one's own account, and those whose every role lies where one may read."""
        async with info.context.unit_of_work() as uow:
            rows = await accounts.load_many(uow, ids)
            held = await accounts.load_holdings(uow, ids)
            viewer = info.context.viewer
            seen = {one for one in rows if loaders.may_see(viewer, one, held.get(one, ()))}
            others = seen - {viewer.account_id} if not info.context.answering else set()
            for one in sorted(others):
                await audit.record(uow, AuditTag.ACCOUNTS_ACCOUNT_READ, subject=one)
        return [cls.of(rows[one]) if one in seen else None for one in ids]


@strawberry.type(description="A signed-in browser of the viewer's own.")
class Session(Node):
    read_permission: ClassVar[Permission | None] = None

    id: relay.NodeID[UUID]
    device: str = strawberry.field(description="What the browser calls itself; may be empty.")
    created_at: datetime = strawberry.field(description="When it signed in.")
    last_seen_at: datetime = strawberry.field(description="Last use, to the minute.")
    ended_at: datetime | None = strawberry.field(description="When it was ended; null if it lives.")
    current: bool = strawberry.field(description="Whether this request came from it.")

    @classmethod
    def of(cls, row: models.AccountSession, viewer: Viewer) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            device=row.device,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            ended_at=row.revoked_at,
            current=row.id == viewer.session_id,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return one's own sessions."""
        viewer = info.context.viewer
        async with info.context.unit_of_work() as uow:
            rows = await sessions.load_many(uow, ids)
        own = {one.id: one for one in rows.values() if one.account_id == viewer.account_id}
        return [cls.of(own[one], viewer) if one in own else None for one in ids]


@strawberry.type(description="A key for a program, of the viewer's own; its text is never shown.")
class ApiToken(Node):
    read_permission: ClassVar[Permission | None] = Permission.API_TOKEN_MANAGE

    id: relay.NodeID[UUID]
    name: str = strawberry.field(description="What the owner called it.")
    permissions: list[Permission] = strawberry.field(description="What it may do at most.")
    places: list[str] = strawberry.field(description="Division codes in which it may do it.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="When it ends.")
    last_used_at: datetime | None = strawberry.field(description="Last use, to the minute.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked, if it was.")

    @classmethod
    def of(cls, row: models.ApiToken) -> Self:
        """Return what is shown of a row."""
        return cls(
            id=row.id,
            name=row.name,
            permissions=[Permission(one) for one in row.permissions],
            places=row.places,
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
            revoked_at=row.revoked_at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return one's own tokens."""
        async with info.context.unit_of_work() as uow:
            rows = await api_tokens.load_many(uow, ids)
        account_id = info.context.viewer.account_id
        own = {one.id: one for one in rows.values() if one.account_id == account_id}
        return [cls.of(own[one]) if one in own else None for one in ids]


@strawberry.type(description="Who is asking, and what they may do.")
class Me:
    viewer: strawberry.Private[Viewer]

    @strawberry.field(description="Whether there is an account behind the request.")
    def signed_in(self) -> bool:
        return self.viewer.signed_in

    @strawberry.field(description="The viewer's name; empty when nobody is signed in.")
    def name(self) -> str:
        return self.viewer.name

    @strawberry.field(description="The language of messages: zh or en.")
    def locale(self) -> str:
        return self.viewer.locale

    @strawberry.field(description="The roles held, with their places.")
    def roles(self) -> list[HeldRole]:
        return held_roles(self.viewer.roles, self.viewer.locale)

    @strawberry.field(description="Everything the roles amount to.")
    def permissions(self) -> list[HeldPermission]:
        return [
            HeldPermission(permission=permission, places=list(places))
            for permission, places in self.viewer.places.items()
        ]

    @strawberry.field(description="Whether this session has shown a second factor.")
    def second_factor(self) -> bool:
        return self.viewer.second_factor

    @strawberry.field(description="Whether it was shown in the last 15 minutes.")
    def stepped_up(self) -> bool:
        return self.viewer.stepped_up

    @strawberry.field(description="Whether some permission waits for a second factor.")
    def second_factor_due(self) -> bool:
        waiting = any(one in SECOND_FACTOR for one in self.viewer.places)
        return waiting and not self.viewer.second_factor

    @strawberry.field(description="Whether an authenticator is enrolled.")
    async def second_factor_enrolled(self, info: Info) -> bool:
        account_id = self.viewer.account_id
        return bool(account_id) and await loaders.is_enrolled(info, account_id)

    @strawberry.field(description="The account; null when nobody is signed in.")
    async def account(self, info: Info) -> Account | None:
        account_id = self.viewer.account_id
        return (await Account.load_visible(info, [account_id]))[0] if account_id else None

    @strawberry.field(description="The account's open sessions, oldest first.")
    async def sessions(self, info: Info) -> list[Session]:
        rows = await loaders.open_sessions(info, self.viewer.account_id)
        return [Session.of(row, self.viewer) for row in rows]
