"""A meeting of very many members with an open vote."""

from infra import clock
from infra.ids import new_id
from services.decisions import service as decisions
from services.decisions.models import MeetingMember, Vote
from services.decisions.vocabulary import VoteForm
from tenants import provisioning
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START


async def crowd(size: int) -> tuple[Tenant, list[Actor], Vote]:
    """Return a county, as many voters as asked for, all present, and the vote open to them."""
    tenant = await provisioning.open_tenant("151002", "测试县")
    made = await factory.sanmiaoshu(tenant)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, decisions.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    voters = [Actor(None, new_id(), f"投票人{number}") for number in range(size)]
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, made.representatives())
        async with unit_of_work(tenant) as uow:
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
    return tenant, voters, vote
