"""Accounts: made for a resident or an official, given and taken roles, locked out, disabled."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from uuid import UUID

from infra import clock, crypto
from infra.errors import NotFound
from tenants import password_policy, passwords, phone_numbers, repository, sessions
from tenants.authorization import roles
from tenants.authorization.role_names import named
from tenants.authorization.roles import (
    COUNTY_DIGITS,
    TOWNSHIP_DIGITS,
    VILLAGE_DIGITS,
    Role,
    RoleHolding,
)
from tenants.errors import (
    AccountExists,
    AccountNameNeeded,
    PhoneInvalid,
    PhoneTaken,
    RolesIncompatible,
    SeparationOfAdministrators,
    SignInRefused,
    WrongPlace,
)
from tenants.models import Account, RoleHeld
from tenants.unit_of_work import UnitOfWork

LONGEST_NAME = 40
Places = Iterable[tuple[str, str]]


async def create(
    uow: UnitOfWork,
    name: str,
    phone: str,
    held: Places = (),
    *,
    resident_id: UUID | None = None,
    phone_verified: bool = True,
) -> Account:
    """Make an account with its roles; raises PhoneTaken, AccountExists or a refusal of a role."""
    digits = phone_numbers.normalise(phone)
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise AccountNameNeeded(path=("name",), most=LONGEST_NAME)
    account = Account(
        name=name.strip(),
        phone_sealed=crypto.seal(digits),
        phone_index=phone_numbers.index(digits),
        resident_id=resident_id,
        phone_verified=phone_verified,
    )
    if not await repository.add_account(uow.session, account):
        taken = await repository.account_of_phone(uow.session, account.phone_index)
        raise PhoneTaken(path=("phone",)) if taken else AccountExists
    for role, place in held:
        await grant_role(uow, account.id, role, place)
    return await find(uow, account.id)


async def create_for_resident(
    uow: UnitOfWork,
    resident_id: UUID,
    name: str,
    phone: str,
    held: Places,
    *,
    phone_verified: bool = True,
) -> Account:
    """Make the account of a resident who claimed it."""
    return await create(
        uow, name, phone, held, resident_id=resident_id, phone_verified=phone_verified
    )


async def find(uow: UnitOfWork, account_id: UUID) -> Account:
    """Return the account or raise NotFound."""
    found = await repository.account(uow.session, account_id)
    if found is None:
        raise NotFound
    return found


async def find_for_resident(uow: UnitOfWork, resident_id: UUID) -> Account | None:
    """Return the account of the resident, if it was claimed."""
    return await repository.account_of_resident(uow.session, resident_id)


async def load_many(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, Account]:
    """Return accounts by id, for loaders."""
    return {one.id: one for one in await repository.accounts(uow.session, ids)}


async def load_holdings(
    uow: UnitOfWork, ids: Iterable[UUID]
) -> dict[UUID, tuple[RoleHolding, ...]]:
    """Return what each account holds now, for loaders."""
    found: dict[UUID, tuple[RoleHolding, ...]] = {}
    for held in await repository.holdings(uow.session, ids, clock.now()):
        found[held.account_id] = (*found.get(held.account_id, ()), held.holding)
    return found


async def list_holding(
    uow: UnitOfWork,
    prefixes: Sequence[str],
    after: UUID | None,
    first: int,
    search: str = "",
) -> Sequence[Account]:
    """Return the accounts that hold a role inside the places, newest first.

    Who looks at the whole county sees the accounts without any role too. `search` is part of a
    name, or a whole phone number: numbers are kept sealed, so that no part of one finds anything.
    """
    named, phone_index = search.strip(), ""
    with suppress(PhoneInvalid):
        phone_index = phone_numbers.index(phone_numbers.normalise(named))
    if uow.tenant.code in prefixes:
        return await repository.all_accounts(uow.session, after, first, named, phone_index)
    return await repository.accounts_holding(
        uow.session, prefixes, clock.now(), after, first, named, phone_index
    )


async def holders(uow: UnitOfWork, role: Role, place: str) -> Sequence[UUID]:
    """Return the accounts that hold the role at the place now."""
    return await repository.holders(uow.session, role, place, clock.now())


_POSTS = [role.value for role in Role if role not in {Role.VILLAGER, Role.PARTY_MEMBER}]


async def list_post_holders(
    uow: UnitOfWork, place: str, first: int
) -> list[tuple[RoleHolding, str]]:
    """Return who holds a post at the place, by role; villagers and Party members hold none."""
    rows = await repository.post_holders(uow.session, place, _POSTS, clock.now(), first)
    return [(RoleHolding(Role(role), place), name) for role, name in rows]


async def load_posts_over(
    uow: UnitOfWork, village_code: str
) -> dict[UUID, tuple[Account, set[Role]]]:
    """Return who holds posts in a village, its township or the county, and which."""
    places = [village_code[:digits] for digits in (VILLAGE_DIGITS, TOWNSHIP_DIGITS, COUNTY_DIGITS)]
    rows = await repository.posts_over(uow.session, places, _POSTS, clock.now())
    found: dict[UUID, tuple[Account, set[Role]]] = {}
    for account, role in rows:
        found.setdefault(account.id, (account, set()))[1].add(Role(role))
    return found


async def _locked(uow: UnitOfWork, account_id: UUID) -> Account:
    found = await repository.account_for_update(uow.session, account_id)
    if found is None:
        raise NotFound
    return found


def _checked(uow: UnitOfWork, role: str, place: str) -> RoleHolding:
    holding = RoleHolding(Role(role), place)
    if not roles.is_place_of(holding.role, place) or not place.startswith(uow.tenant.code):
        raise WrongPlace(
            path=("place",),
            place=place,
            digits=roles.place_digits(holding.role),
            **named(holding.role),
        )
    return holding


def _refuse_conflict(held: list[RoleHolding]) -> None:
    conflict = roles.first_conflict(held)
    if conflict and roles.two_administrators(frozenset(one.role for one in conflict)):
        raise SeparationOfAdministrators(path=("role",))
    if conflict:
        raise RolesIncompatible(path=("role",))


async def grant_role(uow: UnitOfWork, account_id: UUID, role: str, place: str) -> None:
    """Give the account a role at a place and end its sessions; a role held already is no change."""
    holding = _checked(uow, role, place)
    await _locked(uow, account_id)
    held = [one.holding for one in await _held(uow, account_id)]
    if holding in held:
        return
    _refuse_conflict([*held, holding])
    uow.session.add(
        RoleHeld(
            account_id=account_id,
            role=holding.role.value,
            place=place,
            since=clock.now(),
            granted_by=uow.actor.account_id,
        )
    )
    await uow.session.flush()  # the next grant in this transaction must see it
    await sessions.revoke_all(uow, account_id)


async def _held(uow: UnitOfWork, account_id: UUID) -> Sequence[RoleHeld]:
    return await repository.holdings(uow.session, [account_id], clock.now())


async def revoke_role(uow: UnitOfWork, account_id: UUID, role: str, place: str) -> None:
    """End a role at a place and the account's sessions; raises NotFound when it is not held."""
    await _locked(uow, account_id)
    now = clock.now()
    held = await repository.holding_for_update(uow.session, account_id, role, place, now)
    if held is None:
        raise NotFound
    held.until, held.ended_by = now, uow.actor.account_id
    await uow.session.flush()  # the next grant in this transaction must see it
    await sessions.revoke_all(uow, account_id)


