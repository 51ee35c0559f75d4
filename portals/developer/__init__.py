"""GraphiQL for signed-in developers, served from our own files."""

from portals.developer.explorer import page
from portals.developer.files import routes

__all__ = ["page", "routes"]
