"""The supervisory board: what waits for its check, the village's matters, publication."""

from portals.workplace.places import SUPERVISION
from portals.workplace.today import routes_of

routes = routes_of(SUPERVISION)
