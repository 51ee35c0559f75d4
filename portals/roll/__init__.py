"""The roll desk: whoever keeps a village's roll reads it and writes down what happens to it."""

from portals.roll import (
    certificate,
    choosing,
    collective,
    corrections,
    desk,
    household,
    identity,
    interests,
    leavers,
    offices,
    representatives,
    rights,
    settlements,
    slip,
)

routes = [
    *collective.routes,
    *desk.routes,
    *household.routes,
    *corrections.routes,
    *settlements.routes,
    *interests.routes,
    *representatives.routes,
    *choosing.routes,
    *certificate.routes,
    *identity.routes,
    *rights.routes,
    *offices.routes,
    *slip.routes,
    *leavers.routes,
]
