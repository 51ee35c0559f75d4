"""What the portals of all offices share: today, the list of matters, needs, bulletins, meetings."""

from portals.workplace import assignments, bulletins, delegations

routes = [*bulletins.routes, *assignments.routes, *delegations.routes]
