"""People who use the API over HTTP: each signs in with an account, and sends its cookie along."""

import hashlib
from collections import ChainMap
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest

from portals import app
from schema.authentication import session_cookie
from tenants import accounts, sessions
from tenants.unit_of_work import unit_of_work
from tests import documents
from tests.addresses import FromAnywhere
from tests.schema.decisions.asking import Payload, Village
from tests.schema.people.asking import changing

BASE = "http://mingbai.test"
_FIRST_PHONE = 18_800_000_000


@dataclass
class OverHttp(Village):
    """A village whose people ask the whole application, with sessions that stand in PostgreSQL."""

    client: httpx.AsyncClient
    known: dict[str, str]
    accounts: dict[str, UUID] = field(default_factory=dict)

    async def ask(self, name: str, document: str, **variables: object) -> Payload:
        """Send one operation that must answer without errors."""
        key = hashlib.sha256(document.encode()).hexdigest()
        self.known[key] = document  # a page's operation is known by its hash; so is a test's
        headers = {
            "Content-Type": "application/json",
            "Accept-Language": self.viewers[name].locale,
            "Cookie": f"{session_cookie()}={await self._signed_in(name)}",
        }
        body = orjson.dumps({"documentId": f"sha256:{key}", "variables": variables})
        answer = await self.client.post(
            f"/{self.made.county.code}/graphql", content=body, headers=headers
        )
        found = orjson.loads(answer.content)
        assert answer.status_code == 200, found
        assert not found.get("errors"), found["errors"]
        data: Payload = found["data"]
        return data

    async def get(self, name: str, address: str) -> httpx.Response:
        """Open an address as somebody."""
        cookie = f"{session_cookie()}={await self._signed_in(name)}"
        return await self.client.get(address, headers={"Cookie": cookie})

    async def do(
        self, name: str, mutation: str, shown: str = "__typename", key: str = "", /, **input: Any
    ) -> Payload:
        """Send a mutation that must be done; return its payload."""
        payload = await self._change(name, mutation, shown, key, input)
        assert payload["errors"] == [], payload["errors"]
        return payload

    async def refused(self, name: str, mutation: str, /, **input: Any) -> list[str]:
        """Send a mutation that must be refused; return the codes."""
        payload = await self._change(name, mutation, "__typename", "", input)
        return [one["code"] for one in payload["errors"]]

    async def _change(
        self, name: str, mutation: str, shown: str, key: str, said: dict[str, Any]
    ) -> Payload:
        document, variables = changing(mutation, shown, key, said)
        payload: Payload = (await self.ask(name, document, **variables))[mutation]
        return payload

    async def _signed_in(self, name: str) -> str:
        """Sign somebody in, now: a journey takes weeks, and a session ends earlier."""
        viewer = self.viewers[name]
        async with unit_of_work(self.made.county) as uow:
            if name not in self.accounts:
                held = [(one.role.value, one.place) for one in viewer.roles]
                phone = str(_FIRST_PHONE + len(self.accounts))
                account = await accounts.create(
                    uow, name, phone, held, resident_id=viewer.resident_id
                )
                self.accounts[name] = account.id
        async with unit_of_work(self.made.county) as uow:
            return await sessions.start(uow, self.accounts[name], second_factor=True)


@asynccontextmanager
async def asked_over_http(village: Village) -> AsyncIterator[OverHttp]:
    """Open the application for the people of a village."""
    mine: dict[str, str] = {}
    known = ChainMap(mine, app.trusted_documents())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "trusted_documents", lambda: known)
        documents.keep_all(patch)
        transport = FromAnywhere(app.build())
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            yield OverHttp(village.made, village.viewers, client, mine)
