"""The township: reviews of procedure that wait, its villages' matters, its own calendar."""

from starlette.routing import Route

from portals.township import reviews
from portals.workplace import figures
from portals.workplace.places import TOWNSHIP
from portals.workplace.today import routes_of

routes = [
    *reviews.routes,
    *routes_of(TOWNSHIP),
    Route("/{county}/township/figures", figures.of(TOWNSHIP), methods=["GET"]),
]
