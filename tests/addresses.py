"""Where a test's client comes from: a place of its own, for attempts are limited by address."""

import itertools
import os
from ipaddress import IPv4Address

import httpx

_numbers = itertools.count(1)


def fresh_address() -> str:
    """Return an address within 10.0.0.0/8 that no other client of this run has."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    return str(IPv4Address("10.0.0.0") + (worker << 18) + next(_numbers))


class FromAnywhere(httpx.ASGITransport):
    """Sends each request from an address of its own: one test asks for a thousand people."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request, which comes from an address that nobody had before."""
        self.client = (fresh_address(), 40_000)
        return await super().handle_async_request(request)
