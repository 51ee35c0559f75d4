"""Documents that a test asks again and again are read once, as the server does with its newest."""

from functools import lru_cache

import pytest

from schema.core import execution


def keep_all(patch: pytest.MonkeyPatch) -> None:
    """Keep every document that was read: the server keeps 256, an attack has thousands."""
    for name in ("_parsed", "_invalid"):
        patch.setattr(execution, name, lru_cache(None)(getattr(execution, name).__wrapped__))
