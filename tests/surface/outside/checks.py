"""What Schemathesis holds an answer against; runs in an environment that has no Mingbai."""

import schemathesis
from hypothesis import strategies
from schemathesis.graphql import nodes, scalar

# Fen are whole numbers, also beyond what an Int holds; text is taken where it is one.
scalar(
    "Fen",
    strategies.one_of(strategies.integers().map(nodes.Int), strategies.text().map(nodes.String)),
)

_SIGNS = ("Traceback", 'File "/', "asyncpg", "sqlalchemy", "site-packages", "county_1", "SELECT ")


@schemathesis.check
def calm(_context: object, response: schemathesis.Response, _case: schemathesis.Case) -> None:
    """No 5xx, nothing masked as a defect, no word of the insides: a refusal is an answer."""
    text = response.text
    assert response.status_code < 500, f"{response.status_code}: {text[:500]}"
    assert '"code":"INTERNAL"' not in text, text[:500]
    told = [sign for sign in _SIGNS if sign in text]
    assert not told, f"{told}: {text[:500]}"
