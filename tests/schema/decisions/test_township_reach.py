"""A post at a township's own seat reaches the township's matters and no village's, and back."""

from infra.ids import new_id
from services.people import service as people
from tenants.authorization.enforcer import grants
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role, RoleHolding, is_place_of, is_seat, seat_of
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import Viewer

TOWNSHIP, VILLAGE = "150523108", "150523108201"
SEAT = seat_of(TOWNSHIP)
_COUNTY = Tenant("150523", "开鲁县", "county", "", "", "open")


def holding(role: Role, place: str) -> Viewer:
    held = RoleHolding(role, place)
    return Viewer(_COUNTY, new_id(), None, "", "zh", grants([held]), roles=(held,))


def test_a_seat_is_written_with_twelve_digits_and_is_no_village() -> None:
    assert SEAT == "150523108000"
    assert is_seat(SEAT)
    assert not is_seat(VILLAGE)
    assert not is_seat(TOWNSHIP)
    for role in (Role.TOWNSHIP_OFFICE, Role.TOWNSHIP_SECRETARY):
        assert is_place_of(role, SEAT)
        assert not is_place_of(role, VILLAGE)
        assert not is_place_of(role, TOWNSHIP)
    for role in (Role.PARTY_SECRETARY, Role.CLERK, Role.VILLAGER):
        assert is_place_of(role, VILLAGE)
        assert not is_place_of(role, SEAT)


def test_who_runs_a_townships_matters_runs_no_villages() -> None:
    """Organic Law art. 5: a township does not meddle in what is the village's own affair."""
    for role in (Role.TOWNSHIP_OFFICE, Role.TOWNSHIP_SECRETARY):
        viewer = holding(role, SEAT)
        for permission in Permission:
            assert not viewer.may(permission, VILLAGE)
    assert holding(Role.TOWNSHIP_OFFICE, SEAT).may(Permission.MATTER_PROPOSE, SEAT)
    assert holding(Role.TOWNSHIP_SECRETARY, SEAT).may(Permission.BULLETIN_APPROVE, SEAT)
    assert not holding(Role.TOWNSHIP_OFFICE, SEAT).may(Permission.BULLETIN_APPROVE, SEAT)


def test_a_villages_posts_do_not_reach_the_township() -> None:
    for role in Role:
        if is_place_of(role, VILLAGE):
            viewer = holding(role, VILLAGE)
            assert not any(viewer.may(permission, SEAT) for permission in Permission)


def test_the_townships_administrator_keeps_its_committee_and_decides_nothing() -> None:
    admin = holding(Role.TOWNSHIP_ADMIN, TOWNSHIP)
    assert admin.may(Permission.PEOPLE_MANAGE, TOWNSHIP)
    assert admin.may(Permission.MATTER_READ, SEAT)
    for permission in (Permission.MATTER_PROPOSE, Permission.VOTE_OPEN, Permission.MEETING_CALL):
        assert not admin.may(permission, SEAT)


async def test_the_name_of_a_seat_is_the_townships(county: Tenant) -> None:
    code = f"{county.code}108"
    async with unit_of_work(county) as uow:
        await people.seed_divisions(uow, [(code, "大榆树镇")], [(f"{code}201", "三苗树村")])
    async with unit_of_work(county) as uow:
        names = await people.place_names(uow, [seat_of(code), f"{code}201", f"{county.code}999000"])
    assert names == {seat_of(code): "大榆树镇", f"{code}201": "三苗树村"}
