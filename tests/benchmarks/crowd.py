"""Meetings of very many members with open votes."""

from infra import clock
from infra.ids import new_id
from services.decisions import service as decisions
from services.decisions.models import MeetingMember, Vote
from services.decisions.vocabulary import VoteForm
from tenants import provisioning
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage


async def crowd(size: int) -> tuple[Tenant, list[Actor], Vote]:
    """Return a county, as many voters as asked for, all present, and the vote open to them."""
    tenant = await provisioning.open_tenant("151002", "测试县")
    made = await factory.sanmiaoshu(tenant)
    voters, vote = await _opened(made, size, "投票人")
    return tenant, voters, vote


async def crowds(meetings: int, size: int) -> tuple[Tenant, list[tuple[list[Actor], Vote]]]:
    """The same for many meetings of one village, each with its own voters and its own vote."""
    tenant = await provisioning.open_tenant("151003", "测试县")
    made = await factory.sanmiaoshu(tenant)
    found = [await _opened(made, size, f"投票人{number}-") for number in range(meetings)]
    return tenant, found


async def _opened(made: Stage, size: int, name: str) -> tuple[list[Actor], Vote]:
    """Take a matter to its vote, with as many members more as asked for."""
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, decisions.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    voters = [Actor(None, new_id(), f"{name}{number}") for number in range(size)]
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, made.representatives())
        async with unit_of_work(made.county) as uow:
            uow.session.add_all(
                MeetingMember(
                    meeting_id=meeting.id,
                    resident_id=voter.resident_id,
                    name=voter.label,
                    capacity="representative",
                    representative=True,
                    present_at=clock.now(),
                    how="clerk",
                )
                for voter in voters
            )
        await made.do(made.chair, decisions.open_meeting, meeting.id)
        vote = await made.do(made.chair, decisions.open_vote, meeting.id, VoteForm.NAMED)
    return voters, vote
