"""Sends payloads through every text argument of the API, as everybody who may."""

import base64
import hashlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import httpx
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

from infra import clock
from schema.authentication import session_cookie
from tenants.authorization.roles import Role
from tests.factories import papers
from tests.front import payloads, tables, texts
from tests.front.peopled import Peopled
from tests.schema.authorization import asking, samples, sheet
from tests.schema.authorization.samples import Aim
from tests.schema.authorization.world import Place

# These end what others need, so they come last, in this order, some about another thing.
LAST = (
    "objectionAnswer",
    "bulletinWithdraw", "matterReconsider", "meetingAdjourn", "matterWithdraw", "matterAnnul",
    "residentDepart", "residentErase", "electionCallOff", "villageRename", "villageClose",
    "villageMerge", "passwordChange",
)  # fmt: skip
ABOUT = {
    "evaluationSubmit": {"Matter": "Matter.evaluating"},
    "matterComment": {"Matter": "Matter.posted"},
    "objectionAnswer": {"Matter": "Matter.posted"},
    "objectionRaise": {"Matter": "Matter.posted"},
    "opinionTakeUp": {"Opinion.open": "Opinion.said"},
    "reviewDecide": {"Matter": "Matter.review"},
}
# Samples that would be refused for something else than their texts.
INSTEAD: dict[str, dict[str, Any]] = {
    "bulletinCorrect": {"changes": [{"field": "text", "value": ""}]},
    "matterAttach": {"file": base64.b64encode(papers.pdf("another paper")).decode()},
    "matterEdit": {"budgetFen": 100},
    "reviewDecide": {"decision": "RETURN", "reasonCode": "BUDGET_UNCLEAR"},
}
_NAME = 20  # the shortest of all limits: a group's name
_LONG = {"text", "note", "reason", "words", "opinion", "answer", "changeNote"}


@dataclass(frozen=True)
class Sent:
    """One mutation with payloads in it, and what came back."""

    mutation: str
    arguments: tuple[str, ...]
    status: int
    kind: str
    body: dict[str, Any]

    @property
    def accepted(self) -> bool:
        done = (self.body.get("data") or {}).get(self.mutation) or {}
        return not self.body.get("errors") and done.get("errors") == []

    @property
    def codes(self) -> list[str]:
        """What it was refused with."""
        done = (self.body.get("data") or {}).get(self.mutation) or {}
        told = [*self.body.get("errors", ()), *done.get("errors", ())]
        return [one.get("code") or one.get("extensions", {}).get("code", "") for one in told]


