from datetime import timedelta

import pytest
from sqlalchemy import text

from infra import clock
from infra.errors import NotFound
from schema.authentication import viewer_of_session, viewer_of_token
from tenants import accounts, api_tokens, sessions
from tenants.authorization.permissions import Permission
from tenants.errors import SignInNeeded, StepUpNeeded, TokenTooLong, TokenTooWide
from tenants.models import Account, ApiToken
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer, anonymous
from tests.tenants.people import person, township, village

READ = Permission.DIVISION_READ
MANAGE = Permission.DIVISION_MANAGE


async def signed_in(county: Tenant, account: Account) -> Viewer:
    async with unit_of_work(county) as uow:
        token = await sessions.start(uow, account.id, second_factor=True)
    return await viewer_of_session(county, token, "zh")


async def make(
    county: Tenant,
    viewer: Viewer,
    *permissions: Permission,
    places: tuple[str, ...] = (),
    days: int = 30,
) -> tuple[ApiToken, str]:
    async with unit_of_work(county, viewer.actor) as uow:
        return await api_tokens.create(
            uow, viewer, " 统计 ", permissions, places or (county.code,), days
        )


async def test_a_token_may_what_it_was_made_for_and_no_more(county: Tenant) -> None:
    viewer = await signed_in(county, await person(county, "county_admin"))

    token, shown = await make(county, viewer, READ, places=(township(county),))

    assert shown.startswith(f"mbt_{county.code}_")
    assert token.name == "统计"
    program = await viewer_of_token(county, shown, "zh")
    assert program.grants == {(READ, township(county))}
    assert program.account_id == viewer.account_id
    assert program.session_id is None


async def test_the_text_of_a_token_is_not_in_the_database(county: Tenant) -> None:
    viewer = await signed_in(county, await person(county, "county_admin"))
    _, shown = await make(county, viewer, READ)

    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT api_token::text FROM api_token"))
        assert shown.removeprefix(f"mbt_{county.code}_") not in rows.scalar_one()


async def test_a_token_cannot_be_wider_than_its_owner(county: Tenant) -> None:
    viewer = await signed_in(county, await person(county, "township_admin"))
    too_wide: list[tuple[tuple[Permission, ...], tuple[str, ...]]] = [
        ((Permission.AUDIT_READ,), (township(county),)),
        ((READ, Permission.SECURITY_ADMINISTER), (township(county),)),
        ((READ,), (county.code,)),
        ((READ,), (township(county), "371721104")),
        ((READ,), ("",)),
        ((), (township(county),)),
    ]

    for permissions, places in too_wide:
        with pytest.raises(TokenTooWide):
            await make(county, viewer, *permissions, places=places)
    with pytest.raises(SignInNeeded):
        await make(county, anonymous(county), READ)


async def test_what_needs_a_person_at_a_screen_is_never_in_a_token(county: Tenant) -> None:
    viewer = await signed_in(county, await person(county, "party_secretary"))
    withdraw, here = Permission.BULLETIN_WITHDRAW, (village(county),)

    with pytest.raises(TokenTooWide):
        await make(county, viewer, Permission.BULLETIN_APPROVE, places=here)
    _, shown = await make(county, viewer, withdraw, places=here)

    program = await viewer_of_token(county, shown, "zh")
    program.require(withdraw, village(county))
    with pytest.raises(StepUpNeeded):
        program.require_factors(Permission.BULLETIN_APPROVE)


async def test_a_token_shrinks_with_its_owners_roles(county: Tenant) -> None:
    account = await person(county, "township_admin", "villager")
    viewer = await signed_in(county, account)
    _, shown = await make(county, viewer, READ, MANAGE, places=(township(county),))

    async with unit_of_work(county) as uow:
        await accounts.revoke_role(uow, account.id, "township_admin", township(county))

    program = await viewer_of_token(county, shown, "zh")
    assert program.grants == {(READ, village(county))}


async def test_a_disabled_owner_means_a_dead_token(county: Tenant) -> None:
    account = await person(county, "county_admin")
    _, shown = await make(county, await signed_in(county, account), READ)
    async with unit_of_work(county) as uow:
        await accounts.disable(uow, account.id)

    with pytest.raises(SignInNeeded):
        await viewer_of_token(county, shown, "zh")


async def test_a_token_of_another_county_is_refused_even_with_its_prefix_changed(
    county: Tenant, other_county: Tenant
) -> None:
    viewer = await signed_in(county, await person(county, "county_admin"))
    _, shown = await make(county, viewer, READ)

    for foreign in (shown, shown.replace(county.code, other_county.code)):
        with pytest.raises(SignInNeeded):
            await viewer_of_token(other_county, foreign, "zh")


async def test_a_session_token_is_no_api_token_nor_the_other_way(county: Tenant) -> None:
    account = await person(county, "county_admin")
    viewer = await signed_in(county, account)
    _, shown = await make(county, viewer, READ)
    async with unit_of_work(county) as uow:
        session = await sessions.start(uow, account.id)

    with pytest.raises(SignInNeeded):
        await viewer_of_token(county, session, "zh")
    assert await sessions.resolve(county, shown) is None


async def test_a_token_ends_at_its_time(county: Tenant) -> None:
    viewer = await signed_in(county, await person(county, "county_admin"))
    token, shown = await make(county, viewer, READ, days=7)

    with clock.at(token.expires_at - timedelta(seconds=1)):
        assert (await viewer_of_token(county, shown, "zh")).signed_in
    with clock.at(token.expires_at), pytest.raises(SignInNeeded):
        await viewer_of_token(county, shown, "zh")


@pytest.mark.parametrize("days", [0, -1, 366])
async def test_a_token_lasts_a_day_to_a_year(county: Tenant, days: int) -> None:
    viewer = await signed_in(county, await person(county, "county_admin"))

    with pytest.raises(TokenTooLong):
        await make(county, viewer, READ, days=days)


async def test_a_revoked_token_is_dead_and_only_its_owner_revokes_it(county: Tenant) -> None:
    owner, stranger = await person(county, "county_admin"), await person(county, "county_admin")
    token, shown = await make(county, await signed_in(county, owner), READ)

    with pytest.raises(NotFound):
        async with unit_of_work(county) as uow:
            await api_tokens.revoke(uow, stranger.id, token.id)
    assert (await viewer_of_token(county, shown, "zh")).signed_in

    async with unit_of_work(county) as uow:
        await api_tokens.revoke(uow, owner.id, token.id)
        assert await api_tokens.list_for(uow, owner.id) == []
    with pytest.raises(SignInNeeded):
        await viewer_of_token(county, shown, "zh")
    with pytest.raises(NotFound):
        async with unit_of_work(county) as uow:
            await api_tokens.revoke(uow, owner.id, token.id)


async def test_the_last_use_is_written_once_a_minute(county: Tenant) -> None:
    viewer = await signed_in(county, await person(county, "county_admin"))
    token, shown = await make(county, viewer, READ)
    seen = []

    for seconds in (0, 59, 60):
        with clock.at(token.created_at + timedelta(seconds=seconds)):
            await viewer_of_token(county, shown, "zh")
        async with unit_of_work(county) as uow:
            (kept,) = await api_tokens.list_for(uow, token.account_id)
            assert kept.last_used_at
            seen.append((kept.last_used_at - token.created_at).total_seconds())

    assert seen == [0, 0, 60]
