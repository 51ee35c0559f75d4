"""What only the demonstration shows: its authenticator's codes and its accounts, to try it with."""

import json
from dataclasses import dataclass
from typing import Any

import pyotp

from infra import clock
from infra.settings import settings
from infra.texts import standing_alone
from portals.kit.language import Locale
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import Role

# Every account of the demonstration has this authenticator; the demo player seals it there.
DEMO_TOTP_SECRET = "MINGBAIDEMONSTRATIONSECRET234567"  # noqa: S105 - worth nothing elsewhere
_STEP_SECONDS = 30
_ORDER = (
    "villager",
    "party_secretary",
    "executive_chair",
    "representative",
    "party_member",
    "committee_director",
    "committee_member",
    "clerk",
    "supervisor",
    "township_reviewer",
    "township_admin",
)


@dataclass(frozen=True)
class DemoCode:
    """What an authenticator app would show now, and next: each code works once."""

    now: str
    following: str


def running() -> bool:
    """Say whether this installation is a demonstration."""
    return settings().profile == "demo"


def code() -> DemoCode | None:
    """Return the present code of the demonstration's authenticator; nothing anywhere else."""
    if not running():
        return None
    totp, present = pyotp.TOTP(DEMO_TOTP_SECRET), int(clock.now().timestamp())
    return DemoCode(totp.at(present), totp.at(present + _STEP_SECONDS))


def accounts(county: str, locale: Locale = "zh") -> list[dict[str, Any]]:
    """Return the demonstration's accounts of a county; nothing anywhere else."""
    file = settings().home / "demo-accounts.json"
    if not running() or not file.exists():
        return []
    kept: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    which = 0 if locale == "zh" else 1
    own = [
        {**one, "roleName": standing_alone(ROLE_NAMES[Role(one["role"])][which])}
        for one in kept
        if one["county"] == county
    ]
    return sorted(own, key=lambda one: (len(one["place"]) * -1, one["place"], _rank(one["role"])))


def _rank(role: str) -> int:
    """Return the order in which people take part in a matter: villagers first."""
    return _ORDER.index(role) if role in _ORDER else len(_ORDER)
