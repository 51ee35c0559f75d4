"""The public site: what was decided and posted, and whether a notice is genuine; no sign-in."""

from portals.public import (
    bulletins,
    checking,
    counties,
    guides,
    matters,
    sources,
    townships,
    villages,
)

# The greedy addresses (`/{county}/`) come last.
routes = [
    *counties.routes,
    *guides.routes,
    *checking.routes,
    *sources.routes,
    *bulletins.routes,
    *matters.routes,
    *townships.routes,
    *villages.routes,
]
