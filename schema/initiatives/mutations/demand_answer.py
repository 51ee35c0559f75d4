"""Record what answers a reached demand: a meeting, a matter, a notice, a vote, or words."""

from strawberry import relay

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions.types import Matter, Meeting
from schema.disclosure.types import Bulletin
from schema.elections.types import Election
from schema.initiatives import touch, visibility
from schema.initiatives.inputs import DemandAnswerInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import AnswerDoesNotFit, DemandNotInState, NotDutyOwner
from services.initiatives.service import Answer
from services.initiatives.vocabulary import AnswerKind
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ANSWER,
    returns={"demand": Demand},
    refuses=(AnswerDoesNotFit, DemandNotInState, NotDutyOwner),
    description="Record what answers a reached demand; there is no way to refuse one.",
)
async def demand_answer(ask: Ask, input: DemandAnswerInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_ANSWER)
    above = visibility.is_above(ask.viewer, row.village_code)
    return await service.fulfil(ask.uow, row.id, _answer(input), by_township=above)


def _answer(input: DemandAnswerInput) -> Answer:
    """Return the one answer that was given."""
    given: list[tuple[AnswerKind, relay.GlobalID, type[relay.Node], str]] = [
        (kind, key, node, path)
        for kind, key, node, path in (
            (AnswerKind.MEETING, input.meeting_id, Meeting, "meetingId"),
            (AnswerKind.MATTER, input.matter_id, Matter, "matterId"),
            (AnswerKind.BULLETIN, input.bulletin_id, Bulletin, "bulletinId"),
            (AnswerKind.ELECTION, input.election_id, Election, "electionId"),
        )
        if key is not None
    ]
    if not given:
        return Answer(AnswerKind.TEXT, text=input.text)
    if len(given) > 1 or input.text.strip():
        raise AnswerDoesNotFit(path=("text",))
    kind, key, node, path = given[0]
    return Answer(kind, local_id(key, node, path))
