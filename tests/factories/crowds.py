"""A meeting in which more sit than a village has offices, each with an actor of their own."""

from dataclasses import dataclass
from uuid import UUID

from infra import clock
from infra.ids import new_id
from services.decisions import service
from services.decisions.models import MeetingMember, Vote
from services.decisions.vocabulary import SignIn, VoteForm
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

COMMITTEE = ["党支部01", "村委01", "村委02"]


@dataclass(frozen=True)
class Room:
    """An open vote and everybody of the crowd who may vote in it, by their line on the roll."""

    made: Stage
    vote: Vote
    voters: dict[UUID, Actor]


async def crowded(made: Stage, crowd: int, form: VoteForm) -> Room:
    """Open a vote of the joint meeting among many; the crowd's lines are written directly."""
    with clock.at(START):
        matter_id = await factory.submitted(made, "siyi_lianggongkai")
        meeting = await factory.called(made, matter_id, made.secretary)
        seats = [
            MeetingMember(
                meeting_id=meeting.id,
                resident_id=new_id(),
                name=f"组成人员{number}",
                capacity="committee_member",
                present_at=clock.now(),
                how=SignIn.CLERK.value,
                recorded_by="测试",
            )
            for number in range(crowd)
        ]
        async with unit_of_work(made.county) as uow:
            uow.session.add_all(seats)
        await factory.seat(made, meeting, COMMITTEE)
        await made.do(made.secretary, service.open_meeting, meeting.id)
        vote = await made.do(made.secretary, service.open_vote, meeting.id, form)
    actors = {seat.id: Actor(new_id(), seat.resident_id, seat.name) for seat in seats}
    return Room(made, vote, actors)
