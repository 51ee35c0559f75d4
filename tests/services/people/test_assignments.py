"""The nightly check finds who could propose, approve and pay alone, and offices that clash."""

from sqlalchemy import text

from infra.ids import new_id
from services.people import service, tasks
from services.people.assignments.rules import Duty, FindingKind, Person, duties_of, search
from services.people.ending import TermEnd
from services.people.incompatible import in_force
from services.people.workflow import Office
from tenants import accounts
from tenants.authorization.roles import Role
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.people.rolling import open_villages
from tests.tenants.people import new_phone

BARS = in_force("150523108900", ())


def person(*roles: Role, offices: tuple[str, ...] = ()) -> Person:
    key = new_id()
    return Person(key, key, "张三", frozenset(offices), frozenset(roles))


def test_which_roles_amount_to_which_duty() -> None:
    assert duties_of({Role.PARTY_SECRETARY}) == {Duty.PROPOSE, Duty.APPROVE}
    assert duties_of({Role.CLERK}) == {Duty.PAY}
    assert duties_of({Role.VILLAGER, Role.PARTY_MEMBER}) == set()
    assert duties_of({Role.PARTY_SECRETARY, Role.CLERK}) == set(Duty)
    assert duties_of({Role.REPRESENTATIVE, Role.TOWNSHIP_REVIEWER, Role.CLERK}) == set(Duty)


def test_one_pair_of_hands_is_found_and_two_are_not() -> None:
    alone = person(Role.COMMITTEE_DIRECTOR, Role.CLERK)
    apart = [person(Role.COMMITTEE_DIRECTOR), person(Role.CLERK)]

    assert [one.kind for one in search(BARS, [alone], {})] == [FindingKind.ALONE]
    assert list(search(BARS, apart, {})) == []


def test_barred_offices_and_relatives_are_found() -> None:
    both = person(offices=("clerk", "supervisor"))
    member, supervisor = person(offices=("committee_member",)), person(offices=("supervisor",))
    kin = {member.key: {supervisor.key}, supervisor.key: {member.key}}

    [pair] = search(BARS, [both], {})
    found = list(search(BARS, [member, supervisor], kin))

    assert (pair.kind, pair.holds) == (FindingKind.OFFICES, ("clerk", "supervisor"))
    assert [one.person for one in found] == [member, supervisor]
    assert {one.kind for one in found} == {FindingKind.KIN}


async def test_a_night_finds_and_the_next_mends(county: Tenant) -> None:
    """Two posts of one person, in the village and at the township, are seen together."""
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    township = roll.code[:9]
    async with unit_of_work(county) as uow:
        resident = (await service.load_residents(uow, [zhang]))[zhang]
        account = await service.open_account(uow, resident, new_phone(), phone_verified=True)
        clerk = await service.record_term(uow, zhang, Office.CLERK, source="任命")
        secretary = await service.record_term(uow, zhang, Office.PARTY_SECRETARY, source="任命")
        await accounts.grant_role(uow, account.id, Role.TOWNSHIP_REVIEWER.value, township)

    await tasks.find_villages_to_check(county)
    async with unit_of_work(county) as uow:
        sent = await uow.session.execute(
            text("SELECT name FROM outbox WHERE name = 'people.check_assignments'")
        )
        assert len(sent.all()) == 1  # the neighbour has no officers
    for _ in range(2):  # found once, however often it is looked for
        await tasks.check_assignments(
            Job(county, new_id(), "people.check_assignments"), village_code=roll.code
        )

    async with unit_of_work(county) as uow:
        [found] = await service.list_findings(uow, [township], first=10)
        assert (found.kind, found.name) == ("alone", "张三")
        assert set(found.holds) == {"clerk", "party_secretary", "township_reviewer"}
        assert await service.list_findings(uow, [], first=10) == []
        assert await service.list_findings(uow, ["150999"], first=10) == []
        await service.end_term(uow, secretary.id, reason=TermEnd.RESIGNED)
        await accounts.revoke_role(uow, account.id, Role.TOWNSHIP_REVIEWER.value, township)
    await tasks.check_assignments(
        Job(county, new_id(), "people.check_assignments"), village_code=roll.code
    )

    async with unit_of_work(county) as uow:
        assert await service.list_findings(uow, [township], first=10) == []
        kept = (await service.load_findings(uow, [found.id]))[found.id]
        assert kept.mended_at is not None
        await service.end_term(uow, clerk.id, reason=TermEnd.RESIGNED)
