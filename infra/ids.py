"""Identifiers that sort by time of making (UUID version 7), so that keyset paging can use them."""

import secrets
import time
from uuid import UUID

_last: list[int] = [0]


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562 section 5.7); within a process it never goes backwards."""
    moment = max(time.time_ns() >> 8, _last[0] + 1)
    _last[0] = moment
    milliseconds, rest = divmod(moment << 8, 1_000_000)
    fraction = (rest * 4096) // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | fraction << 64
    return UUID(int=value | 0b10 << 62 | secrets.randbits(62))
