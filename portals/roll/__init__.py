"""The roll desk: whoever keeps a village's roll reads it and writes down what happens to it."""

from portals.roll import (
    collective,
    corrections,
    desk,
    household,
    interests,
    representatives,
    settlements,
)

routes = [
    *collective.routes,
    *desk.routes,
    *household.routes,
    *corrections.routes,
    *settlements.routes,
    *interests.routes,
    *representatives.routes,
]
