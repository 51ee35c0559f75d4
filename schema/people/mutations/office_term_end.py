"""Record that a term of office ended."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.giving import check_giver
from schema.people.inputs import OfficeTermEndInput
from schema.people.types import OfficeTerm
from services.people import models, service
from services.people.errors import (
    DayInFuture,
    EndReasonWrong,
    EndSourceNeeded,
    OwnOffice,
    TermDaysWrong,
    TermNotOver,
    UnknownTerm,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"term": OfficeTerm},
    refuses=(
        DayInFuture,
        EndReasonWrong,
        EndSourceNeeded,
        OwnOffice,
        TermDaysWrong,
        TermNotOver,
        UnknownTerm,
    ),
    description="Record that a term of office ended, why and by which paper; the role of the "
    "account ends with it.",
)
async def office_term_end(ask: Ask, input: OfficeTermEndInput) -> models.OfficeTerm:
    term_id = local_id(input.term_id, OfficeTerm, "termId")
    term = (await service.load_terms_by_ids(ask.uow, [term_id])).get(term_id)
    missing = UnknownTerm(path=("termId",))
    if term is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_MANAGE, term.village_code, missing)
    check_giver(ask, term.resident_id)
    return await service.leave_office(
        ask.uow, term_id, input.until, reason=input.reason, source=input.source
    )
