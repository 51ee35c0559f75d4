"""A page that shows every component in every state, in both languages."""

from portals.styleguide.components import routes

__all__ = ["routes"]
