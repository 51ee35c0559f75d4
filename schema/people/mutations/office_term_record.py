"""Record that a resident took an office."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.giving import check_giver
from schema.people.inputs import OfficeTermRecordInput
from schema.people.types import OfficeTerm, Resident
from services.people import models, service
from services.people.errors import (
    CountedFromWrong,
    DayInFuture,
    ElectionRecordNeeded,
    ElectiveOffice,
    MemberUnderAge,
    NotACollectiveMember,
    OfficeHeld,
    OfficesIncompatible,
    OfficeTaken,
    OwnOffice,
    RelativeInOffice,
    RepresentativeByHouseholds,
    ResidentNotLiving,
    SourceNeeded,
    UnknownResident,
)
from tenants.authorization.permissions import Permission
from tenants.errors import RolesIncompatible


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"term": OfficeTerm},
    refuses=(
        CountedFromWrong,
        DayInFuture,
        ElectionRecordNeeded,
        ElectiveOffice,
        MemberUnderAge,
        NotACollectiveMember,
        OfficeHeld,
        OfficesIncompatible,
        OfficeTaken,
        OwnOffice,
        RelativeInOffice,
        RepresentativeByHouseholds,
        ResidentNotLiving,
        RolesIncompatible,
        SourceNeeded,
        UnknownResident,
    ),
    description="Record an office by the election record or decision it rests on.",
)
async def office_term_record(ask: Ask, input: OfficeTermRecordInput) -> models.OfficeTerm:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    check_giver(ask, resident_id)
    return await service.record_term(
        ask.uow,
        resident_id,
        input.office,
        source=input.source,
        since=input.since,
        elected_on=input.elected_on,
        counted_from=input.counted_from,
    )
