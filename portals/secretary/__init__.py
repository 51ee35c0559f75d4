"""The branch secretary: today, matters, a new matter, villagers' needs."""

from starlette.routing import Route

from portals.secretary import drafting, needs
from portals.workplace import figures
from portals.workplace.places import SECRETARY
from portals.workplace.today import routes_of

routes = [
    *drafting.routes,
    *needs.routes,
    *routes_of(SECRETARY),
    Route("/{county}/secretary/figures", figures.of(SECRETARY), methods=["GET"]),
]
