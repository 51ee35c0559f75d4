"""1,000 ballots cast at once into one vote, against the same rows inserted one after another."""

import asyncio
import time
from uuid import uuid4

from sqlalchemy import func, select, text
from sqlmodel import col

from services.decisions import service as decisions
from services.decisions.errors import AlreadyVoted
from services.decisions.models import Ballot, Vote
from services.decisions.vocabulary import Choice
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.benchmarks.crowd import crowd
from tests.benchmarks.measure import Comparison

VOTERS = 1000
AT_ONCE = 40


async def _cast(tenant: Tenant, voter: Actor, vote: Vote, gate: asyncio.Semaphore) -> bool:
    async with gate:
        try:
            async with unit_of_work(tenant, voter) as uow:
                await decisions.cast_ballot(uow, vote.id, Choice.IN_FAVOUR)
        except AlreadyVoted:
            return False
        return True


async def run() -> Comparison:
    """Cast every ballot twice, concurrently: exactly one of each pair may count."""
    tenant, voters, vote = await crowd(VOTERS)
    gate = asyncio.Semaphore(AT_ONCE)
    began = time.perf_counter()
    cast = await asyncio.gather(
        *(_cast(tenant, voter, vote, gate) for voter in voters for _ in range(2))
    )
    ours = time.perf_counter() - began
    async with unit_of_work(tenant) as uow:
        kept = await uow.session.scalar(select(func.count()).where(col(Ballot.vote_id) == vote.id))
    lost, double = VOTERS - int(kept or 0), sum(cast) - VOTERS
    began = time.perf_counter()
    async with unit_of_work(tenant) as uow:
        for _ in range(VOTERS):
            await uow.session.execute(
                text("INSERT INTO inbox (key, name, done_at) VALUES (:key, 'bench', now())"),
                {"key": uuid4()},
            )
    baseline = time.perf_counter() - began
    return Comparison(
        f"{VOTERS:,} ballots cast at once, each twice",
        ours,
        baseline,
        f"{VOTERS * 2:,} transactions, {AT_ONCE} at a time",
        f"{VOTERS:,} bare INSERTs one after another in one transaction",
        "run",
        f"lost {lost}, double {double}",
    )
