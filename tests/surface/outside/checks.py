"""What Schemathesis holds an answer against; runs in an environment that has no Mingbai."""

import schemathesis

_SIGNS = ("Traceback", 'File "/', "asyncpg", "sqlalchemy", "site-packages", "county_", "SELECT ")


@schemathesis.check
def calm(_context: object, response: schemathesis.Response, _case: schemathesis.Case) -> None:
    """No 5xx, nothing masked as a defect, no word of the insides: a refusal is an answer."""
    text = response.text
    assert response.status_code < 500, f"{response.status_code}: {text[:500]}"
    assert '"code":"INTERNAL"' not in text, text[:500]
    told = [sign for sign in _SIGNS if sign in text]
    assert not told, f"{told}: {text[:500]}"
