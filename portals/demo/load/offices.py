"""Accounts in bulk for everybody who may stand for somebody of the played village, and posts."""

from collections.abc import Mapping

from infra import clock, crypto
from portals.demo.load.bulk import copy_in, line
from portals.demo.load.identity import Ids
from portals.demo.load.rolls import Person
from portals.identity.demonstration import DEMO_TOTP_SECRET
from services.people import phone
from services.people.workflow import ROLE_OF_OFFICE
from tenants.authorization.roles import Role
from tenants.unit_of_work import UnitOfWork

FIRST_POST_PHONE = 13_700_000_000
POSTS = {Role.TOWNSHIP_REVIEWER: "镇审核员", Role.TOWNSHIP_ADMIN: "镇管理员"}
_ACCOUNT = (
    *("id", "name", "phone_sealed", "phone_index", "phone_verified", "resident_id", "state"),
    *("password_hash", "password_set_at", "failed_count", "created_at"),
)
_ROLE = ("id", "account_id", "role", "place", "since")
_DEVICE = ("id", "account_id", "secret_sealed", "created_at", "confirmed_at", "last_step")


class Accounts:
    """Collects accounts with the common password and writes them with three COPYs."""

    def __init__(self, ids: Ids, password_hash: str) -> None:
        self._ids, self._hash, self._posts = ids, password_hash, 0
        self._sealed = crypto.seal(DEMO_TOTP_SECRET)
        self._lines: dict[str, list[str]] = {"account": [], "role_holding": [], "totp_device": []}

    def of_village(self, code: str, people: Mapping[str, Person]) -> dict[str, str]:
        """Add the accounts of a village's people; return the account of each resident."""
        made = {}
        for name, one in people.items():
            if not one.phone_index:
                continue
            held = dict.fromkeys([Role.VILLAGER, *(ROLE_OF_OFFICE[each] for each in one.offices)])
            numbers = (one.phone_sealed, one.phone_index)
            made[one.id] = self._add(name, numbers, one.id, dict.fromkeys(held, code))
        return made

    def of_township(self, code: str) -> dict[Role, str]:
        """Add the accounts of a township's posts and return them."""
        made = {}
        for role, name in POSTS.items():
            numbers = phone.sealed(str(FIRST_POST_PHONE + self._posts))
            self._posts += 1
            made[role] = self._add(name, numbers, None, {role: code})
        return made

    def _add(
        self, name: str, numbers: tuple[str, str], resident: str | None, held: dict[Role, str]
    ) -> str:
        id_, now = self._ids.new(), clock.now()
        self._lines["account"].append(
            line(id_, name, *numbers, True, resident, "active", self._hash, now, 0, now)
        )
        self._lines["totp_device"].append(line(self._ids.new(), id_, self._sealed, now, now, 0))
        self._lines["role_holding"] += [
            line(self._ids.new(), id_, role.value, place, now) for role, place in held.items()
        ]
        return id_

    async def write(self, uow: UnitOfWork) -> None:
        """Write what was collected."""
        for table, columns in (
            ("account", _ACCOUNT),
            ("role_holding", _ROLE),
            ("totp_device", _DEVICE),
        ):
            await copy_in(uow, table, columns, self._lines[table])
            self._lines[table] = []
