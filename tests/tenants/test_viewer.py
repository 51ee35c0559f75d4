import pytest

from infra.errors import NotFound
from tenants.authorization.enforcer import grants
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role, RoleHolding
from tenants.errors import SecondFactorNeeded, StepUpNeeded
from tenants.registry import Tenant
from tenants.unit_of_work import Actor
from tenants.viewer import Viewer, anonymous

COUNTY = Tenant("150523", "开鲁县", "county", "county_150523", "county_150523", "open")
VILLAGE = "150523104201"


def holding(
    *held: tuple[Role, str], second_factor: bool = False, stepped_up: bool = False
) -> Viewer:
    roles = tuple(RoleHolding(role, place) for role, place in held)
    return Viewer(
        COUNTY, None, None, "王秀英", "zh", grants(roles), roles,
        second_factor=second_factor, stepped_up=stepped_up,
    )  # fmt: skip


def test_who_has_not_signed_in_holds_nothing() -> None:
    nobody = anonymous(COUNTY, "en")

    assert not nobody.signed_in
    assert nobody.actor == Actor(None, None, "")
    assert not any(nobody.may(one, VILLAGE) or nobody.prefixes(one) for one in Permission)


def test_a_role_reaches_its_place_and_what_lies_in_it() -> None:
    viewer = holding((Role.TOWNSHIP_REVIEWER, "150523104"))

    assert viewer.may(Permission.MATTER_READ, VILLAGE)
    assert viewer.may(Permission.MATTER_READ, "150523104")
    for elsewhere in ("150523105201", "150523", "1505231042", "371721104201"):
        assert viewer.may(Permission.MATTER_READ, elsewhere) is elsewhere.startswith("150523104")
    assert not viewer.may(Permission.MATTER_READ, "")


def test_prefixes_are_every_place_where_the_permission_is_held() -> None:
    viewer = holding(
        (Role.SUPERVISOR, VILLAGE), (Role.TOWNSHIP_REVIEWER, "150523105"), (Role.CLERK, VILLAGE)
    )

    assert viewer.prefixes(Permission.REVIEW_DECIDE) == ("150523104201", "150523105")
    assert viewer.prefixes(Permission.VOTE_RECORD) == ("150523104201",)
    assert viewer.prefixes(Permission.AUDIT_READ) == ()


def test_what_is_not_theirs_is_not_found() -> None:
    viewer = holding((Role.VILLAGER, VILLAGE))

    viewer.require(Permission.OPINION_SUBMIT, VILLAGE)
    with pytest.raises(NotFound):
        viewer.require(Permission.OPINION_SUBMIT, "150523104202")
    with pytest.raises(NotFound):
        viewer.require(Permission.BULLETIN_APPROVE, VILLAGE)


def test_who_approves_shows_a_second_factor_and_shows_it_again() -> None:
    secretary = (Role.PARTY_SECRETARY, VILLAGE)

    with pytest.raises(SecondFactorNeeded):
        holding(secretary).require(Permission.BULLETIN_APPROVE, VILLAGE)
    with pytest.raises(StepUpNeeded):
        holding(secretary, second_factor=True).require(Permission.BULLETIN_APPROVE, VILLAGE)
    holding(secretary, second_factor=True, stepped_up=True).require(
        Permission.BULLETIN_APPROVE, VILLAGE
    )


def test_a_second_factor_is_not_asked_for_where_nothing_is_found() -> None:
    with pytest.raises(NotFound):
        holding((Role.PARTY_SECRETARY, VILLAGE)).require(
            Permission.BULLETIN_APPROVE, "150523104202"
        )
