"""Asks the whole schema as the people of a sample village, each with the roles of their offices."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from strawberry.relay import from_base64, to_base64

from infra.ids import new_id
from schema.core.execution import Outcome
from services.people import service as people
from services.people.workflow import ROLE_OF_OFFICE, Office
from tenants.authorization.enforcer import grants
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tenants.viewer import Locale, Viewer, anonymous
from tests.factories import decisions as factory
from tests.factories.decisions import Stage
from tests.schema.people import asking

Payload = dict[str, Any]

# One pixel: a whole JPEG is not needed, a whole PNG is.
SHEET = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg"
    "=="
)


@dataclass
class Village:
    """A village whose people sign in and use the API."""

    made: Stage
    viewers: dict[str, Viewer]

    @property
    def code(self) -> str:
        return self.made.code

    @property
    def chair(self) -> str:
        return self.made.representatives()[-1]

    async def run(self, name: str, document: str, **variables: object) -> Outcome:
        """Run one operation as somebody."""
        return await asking.run(self.viewers[name], document, **variables)

    async def ask(self, name: str, document: str, **variables: object) -> Payload:
        """Run one operation that must answer without errors."""
        return await asking.ask(self.viewers[name], document, **variables)

    async def do(
        self, name: str, mutation: str, shown: str = "__typename", key: str = "", /, **input: Any
    ) -> Payload:
        """Run a mutation that must be done; return its payload."""
        payload = await asking.do(self.viewers[name], mutation, shown, key, **input)
        assert payload["errors"] == [], payload["errors"]
        return payload

    async def refused(self, name: str, mutation: str, /, **input: Any) -> list[str]:
        """Run a mutation that must be refused; return the codes."""
        return [code for code, _ in await asking.refusals(self.viewers[name], mutation, **input)]

    async def matter(self, name: str, matter_id: str, shown: str) -> Payload:
        """Read a matter as somebody."""
        document = f"query($id: ID!) {{ matter(id: $id) {{ {shown} }} }}"
        found: Payload = (await self.ask(name, document, id=matter_id))["matter"]
        return found

    async def meeting(self, name: str, meeting_id: str, shown: str) -> Payload:
        """Read a meeting as somebody."""
        document = f"query($id: ID!) {{ meeting(id: $id) {{ {shown} }} }}"
        found: Payload = (await self.ask(name, document, id=meeting_id))["meeting"]
        return found

    async def release(self, matter_id: str) -> None:
        """Approve, as the supervisor, the notice that waits to be checked, and publish it."""
        found = await self.matter("监委01", matter_id, "bulletins { id state }")
        [waiting] = [one["id"] for one in found["bulletins"] if one["state"] == "DRAFT"]
        await self.do("监委01", "bulletinApprove", bulletinId=waiting)
        await factory.published(self.made, UUID(from_base64(waiting)[1]))

    async def member_ids(self, meeting_id: str) -> dict[str, str]:
        """Return the members of a meeting by name."""
        shown = "roll(first: 100) { edges { node { id name } } }"
        found = await self.meeting("文书01", meeting_id, shown)
        lines = [edge["node"] for edge in found["roll"]["edges"]]
        return {line["name"]: line["id"] for line in lines}


def gid(kind: str, key: UUID | None = None) -> str:
    """Return a global id; of nothing, if no key is given."""
    return to_base64(kind, str(key or uuid4()))


def nobody(county: Tenant) -> Viewer:
    return anonymous(county, "en")


def holder(county: Tenant, actor: Actor, *held: tuple[Role, str], locale: Locale = "en") -> Viewer:
    """Return somebody who signed in with both factors and holds these roles."""
    holdings = tuple(RoleHolding(role, place) for role, place in held)
    return Viewer(
        county,
        actor.account_id,
        actor.resident_id,
        actor.label,
        locale,
        grants(holdings),
        holdings,
        second_factor=True,
        stepped_up=True,
    )


async def village_of(made: Stage) -> Village:
    """Sign everybody in who lives in a village, and the township's reviewer."""
    ids = [actor.resident_id for actor in made.people.values() if actor.resident_id]
    async with unit_of_work(made.county) as uow:
        terms = await people.load_terms(uow, ids)
    viewers = {
        name: holder(made.county, actor, *_held(made.code, terms.get(actor.resident_id, [])))
        for name, actor in made.people.items()
        if actor.resident_id
    }
    reviewer = Actor(new_id(), None, "镇审核人")
    viewers["镇审核人"] = holder(made.county, reviewer, (Role.TOWNSHIP_REVIEWER, made.code[:9]))
    return Village(made, viewers)


def _held(code: str, terms: list[Any]) -> list[tuple[Role, str]]:
    offices = [ROLE_OF_OFFICE[Office(term.office)] for term in terms if term.until is None]
    return [(Role.VILLAGER, code), *((Role(office), code) for office in dict.fromkeys(offices))]


async def sanmiaoshu(county: Tenant) -> Village:
    return await village_of(await factory.sanmiaoshu(county))


async def naimadai(county: Tenant) -> Village:
    return await village_of(await factory.naimadai(county))
