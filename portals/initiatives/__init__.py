"""Initiatives: the public list, one demand, opening and signing, paper, the duty's desk."""

from portals.initiatives import checking, desk, opening, pages, paper, signing

routes = [
    *opening.routes,
    *paper.routes,
    *pages.routes,
    *signing.routes,
    *desk.routes,
    *checking.routes,
]
