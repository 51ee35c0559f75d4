"""What the logs of a county are called; pure, because it serves verification without a server.

`Tenant.log` names a log inside: the county's code, from the second opening on with the generation.
"""

import re

_ORIGIN = re.compile(r"mingbai/([0-9]{2}|[0-9]{6})(?:/(?:[2-9]|[1-9][0-9]+))?")


def origin(log: str) -> str:
    """Return the public name of a log."""
    return f"mingbai/{log}"


def county_of(name: str) -> str:
    """Return the county that a log of this public name belongs to; nothing for any other name."""
    found = _ORIGIN.fullmatch(name)
    return found[1] if found else ""


def file_name(log: str) -> str:
    """Return the name of a log among files: its heads and its key bear it."""
    return log.replace("/", "-")


def earlier(log: str) -> list[str]:
    """Return the names of the county's logs before this one, the latest first."""
    county, _, generation = log.partition("/")
    numbers = range(int(generation or 1) - 1, 0, -1)
    return [county if number == 1 else f"{county}/{number}" for number in numbers]
