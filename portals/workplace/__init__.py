"""What the portals of all offices share: today, the list of matters, needs, bulletins, meetings."""

from portals.workplace import assignments, bulletins

routes = [*bulletins.routes, *assignments.routes]
