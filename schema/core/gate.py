"""The gate on every root field: the permission it needs, or that it is public; seen in the SDL."""

from typing import Any

import strawberry
from strawberry.extensions.field_extension import AsyncExtensionResolver, FieldExtension
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

from infra.errors import DomainError
from schema.core.context import Info
from tenants.authorization.permissions import Permission
from tenants.errors import PasswordExpired, SignInNeeded


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.OBJECT],
    description="The permission that the asker must hold somewhere; places are cut inside.",
)
class Requires:
    permission: str


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.OBJECT],
    description="Anybody may ask, signed in or not.",
)
class Public:
    pass


class NotAllowed(DomainError):
    """The asker holds this permission nowhere."""

    code = "NOT_ALLOWED"
    zh = "您没有办这件事的权限。请换用有权限的账号，或请村里、镇里代办。"
    en = "You may not do this. Sign in with an account that may, or ask your village or township."


class Gate(FieldExtension):
    """Lets a field run only for those who hold its permission."""

    def __init__(self, permission: Permission | None) -> None:
        """Take the permission, or None for a public field."""
        self.permission = permission

    def apply(self, field: StrawberryField) -> None:
        """Show the gate in the SDL."""
        shown = Requires(permission=self.permission.value) if self.permission else Public()
        if shown not in field.directives:
            field.directives = [*field.directives, shown]

    async def resolve_async(
        self, next_: AsyncExtensionResolver, source: Any, info: Info, **kwargs: Any
    ) -> Any:
        """Refuse before anything is read."""
        admit(info, self.permission)
        return await next_(source, info, **kwargs)


def admit(info: Info, permission: Permission | None) -> None:
    """Raise unless the viewer holds the permission somewhere; None admits everybody."""
    viewer = info.context.viewer
    if permission is None or viewer.prefixes(permission):
        return
    if viewer.password_expired:
        raise PasswordExpired
    raise NotAllowed if viewer.signed_in else SignInNeeded


def requires(permission: Permission) -> Gate:
    """Return the gate for a field that needs this permission."""
    return Gate(permission)


def public() -> Gate:
    """Return the gate for a field that anybody may ask."""
    return Gate(None)
