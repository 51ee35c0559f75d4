"""What stands around a page: whose site it is, where one may go, whom to ring."""

from dataclasses import dataclass
from typing import Literal

from starlette.requests import HTTPConnection

FONT_COOKIE = "fs"
KEYS_COOKIE = "keys"
Layout = Literal["phone", "desk", "public"]


_ROOM = 5  # places on one row of a phone


@dataclass(frozen=True)
class NavItem:
    """One of the places of a portal; `path` is below the county's address."""

    key: str
    label: str
    path: str
    count: int = 0


@dataclass(frozen=True)
class Notice:
    """What the one notice slot says: error > stand-in > stale data > information."""

    text: str
    kind: Literal["info", "ok", "warn", "bad"] = "info"
    title: str = ""


@dataclass(frozen=True)
class Shell:
    """The frame of one portal for one reader."""

    place: str = "明白"
    above: str = ""
    home: str = "/"
    phone: str = ""
    owner: str = ""
    reader: str = ""
    nav: tuple[NavItem, ...] = ()
    here: str = ""
    asks_village: bool = True
    """Whether one asks the villagers' committee first, before the line of the government."""

    @property
    def first(self) -> tuple[NavItem, ...]:
        """The places that every screen shows: all, or those that leave room for 更多."""
        return self.nav if len(self.nav) <= _ROOM else self.nav[: _ROOM - 1]

    @property
    def rest(self) -> tuple[NavItem, ...]:
        """The places that a narrow screen keeps under 更多."""
        return self.nav[len(self.first) :]


def county_path(request: HTTPConnection) -> str:
    """Return /150523 where the county is in the path, nothing where a host name is bound to it."""
    bound: str | None = getattr(request.state, "county_path", None)
    if bound is not None:
        return bound
    county = request.path_params.get("county")
    return f"/{county}" if county else ""


def scale(request: HTTPConnection) -> int:
    """Return the reader's step of 字号三档."""
    wish = request.cookies.get(FONT_COOKIE)
    return int(wish) if wish in {"1", "2", "3"} else 1
