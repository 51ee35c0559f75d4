"""Verbs that tie accounts to the roll: what a resident's offices amount to, opening an account."""

from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.models import OfficeTerm, Resident
from services.people.workflow import ROLE_OF_OFFICE, Office, ResidentState
from tenants import accounts
from tenants.authorization.roles import Role
from tenants.models import Account
from tenants.unit_of_work import UnitOfWork


def _roles(resident: Resident, terms: list[OfficeTerm]) -> list[tuple[str, str]]:
    """Return each role once: a villager at home, and what each office amounts to where it is."""
    if resident.state != ResidentState.LIVING:
        return []
    held = [(Role.VILLAGER.value, resident.village_code)]
    held += [(ROLE_OF_OFFICE[Office(term.office)].value, term.village_code) for term in terms]
    return list(dict.fromkeys(held))


async def open_account(
    uow: UnitOfWork, resident: Resident, phone: str, *, phone_verified: bool
) -> Account:
    """Open the account of a resident who claimed it, with the roles of the present offices."""
    terms = list(await repository.current_terms_of(uow.session, [resident.id]))
    account = await accounts.create_for_resident(
        uow,
        resident.id,
        resident.name,
        phone,
        _roles(resident, terms),
        phone_verified=phone_verified,
    )
    await audit.record(
        uow, AuditTag.ACCOUNTS_ACCOUNT_CLAIM, subject=account.id, village=resident.village_code
    )
    return account


async def sync_roles(uow: UnitOfWork, resident_id: UUID) -> None:
    """Make the roles of a resident's account, if there is one, those of the present offices."""
    account = await accounts.find_for_resident(uow, resident_id)
    if account is None:
        return
    [resident] = await repository.residents_by_ids(uow.session, [resident_id])
    terms = list(await repository.current_terms_of(uow.session, [resident_id]))
    await accounts.assign(uow, account.id, _roles(resident, terms))
