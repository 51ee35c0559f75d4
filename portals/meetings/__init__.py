"""The meeting room that several roles share: sign-in, ballot, desk, paper, screen, signatures."""

from portals.meetings import counts, desk, minutes, recusal, room, signing

routes = [
    *room.routes,
    *desk.routes,
    *counts.routes,
    *minutes.routes,
    *recusal.routes,
    *signing.routes,
]
