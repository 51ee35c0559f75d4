"""Who reads the words of a demand: its village at once, everybody once the number is there."""

from services.initiatives.models import Demand
from services.initiatives.vocabulary import DemandState
from tenants.authorization.permissions import Permission
from tenants.viewer import Viewer

_PROVEN = {DemandState.REACHED, DemandState.FULFILLED}


def reads_words(viewer: Viewer, row: Demand) -> bool:
    """Say whether the viewer reads what one person wrote about others (ADR 21)."""
    return (
        row.state in _PROVEN
        or viewer.may(Permission.MATTER_READ, row.village_code)
        or viewer.may(Permission.INITIATIVE_ENTER, row.village_code)
    )


def is_above(viewer: Viewer, village_code: str) -> bool:
    """Say whether the viewer acts for the township, which answers in the committee's place too."""
    return viewer.may(Permission.INITIATIVE_ORDER, village_code)


def is_county(viewer: Viewer) -> bool:
    """Say whether the viewer decides for the county on what a township recorded."""
    return viewer.may(Permission.INITIATIVE_JUDGE, viewer.tenant.code)


def judges(viewer: Viewer, row: Demand) -> bool:
    """Say whether the viewer decides if this demand was answered."""
    if row.answered_above:
        return is_county(viewer)
    return viewer.may(Permission.INITIATIVE_JUDGE, row.village_code)
