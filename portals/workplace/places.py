"""The offices that have a portal: their path, their navigation, and the frame of their pages."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from portals.executor import viewer_of
from portals.identity.homes import homes_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import OperationFailed
from portals.kit.shell import NavItem, Shell, county_path
from tenants.authorization.permissions import Permission

PHONE = "12345"


@dataclass(frozen=True)
class Office:
    """A portal of office holders; `roles` are those whose holders are at home there."""

    path: str
    name: str
    roles: tuple[str, ...]
    nav: tuple[NavItem, ...]
    layout: str = "desk.html"


def _nav(path: str, *items: tuple[str, str, str]) -> tuple[NavItem, ...]:
    return tuple(NavItem(key, label, f"{path}{tail}") for key, label, tail in items)


SECRETARY = Office(
    "/secretary",
    N_("党支部"),
    ("party_secretary",),
    _nav(
        "/secretary",
        ("today", N_("今天"), ""),
        ("matters", N_("事项"), "/matters"),
        ("needs", N_("群众意见"), "/needs"),
        ("bulletins", N_("公开"), "/bulletins"),
        ("figures", N_("数字"), "/figures"),
    ),
)
_ELECTIONS = NavItem("elections", N_("选举"), "/elections")
_NEEDS_OF_VILLAGERS = NavItem("needs", N_("群众意见"), "/secretary/needs")
_DEMANDS = NavItem("demands", N_("联名"), "/demands")
_ASSIGNMENTS = NavItem("assignments", N_("任职检查"), "/assignments")
_MEMBERS = NavItem("members", N_("党委成员"), "/township/members")
_METHODS = NavItem("methods", N_("工作方法"), "/office/methods")
_ACCOUNTS = NavItem("accounts", N_("账号"), "/office/accounts")
_FIGURES = NavItem("figures", N_("数字"), "/office/figures")
_AUDIT = NavItem("audit", N_("审计"), "/office/audit")
_ROLL = NavItem("roll", N_("名册"), "/roll")
# Places to which not every holder of an office may go.
_NEEDS = {
    _METHODS: Permission.METHOD_MANAGE,
    _ACCOUNTS: Permission.ACCOUNT_READ,
    _AUDIT: Permission.AUDIT_READ,
    _FIGURES: Permission.MATTER_READ,
    _ASSIGNMENTS: Permission.PEOPLE_MANAGE,
    _MEMBERS: Permission.PEOPLE_MANAGE,
    _ROLL: Permission.PEOPLE_READ,
    _NEEDS_OF_VILLAGERS: Permission.OPINION_ANSWER,
}
COMMITTEE = Office(
    "/committee",
    N_("村民委员会"),
    ("committee_director", "committee_member", "clerk"),
    (
        *_nav(
            "/committee",
            ("today", N_("今天"), ""),
            ("matters", N_("事项"), "/matters"),
            ("bulletins", N_("公开"), "/bulletins"),
        ),
        _ELECTIONS,
        _ROLL,
        _NEEDS_OF_VILLAGERS,
    ),
)
REPRESENTATIVE = Office(
    "/rep",
    N_("村民代表"),
    ("representative", "executive_chair", "party_member"),
    _nav(
        "/rep",
        ("today", N_("今天"), ""),
        ("meetings", N_("会议"), "/meetings"),
        ("matters", N_("事项"), "/matters"),
        ("households", N_("我联系的户"), "/households"),
    ),
    "phone.html",
)
SUPERVISION = Office(
    "/supervision",
    N_("村务监督委员会"),
    ("supervisor",),
    (
        *_nav(
            "/supervision",
            ("today", N_("待审"), ""),
            ("matters", N_("事项"), "/matters"),
            ("bulletins", N_("公开"), "/bulletins"),
        ),
        _DEMANDS,
    ),
)
TOWNSHIP = Office(
    "/township",
    N_("乡镇"),
    ("township_reviewer", "township_admin"),
    (
        *_nav(
            "/township",
            ("today", N_("待办"), ""),
            ("matters", N_("各村事项"), "/matters"),
            ("reviews", N_("督查考核"), "/reviews"),
            ("figures", N_("数字"), "/figures"),
        ),
        _ELECTIONS,
        _DEMANDS,
        _ASSIGNMENTS,
        _MEMBERS,
        _ROLL,
        _ACCOUNTS,
    ),
)
OWN_TOWNSHIP = Office(
    "/township-own",
    N_("乡镇本级"),
    ("township_secretary", "township_office"),
    _nav(
        "/township-own",
        ("today", N_("今天"), ""),
        ("matters", N_("事项"), "/matters"),
        ("bulletins", N_("公开"), "/bulletins"),
    ),
)
COUNTY = Office(
    "/office",
    N_("县级部门"),
    ("county_civil_affairs", "county_admin", "county_security", "county_auditor"),
    (
        NavItem("villages", N_("村庄"), "/office"),
        _METHODS,
        _ACCOUNTS,
        _AUDIT,
        _ELECTIONS,
        _FIGURES,
        _DEMANDS,
        _ASSIGNMENTS,
        _ROLL,
    ),
)


OFFICES = (SECRETARY, COMMITTEE, SUPERVISION, TOWNSHIP, OWN_TOWNSHIP, COUNTY, REPRESENTATIVE)


async def office_of(request: Request) -> Office | None:
    """Return the office whose pages a shared page belongs to for this reader; none: a villager."""
    held = {one.role for one in (await viewer_of(request)).roles}
    return next((one for one in OFFICES if held & set(one.roles)), None)


async def place_of(request: Request, office: Office) -> str:
    """Return where the reader holds this office; whoever is not signed in signs in first."""
    viewer = await viewer_of(request)
    if not viewer.signed_in:
        raise OperationFailed("Workplace", [{"extensions": {"code": "SIGN_IN_NEEDED"}}])
    held = [one.place for one in viewer.roles if one.role in office.roles]
    return held[0] if held else (viewer.roles[0].place if viewer.roles else viewer.tenant.code)


def may(me: dict[str, Any], permission: str, place: str) -> bool:
    """Say whether the reader holds a permission at a place: show the form, or leave it out."""
    return any(
        one["permission"] == permission and any(place.startswith(at) for at in one["places"])
        for one in me["permissions"]
    )


async def frame(request: Request, office: Office, here: str, place: str = "") -> Shell:
    """Return the frame of an office's page, with links to the reader's other portals."""
    viewer = await viewer_of(request)
    homes = homes_of(one.role.name for one in viewer.roles)
    switch = tuple(
        NavItem(one.path, one.label, one.path) for one in homes if one.path != office.path
    )
    name = language.translate(language.of(request), office.name)
    own = [one for one in office.nav if one not in _NEEDS or viewer.prefixes(_NEEDS[one])]
    return Shell(
        place=place or name,
        above=viewer.tenant.name,
        home=f"{county_path(request)}{office.path}",
        phone=PHONE,
        owner=name,
        reader=viewer.name,
        nav=(*own, *switch),
        here=here,
        asks_village=office is not OWN_TOWNSHIP,
    )
