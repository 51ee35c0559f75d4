"""Record that somebody who left the committee has handed over."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.inputs import OfficeHandoverRecordInput
from schema.people.types import OfficeTerm
from services.people import models, service
from services.people.errors import (
    DayInFuture,
    HandoverNotOwed,
    HandoverWordsNeeded,
    TermDaysWrong,
    UnknownTerm,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"term": OfficeTerm},
    refuses=(DayInFuture, HandoverNotOwed, HandoverWordsNeeded, TermDaysWrong, UnknownTerm),
    description="Record what somebody who left the committee within the term has handed over, "
    "which is due within ten days.",
)
async def office_handover_record(ask: Ask, input: OfficeHandoverRecordInput) -> models.OfficeTerm:
    term_id = local_id(input.term_id, OfficeTerm, "termId")
    term = (await service.load_terms_by_ids(ask.uow, [term_id])).get(term_id)
    missing = UnknownTerm(path=("termId",))
    if term is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_MANAGE, term.village_code, missing)
    return await service.record_handover(ask.uow, term_id, input.on, input.note)
