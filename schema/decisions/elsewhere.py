"""今天要办 from beside the matters: elections, offices, representatives, choices, questions."""

from schema.decisions.types import TodoItem
from services.disclosure import service as disclosure
from services.elections import service as elections
from services.initiatives import service as initiatives
from services.initiatives.service import Due
from services.initiatives.vocabulary import DemandKind
from services.people.reminders import Reminder
from services.representation import service as representation
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role
from tenants.unit_of_work import UnitOfWork
from tenants.viewer import Viewer

STANDING = frozenset({"compose"})
"""What stands for months, and so comes after what is to be done now."""


def _places(viewer: Viewer, role: Role) -> list[str]:
    return [one.place for one in viewer.roles if one.role is role]


async def todo(uow: UnitOfWork, viewer: Viewer) -> list[TodoItem]:
    """Return what elections, offices, representatives and questions ask of the viewer."""
    polls = await elections.list_due(
        uow,
        resident_id=viewer.resident_id,
        planning=viewer.prefixes(Permission.ELECTION_PLAN),
        secretary_of=_places(viewer, Role.PARTY_SECRETARY),
        villages=_places(viewer, Role.VILLAGER),
    )
    lists = await representation.list_waiting(uow, viewer.prefixes(Permission.PEOPLE_MANAGE))
    recalls = await _recalls(uow, viewer)
    asked = await disclosure.waiting_questions(uow, viewer.prefixes(Permission.QUESTION_ANSWER))
    unsaid = await representation.unconfirmed(uow, viewer.resident_id)
    reminders = await _reminders(uow, viewer)
    return [
        *(TodoItem.from_reminder(one, viewer.locale) for one in reminders),
        *(TodoItem.from_list(one, viewer.locale) for one in lists),
        *(TodoItem.from_recall(one, viewer.locale) for one in recalls),
        *(TodoItem.from_question(one, viewer.locale) for one in asked),
        *(TodoItem.from_election(one, viewer.locale) for one in polls),
        *([TodoItem.from_choice(unsaid, viewer.locale)] if unsaid else []),
    ]


async def _reminders(uow: UnitOfWork, viewer: Viewer) -> list[Reminder]:
    """Return what law asks of the offices of the viewer's villages, by the posts they hold there.

    A township sees its villages; the county, which would see hundreds, does not (ADR 41).
    """
    townships = _places(viewer, Role.TOWNSHIP_ADMIN)
    secretary, director, chair, clerk = (_places(viewer, role) for role in _IN_VILLAGES)
    if not (townships or secretary or director or chair or clerk):
        return []
    return [
        *await elections.list_renewals(uow, townships=townships, secretary_of=secretary),
        *await representation.list_owed(
            uow,
            townships=townships,
            records=[*chair, *clerk],
            composes=[*secretary, *director],
            convenes=[*chair, *director],
        ),
    ]


_IN_VILLAGES = (
    Role.PARTY_SECRETARY,
    Role.COMMITTEE_DIRECTOR,
    Role.EXECUTIVE_CHAIR,
    Role.CLERK,
)


async def _recalls(uow: UnitOfWork, viewer: Viewer) -> list[Due]:
    """Return the recalls that reached their number, for who plans elections there."""
    planning = viewer.prefixes(Permission.ELECTION_PLAN)
    if not planning:
        return []
    owed = await initiatives.list_due(uow, committees=[], townships=planning)
    return [one for one in owed if one.demand.kind == DemandKind.RECALL]
