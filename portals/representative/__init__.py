"""The representatives and the executive chair: today, meetings, my households."""

from portals.representative import households, meetings, saying
from portals.workplace.places import REPRESENTATIVE
from portals.workplace.today import routes_of

routes = [*routes_of(REPRESENTATIVE), *meetings.routes, *households.routes, *saying.routes]
