"""The meeting room that several roles share: sign-in, ballot, desk, paper, screen, signatures."""

from portals.meetings import counts, desk, doors, minutes, notices, proxies, recusal, room, signing

routes = [
    *room.routes,
    *desk.routes,
    *counts.routes,
    *doors.routes,
    *minutes.routes,
    *notices.routes,
    *proxies.routes,
    *recusal.routes,
    *signing.routes,
]
