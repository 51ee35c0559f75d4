"""The township: reviews of procedure that wait, and the matters of its villages."""

from portals.workplace.places import TOWNSHIP
from portals.workplace.today import routes_of

routes = routes_of(TOWNSHIP)
