"""The web application as an attacker meets it: over HTTP, one client with its own cookies."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from uuid import uuid4

import httpx
import pyotp
from sqlalchemy import event, text
from starlette.applications import Starlette
from starlette.types import ASGIApp

from infra import clock, crypto
from infra.database import app_engine
from portals import app
from schema.authentication import session_cookie
from schema.core.execution import Outcome
from tenants import one_time_codes, second_factor, sessions
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Browser as Pages
from tests.schema.accounts.asking import Browser
from tests.tenants.people import PASSWORD


@lru_cache(maxsize=1)
def application() -> Starlette:
    """The whole web application, once a process."""
    return app.build()


class Web(Browser):
    """A client of `POST /<county>/graphql`; `headers` are what it claims about itself."""

    def __init__(
        self,
        county: Tenant,
        token: str = "",
        address: str | None = None,
        site: str = "",
        **headers: str,
    ) -> None:
        """Meet the application in this process, or the process that answers at `site`."""
        super().__init__(county, token, address)
        self.site = site
        self.app: ASGIApp = application()
        self.headers = {
            "accept-language": "en",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }

    def client(self) -> httpx.AsyncClient:
        """Return a connection for one request, without cookies of its own."""
        here = httpx.ASGITransport(self.app, client=(self.address, 40_000))
        return httpx.AsyncClient(
            transport=None if self.site else here,
            base_url=self.site or "http://testserver",
            headers=self.headers,
            timeout=60,
            verify=False,
        )

    async def post(self, document: str, **variables: object) -> httpx.Response:
        """Send one operation and keep the session cookie that comes back."""
        return await self.send({"query": document, "variables": variables})

    async def send(self, body: object) -> httpx.Response:
        """Send any body as JSON."""
        name = session_cookie()
        cookie = {"cookie": f"{name}={self.token}"} if self.token else {}
        async with self.client() as client:
            path = f"/{self.county.code}/graphql"
            response = await client.post(path, json=body, headers=cookie)
        if f"{name}=" in response.headers.get("set-cookie", ""):
            self.token = response.cookies.get(name) or ""
        return response

    async def run(self, document: str, **variables: object) -> Outcome:
        body = (await self.post(document, **variables)).json()
        return Outcome(body.get("data"), tuple(body.get("errors", ())), "data" in body)

    async def signed_in(self) -> bool:
        """Whether the server still knows this client."""
        return bool((await self.ask("{ me { signedIn } }"))["me"]["signedIn"])

    async def sign_in(self, account: Account, password: str = PASSWORD) -> list[str]:
        """Try a password; return the codes of the refusal, if it was refused."""
        return await self.codes("signInWithPassword", phone=phone_of(account), password=password)

    async def refusals(self, mutation: str, **input: object) -> list[str]:
        """The codes of a refusal, wherever in the answer it stands."""
        payload = await self.run_mutation(mutation, **input)
        if payload.errors:
            return [error["extensions"]["code"] for error in payload.errors]
        return [one["code"] for one in (payload.data or {})[mutation]["errors"]]

    async def run_mutation(self, mutation: str, **input: object) -> Outcome:
        kind = {"roleGrant": "Role", "roleRevoke": "Role"}.get(
            mutation, mutation[0].upper() + mutation[1:]
        )
        return await self.run(
            f"mutation($input: {kind}Input!) {{ {mutation}(input: $input, "
            f'idempotencyKey: "{uuid4()}") '
            "{ errors { code } } }",
            input=input,
        )


def pages(county: Tenant) -> Pages:
    """A browser without scripts, at an address of its own, that follows no redirect."""
    made = Pages(county.code)
    made.client = httpx.AsyncClient(
        transport=httpx.ASGITransport(application(), client=(str(uuid4()), 40_000)),
        base_url="http://testserver",
        headers={"accept-language": "zh"},
    )
    return made


async def alive(county: Tenant, token: str) -> bool:
    """Whether a token still stands for somebody, asked over HTTP."""
    return await Web(county, token).signed_in()


async def session_of(county: Tenant, account: Account, *, second_factor: bool = False) -> Web:
    """A client whose session is open already."""
    async with unit_of_work(county) as uow:
        token = await sessions.start(uow, account.id, second_factor=second_factor)
    return Web(county, token)


def phone_of(account: Account) -> str:
    return crypto.unseal(account.phone_sealed)


async def authenticator(county: Tenant, account: Account) -> str:
    """Give the account an authenticator and return its secret."""
    async with unit_of_work(county) as uow:
        return (await second_factor.hand_over(uow, account.id, account.name)).secret


def shown(secret: str) -> str:
    """What an authenticator shows at this moment."""
    return str(pyotp.TOTP(secret).at(clock.now()))


async def sent_code(county: Tenant) -> str:
    """The digits of the newest code, as the SMS would hold them."""
    async with unit_of_work(county) as uow:
        found = await uow.session.execute(text("SELECT id FROM one_time_code ORDER BY id DESC"))
        code_id = found.scalars().first()
    assert code_id is not None
    return one_time_codes.digits(county.code, code_id)


async def count(county: Tenant, what: str) -> int:
    """Count rows of a county."""
    async with unit_of_work(county) as uow:
        return int((await uow.session.execute(text(f"SELECT count(*) FROM {what}"))).scalar_one())


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note the statements that reach the database, without their values."""
    noted: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        noted.append(statement)

    event.listen(app_engine().sync_engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(app_engine().sync_engine, "before_cursor_execute", note)
