"""Runs operations of the real schema as somebody who signed in."""

from typing import Any
from uuid import uuid4

from schema.authentication import viewer_of_session
from schema.core import execution
from schema.core.context import RequestContext
from schema.core.execution import Outcome
from schema.schema import GRAPHQL
from tenants import sessions
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tenants.viewer import anonymous

ME = "{ me { signedIn name secondFactor steppedUp secondFactorDue roles { role place name } } }"


class Browser:
    """One browser: it keeps the session cookie from one operation to the next."""

    def __init__(self, county: Tenant, token: str = "", address: str | None = None) -> None:
        self.county, self.token = county, token
        self.address = str(uuid4()) if address is None else address

    async def run(self, document: str, **variables: object) -> Outcome:
        viewer = (
            await viewer_of_session(self.county, self.token, "en")
            if self.token
            else anonymous(self.county, "en")
        )
        context = RequestContext(viewer, self.address)
        outcome = await execution.run(GRAPHQL, context, document, variables)
        if context.session_token is not None:
            self.token = context.session_token
        return outcome

    async def ask(self, document: str, **variables: object) -> dict[str, Any]:
        outcome = await self.run(document, **variables)
        assert outcome.data is not None, outcome.errors
        assert outcome.errors == ()
        return outcome.data

    async def do(self, mutation: str, shown: str, **input: object) -> dict[str, Any]:
        """Run one mutation and return its payload."""
        name = mutation[0].upper() + mutation[1:]
        kind = {"roleGrant": "Role", "roleRevoke": "Role"}.get(mutation, name)
        kind = "AccountState" if mutation in {"accountDisable", "accountEnable"} else kind
        data = await self.ask(
            f"mutation($input: {kind}Input!, $key: String!) {{ {mutation}(input: $input, "
            f"idempotencyKey: $key) {{ {shown} errors {{ code message path }} }} }}",
            input=input,
            key=str(uuid4()),
        )
        found: dict[str, Any] = data[mutation]
        return found

    async def codes(self, mutation: str, **input: object) -> list[str]:
        """Run a mutation that is refused and return the codes."""
        payload = await self.do(mutation, "__typename", **input)
        return [error["code"] for error in payload["errors"]]


async def browser_of(county: Tenant, account: Account, *, second_factor: bool = False) -> Browser:
    """Return a browser in which the account has signed in."""
    async with unit_of_work(county) as uow:
        return Browser(county, await sessions.start(uow, account.id, second_factor=second_factor))
