"""Who sees which matter: villagers once its notice is released, the village's bodies always."""

from collections.abc import Iterable
from uuid import UUID

from schema.core.context import Info
from schema.decisions import loaders
from services.decisions import models
from services.decisions.dossiers import Dossier
from tenants.authorization.enforcer import covers
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import VILLAGE_DIGITS, Role
from tenants.viewer import Viewer

_WORKS_ON_MATTERS = (
    Permission.INSPECTION_RECORD,
    Permission.MATTER_PROPOSE,
    Permission.MATTER_RECORD_HEARD,
    Permission.MEETING_PRESIDE,
    Permission.MEETING_RECORD,
    Permission.RESOLUTION_SIGN,
    Permission.REVIEW_DECIDE,
)


def is_inside(viewer: Viewer, place: str) -> bool:
    """Say whether the viewer sees drafts here: branch, committee, supervisors, representatives."""
    known = viewer.verdicts.get(("inside", place))
    if known is None:
        known = viewer.verdicts["inside", place] = _is_inside(viewer, place)
    return known


def _is_inside(viewer: Viewer, place: str) -> bool:
    if not viewer.may(Permission.MATTER_READ, place):
        return False
    if any(viewer.may(permission, place) for permission in _WORKS_ON_MATTERS):
        return True
    return _above(viewer, place) or _in_the_party(viewer, place)


def _above(viewer: Viewer, place: str) -> bool:
    """Say whether the viewer reads for a township or the county."""
    prefixes = viewer.prefixes(Permission.MATTER_READ)
    return any(len(prefix) < VILLAGE_DIGITS and covers(prefix, place) for prefix in prefixes)


def _in_the_party(viewer: Viewer, place: str) -> bool:
    """Say whether the viewer deliberates as a party member, which may come before the posting."""
    return any(one.role is Role.PARTY_MEMBER and covers(one.place, place) for one in viewer.roles)


def writes(viewer: Viewer, row: models.Matter) -> bool:
    """Say whether the text is the viewer's to change: its author, or who hears for the branch."""
    own = row.author_account_id is not None and row.author_account_id == viewer.account_id
    return own or viewer.may(Permission.MATTER_RECORD_HEARD, row.village_code)


def sees(viewer: Viewer, dossier: Dossier) -> bool:
    """Say whether the viewer may see this matter at all."""
    place = dossier.matter.village_code
    if is_inside(viewer, place):
        return True
    return viewer.may(Permission.MATTER_READ, place) and bool(posted_versions(dossier))


def reading_prefixes(viewer: Viewer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places where everything is seen, and those where only posted matters are."""
    prefixes = viewer.prefixes(Permission.MATTER_READ)
    inside = tuple(prefix for prefix in prefixes if is_inside(viewer, prefix))
    return inside, tuple(prefix for prefix in prefixes if prefix not in inside)


def posted_versions(dossier: Dossier) -> frozenset[int]:
    """Return the versions that hang on the wall; a draft's notice does not, nor one taken back."""
    return dossier.released_versions


async def seen_matters(info: Info, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of these matters the viewer may see; what hangs on them follows."""
    wanted = list(dict.fromkeys(ids))
    found = await info.context.loader(loaders.dossiers).load_many(wanted)
    return frozenset(one.matter.id for one in found if one and sees(info.context.viewer, one))
