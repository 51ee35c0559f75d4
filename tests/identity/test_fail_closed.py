"""With Valkey away, full or forgetful nobody tries a secret; whoever is signed in stays so."""

import pytest
import redis.asyncio
from graphql import GraphQLObjectType
from sqlalchemy import text

from infra import valkey
from schema import matrix
from schema.schema import GRAPHQL
from tenants import rate_limits
from tenants.registry import Tenant
from tenants.sign_in import LOCKED_AFTER
from tenants.unit_of_work import unit_of_work
from tests.identity.web import (
    Web,
    authenticator,
    phone_of,
    session_of,
    shown,
)
from tests.schema.accounts.test_claim import resident
from tests.schema.samples import literal
from tests.tenants.people import PASSWORD, new_phone, person


async def test_a_lost_valkey_forgets_the_window_but_not_the_lock(county: Tenant) -> None:
    account = await person(county, "villager", password=PASSWORD)
    for _ in range(LOCKED_AFTER):
        await Web(county).sign_in(account, "wrong")
    keys = [key async for key in valkey.client().scan_iter(f"{county.code}:limits*")]
    await valkey.client().delete(*keys)

    assert await Web(county).sign_in(account) == ["SIGN_IN_REFUSED"]


AWAY_INPUTS: dict[str, dict[str, object]] = {
    "accountClaim": {"phone": "13800000001", "code": "000000"},
    "oneTimeCodeRequest": {"phone": "13800000001"},
    "passwordChange": {"oldPassword": "x", "newPassword": "机井 三百米 2026"},
    "secondFactorConfirm": {"code": "000000"},
    "signInWithCode": {"phone": "13800000001", "code": "000000"},
    "signInWithPassword": {"phone": "13800000001", "password": "x"},
    "totpConfirm": {"code": "000000"},
}
# What takes no secret that could be guessed: ending sessions, and asking for a new secret.
NOTHING_TO_GUESS = {"sessionRevoke", "signOut", "totpEnrol"}


def test_every_mutation_that_takes_a_secret_is_in_the_list_of_those_that_fail_closed() -> None:
    open_to_all = {name for name, needs in matrix.root_gates("Mutation").items() if needs is None}

    assert open_to_all - NOTHING_TO_GUESS == set(AWAY_INPUTS)
    mutations = GRAPHQL.mutation_type
    assert isinstance(mutations, GraphQLObjectType)
    assert all(literal(mutations.fields[name].args["input"].type) for name in AWAY_INPUTS)


async def test_without_valkey_no_secret_can_be_tried(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await person(county, "clerk", password=PASSWORD)
    secret, web = await authenticator(county, account), await session_of(county, account)
    await resident(county, new_phone())
    nowhere = redis.asyncio.Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=1)
    monkeypatch.setattr(valkey, "client", lambda: nowhere)

    tries = [(name, given) for name, given in AWAY_INPUTS.items() if name != "totpConfirm"]
    tries += [
        ("oneTimeCodeRequest", {"phone": "13800000001", "purpose": "CLAIM"}),
        ("accountClaim", {"phone": "13800000001", "slip": "AAAA-BBBB-CCCC", "password": PASSWORD}),
        ("secondFactorConfirm", {"code": shown(secret)}),
        ("passwordChange", {"oldPassword": PASSWORD, "newPassword": "机井 三百米 2026"}),
        ("signInWithPassword", {"phone": phone_of(account), "password": PASSWORD}),
    ]
    found = {(name, str(given)): await web.codes(name, **given) for name, given in tries}
    fresh = await session_of(county, await person(county, "clerk"))
    await fresh.codes("totpEnrol")
    confirmed = await fresh.codes("totpConfirm", code="000000")

    assert {key: codes for key, codes in found.items() if codes != ["SIGN_IN_UNAVAILABLE"]} == {}
    assert confirmed == ["SIGN_IN_UNAVAILABLE"]
    assert await web.signed_in()
    async with unit_of_work(county) as uow:
        traces = await uow.session.execute(
            text(
                "SELECT (SELECT count(*) FROM sign_in_event), (SELECT count(*) FROM one_time_code),"
                " (SELECT count(*) FROM outbox), (SELECT sum(failed_count) FROM account)"
            )
        )
        assert tuple(traces.one()) == (0, 0, 0, 0)


async def test_a_valkey_that_takes_no_writes_lets_nobody_try(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        """What `limits` calls when the memory of Valkey is full (noeviction)."""

        async def hit(self, *_: object) -> bool:
            message = "OOM command not allowed when used memory > 'maxmemory'."
            raise redis.exceptions.OutOfMemoryError(message)

    monkeypatch.setattr(rate_limits, "_limiter", lambda _county: Full())

    codes = await Web(county).codes("signInWithPassword", phone=new_phone(), password="x")

    assert codes == ["SIGN_IN_UNAVAILABLE"]
