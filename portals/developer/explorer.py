"""The page that starts GraphiQL; it holds no script of its own, so the site's policy stands.

Except for Trusted Types: GraphiQL makes markup of text in ways that are not ours to change.
"""

from starlette.requests import Request
from starlette.responses import Response

from portals.developer.files import SCHEMA, address
from portals.kit.headers import WITHOUT_TRUSTED_TYPES
from portals.kit.pages import render

_SCRIPTS = ("react.js", "react-dom.js", "graphiql.js", "start.js")
_STYLES = ("graphiql.css", "explorer.css")


def page(request: Request) -> Response:
    """Show GraphiQL on this county's API."""
    context = {
        "scripts": [address(name) for name in _SCRIPTS],
        "styles": [address(name) for name in _STYLES],
        "schema": address(SCHEMA),
    }
    shown = render(request, "developer/explorer.html", context)
    shown.headers["Content-Security-Policy"] = WITHOUT_TRUSTED_TYPES
    return shown
