"""What programs need: GraphiQL for signed-in developers, and keys for programs."""

from portals.developer import files, tokens
from portals.developer.explorer import page

routes = [*files.routes, *tokens.routes]

__all__ = ["page", "routes"]
