"""That a county keeps identity numbers is told to who reads rolls, how many to who decides."""

from infra.ids import new_id
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import Actor
from tests.schema.decisions.asking import holder
from tests.schema.people import asking

ASKED = "{ identityNumbers { allowed kept } }"


async def test_how_many_numbers_are_kept_is_told_to_who_manages_them(county: Tenant) -> None:
    seen = {}
    village = f"{county.code}101201"
    for role, place in ((Role.CLERK, village), (Role.COUNTY_CIVIL_AFFAIRS, county.code)):
        viewer = holder(county, Actor(new_id(), None, role.value), (role, place))
        seen[role] = (await asking.ask(viewer, ASKED))["identityNumbers"]

    assert seen == {
        Role.CLERK: {"allowed": False, "kept": None},
        Role.COUNTY_CIVIL_AFFAIRS: {"allowed": False, "kept": 0},
    }
