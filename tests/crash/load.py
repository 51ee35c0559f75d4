"""People who go on working while things break: every client repeats with its own key."""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from portals.kit.operations import documents

GIVE_UP_OF_100 = 12
PAUSE_SECONDS = (0.05, 0.4)
RETRY_SECONDS = 0.7
PATIENCE_SECONDS = 90
ANSWER = """mutation Answer($input: QuestionAnswerInput!, $key: String!) {
  questionAnswer(input: $input, idempotencyKey: $key) {
    question { id } errors { message code }
  }
}"""
# What may be said while something is away or starting; anything else is a defect.
PASSING = {"AWAY", "DEADLINE", "IDEMPOTENCY_IN_FLIGHT"}


@dataclass
class Deed:
    """One operation of one client, and what became of it."""

    kind: str
    marker: str
    state: str = "open"  # acknowledged, unknown or refused
    attempts: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


class Client:
    """Somebody with a session cookie, or a program with a token, at an address of its own."""

    _addresses = itertools.count(2)

    def __init__(self, base: str, *, cookie: str = "", token: str = "") -> None:
        number = next(Client._addresses)
        address = f"127.0.{number // 250}.{2 + number % 250}"
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.AsyncClient(
            base_url=base,
            timeout=20,
            cookies={"mingbai": cookie} if cookie else {},
            transport=httpx.AsyncHTTPTransport(local_address=address),
        )

    async def send(self, county: str, body: dict[str, Any]) -> httpx.Response:
        return await self.http.post(f"/{county}/graphql", json=body, headers=self.headers)


