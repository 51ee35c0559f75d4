"""The township: reviews of procedure that wait, villages' matters, its calendar and own matters."""

from starlette.routing import Route

from portals.township import members, own, reviews
from portals.workplace import figures
from portals.workplace.places import OWN_TOWNSHIP, TOWNSHIP
from portals.workplace.today import routes_of

routes = [
    *reviews.routes,
    *members.routes,
    *own.routes,
    *routes_of(OWN_TOWNSHIP),
    *routes_of(TOWNSHIP),
    Route("/{county}/township/figures", figures.of(TOWNSHIP), methods=["GET"]),
]
