"""What can be read of decisions."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from infra import clock
from infra.errors import NotFound
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.decisions import elsewhere, figure_queries, visibility
from schema.decisions.desk import queries as desk
from schema.decisions.types import (
    Delegation,
    Matter,
    MatterTypeInfo,
    Meeting,
    Opinion,
    PublicMatter,
    TodoItem,
)
from schema.decisions.words import OpinionState, State
from services.decisions import models, routing, service
from services.decisions.headings import Heading
from services.disclosure import service as disclosure
from services.disclosure.workflow import State as BulletinState
from services.initiatives import service as initiatives
from services.people import service as people
from tenants.authorization.permissions import Permission

MOST_TODO = 50


@query(
    Permission.MATTER_READ,
    description="Matters at the viewer's places, newest first, 1 to 100 a page; villagers see "
    "those that were posted.",
)
async def matters(
    info: Info,
    first: int = connection.DEFAULT,
    after: str | None = None,
    village_code: str | None = None,
    state: list[State] | None = None,
) -> Connection[Matter]:
    viewer = info.context.viewer
    inside, outside = visibility.reading_prefixes(viewer)

    async def listed(key: UUID | None, limit: int) -> Sequence[Heading]:
        async with info.context.unit_of_work() as uow:
            return await service.list_readable_matters(
                uow,
                inside,
                outside,
                after=key,
                first=limit,
                states=state or (),
                village=village_code,
            )

    async def fetch(key: UUID | None, limit: int) -> Sequence[Heading]:
        found: list[Heading] = []
        while len(found) < limit:
            rows = await listed(key, limit)
            # A notice that waits for its release, or was taken back, shows nobody the matter.
            seen = await visibility.seen_matters(info, [row.id for row in rows]) if outside else ()
            found += [row for row in rows if not outside or row.id in seen]
            if len(rows) < limit:
                break
            key = rows[-1].id
        return found[:limit]

    return await connection.page(
        first, after, fetch, lambda row: Matter.from_row(row, viewer.locale)
    )


@query(Permission.MATTER_READ, description="One matter, if the viewer may see it.")
async def matter(info: Info, id: relay.GlobalID) -> Matter | None:
    return (await Matter.load_visible(info, [local_id(id, Matter, "id")]))[0]


@query(None, description="Matters of a village of which something was published, newest first.")
async def public_matters(
    info: Info, village_code: str, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[PublicMatter]:
    async def fetch(key: UUID | None, limit: int) -> Sequence[PublicMatter]:
        found: list[PublicMatter] = []
        while len(found) < limit:
            async with info.context.unit_of_work() as uow:
                rows = await service.list_readable_matters(
                    uow, (), (village_code,), after=key, first=limit, village=village_code
                )
            shown = await PublicMatter.load_visible(info, [row.id for row in rows])
            found += [one for one in shown if one]
            if len(rows) < limit:
                break
            key = rows[-1].id
        return found

    return await connection.page(first, after, fetch, lambda one: one)


@query(
    None,
    description="One matter as everybody may see it; takes the id of a Matter or a PublicMatter.",
)
async def public_matter(info: Info, id: relay.GlobalID) -> PublicMatter | None:
    expected = Matter if id.type_name == Matter.__name__ else PublicMatter
    return (await PublicMatter.load_visible(info, [local_id(id, expected, "id")]))[0]


@query(Permission.OPINION_READ, description="Villagers' needs at the viewer's places.")
async def opinions(
    info: Info,
    first: int = connection.DEFAULT,
    after: str | None = None,
    village_code: str | None = None,
    state: list[OpinionState] | None = None,
) -> Connection[Opinion]:
    viewer = info.context.viewer
    prefixes = viewer.prefixes(Permission.OPINION_READ)
    if village_code is not None:
        prefixes = (village_code,) if viewer.may(Permission.OPINION_READ, village_code) else ()

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Opinion]:
        async with info.context.unit_of_work() as uow:
            return await service.list_opinions(
                uow, prefixes, after=key, first=limit, states=state or ()
            )

    return await connection.page(first, after, fetch, Opinion.from_row)


@query(Permission.OPINION_SUBMIT, description="The needs that the viewer wrote down.")
async def my_opinions(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[Opinion]:
    resident = info.context.viewer.resident_id

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Opinion]:
        if resident is None:
            return []
        async with info.context.unit_of_work() as uow:
            county = (uow.tenant.code,)
            return await service.list_opinions(
                uow, county, after=key, first=limit, resident_id=resident
            )

    return await connection.page(first, after, fetch, Opinion.from_row)


@query(None, description="What the viewer has to do, the earliest deadline first; at most 50.")
async def todo(info: Info, first: int = 20) -> list[TodoItem]:
    if not 1 <= first <= MOST_TODO:
        raise connection.PageTooLarge(most=MOST_TODO, path=("first",))
    viewer = info.context.viewer
    if not viewer.signed_in:
        return []
    async with info.context.unit_of_work() as uow:
        items = await service.todo(uow, resident_id=viewer.resident_id, holdings=viewer.roles)
        drafts = await disclosure.list_mine(
            uow,
            prefixes=viewer.prefixes(Permission.BULLETIN_APPROVE),
            states=[BulletinState.DRAFT],
            first=first,
        )
        duties = await initiatives.list_due(
            uow,
            committees=viewer.prefixes(Permission.INITIATIVE_ANSWER),
            townships=viewer.prefixes(Permission.INITIATIVE_ORDER),
            judges=viewer.prefixes(Permission.INITIATIVE_JUDGE),
        )
        clashes = await people.list_findings(
            uow, viewer.prefixes(Permission.PEOPLE_MANAGE), first=first
        )
        beside = await elsewhere.todo(uow, viewer)
    shown = [TodoItem.from_item(item, viewer.locale) for item in items if item.due_at]
    shown += [TodoItem.from_duty(one, viewer.locale) for one in duties]
    shown += [one for one in beside if one.due_at]
    shown.sort(key=lambda item: item.due_at or clock.now())
    undated = [one for one in beside if not one.due_at]
    shown += [one for one in undated if one.kind not in elsewhere.STANDING]
    shown += [TodoItem.from_finding(row, viewer.locale) for row in clashes]
    # Who drafted a bulletin may not approve it (SECURITY 24).
    others = [row for row in drafts if row.maker_id != viewer.account_id]
    shown += [TodoItem.from_draft(row, viewer.locale) for row in others]
    shown += [TodoItem.from_item(item, viewer.locale) for item in items if not item.due_at]
    shown += [one for one in undated if one.kind in elsewhere.STANDING]
    return shown[:first]


@query(Permission.MATTER_READ, description="One meeting, if the viewer may see it.")
async def meeting(info: Info, id: relay.GlobalID) -> Meeting | None:
    return (await Meeting.load_visible(info, [local_id(id, Meeting, "id")]))[0]


@query(Permission.MEETING_ATTEND, description="Meetings on whose roll the viewer is.")
async def my_meetings(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[Meeting]:
    viewer = info.context.viewer

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Meeting]:
        if viewer.resident_id is None:
            return []
        async with info.context.unit_of_work() as uow:
            return await service.list_own_meetings(uow, viewer.resident_id, after=key, first=limit)

    return await connection.page(
        first, after, fetch, lambda row: Meeting.from_row(row, viewer.locale)
    )


@query(
    None,
    description="The kinds of matters, the body that decides each, and the law's floor; for a "
    "village at which the viewer reads matters, with what its assembly has delegated.",
)
async def matter_types(info: Info, village_code: str | None = None) -> list[MatterTypeInfo]:
    locale, delegated = info.context.viewer.locale, frozenset[routing.MatterType]()
    if village_code is not None:
        if not info.context.viewer.may(Permission.MATTER_READ, village_code):
            raise NotFound(path=("villageCode",))
        async with info.context.unit_of_work() as uow:
            delegated = await service.delegated_kinds(uow, village_code, clock.today())
    return [
        MatterTypeInfo.from_route(one, locale, delegated=one.type in delegated)
        for one in routing.ROUTES.values()
        if routing.belongs(one.type, village_code or "")
    ]


@query(
    Permission.MATTER_READ,
    description="What a village's assembly, or its collective's charter, lets representatives "
    "decide, over or not, the last entered first, 1 to 100 a page.",
)
async def delegations(
    info: Info, village_code: str, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[Delegation]:
    viewer = info.context.viewer
    if not viewer.may(Permission.MATTER_READ, village_code):
        raise NotFound(path=("villageCode",))
    async with info.context.unit_of_work() as uow:
        collective = await service.has_collective(uow, village_code)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Delegation]:
        async with info.context.unit_of_work() as uow:
            return await service.list_delegations(uow, village_code, after=key, first=limit)

    def shown(row: models.Delegation) -> Delegation:
        return Delegation.from_row(row, viewer.locale, collective=collective)

    return await connection.page(first, after, fetch, shown)


FIELDS = [
    *desk.FIELDS,
    *figure_queries.FIELDS,
    delegations,
    matter,
    matter_types,
    matters,
    meeting,
    my_meetings,
    my_opinions,
    opinions,
    public_matter,
    public_matters,
    todo,
]
