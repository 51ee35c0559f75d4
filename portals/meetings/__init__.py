"""The meeting room that several roles share: sign-in, ballot, desk, paper, screen, signatures."""

from portals.meetings import counts, desk, room, signing

routes = [*room.routes, *desk.routes, *counts.routes, *signing.routes]
