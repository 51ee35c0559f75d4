from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, text

from infra import clock
from infra.database import app_engine
from infra.errors import NotFound
from schema.authentication import viewer_of_session
from tenants import accounts, opaque_tokens, sessions, tasks
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer
from tests.tenants.people import person, village

NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)


async def start(county: Tenant, account_id: UUID, **options: object) -> str:
    async with unit_of_work(county) as uow:
        return await sessions.start(uow, account_id, **options)  # type: ignore[arg-type]


async def asking(county: Tenant, token: str) -> Viewer:
    return await viewer_of_session(county, token, "zh")


async def test_a_session_says_who_is_asking_and_what_they_may_do(county: Tenant) -> None:
    account = await person(county, "villager", "clerk")

    viewer = await viewer_of_session(county, await start(county, account.id), "en")

    assert (viewer.account_id, viewer.name, viewer.locale) == (account.id, "王秀英", "en")
    assert viewer.may(Permission.VOTE_CAST, village(county))
    assert viewer.may(Permission.BULLETIN_POST_RECEIPT, village(county))
    assert not viewer.may(Permission.VOTE_CAST, f"{county.code}104202")
    assert not viewer.may(Permission.SECURITY_ADMINISTER, county.code)
    assert not viewer.second_factor


async def test_an_account_without_roles_is_signed_in_and_may_nothing(county: Tenant) -> None:
    account = await person(county)

    viewer = await asking(county, await start(county, account.id))

    assert viewer.signed_in
    assert viewer.grants == frozenset()


async def test_the_token_is_256_random_bits_and_not_in_the_database(county: Tenant) -> None:
    account = await person(county)

    tokens = {await start(county, account.id) for _ in range(20)}

    assert len(tokens) == 20
    assert all(len(token) == len(county.code) + 1 + 43 for token in tokens)
    async with unit_of_work(county) as uow:
        rows = await uow.session.execute(text("SELECT account_session::text FROM account_session"))
        stored = str(rows.all())
    assert not any(token.split(".")[1] in stored for token in tokens)


async def test_resolving_is_one_statement_beside_the_fence(county: Tenant) -> None:
    account = await person(county, "villager", "representative", "clerk")
    token = await start(county, account.id)
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(app_engine().sync_engine, "before_cursor_execute", note)
    await sessions.resolve(county, token)
    event.remove(app_engine().sync_engine, "before_cursor_execute", note)

    assert sum("set_config" not in statement for statement in statements) == 1


async def test_a_token_of_another_county_is_refused_even_with_its_prefix_changed(
    county: Tenant, other_county: Tenant
) -> None:
    account = await person(county, "villager")
    token = await start(county, account.id)

    assert await sessions.resolve(other_county, token) is None
    forged = f"{other_county.code}.{token.split('.')[1]}"
    assert await sessions.resolve(other_county, forged) is None


async def test_a_copy_of_the_rows_in_another_county_does_not_make_a_token_good_there(
    county: Tenant, other_county: Tenant
) -> None:
    """A county's data restored under another code must not carry its sessions along."""
    token = await start(county, (await person(county, "villager")).id)
    copied = await start(other_county, (await person(other_county, "villager")).id)
    async with unit_of_work(other_county) as uow:
        await uow.session.execute(
            text("UPDATE account_session SET token_hash = :hash"),
            {"hash": opaque_tokens.fingerprint(token)},
        )

    assert await sessions.resolve(other_county, token) is None
    assert await sessions.resolve(other_county, copied) is None


@pytest.mark.parametrize("token", ["", ".", "150523", "x" * 10_000, "\x00", "mbt_150523_"])
async def test_a_malformed_token_is_nobody(county: Tenant, token: str) -> None:
    assert (await asking(county, token)).signed_in is False
    assert await sessions.resolve(county, f"{county.code}.{token}") is None


@pytest.mark.parametrize(
    ("role", "minutes", "alive"),
    [("villager", 29, True), ("villager", 30, False), ("clerk", 14, True), ("clerk", 15, False)],
)
async def test_an_idle_session_ends(county: Tenant, role: str, minutes: int, alive: bool) -> None:
    account = await person(county, role)
    with clock.at(NOON):
        token = await start(county, account.id)

    with clock.at(NOON + timedelta(minutes=minutes)):
        assert (await sessions.resolve(county, token) is not None) is alive


@pytest.mark.parametrize(("role", "hours"), [("villager", 12), ("clerk", 8)])
async def test_a_busy_session_ends_after_its_absolute_time(
    county: Tenant, role: str, hours: int
) -> None:
    account = await person(county, role)
    with clock.at(NOON):
        token = await start(county, account.id)

    for minutes in range(10, hours * 60, 10):
        with clock.at(NOON + timedelta(minutes=minutes)):
            assert await sessions.resolve(county, token)

    with clock.at(NOON + timedelta(hours=hours)):
        assert await sessions.resolve(county, token) is None


