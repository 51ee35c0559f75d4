"""A vote is closed while a thousand ballots arrive, named and secret: each is accounted for."""

import asyncio
import random
from collections import Counter, defaultdict
from uuid import UUID

import pytest
from sqlalchemy import text

from infra.database import owner_engine
from infra.errors import DomainError
from services.decisions import service
from services.decisions.models import Vote
from services.decisions.vocabulary import Choice, VoteForm
from tenants.registry import Tenant
from tests.factories import crowds
from tests.factories import decisions as factory
from tests.factories.crowds import Room

VOTERS, TWICE, BEFORE_THE_CLOSE, AT_ONCE = 1_000, 100, 400, 10
CHOICES = (Choice.IN_FAVOUR, Choice.IN_FAVOUR, Choice.AGAINST, Choice.ABSTAIN)
CASTING = {VoteForm.NAMED: service.cast_ballot, VoteForm.SECRET: service.cast_secret_ballot}
# Who voted, and what lies in the box; of named ballots, both together.
WHO = {VoteForm.NAMED: "SELECT member_id FROM ballot",
       VoteForm.SECRET: "SELECT member_id FROM sealed_ballot"}  # fmt: skip
WHAT = {VoteForm.NAMED: "SELECT member_id || ' ' || choice FROM ballot",
        VoteForm.SECRET: "SELECT choice FROM secret_ballot"}  # fmt: skip


class Rush:
    """What each voter was answered; the close is let go once enough were told yes."""

    def __init__(self, room: Room, form: VoteForm) -> None:
        self.room, self.form = room, form
        self.told_yes: list[tuple[UUID, Choice]] = []
        self.told_no: dict[UUID, list[str]] = defaultdict(list)
        self.enough = asyncio.Event()
        self.gate = asyncio.Semaphore(AT_ONCE)  # as many as a process has connections

    async def cast(self, member: UUID, choice: Choice) -> None:
        async with self.gate:
            try:
                await self.room.made.do(
                    self.room.voters[member], CASTING[self.form], self.room.vote.id, choice
                )
            except DomainError as refused:
                self.told_no[member].append(refused.code)
                return
        self.told_yes.append((member, choice))
        if len(self.told_yes) == BEFORE_THE_CLOSE:
            self.enough.set()

    async def close(self) -> Vote:
        await self.enough.wait()
        made = self.room.made
        return await made.do(made.secretary, service.close_vote, self.room.vote.id)


async def _column(room: Room, statement: str) -> list[object]:
    async with owner_engine().connect() as connection:
        await connection.execute(text(f"SET search_path TO {room.made.county.schema}"))
        return list((await connection.scalars(text(statement))).all())


@pytest.mark.parametrize("form", list(CASTING))
async def test_a_vote_is_closed_while_a_thousand_ballots_arrive(
    county: Tenant, form: VoteForm
) -> None:
    """Each ballot told yes is counted, none told no is, nobody's twice; the tally is the sum."""
    room = await crowds.crowded(await factory.sanmiaoshu(county), VOTERS, form)
    rush = Rush(room, form)
    members = [*room.voters, *list(room.voters)[:TWICE]]
    random.shuffle(members)

    everybody = (rush.cast(one, random.choice(CHOICES)) for one in members)
    closed, *_ = await asyncio.gather(rush.close(), *everybody)

    yes = Counter(member for member, _ in rush.told_yes)
    assert set(yes.values()) == {1}
    # The close waits for the ballots before it, and not for the last that comes.
    assert BEFORE_THE_CLOSE <= len(yes) < 2 * BEFORE_THE_CLOSE
    assert set(yes) | set(rush.told_no) == set(room.voters)
    for member, codes in rush.told_no.items():
        late = {"VOTE_CLOSED", "ALREADY_VOTED"} if member in yes else {"VOTE_CLOSED"}
        assert set(codes) <= late
    assert Counter(await _column(room, WHO[form])) == yes
    named = form is VoteForm.NAMED
    lines = [f"{one} {choice.value}" if named else choice.value for one, choice in rush.told_yes]
    assert Counter(await _column(room, WHAT[form])) == Counter(lines)
    wanted = Counter(choice.value for _, choice in rush.told_yes)
    assert (closed.in_favour, closed.against, closed.abstain) == tuple(
        wanted[one.value] for one in (Choice.IN_FAVOUR, Choice.AGAINST, Choice.ABSTAIN)
    )
    # Beside the crowd three sit who did not vote.
    assert closed.not_voted == VOTERS + len(crowds.COMMITTEE) - len(yes)
