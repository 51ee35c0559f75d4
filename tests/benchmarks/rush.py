"""10,000 voters in 200 meetings who all vote within a minute, some of them twice.

Each ballot comes at a moment of its own, drawn over the minute: whoever finds the server busy
waits. What is lost, double, or cast later than the minute is told.
"""

import asyncio
import random
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
from tests.benchmarks.crowd import crowds
from tests.benchmarks.measure import Comparison

MEETINGS, VOTERS = 200, 50
MINUTE = 60.0
EAGER = 0.1  # of the voters press twice
AT_ONCE = 40


async def run() -> Comparison:
    """Let the minute pass; count what was kept."""
    tenant, meetings = await crowds(MEETINGS, VOTERS)
    chance, gate = random.Random(1), asyncio.Semaphore(AT_ONCE)
    presses = [
        (chance.uniform(0, MINUTE), voter, vote)
        for voters, vote in meetings
        for voter in voters
        for _ in range(1 + (chance.random() < EAGER))
    ]
    began = time.perf_counter()
    cast = await asyncio.gather(*(_press(tenant, gate, began, *one) for one in presses))
    ours = time.perf_counter() - began
    async with unit_of_work(tenant) as uow:
        ids = [vote.id for _, vote in meetings]
        found = select(func.count()).where(col(Ballot.vote_id).in_(ids))
        kept = int(await uow.session.scalar(found) or 0)
    waits = sorted(wait for _, wait in cast)
    total = MEETINGS * VOTERS
    return Comparison(
        f"{total:,} voters in {MEETINGS} meetings within a minute",
        ours,
        await _bare(tenant, total),
        f"{len(presses):,} presses spread over {MINUTE:.0f} s",
        f"{total:,} bare INSERTs one after another in one transaction",
        "run",
        f"lost {total - kept}, double {sum(counted for counted, _ in cast) - total}; from press to "
        f"answer half within {waits[len(waits) // 2] * 1000:.0f} ms, "
        f"all but a hundredth within {waits[len(waits) * 99 // 100] * 1000:.0f} ms",
    )


async def _press(
    tenant: Tenant, gate: asyncio.Semaphore, began: float, at: float, voter: Actor, vote: Vote
) -> tuple[bool, float]:
    """Cast a ballot at its moment; return whether it counted and how long the voter waited."""
    await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
    pressed = time.perf_counter()
    async with gate:
        try:
            async with unit_of_work(tenant, voter) as uow:
                await decisions.cast_ballot(uow, vote.id, Choice.IN_FAVOUR)
        except AlreadyVoted:
            return False, time.perf_counter() - pressed
    return True, time.perf_counter() - pressed


async def _bare(tenant: Tenant, rows: int) -> float:
    began = time.perf_counter()
    async with unit_of_work(tenant) as uow:
        for _ in range(rows):
            await uow.session.execute(
                text("INSERT INTO inbox (key, name, done_at) VALUES (:key, 'bench', now())"),
                {"key": uuid4()},
            )
    return time.perf_counter() - began