async def assign(uow: UnitOfWork, account_id: UUID, village_roles: Places) -> None:
    """Make the account's village roles exactly these; posts by appointment stay as they are."""
    await _locked(uow, account_id)
    wanted = [_checked(uow, role, place) for role, place in village_roles]
    held = [one.holding for one in await _held(uow, account_id)]
    for one in held:
        if one not in wanted and one.role not in roles.APPOINTED:
            await revoke_role(uow, account_id, one.role, one.place)
    for one in wanted:
        await grant_role(uow, account_id, one.role, one.place)


async def disable(uow: UnitOfWork, account_id: UUID) -> None:
    """Close the account at once: no sign-in, no session, no token."""
    account = await _locked(uow, account_id)
    account.state = "disabled"
    await sessions.revoke_all(uow, account_id)
    # A stolen key must not wake up when the account is opened again.
    await repository.revoke_api_tokens(uow.session, account_id, clock.now())


async def forget(uow: UnitOfWork, account_id: UUID, name: str) -> None:
    """Close the account of somebody who is erased, and let nothing in it tell who it was."""
    await disable(uow, account_id)
    account = await _locked(uow, account_id)
    nobody = f"erased {account_id}"  # the columns must hold something that no phone ever is
    account.name, account.password_hash = name, None
    account.phone_sealed, account.phone_index = crypto.seal(nobody), crypto.blind_index(nobody)


async def enable(uow: UnitOfWork, account_id: UUID) -> None:
    """Open a disabled account again, with its count of failures forgotten."""
    account = await _locked(uow, account_id)
    account.state, account.failed_count, account.locked_until = "active", 0, None


async def set_password(
    uow: UnitOfWork, account_id: UUID, password: str, words: Iterable[str] = ()
) -> None:
    """Set the first or a new password; raises PasswordWeak."""
    account = await _locked(uow, account_id)
    personal = (account.name, crypto.unseal(account.phone_sealed), uow.tenant.name, *words)
    spelled = password_policy.check(password, personal)
    account.password_hash = await passwords.hashed(spelled)
    account.password_set_at = clock.now()


async def change_password(
    uow: UnitOfWork, account_id: UUID, old: str, new: str, *, keep: UUID | None = None
) -> None:
    """Set a new password for somebody who knows the old one; end every session but one."""
    account = await _locked(uow, account_id)
    if account.password_hash:
        if not await passwords.matches(account.password_hash, old):
            raise SignInRefused(path=("oldPassword",))
        password_policy.check_is_new(new, old)
    await set_password(uow, account_id, new)
    await sessions.revoke_all(uow, account_id, but=keep)


async def has_password(uow: UnitOfWork, account_id: UUID) -> bool:
    """Say whether the account has a password."""
    return (await find(uow, account_id)).password_hash is not None
