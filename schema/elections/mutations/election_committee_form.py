"""Record whom the villagers chose to run the election."""

from uuid import UUID

from infra.texts import Words
from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionCommitteeFormInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ChosenDayWrong,
    ElectionCommitteeSize,
    ElectionNotInState,
    PersonNotOnRoll,
    ReasonMissing,
)
from services.elections.service import Chosen
from tenants.authorization.permissions import Permission

_FEW = Words("members", "成员", "members", most=20)
NOBODY = UUID(int=0)


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        ChosenDayWrong,
        ElectionCommitteeSize,
        ElectionNotInState,
        PersonNotOnRoll,
        ReasonMissing,
    ),
    description="Record whom the villagers chose to run the election (Organic Law art. 12).",
)
async def election_committee_form(ask: Ask, input: ElectionCommitteeFormInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_PLAN)
    _FEW.few(input.members)
    ids = touch.keys(input.members, "members")
    chair = ids[0] if ids else NOBODY
    chosen = Chosen(input.source, input.chosen_on)
    return await service.form_committee(ask.uow, row.id, ids, chair, chosen)