class Planter:
    """Fills the samples of the matrix with payloads and sends them."""

    def __init__(self, client: httpx.AsyncClient, at: Peopled) -> None:
        self.client, self.at, self.numbers = client, at, count()
        self.tokens: dict[Role, str] = {}

    async def everything(self) -> list[Sent]:
        """Send all mutations that take a text: freely worded at once, the others one by one."""
        for role in self.at.accounts:
            self.tokens[role] = await self.at.token(role)
        found: list[Sent] = []
        names = [name for name, kind in texts.inputs().items() if list(texts.paths(kind, name))]
        for name in [*(one for one in names if one not in LAST), *LAST]:
            found += [one async for one in self._worded(name)]
            found += [one async for one in self._crooked(name)]
        return found

    def _doers(self, name: str) -> Iterator[Role]:
        line = sheet.lines()["Mutation", name]
        yield from (role for role in self.at.accounts if line.cells[role] != "-")

    async def _worded(self, name: str) -> Any:
        """Everything that is worded freely is a payload; one after the other tries."""
        free = tuple(one for one in texts.paths(texts.inputs()[name], name) if one in texts.KEPT_IN)
        if not free:
            return
        aim = await self._aim(name)
        for role in self._doers(name):
            given = self._filled(name, aim, set(free))
            sent = await self._send(name, free, given, role)
            yield sent
            if sent.accepted:
                return

    async def _crooked(self, name: str) -> Any:
        """A payload where a number, a code or a file belongs, one argument at a time."""
        aim = await self._aim(name)
        for path in texts.paths(texts.inputs()[name], name):
            if path in texts.NEVER_FREE:
                role = next(self._doers(name), Role.VILLAGER)
                yield await self._send(name, (path,), self._filled(name, aim, {path}), role)

    async def _aim(self, name: str) -> Aim:
        place = self.at.place
        if name == "opinionTakeUp":
            said = "SELECT max(id::text) FROM opinion WHERE state = 'received'"
            (place.ids["Opinion.said"],) = await tables.column(self.at.county, said)
        if name in {"villageClose", "villageMerge"}:  # of the village that was added for this
            (code, *_) = await tables.column(
                self.at.county, f"SELECT code FROM village WHERE code <> '{place.code}'"
                " ORDER BY state = 'active' DESC, code DESC"
            )  # fmt: skip
            place = Place(place.county, str(code), place.ids, place.texts)
        return Aim(place, {}, ABOUT.get(name, {}))

    def _filled(self, name: str, aim: Aim, poisoned: set[str]) -> dict[str, Any]:
        given = dict(samples.MUTATIONS[name](aim))
        if name == "villageMerge":
            given["into"] = self.at.place.code
        given |= deepcopy(INSTEAD.get(name, {}))
        return self._over(aim, texts.inputs()[name], name, given, poisoned)

    def _over(
        self,
        aim: Aim,
        kind: GraphQLInputObjectType,
        path: str,
        given: dict[str, Any],
        poisoned: set[str],
    ) -> dict[str, Any]:
        """Put payloads into a sample, also where it leaves a text out."""
        for name, one in kind.fields.items():
            here, inside = f"{path}.{name}", get_named_type(one.type)
            many = "[" in str(one.type)
            if here in poisoned:
                said = self._payload(name)
                given[name] = [said] if many else said
            elif isinstance(inside, GraphQLInputObjectType) and any(
                each.startswith(f"{here}.") for each in poisoned
            ):
                old = given.get(name) or [_least(inside, aim)]
                made = self._over(aim, inside, here, dict(old[0] if many else old), poisoned)
                given[name] = [made] if many else made
        return given

    def _payload(self, name: str) -> str:
        number = next(self.numbers)
        if name == "filename":
            return payloads.short(number, 60) + ".xlsx"
        return payloads.block(number) if name in _LONG else payloads.short(number, _NAME)

    async def _send(
        self, name: str, arguments: tuple[str, ...], given: dict[str, Any], role: Role
    ) -> Sent:
        kind = texts.inputs()[name]
        text = (
            f"mutation($i: {kind.name}!, $k: String!) {{ {name}(input: $i, idempotencyKey: $k)"
            " { errors { code message path } } }"
        )
        key = hashlib.sha256(text.encode()).hexdigest()
        asking._documents[key] = text
        variables = {"i": given, "k": str(uuid4())}
        answer = await self.client.post(
            f"/{self.at.county.code}/graphql",
            json={"documentId": f"sha256:{key}", "variables": variables},
            headers={"Cookie": f"{session_cookie()}={self.tokens[role]}"},
        )
        found = answer.headers["content-type"]
        return Sent(name, arguments, answer.status_code, found, answer.json())


# Which object an id inside an input means; an unknown one fails the test that meets it.
_INNER = {"residentId": "Resident"}
_PLAIN = {"Boolean": True, "Int": 1, "Fen": 100, "String": "x"}


def _least(kind: GraphQLInputObjectType, aim: Aim) -> dict[str, Any]:
    """Return the least that an input inside another one needs."""
    return {
        name: _plain(name, one.type, aim)
        for name, one in kind.fields.items()
        if isinstance(one.type, GraphQLNonNull)
    }


def _plain(name: str, kind: Any, aim: Aim) -> Any:
    if isinstance(kind, GraphQLNonNull):
        return _plain(name, kind.of_type, aim)
    if isinstance(kind, GraphQLList):
        return []
    if isinstance(kind, GraphQLEnumType):
        return min(kind.values)
    if kind.name == "ID":
        return aim.gid(_INNER[name])
    return str(clock.today()) if kind.name == "Date" else _PLAIN[kind.name]
