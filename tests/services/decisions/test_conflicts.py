"""The register of interests is asked before a vote: a registered stake must be recused."""

from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.meeting_errors import ConflictNotRecused, PartiesClosed, PartyUnknown
from services.decisions.models import Meeting
from services.decisions.vocabulary import PartyKind, Stake, VoteForm
from services.people import service as people
from services.people.kin import Relation
from services.people.service import Declared
from tenants.registry import Tenant
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

COMMITTEE = ["党支部01", "村委01", "村委02"]


async def registered(made: Stage) -> tuple[UUID, Meeting]:
    """代表01 bids, 代表02 is the sibling of 代表03's firm; the meeting is called."""
    names = made.representatives()
    declare = people.declare_interest
    with clock.at(START):
        firm = Declared(name="顺达水利公司")
        await made.do(made.reviewer, declare, made.id_of(names[2]), firm)
        sibling = Declared(name=names[2], relation=Relation.SIBLING)
        await made.do(made.reviewer, declare, made.id_of(names[1]), sibling)
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
        bids, owns = "投标人", "投标单位"
        record = service.record_party
        await made.do(made.secretary, record, matter_id, PartyKind.PERSON, name=names[0], part=bids)
        await made.do(
            made.secretary, record, matter_id, PartyKind.FIRM, name="顺达水利公司", part=owns
        )
        wrong = await made.do(
            made.secretary, record, matter_id, PartyKind.PERSON, name=names[5], part="误记"
        )
        await made.do(made.secretary, service.end_party, matter_id, wrong.id)
        with pytest.raises(PartyUnknown):
            await made.do(
                made.secretary, record, matter_id, PartyKind.PERSON, name="没有这人", part=bids
            )
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        return matter_id, await factory.called(made, matter_id)


async def test_no_vote_begins_while_a_registered_stake_is_in_the_room(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, meeting = await registered(made)
    names, of = made.representatives(), meeting.id
    members = (await made.do(made.clerk, service.load_many_members, [of]))[of]
    who = {one.id: one.name for one in members}
    shown = await made.do(made.clerk, service.staked_on, [matter_id], members)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        await made.do(made.chair, service.open_meeting, of)
        with pytest.raises(ConflictNotRecused) as refused:
            await made.do(made.chair, service.open_vote, of, VoteForm.NAMED)
        for name, stake in zip(names[:3], (Stake.OWN, Stake.FIRM, Stake.FIRM), strict=True):
            await made.do(made.clerk, service.record_recusal, of, made.id_of(name), stake, "登记簿")
        vote = await made.do(made.chair, service.open_vote, of, VoteForm.NAMED)
        with pytest.raises(PartiesClosed):
            await made.do(
                made.secretary,
                service.record_party,
                matter_id,
                PartyKind.PERSON,
                name=names[6],
                part="投标人",
            )

    assert {who[key]: stake for key, stake in shown[matter_id].items()} == {
        names[0]: Stake.OWN,
        names[1]: Stake.FIRM,
        names[2]: Stake.FIRM,
    }
    for name in names[:3]:
        assert name in refused.value.message("zh")
    assert (vote.members, vote.due, vote.present) == (20, 17, 17)


async def test_the_register_says_the_same_both_ways(county: Tenant) -> None:
    """`conflicted_with` is `conflicts_of` asked from the other side."""
    made = await factory.sanmiaoshu(county)
    await registered(made)
    names = made.representatives()
    ids = {name: made.id_of(name) for name in names}
    mine = {name: await made.do(made.clerk, people.conflicts_of, ids[name]) for name in names}
    for name in names:
        near, _ = await made.do(made.clerk, people.conflicted_with, {ids[name]}, set())
        assert near & set(ids.values()) == {
            ids[other] for other in names if ids[name] in mine[other].kin
        }
    _, owners = await made.do(made.clerk, people.conflicted_with, set(), {"顺达水利公司"})
    direct = {ids[name] for name in names if "顺达水利公司" in mine[name].firms}
    assert owners == direct | {ids[name] for name in names if mine[name].kin & direct}
