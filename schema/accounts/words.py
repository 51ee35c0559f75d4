"""The closed lists of the accounts face: permissions and roles, shown to GraphQL."""

import enum

import strawberry

from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role


class CodePurpose(enum.StrEnum):
    SIGN_IN = "sign_in"
    CLAIM = "claim"


strawberry.enum(Permission, description="Everything that can be allowed, `CAPABILITY_ACTION`.")
strawberry.enum(Role, description="What a person can be at a place.")
strawberry.enum(CodePurpose, description="What a one-time code is asked for.")

__all__ = ["CodePurpose", "Permission", "Role"]
