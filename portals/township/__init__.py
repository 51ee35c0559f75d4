"""The township: reviews of procedure that wait, its villages' matters, its own calendar."""

from portals.township import reviews
from portals.workplace.places import TOWNSHIP
from portals.workplace.today import routes_of

routes = [*reviews.routes, *routes_of(TOWNSHIP)]
