"""The matter as officials see it: the rail, what blocks it, and every act that is open to them."""

from portals.matters import acts, attachments, page, versions

routes = [*page.routes, *acts.routes, *attachments.routes, *versions.routes]
