"""Choosing the body of a matter and its method; done again whenever a matter is submitted."""

from uuid import UUID

from infra import clock
from services.decisions import county_methods, law, repository, routing
from services.decisions import method as methods
from services.decisions.errors import (
    MatterOfAnotherLevel,
    MethodDoesNotFit,
    MethodVersionChanged,
    NoBodyWithoutDelegation,
)
from services.decisions.meeting_errors import GroupNeeded
from services.decisions.method_types import Method
from services.decisions.models import Matter, WorkMethod
from services.decisions.routing import MatterType, Route
from services.decisions.service.delegations import is_delegated
from services.decisions.vocabulary import BODY_NAMES, Body, Level
from services.people import service as people
from tenants.authorization.roles import is_seat
from tenants.unit_of_work import UnitOfWork


async def route_in(uow: UnitOfWork, village_code: str, matter_type: MatterType) -> Route:
    """Return the route of a kind of matter in a village; one without a collective acts itself."""
    collective = await has_collective(uow, village_code)
    return routing.acting(routing.route(matter_type), collective=collective)


async def has_collective(uow: UnitOfWork, village_code: str) -> bool:
    """Say whether the village has a collective economic organisation; unsaid: it has one."""
    record = await repository.collective_of(uow.session, village_code, clock.today())
    return record is None or record.exists


async def routed(uow: UnitOfWork, village_code: str, matter_type: MatterType) -> Body:
    """Return the body that decides here and today, or refuse what no method can bring to it."""
    route = await route_in(uow, village_code, matter_type)
    if not routing.belongs(matter_type, village_code):
        raise MatterOfAnotherLevel(path=("type_key",), type_zh=route.zh, type_en=route.en)
    delegated = await is_delegated(uow, village_code, matter_type, clock.today())
    return route.chosen(delegated=delegated)


def refuse_misfit(method: Method, matter_type: MatterType, body: Body) -> None:
    """Refuse a method by which another body would decide than the one that must."""
    if methods.fits(method, body):
        return
    route = routing.route(matter_type)
    if route.delegate is Body.REPRESENTATIVES_MEETING and methods.fits(method, route.delegate):
        # Only by a delegation of the assembly may the method's own body decide.
        raise NoBodyWithoutDelegation(type_zh=route.zh, type_en=route.en)
    route, (body_zh, body_en) = routing.route(matter_type), BODY_NAMES[body]
    raise MethodDoesNotFit(
        type_zh=route.zh,
        type_en=route.en,
        body_zh=body_zh,
        body_en=body_en,
        method_zh=method.name_zh,
        method_en=method.name_en,
    )


async def reroute(uow: UnitOfWork, matter: Matter, method: Method) -> None:
    """Choose the body anew: the kind, the village's collective or its delegation may differ."""
    matter_type = MatterType(matter.matter_type)
    body = await routed(uow, matter.village_code, matter_type)
    refuse_misfit(method, matter_type, body)
    matter.body = body.value


async def fixed_method(uow: UnitOfWork, method_id: str, place: str) -> Method:
    """Keep the text of the method with the county, so that no file change alters a matter."""
    method, text = await county_methods.chosen(
        uow, method_id, Level.TOWNSHIP if is_seat(place) else Level.VILLAGE
    )
    law.load(method.law_version)
    row = WorkMethod(method_id=method.id, version=method.version, hash=method.hash, text=text)
    await repository.add_work_method(uow.session, row)
    kept = await repository.find_work_method(uow.session, method.id, method.version)
    if kept is None or kept.hash != method.hash:
        raise MethodVersionChanged(method=method.name_zh, version=method.version)
    return method


async def refuse_group(
    uow: UnitOfWork, village_code: str, matter_type: MatterType, group_id: UUID | None
) -> None:
    """Refuse a group's affair without its group, and any other matter with one (OL18 art. 28)."""
    if matter_type is not MatterType.GROUP_AFFAIR:
        if group_id is not None:
            raise GroupNeeded(path=("group_id",))
        return
    found = await people.load_groups(uow, [group_id]) if group_id else {}
    group = found.get(group_id) if group_id else None
    if group is None or group.village_code != village_code:
        raise GroupNeeded(path=("group_id",))
