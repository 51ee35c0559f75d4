"""Who sees which election: a village's own everybody, a branch's the party and those above."""

from services.elections.dossiers import Dossier
from services.elections.models import Election
from services.elections.vocabulary import ElectionKind, Step
from tenants.authorization.enforcer import covers
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role
from tenants.viewer import Viewer

PUBLIC_KINDS = (
    ElectionKind.VILLAGE_COMMITTEE,
    ElectionKind.BY_ELECTION,
    ElectionKind.RECALL,
)
PARTY = (Role.PARTY_MEMBER, Role.PARTY_SECRETARY)


def plans(viewer: Viewer, place: str) -> bool:
    """Say whether the viewer plans elections at a place, and sees all of them there."""
    return viewer.may(Permission.ELECTION_PLAN, place)


def may_read(viewer: Viewer, row: Election) -> bool:
    """Say whether the viewer may know of an election."""
    if row.kind in PUBLIC_KINDS:
        return True
    in_party = any(
        one.role in PARTY and covers(one.place, row.village_code) for one in viewer.roles
    )
    return in_party or plans(viewer, row.village_code)


def runs(viewer: Viewer, dossier: Dossier) -> bool:
    """Say whether the viewer runs this election: sits on its committee; a branch's secretary."""
    if dossier.kind is ElectionKind.PARTY_BRANCH:
        place = dossier.election.village_code
        return any(
            one.role is Role.PARTY_SECRETARY and covers(one.place, place) for one in viewer.roles
        )
    own = viewer.resident_id
    return own is not None and any(one.resident_id == own for one in dossier.sitting)


def works_on(viewer: Viewer, dossier: Dossier) -> bool:
    """Say whether the viewer sees what is not posted yet: who runs it, and who plans it."""
    return runs(viewer, dossier) or plans(viewer, dossier.election.village_code)


def names_candidates(viewer: Viewer, dossier: Dossier) -> bool:
    """Say whether candidates are named to the viewer: once they hang on the wall."""
    if works_on(viewer, dossier) or dossier.kind is ElectionKind.PARTY_BRANCH:
        return True
    posted = dossier.step(Step.CANDIDATES_POSTED)
    recalled = dossier.kind is ElectionKind.RECALL
    announced = dossier.step(Step.ANNOUNCED) if recalled else posted
    return announced is not None and dossier.shown_on(announced.bulletin_id) is not None
