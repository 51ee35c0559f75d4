"""Where each role is at home, and where a person lands after signing in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portals.kit.language import N_


@dataclass(frozen=True)
class Home:
    """A portal, its path below the county's address, and what it is called."""

    path: str
    label: str


VILLAGER = Home("/my", N_("村民"))
REPRESENTATIVE = Home("/rep", N_("代表"))
SECRETARY = Home("/secretary", N_("党支部"))
COMMITTEE = Home("/committee", N_("村委会"))
SUPERVISION = Home("/supervision", N_("监委会"))
TOWNSHIP = Home("/township", N_("乡镇"))
OWN_TOWNSHIP = Home("/township-own", N_("乡镇本级"))
OFFICE = Home("/office", N_("县里"))
EXPLORER = Home("/graphql", N_("开发者"))

# The first role of this list that a person holds decides where they land.
HOMES: Mapping[str, Home] = {
    "COUNTY_CIVIL_AFFAIRS": OFFICE,
    "COUNTY_ADMIN": OFFICE,
    "COUNTY_SECURITY": OFFICE,
    "COUNTY_AUDITOR": OFFICE,
    "TOWNSHIP_REVIEWER": TOWNSHIP,
    "TOWNSHIP_ADMIN": TOWNSHIP,
    "TOWNSHIP_SECRETARY": OWN_TOWNSHIP,
    "TOWNSHIP_OFFICE": OWN_TOWNSHIP,
    "PARTY_SECRETARY": SECRETARY,
    "COMMITTEE_DIRECTOR": COMMITTEE,
    "COMMITTEE_MEMBER": COMMITTEE,
    "CLERK": COMMITTEE,
    "SUPERVISOR": SUPERVISION,
    "EXECUTIVE_CHAIR": REPRESENTATIVE,
    "REPRESENTATIVE": REPRESENTATIVE,
    "PARTY_MEMBER": REPRESENTATIVE,
    "VILLAGER": VILLAGER,
    "DEVELOPER": EXPLORER,
}
NOWHERE = Home("/me", N_("我的账号"))


def homes_of(roles: Iterable[str]) -> list[Home]:
    """Return the portals of a person, the one to land on first."""
    held = set(roles)
    return list(dict.fromkeys(home for role, home in HOMES.items() if role in held))


def landing(roles: Iterable[str]) -> str:
    """Return the path at which a person lands."""
    return next(iter(homes_of(roles)), NOWHERE).path
