import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from infra import crypto
from infra.errors import DomainError, NotFound
from tenants import accounts, appointments, sessions
from tenants.authorization.roles import Role, RoleHolding
from tenants.errors import (
    AccountExists,
    OwnRole,
    PasswordWeak,
    PhoneInvalid,
    PhoneTaken,
    RoleNeedsElection,
    RolesIncompatible,
    SeparationOfAdministrators,
    SignInRefused,
    WrongPlace,
)
from tenants.models import RoleHeld
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.tenants.people import PASSWORD, new_phone, person, place_of, village


async def held_by(county: Tenant, account_id: object) -> set[tuple[str, str]]:
    async with unit_of_work(county) as uow:
        found = await accounts.load_holdings(uow, [account_id])  # type: ignore[list-item]
    return {(one.role.value, one.place) for holdings in found.values() for one in holdings}


async def test_an_account_is_found_by_a_phone_that_nobody_can_read(county: Tenant) -> None:
    phone = new_phone()

    account = await person(county, "villager", phone=f"+86 {phone[:3]} {phone[3:]}")

    assert crypto.unseal(account.phone_sealed) == phone
    assert account.phone_index == crypto.blind_index(phone)
    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT account::text FROM account"))
        assert phone not in str(rows.all())


@pytest.mark.parametrize(
    "phone", ["", "1380000000", "23800000001", "138000000011", "abc", "1380000000१"]
)
async def test_a_phone_that_is_none_is_refused(county: Tenant, phone: str) -> None:
    with pytest.raises(PhoneInvalid):
        await person(county, phone=phone)


async def test_one_phone_has_one_account(county: Tenant, other_county: Tenant) -> None:
    phone = new_phone()
    await person(county, phone=phone)

    with pytest.raises(PhoneTaken):
        await person(county, phone=phone)
    await person(other_county, phone=phone)


async def test_ten_people_who_claim_one_resident_at_once_get_one_account(county: Tenant) -> None:
    resident = uuid4()

    async def claim() -> str:
        try:
            async with unit_of_work(county) as uow:
                await accounts.create_for_resident(
                    uow, resident, "李福", new_phone(), [("villager", village(county))]
                )
        except DomainError as refusal:
            return refusal.code
        return "made"

    outcomes = await asyncio.gather(*[claim() for _ in range(10)])

    assert sorted(outcomes) == [*[AccountExists.code] * 9, "made"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("county_admin", "county_security"),
        ("county_security", "county_auditor"),
        ("county_auditor", "county_admin"),
    ],
)
async def test_the_three_administrators_are_three_people(
    county: Tenant, first: str, second: str
) -> None:
    account = await person(county, first)

    with pytest.raises(SeparationOfAdministrators) as refused:
        async with unit_of_work(county) as uow:
            await accounts.grant_role(uow, account.id, second, county.code)

    assert refused.value.code == "SEPARATION_OF_ADMINISTRATORS"
    assert await held_by(county, account.id) == {(first, county.code)}


async def test_the_database_refuses_two_administrators_even_without_the_service(
    county: Tenant,
) -> None:
    account = await person(county, "county_admin")

    with pytest.raises(IntegrityError, match="role_holding_one_administrator"):
        async with unit_of_work(county) as uow:
            uow.session.add(
                RoleHeld(account_id=account.id, role="county_auditor", place=county.code)
            )


async def test_two_grants_at_once_cannot_make_two_administrators(county: Tenant) -> None:
    account, granted = await person(county), asyncio.Event()

    async def first() -> None:
        async with unit_of_work(county) as uow:
            await accounts.grant_role(uow, account.id, "county_admin", county.code)
            granted.set()
            await asyncio.sleep(0.3)

    async def second() -> None:
        await granted.wait()
        async with unit_of_work(county) as uow:
            await accounts.grant_role(uow, account.id, "county_security", county.code)

    outcomes = await asyncio.gather(first(), second(), return_exceptions=True)

    assert outcomes[0] is None
    assert isinstance(outcomes[1], SeparationOfAdministrators)


async def test_a_supervisor_sits_on_no_committee_of_the_same_village(county: Tenant) -> None:
    account = await person(county, "supervisor")

    async with unit_of_work(county) as uow:
        with pytest.raises(RolesIncompatible):
            await accounts.grant_role(uow, account.id, "committee_member", village(county))
        await accounts.grant_role(uow, account.id, "representative", village(county))


async def test_a_role_of_the_past_does_not_conflict(county: Tenant) -> None:
    account = await person(county, "county_admin")

    async with unit_of_work(county) as uow:
        await accounts.revoke_role(uow, account.id, "county_admin", county.code)
        await accounts.grant_role(uow, account.id, "county_auditor", county.code)

    assert await held_by(county, account.id) == {("county_auditor", county.code)}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("villager", "150523"),
        ("county_admin", "999999"),
        ("villager", "999999104201"),
        ("clerk", ""),
    ],
)
async def test_a_role_is_held_at_its_level_inside_the_county(
    county: Tenant, role: str, place: str
) -> None:
    account = await person(county)

    with pytest.raises(WrongPlace):
        async with unit_of_work(county) as uow:
            await accounts.grant_role(uow, account.id, role, place)


async def test_the_same_grant_twice_is_one_holding(county: Tenant) -> None:
    account = await person(county, "villager")

    async with unit_of_work(county) as uow:
        await accounts.grant_role(uow, account.id, "villager", village(county))

    assert await held_by(county, account.id) == {("villager", village(county))}


async def test_a_role_that_is_not_held_cannot_be_revoked(county: Tenant) -> None:
    account = await person(county, "villager")

    with pytest.raises(NotFound):
        async with unit_of_work(county) as uow:
            await accounts.revoke_role(uow, account.id, "clerk", village(county))


