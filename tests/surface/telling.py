"""What an answer must not tell: that something broke inside, or how it is built."""

import httpx

STACK_WORDS = [
    "Traceback", "File \"/", "site-packages", "sqlalchemy", "asyncpg", "psycopg", "graphql-core",
    "strawberry", "starlette", "postgresql://", "SELECT ", "INSERT INTO", "search_path", "Error(",
    "Exception", "NoneType", "object has no attribute", "KeyError", "ValueError", "mingbai_app",
]  # fmt: skip


def assert_calm(answer: httpx.Response, sent: bytes | str) -> None:
    """No failure of the server, no defect behind an id, no word of its insides."""
    told = answer.text
    assert answer.status_code < 500, (answer.status_code, sent, told[:500])
    assert '"INTERNAL"' not in told, (sent, told[:500])
    asked = sent if isinstance(sent, str) else sent.decode("utf-8", "replace")
    words = [word for word in STACK_WORDS if word in told and word not in asked]
    assert words == [], (words, sent, told[:500])
