"""Who sees a suggestion, and who may know whose it is: voice and picture tell as well as a name."""

from services.decisions import models
from tenants.authorization.permissions import Permission
from tenants.viewer import Viewer


def sees(viewer: Viewer, row: models.Opinion) -> bool:
    """Say whether the viewer reads it at all: their own, and those of their places."""
    return _is_own(viewer, row) or viewer.may(Permission.OPINION_READ, row.village_code)


def knows_author(viewer: Viewer, row: models.Opinion) -> bool:
    """Say whether the viewer wrote it, typed it in, or has to answer it."""
    return _is_own(viewer, row) or viewer.may(Permission.OPINION_ANSWER, row.village_code)


def _is_own(viewer: Viewer, row: models.Opinion) -> bool:
    return viewer.resident_id is not None and viewer.resident_id in {
        row.resident_id,
        row.recorded_by_id,
    }
