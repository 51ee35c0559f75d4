"""Give somebody a post by appointment."""

from schema.accounts.inputs import RoleInput
from schema.accounts.types import Account
from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants import accounts, appointments, models
from tenants.authorization.permissions import Permission
from tenants.errors import (
    OwnRole,
    RoleNeedsElection,
    RolesIncompatible,
    SeparationOfAdministrators,
    WrongPlace,
)


@mutation(
    Permission.SECURITY_ADMINISTER,
    returns={"account": Account},
    refuses=(OwnRole, RoleNeedsElection, RolesIncompatible, SeparationOfAdministrators, WrongPlace),
    description="Give somebody a post by appointment; the account's sessions end.",
)
async def role_grant(ask: Ask, input: RoleInput) -> models.Account:
    ask.viewer.require(Permission.SECURITY_ADMINISTER, input.place)
    account = await accounts.find(ask.uow, local_id(input.account_id, Account, "accountId"))
    await appointments.appoint(ask.uow, account.id, input.role, input.place)
    await audit.record(
        ask.uow,
        AuditTag.ACCOUNTS_ROLE_GRANT,
        subject=account.id,
        role=input.role.value,
        place=input.place,
    )
    return account
