"""Who sees a bulletin: everybody once it is published, its officials and its author before."""

from services.disclosure.models import Bulletin
from tenants.authorization.permissions import Permission
from tenants.viewer import Viewer

OFFICIAL = (
    Permission.BULLETIN_APPROVE,
    Permission.BULLETIN_CORRECT,
    Permission.BULLETIN_POST_RECEIPT,
    Permission.BULLETIN_WITHDRAW,
)


def is_official(viewer: Viewer, village_code: str) -> bool:
    """Say whether the viewer handles bulletins at this village."""
    return any(viewer.may(permission, village_code) for permission in OFFICIAL)


def may_read(viewer: Viewer, row: Bulletin) -> bool:
    """Say whether this viewer may see the bulletin at all."""
    if row.published_at is not None:
        return True
    made_it = row.maker_id is not None and row.maker_id == viewer.account_id
    return made_it or is_official(viewer, row.village_code)
