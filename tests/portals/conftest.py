"""What the journeys on the pages share."""

from collections.abc import AsyncIterator

import pytest

from tests.portals.looking import looked_at


@pytest.fixture
async def looking() -> AsyncIterator[None]:
    """Have every kind of page that the test opens looked at in Chromium afterwards."""
    async with looked_at():
        yield