class Load:
    """Keeps clients busy until it is told to stop; `deeds` is the history."""

    def __init__(self, base: str, stage: list[dict[str, Any]], seed: int) -> None:
        self.base, self.stage, self.chance = base, stage, random.Random(seed)
        self.deeds: list[Deed] = []
        self.defects: list[str] = []
        self.stopping = False
        self.numbers = itertools.count(1)
        self.seed = seed
        self.clients: dict[str, Client] = {}

    def client(self, *, cookie: str = "", token: str = "") -> Client:
        if cookie + token not in self.clients:
            self.clients[cookie + token] = Client(self.base, cookie=cookie, token=token)
        return self.clients[cookie + token]

    def _mark(self, what: str) -> str:
        return f"{what}第{self.seed}-{next(self.numbers):05d}号"

    async def do(
        self, client: Client, kind: str, marker: str, operation: str, /, **input_: Any
    ) -> Deed:
        """Send an operation until its outcome is known; some clients give up instead."""
        deed = Deed(kind, marker)
        self.deeds.append(deed)
        variables = {"input": input_, "key": f"crash-{self.seed}-{kind}-{marker}"}
        if operation == "Answer":
            body: dict[str, Any] = {"query": ANSWER, "variables": variables}
        else:
            body = {"documentId": documents()[operation].id, "variables": variables}
        gives_up = self.chance.randrange(100) < GIVE_UP_OF_100
        while deed.state in {"open", "unknown"}:
            deed.attempts += 1
            await self._once(client, deed, body)
            if deed.state == "unknown":
                if gives_up:
                    break
                await asyncio.sleep(RETRY_SECONDS)
        return deed

    async def _once(self, client: Client, deed: Deed, body: dict[str, Any]) -> None:
        try:
            answer = await client.send("150523", body)
        except httpx.TransportError as error:
            deed.told.append(type(error).__name__)
            deed.state = "unknown"
            return
        said = self._read(deed, answer)
        codes = {
            (one.get("extensions") or {}).get("code") or one.get("message")
            for one in said.get("errors") or []
        }
        payload: dict[str, Any] = next(iter((said.get("data") or {}).values()), None) or {}
        refusals = {one["code"] for one in payload.get("errors") or []}
        deed.told += sorted(map(str, codes | refusals))
        if answer.status_code == 503 or (codes | refusals) & PASSING:
            deed.state = "unknown"
        elif codes:
            deed.state = "unknown"
            self.defects.append(f"{deed.kind} {answer.status_code} {codes}")
        elif refusals:
            deed.state, deed.answer = "refused", payload
        else:
            deed.state, deed.answer = "acknowledged", payload

    def _read(self, deed: Deed, answer: httpx.Response) -> dict[str, Any]:
        try:
            said: dict[str, Any] = answer.json()
        except ValueError:
            self.defects.append(f"{deed.kind} {answer.status_code} {answer.text[:200]}")
            return {"errors": [{"message": "no JSON"}]}
        if answer.status_code == 503 and "AWAY" not in answer.text:
            self.defects.append(f"{deed.kind} 503 without its code: {answer.text[:200]}")
        return said

    # What people do.
    async def _says(self, place: dict[str, Any]) -> None:
        one = self.client(cookie=self.chance.choice(place["villagers"]))
        marker = self._mark("路灯坏了")
        where = {"villageCode": place["code"], "category": "ROAD", "text": marker}
        await self.do(one, "needs", marker, "SayNeed", **where)

    async def _comments(self, place: dict[str, Any]) -> None:
        one = self.client(cookie=self.chance.choice(place["villagers"]))
        marker = self._mark("先修四社")
        about = {"matterId": place["matter"], "text": marker}
        await self.do(one, "comments", marker, "CommentOnMatter", **about)

    async def _votes(self, place: dict[str, Any]) -> None:
        if not place["voters"]:
            await self._says(place)
            return
        cookie = place["voters"].pop()
        ballot = {"voteId": place["vote"], "choice": self.chance.choice(["IN_FAVOUR", "AGAINST"])}
        await self.do(self.client(cookie=cookie), "ballots", cookie[-8:], "BallotCast", **ballot)

    async def publishes(self, place: dict[str, Any]) -> Deed | None:
        """Ask, answer, and have the answer's notice approved; the worker publishes it."""
        asker = self.client(cookie=self.chance.choice(place["villagers"]))
        marker = self._mark("路灯几时装")
        about = {"bulletinId": place["bulletin"], "text": marker}
        asked = await self.do(asker, "questions", marker, "AskAboutBulletin", **about)
        if asked.state != "acknowledged":
            return None
        question = asked.answer["question"]["id"]
        program = self.client(token=place["secretary"])
        reply = {"questionId": question, "text": "下月装。"}
        answered = await self.do(program, "answers", marker, "Answer", **reply)
        if answered.state != "acknowledged":
            return None
        supervisor = self.client(cookie=place["supervisor"])
        approved = None
        for bulletin in await self._drafts(supervisor):
            about = {"bulletinId": bulletin}
            approved = await self.do(supervisor, "approvals", bulletin, "BulletinApprove", **about)
        return approved

    async def _drafts(self, supervisor: Client) -> list[str]:
        """The notices that wait for the supervisor, asked until there is an answer."""
        body = {"documentId": documents()["WorkplaceBulletins"].id}
        while True:
            try:
                said = await supervisor.send("150523", {**body, "variables": {"states": ["DRAFT"]}})
                if said.status_code == 200:
                    found = next(iter(said.json()["data"].values()))["edges"]
                    return [edge["node"]["id"] for edge in found]
            except httpx.TransportError:
                pass
            await asyncio.sleep(RETRY_SECONDS)

    async def _works(self, kinds: list[Any]) -> None:
        while not self.stopping:
            await self.chance.choice(kinds)(self.chance.choice(self.stage))
            await asyncio.sleep(self.chance.uniform(*PAUSE_SECONDS))

    async def _publishing(self, every_seconds: float) -> None:
        while not self.stopping:
            await self.publishes(self.chance.choice(self.stage))
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * every_seconds)

    @asynccontextmanager
    async def working(
        self, clients: int = 4, notice_every_seconds: float = 6.0
    ) -> AsyncIterator[None]:
        """Let so many people work during the block, and one on notices; all finish after it."""
        kinds = [self._says, self._says, self._comments, self._votes]
        works = [self._works(kinds) for _ in range(clients)]
        tasks = [
            asyncio.create_task(one) for one in (*works, self._publishing(notice_every_seconds))
        ]
        try:
            yield
            self.stopping = True
            await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE_SECONDS)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for client in self.clients.values():
                await client.http.aclose()
            self.clients.clear()

    def of(self, kind: str) -> list[Deed]:
        return [one for one in self.deeds if one.kind == kind]
