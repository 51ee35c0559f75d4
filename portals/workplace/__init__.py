"""What the portals of all offices share: today, the list of matters, needs, bulletins, meetings."""

from portals.workplace import assignments, bulletins, correcting, delegations, questions

routes = [
    *bulletins.routes,
    *correcting.routes,
    *questions.routes,
    *assignments.routes,
    *delegations.routes,
]
