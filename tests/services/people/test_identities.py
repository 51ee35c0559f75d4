"""Identity numbers: off by default, sealed, masked, read for a purpose, gone when turned off."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from infra.errors import DomainError
from services.people import service
from services.people.errors import (
    IdentityNumberOfAnother,
    IdentityNumbersOff,
    IdentityNumberUnknown,
    IdentityNumberWrong,
    ReasonNeeded,
)
from services.people.identity import rules
from services.people.service import Entry
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories import identity
from tests.factories.decisions import Stage

BORN = date(1970, 1, 1)
NUMBER = identity.number(BORN)


@pytest.fixture
async def on(county: Tenant) -> Stage:
    made = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        await uow.session.execute(text("UPDATE resident SET birth_date = '1970-01-01'"))
    return made


async def allow(on: Stage, *, allowed: bool = True) -> None:
    await on.do(on.reviewer, service.allow_identity_numbers, "县发〔2026〕9 号", allowed=allowed)


async def record(on: Stage, who: UUID, number: str = NUMBER) -> None:
    await on.do(on.clerk, service.record_identity, who, number)


async def refused(kind: type[DomainError], call: object) -> str:
    with pytest.raises(kind) as refusal:
        await call  # type: ignore[misc]
    return refusal.value.message("zh")


async def test_no_number_is_kept_unless_the_county_turned_it_on(on: Stage) -> None:
    who = on.id_of("居民0050")

    await refused(IdentityNumbersOff, record(on, who))
    await refused(
        ReasonNeeded, on.do(on.reviewer, service.allow_identity_numbers, " ", allowed=True)
    )
    await allow(on)
    await record(on, who)

    async with unit_of_work(on.county) as uow:
        assert await service.load_masked_identities(uow, [who]) == {who: "*" * 14 + NUMBER[-4:]}
        [(sealed, index)] = await uow.session.execute(
            text("SELECT number_sealed, number_index FROM resident_identity")
        )
    assert sealed.startswith("aesgcm1:")
    assert NUMBER not in sealed + index


async def test_every_reading_is_on_record_with_its_purpose(on: Stage) -> None:
    who = on.id_of("居民0050")
    await allow(on)
    await refused(IdentityNumberUnknown, on.do(on.reviewer, service.read_identity, who, "核对补贴"))
    await record(on, who)

    await refused(ReasonNeeded, on.do(on.reviewer, service.read_identity, who, " "))
    assert await on.do(on.reviewer, service.read_identity, who, "核对补贴名册") == NUMBER

    async with unit_of_work(on.county) as uow:
        found = await service.identity_readings(uow, who)
        assert await service.own_identity(uow, who) == NUMBER
        assert len(await service.identity_readings(uow, who)) == 1  # one's own is no reading
    assert [(one.reader, one.purpose) for one in found] == [(on.reviewer.label, "核对补贴名册")]


async def test_a_wrong_number_is_refused(on: Stage) -> None:
    who, other = on.id_of("居民0050"), on.id_of("居民0051")
    await allow(on)
    digit = "0" if NUMBER[-1] != "0" else "1"

    assert "校验码" in await refused(IdentityNumberWrong, record(on, who, NUMBER[:-1] + digit))
    another = identity.number(date(1971, 2, 3))
    assert "出生日期不符" in await refused(IdentityNumberWrong, record(on, who, another))
    await record(on, who)
    await refused(IdentityNumberOfAnother, record(on, other))
    await record(on, who, identity.number(BORN, 2))  # an earlier one is replaced
    await record(on, other)


async def test_turning_it_off_forgets_every_number(on: Stage) -> None:
    who = on.id_of("居民0050")
    await allow(on)
    await record(on, who)
    await on.do(on.reviewer, service.read_identity, who, "核对补贴名册")

    await allow(on, allowed=False)

    async with unit_of_work(on.county) as uow:
        assert await service.count_identities(uow) == 0
        assert len(await service.identity_readings(uow, who)) == 1
    await refused(IdentityNumbersOff, record(on, who))


async def test_an_erased_persons_number_is_gone(on: Stage) -> None:
    who = on.id_of("居民0050")
    await allow(on)
    await record(on, who)
    entry = Entry(reason="迁往外县")
    await on.do(on.reviewer, service.record_departure, who, "moved", entry)

    await on.do(on.reviewer, service.erase_resident, who, "县民函〔2026〕1 号")

    async with unit_of_work(on.county) as uow:
        assert await service.own_identity(uow, who) is None


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (NUMBER, NUMBER),
        (f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]} ".lower(), NUMBER),
        (NUMBER[:-1], None),
        ("", None),
        ("一" * 18, None),
    ],
)
def test_how_a_number_is_read(raw: str, read: str | None) -> None:
    assert rules.normalised(raw) == read


def test_a_number_says_the_day_of_birth() -> None:
    assert rules.born(NUMBER) == BORN
    assert rules.born(NUMBER[:6] + "19700230" + NUMBER[14:]) is None
    assert rules.masked(NUMBER) == "**************" + NUMBER[14:]
