"""Secret ballots: counted exactly, and not to be linked by whoever has the whole database."""

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text

from infra import box_keys, clock
from infra.database import owner_engine
from services.decisions import secrecy, service
from services.decisions.blocking import MeetingState
from services.decisions.errors import AlreadyVoted, NotPresent, VoteClosed, WrongVoteForm
from services.decisions.meeting_errors import BallotBoxLost, TooFewForSecrecy
from services.decisions.models import Meeting
from services.decisions.vocabulary import Choice, VoteForm
from tenants import relay
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import crowds
from tests.factories import decisions as factory
from tests.factories.crowds import COMMITTEE, Room
from tests.factories.decisions import START, Stage

CROWD = 240


async def _meeting(made: Stage, method: str = "siyi_lianggongkai") -> Meeting:
    """The joint meeting of the two committees, called at once."""
    matter_id = await factory.submitted(made, method)
    return await factory.called(made, matter_id, made.secretary)


async def crowded(made: Stage, crowd: int = CROWD) -> Room:
    """A secret vote among hundreds."""
    return await crowds.crowded(made, crowd, VoteForm.SECRET)


async def looked_at(made: Stage, statement: str, **values: Any) -> Sequence[Any]:
    """Ask the database as its owner, whom no fence stops."""
    async with owner_engine().connect() as connection:
        await connection.execute(text(f"SET search_path TO {made.county.schema}"))
        return (await connection.execute(text(statement), values)).all()


async def test_it_counts_what_was_cast_and_nobody_votes_twice_or_late(county: Tenant) -> None:
    room = await crowded(await factory.sanmiaoshu(county), 10)
    made, vote, voters = room.made, room.vote, list(room.voters.values())

    for place, voter in enumerate(voters):
        choice = Choice.IN_FAVOUR if place < 9 else Choice.ABSTAIN
        await made.do(voter, service.cast_secret_ballot, vote.id, choice)
    with pytest.raises(AlreadyVoted):
        await made.do(voters[0], service.cast_secret_ballot, vote.id, Choice.AGAINST)
    with pytest.raises(WrongVoteForm):
        await made.do(voters[0], service.cast_ballot, vote.id, Choice.AGAINST)
    with pytest.raises(NotPresent):
        await made.do(made.actor("党支部02"), service.cast_secret_ballot, vote.id, Choice.IN_FAVOUR)
    closed = await made.do(made.secretary, service.close_vote, vote.id)
    with pytest.raises(VoteClosed):
        await made.do(made.actor("党支部01"), service.cast_secret_ballot, vote.id, Choice.AGAINST)

    assert (closed.in_favour, closed.against, closed.abstain, closed.not_voted) == (9, 0, 1, 3)
    assert (closed.outcome, closed.tally_parts) == ("passed", {})
    counted = await looked_at(made, "SELECT choice, count(*) FROM secret_ballot GROUP BY 1")
    assert dict(counted) == {"in_favour": 9, "abstain": 1}


_ROLL = {
    "as they lie on the disk": "SELECT member_id FROM sealed_ballot ORDER BY ctid",
    "by the transaction that wrote them": (
        "SELECT member_id FROM sealed_ballot ORDER BY xmin::text::bigint, cmin::text::bigint"
    ),
    "by the seat": "SELECT member_id FROM sealed_ballot ORDER BY member_id",
    "by what is sealed": "SELECT member_id FROM sealed_ballot ORDER BY sealed",
    "by the trail": (
        "SELECT m.id FROM audit_event a JOIN meeting_member m ON m.name = a.actor"
        " WHERE a.tag = 'decisions:sealed:cast' ORDER BY a.id"
    ),
}
_BOX = {
    "as they lie on the disk": "SELECT choice FROM secret_ballot ORDER BY ctid",
    "by the transaction that wrote them": (
        "SELECT choice FROM secret_ballot ORDER BY xmin::text::bigint, cmin::text::bigint, ctid"
    ),
    "by the id": "SELECT choice FROM secret_ballot ORDER BY id",
}


