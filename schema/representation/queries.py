"""What can be read of representation."""

from strawberry import relay

from infra import clock
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.people.types import OfficeTerm
from schema.representation.types import (
    MemberRepresentation,
    RepresentativeCertificate,
    RepresentativeChoice,
    VillageRepresentation,
)
from services.people import service as people
from services.people.errors import UnknownTerm
from services.people.workflow import Office
from services.representation import posting, service, workflow
from tenants.authorization.permissions import Permission


@query(
    Permission.PEOPLE_READ,
    description="Quotas by group, seats, absences and the meeting's make-up today. Recorded.",
)
async def representation(info: Info, village_code: str) -> VillageRepresentation:
    viewer = info.context.viewer
    viewer.require(Permission.PEOPLE_READ, village_code)
    async with info.context.unit_of_work() as uow:
        village = await people.find_village(uow, village_code)
        found = await service.representation_of(uow, village_code)
        notice = await posting.list_notice(uow, village, found)
        await people.record_reading(uow, village_code, residents=len(found.seats))
    return VillageRepresentation.of(found, notice, viewer.locale)


@query(
    Permission.PEOPLE_READ,
    description="Whether the collective's members are lawfully represented today; counts alone.",
)
async def member_representation(info: Info, village_code: str) -> MemberRepresentation:
    viewer = info.context.viewer
    viewer.require(Permission.PEOPLE_READ, village_code)
    async with info.context.unit_of_work() as uow:
        village = await people.find_village(uow, village_code)
        found = await people.member_composition(uow, village.code, clock.today())
    return MemberRepresentation.of(found, viewer.locale)


@query(
    Permission.ELECTION_TAKE_PART,
    description="Who is put forward for representative, the list on the wall, one's own part.",
)
async def representative_choice(info: Info, village_code: str) -> RepresentativeChoice:
    viewer = info.context.viewer
    viewer.require(Permission.ELECTION_TAKE_PART, village_code)
    own = viewer.resident_id
    async with info.context.unit_of_work() as uow:
        found = await service.choice_of(uow, village_code)
        known = await people.load_residents(uow, [own] if own else [])
    run = found.hung is not None and workflow.objections_run(found.hung, clock.today())
    return RepresentativeChoice.of(found, viewer, known.get(own) if own else None, run=run)


@query(Permission.PEOPLE_READ, description="A representative's certificate (村民代表证). Recorded.")
async def representative_certificate(
    info: Info, term_id: relay.GlobalID
) -> RepresentativeCertificate | None:
    viewer = info.context.viewer
    async with info.context.unit_of_work() as uow:
        try:
            term = await service.term_of(uow, local_id(term_id, OfficeTerm, "termId"))
        except UnknownTerm:
            return None
        if not viewer.may(Permission.PEOPLE_READ, term.village_code):
            return None
        return RepresentativeCertificate.of(await service.certificate(uow, term.id))


@query(
    Permission.MEETING_ATTEND,
    description="The viewer's own certificate as a representative; null for others. Recorded.",
)
async def my_representative_certificate(info: Info) -> RepresentativeCertificate | None:
    own = info.context.viewer.resident_id
    if own is None:
        return None
    async with info.context.unit_of_work() as uow:
        terms = await people.offices_of(uow, own)
        held = next((one.id for one in terms if one.office == Office.REPRESENTATIVE), None)
        if held is None:
            return None
        return RepresentativeCertificate.of(await service.certificate(uow, held))


FIELDS = [
    member_representation,
    representation,
    representative_choice,
    representative_certificate,
    my_representative_certificate,
]
