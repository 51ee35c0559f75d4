"""The frame of the roll desk: that of the reader's own office, with the desk among its places."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from portals.kit import language
from portals.kit.language import N_
from portals.kit.shell import Notice, Shell
from portals.roll.words import DONE
from portals.workplace import places
from portals.workplace.places import COMMITTEE, place_of


async def frame(request: Request, place: str = "") -> Shell:
    """Return the frame of the reader's office; whoever is not signed in signs in first."""
    office = await places.office_of(request) or COMMITTEE
    await place_of(request, office)
    return await places.frame(request, office, "roll", place)


async def place(request: Request) -> str:
    """Return where the reader holds the office in whose name the desk is used."""
    return await place_of(request, await places.office_of(request) or COMMITTEE)


def found(request: Request, data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object of the answer, or say that there is no such page."""
    one: dict[str, Any] | None = data[name]
    if not one:
        missing = N_("名册上没有这一户，或者不归您管。")
        raise HTTPException(404, language.translate(language.of(request), missing))
    return one


def notice(request: Request) -> Notice | None:
    """Return what was just done, in words."""
    done = DONE.get(request.query_params.get("done", ""))
    return Notice(language.translate(language.of(request), done), "ok") if done else None
