"""Record that a representative lost the seat by absences in a row."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.giving import check_giver
from schema.people.types import OfficeTerm
from schema.representation.inputs import RepresentativeSeatEndInput
from services.people import models
from services.people import service as people
from services.people.errors import OwnOffice, TermDaysWrong, UnknownTerm
from services.representation import service
from services.representation.errors import SeatNotLost
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"term": OfficeTerm},
    refuses=(OwnOffice, SeatNotLost, TermDaysWrong, UnknownTerm),
    description="End a representative's term after as many absences in a row as the county sets.",
)
async def representative_seat_end(ask: Ask, input: RepresentativeSeatEndInput) -> models.OfficeTerm:
    term_id = local_id(input.term_id, OfficeTerm, "termId")
    term = (await people.load_terms_by_ids(ask.uow, [term_id])).get(term_id)
    missing = UnknownTerm(path=("termId",))
    if term is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_MANAGE, term.village_code, missing)
    check_giver(ask, term.resident_id)
    return await service.end_lost_seat(ask.uow, term_id)
