"""The villagers' committee and the clerk: today, matters to carry out, publication."""

from portals.workplace.places import COMMITTEE
from portals.workplace.today import routes_of

routes = routes_of(COMMITTEE)
