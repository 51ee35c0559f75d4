"""The branch secretary: today, matters, a new matter, villagers' needs."""

from portals.secretary import drafting, needs
from portals.workplace.places import SECRETARY
from portals.workplace.today import routes_of

routes = [*drafting.routes, *needs.routes, *routes_of(SECRETARY)]