async def test_last_seen_is_written_once_a_minute(county: Tenant) -> None:
    account = await person(county, "villager")
    with clock.at(NOON):
        token = await start(county, account.id)

    seen = []
    for seconds in (59, 60, 119, 120):
        with clock.at(NOON + timedelta(seconds=seconds)):
            await sessions.resolve(county, token)
        async with unit_of_work(county) as uow:
            found = await uow.session.execute(text("SELECT last_seen_at FROM account_session"))
            seen.append((found.scalar_one() - NOON).total_seconds())

    assert seen == [0, 60, 60, 120]


async def test_signing_in_replaces_the_session_that_was_there(county: Tenant) -> None:
    account = await person(county, "villager")
    old = await start(county, account.id)
    viewer = await asking(county, old)

    new = await start(county, account.id, replaces=viewer.session_id)

    assert await sessions.resolve(county, old) is None
    assert await sessions.resolve(county, new)


async def test_rotation_kills_the_old_token_at_once_and_keeps_the_session(county: Tenant) -> None:
    account = await person(county, "clerk")
    old = await start(county, account.id)
    session_id = (await asking(county, old)).session_id
    assert session_id

    async with unit_of_work(county) as uow:
        new = await sessions.rotate(uow, session_id, second_factor=True)

    assert await sessions.resolve(county, old) is None
    viewer = await asking(county, new)
    assert (viewer.session_id, viewer.second_factor, viewer.stepped_up) == (session_id, True, True)


async def test_a_step_up_lasts_a_quarter_of_an_hour(county: Tenant) -> None:
    account = await person(county, "clerk")
    with clock.at(NOON):
        token = await start(county, account.id, second_factor=True)

    with clock.at(NOON + timedelta(minutes=14, seconds=59)):
        viewer = await asking(county, token)
        assert (viewer.second_factor, viewer.stepped_up) == (True, True)
    with clock.at(NOON + timedelta(minutes=15)):
        viewer = await asking(county, token)
        assert (viewer.second_factor, viewer.stepped_up) == (True, False)


async def test_a_revoked_session_is_dead_and_only_its_owner_revokes_it(county: Tenant) -> None:
    owner, stranger = await person(county, "villager"), await person(county, "villager")
    token = await start(county, owner.id)
    session_id = (await asking(county, token)).session_id
    assert session_id

    with pytest.raises(NotFound):
        async with unit_of_work(county) as uow:
            await sessions.revoke(uow, stranger.id, session_id)
    assert await sessions.resolve(county, token)

    async with unit_of_work(county) as uow:
        await sessions.revoke(uow, owner.id, session_id)
    assert await sessions.resolve(county, token) is None


async def test_a_revoked_session_cannot_be_rotated_back_to_life(county: Tenant) -> None:
    account = await person(county)
    token = await start(county, account.id)
    session_id = (await asking(county, token)).session_id
    assert session_id
    async with unit_of_work(county) as uow:
        assert await sessions.revoke_all(uow, account.id) == 1

    for dead in (session_id, uuid4()):
        with pytest.raises(NotFound):
            async with unit_of_work(county) as uow:
                await sessions.rotate(uow, dead)


async def test_the_list_shows_only_sessions_that_still_work(county: Tenant) -> None:
    account = await person(county, "villager")
    with clock.at(NOON):
        await start(county, account.id, device="idle")
    with clock.at(NOON + timedelta(minutes=40)):
        await start(county, account.id, device="手机" * 100)
        async with unit_of_work(county) as uow:
            listed = await sessions.list_open(uow, account.id)

    assert [one.device for one in listed] == [("手机" * 60)]


async def test_a_role_that_was_revoked_is_gone_from_the_next_request(county: Tenant) -> None:
    account = await person(county, "villager", "clerk")
    async with unit_of_work(county) as uow:
        await accounts.revoke_role(uow, account.id, "clerk", village(county))

    viewer = await asking(county, await start(county, account.id))

    assert not viewer.may(Permission.BULLETIN_POST_RECEIPT, village(county))


async def test_sessions_and_codes_of_long_ago_are_forgotten(county: Tenant) -> None:
    account = await person(county, "villager")
    with clock.at(NOON - timedelta(days=40)):
        await start(county, account.id)
    await start(county, account.id)

    await tasks.forget(county)

    async with unit_of_work(county) as uow:
        left = await uow.session.execute(text("SELECT count(*) FROM account_session"))
        assert left.scalar_one() == 1
