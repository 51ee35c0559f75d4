"""Elections: the public page, one's own entry, the desk, the count, the township's list."""

from portals.elections import acting, certificate, counting, desk, pages, planning

routes = [
    *pages.routes,
    *planning.routes,
    *desk.routes,
    *acting.routes,
    *counting.routes,
    *certificate.routes,
]