async def test_assigning_offices_ends_the_old_and_leaves_appointments(county: Tenant) -> None:
    account = await person(county, "villager", "clerk", "township_admin")
    here = village(county)

    async with unit_of_work(county) as uow:
        await accounts.assign(uow, account.id, [("villager", here), ("party_member", here)])

    assert await held_by(county, account.id) == {
        ("party_member", here),
        ("township_admin", f"{county.code}104"),
        ("villager", here),
    }


@pytest.mark.parametrize(
    "role", ["clerk", "committee_director", "representative", "supervisor", "villager"]
)
async def test_an_elected_office_cannot_be_appointed(county: Tenant, role: str) -> None:
    account = await person(county)
    security = await person(county, "county_security")

    with pytest.raises(RoleNeedsElection):
        async with unit_of_work(county, Actor(security.id, None, "security")) as uow:
            await appointments.appoint(uow, account.id, Role(role), village(county))

    assert await held_by(county, account.id) == set()


async def test_nobody_appoints_or_dismisses_themselves(county: Tenant) -> None:
    security = await person(county, "county_security")
    actor = Actor(security.id, None, "security")

    for verb in (appointments.appoint, appointments.dismiss):
        with pytest.raises(OwnRole):
            async with unit_of_work(county, actor) as uow:
                await verb(uow, security.id, Role.COUNTY_SECURITY, county.code)

    assert await held_by(county, security.id) == {("county_security", county.code)}


async def test_an_appointment_names_who_made_it(county: Tenant) -> None:
    security, account = await person(county, "county_security"), await person(county)

    async with unit_of_work(county, Actor(security.id, None, "security")) as uow:
        await appointments.appoint(
            uow, account.id, Role.TOWNSHIP_REVIEWER, place_of(county, "township_reviewer")
        )
        (held,) = (await accounts.load_holdings(uow, [account.id]))[account.id]
        granted = await uow.session.execute(
            text("SELECT granted_by FROM role_holding WHERE account_id = :id"), {"id": account.id}
        )

    assert held == RoleHolding(Role.TOWNSHIP_REVIEWER, f"{county.code}104")
    assert granted.scalar_one() == security.id


async def test_a_change_of_role_ends_the_sessions(county: Tenant) -> None:
    account = await person(county, "villager")
    async with unit_of_work(county) as uow:
        token = await sessions.start(uow, account.id)

    async with unit_of_work(county) as uow:
        await accounts.grant_role(uow, account.id, "representative", village(county))

    assert await sessions.resolve(county, token) is None


async def test_a_disabled_account_loses_its_sessions_at_once_and_can_come_back(
    county: Tenant,
) -> None:
    account = await person(county, "villager")
    async with unit_of_work(county) as uow:
        token = await sessions.start(uow, account.id)

    async with unit_of_work(county) as uow:
        await accounts.disable(uow, account.id)
    assert await sessions.resolve(county, token) is None

    async with unit_of_work(county) as uow:
        await accounts.enable(uow, account.id)
    assert await sessions.resolve(county, token) is None


async def test_a_password_of_name_phone_or_county_is_refused(county: Tenant) -> None:
    account = await person(county)

    phone = crypto.unseal(account.phone_sealed)
    for weak in ("wangxiuying1990", phone, "kailuxian@150523", "开鲁 20261122"):
        with pytest.raises(PasswordWeak):
            async with unit_of_work(county) as uow:
                await accounts.set_password(uow, account.id, weak)


async def test_changing_a_password_takes_the_old_one_and_ends_the_sessions(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    async with unit_of_work(county) as uow:
        token = await sessions.start(uow, account.id)

    with pytest.raises(SignInRefused):
        async with unit_of_work(county) as uow:
            await accounts.change_password(uow, account.id, "wrong", "another 好密码 7")
    assert await sessions.resolve(county, token)

    async with unit_of_work(county) as uow:
        await accounts.change_password(uow, account.id, PASSWORD, "another 好密码 7")
    assert await sessions.resolve(county, token) is None


async def test_holders_and_lists_are_cut_by_place(county: Tenant) -> None:
    here = await person(county, "villager", "clerk")
    async with unit_of_work(county) as uow:
        there = await accounts.create(
            uow, "赵", new_phone(), [("villager", f"{county.code}105201")]
        )

    async with unit_of_work(county) as uow:
        assert await accounts.holders(uow, Role.CLERK, village(county)) == [here.id]
        whole = await accounts.list_holding(uow, [county.code], None, 10)
        part = await accounts.list_holding(uow, [f"{county.code}104"], None, 10)
        nothing = await accounts.list_holding(uow, [], None, 10)
        after = await accounts.list_holding(uow, [county.code], there.id, 10)

    assert [one.id for one in whole] == [there.id, here.id]
    assert [one.id for one in part] == [here.id]
    assert nothing == []
    assert [one.id for one in after] == [here.id]


async def test_an_account_is_found_by_part_of_a_name_or_by_the_whole_number(county: Tenant) -> None:
    phone = new_phone()
    async with unit_of_work(county) as uow:
        wang = await accounts.create(uow, "王一百%", phone, [("villager", village(county))])
        await accounts.create(uow, "赵", new_phone(), [("villager", f"{county.code}105201")])

    async def found(search: str, place: str = county.code) -> list[str]:
        async with unit_of_work(county) as uow:
            rows = await accounts.list_holding(uow, [place], None, 10, search)
        return [one.name for one in rows]

    assert await found("一百") == [wang.name]
    assert await found("%") == [wang.name]
    assert await found(f" +86 {phone[:3]} {phone[3:]} ") == [wang.name]
    assert await found(phone[:10]) == []
    assert await found(phone, f"{county.code}105") == []
    assert await found(" ") == ["赵", wang.name]