async def test_whoever_has_the_whole_database_cannot_tell_who_said_what(county: Tenant) -> None:
    """Every order of the roll against every order of the box: no better than to guess."""
    room = await crowded(await factory.sanmiaoshu(county))
    made, vote = room.made, room.vote
    said = {member: random.choice([Choice.IN_FAVOUR, Choice.AGAINST]) for member in room.voters}
    for member, choice in said.items():
        await made.do(room.voters[member], service.cast_secret_ballot, vote.id, choice)
    before = await _everything(made)
    await made.do(made.secretary, service.close_vote, vote.id)

    half, spread = len(said) / 2, 5 * (len(said) ** 0.5) / 2  # five standard deviations
    for by, roll in _ROLL.items():
        members = [row[0] for row in await looked_at(made, roll)]
        assert set(members) == set(said)
        for out, box in _BOX.items():
            choices = [row[0] for row in await looked_at(made, box)]
            for guessed in (choices, choices[::-1]):
                pairs = zip(members, guessed, strict=True)
                hits = sum(said[one] == choice for one, choice in pairs)
                assert abs(hits - half) < spread, f"the roll {by}, the box {out}: {hits} hits"
    [(writers,)] = await looked_at(made, "SELECT count(DISTINCT xmin::text) FROM secret_ballot")
    assert writers == 1
    lengths = await looked_at(made, "SELECT DISTINCT length(sealed) FROM sealed_ballot")
    assert len(lengths) == 1
    # While it was open, no word of a choice lay anywhere in the database in the clear.
    words = {choice.value for choice in Choice}
    assert not [row for row in before if words & set(row.values())]


async def _everything(made: Stage) -> list[dict[str, Any]]:
    """Every row of the county that the open vote could have left, whatever the table."""
    tables = await looked_at(
        made,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = :schema",
        schema=made.county.schema,
    )
    rows = []
    for (table,) in tables:
        found = await looked_at(made, f'SELECT to_jsonb(t) FROM "{table}" t')
        rows += [json.loads(json.dumps(row)) for (row,) in found]
    return [{key: value for key, value in row.items() if isinstance(value, str)} for row in rows]


async def test_the_key_is_gone_once_the_ballots_are_out_and_an_envelope_fits_nobody_else(
    county: Tenant,
) -> None:
    room = await crowded(await factory.sanmiaoshu(county), 6)
    made, vote, code = room.made, room.vote, county.code
    for voter in room.voters.values():
        await made.do(voter, service.cast_secret_ballot, vote.id, Choice.IN_FAVOUR)
    [(member, sealed), (other, _), *_] = await looked_at(
        made, "SELECT member_id, sealed FROM sealed_ballot"
    )
    about = f"{vote.id}:{member}"
    assert box_keys.unseal(code, str(vote.id), sealed, about) == bytes([2])
    with pytest.raises(box_keys.EnvelopeSpoilt):
        box_keys.unseal(code, str(vote.id), sealed, f"{vote.id}:{other}")

    await made.do(made.secretary, service.close_vote, vote.id)
    await relay.run_here(county)

    with pytest.raises(box_keys.BoxKeyLost):
        box_keys.unseal(code, str(vote.id), sealed, about)


async def test_a_box_without_its_key_takes_nothing_and_is_not_counted_as_empty(
    county: Tenant,
) -> None:
    room = await crowded(await factory.sanmiaoshu(county), 6)
    made, vote = room.made, room.vote
    first, second, *_ = room.voters.values()
    await made.do(first, service.cast_secret_ballot, vote.id, Choice.IN_FAVOUR)
    box_keys.destroy(county.code, str(vote.id))

    with pytest.raises(BallotBoxLost):
        await made.do(second, service.cast_secret_ballot, vote.id, Choice.IN_FAVOUR)
    with pytest.raises(BallotBoxLost):
        await made.do(made.secretary, service.close_vote, vote.id)
    async with unit_of_work(county) as uow:
        assert (await service.find_vote(uow, vote.id)).outcome == "open"


async def test_a_group_too_small_to_hide_in_gets_no_secret_vote(county: Tenant) -> None:
    """17 representatives and 3 others, whose votes a rule counts apart: the 3 could be read off."""
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*made.representatives(), *COMMITTEE])
        await made.do(made.chair, service.open_meeting, meeting.id)
        with pytest.raises(TooFewForSecrecy) as refused:
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.SECRET)
        async with unit_of_work(county) as uow:
            assert (await service.find_meeting(uow, meeting.id)).state == MeetingState.OPEN
    assert "3" in refused.value.message("zh")


def test_how_many_have_voted_is_shown_from_five_on() -> None:
    assert [secrecy.shown_count(cast) for cast in (0, 4, 5, 6)] == [None, None, 5, 6]
