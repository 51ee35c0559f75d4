"""Files and photos, which are fetched by their own addresses: the same rows of the matrix hold."""

from collections.abc import Iterator

import httpx

from infra import clock
from schema.authentication import session_cookie
from tenants.authorization.roles import Role, place_digits
from tests.schema.authorization import sheet
from tests.schema.authorization.world import Place, World

FOUND, NOT_THERE = 200, 404
# What is fetched, and the object of the matrix whose readers may fetch it.
ROWS = {
    "a draft's file": "Matter.draft",
    "a newer version's file": "Matter.draft",
    "a posted version's file": "Matter.posted",
    "a waiting bulletin's file": "Bulletin.draft",
    "a board's photo": "Bulletin.draft",
    "a report": "figures",
    "a need's photo": "Opinion.files",
    "a milestone's photo": "Milestone",
    "a meeting's paper": "Meeting",
    "a paper of a meeting about what was not posted": "Meeting.review",
}


def addresses(place: Place) -> dict[str, str]:
    """Return where each of them is fetched."""
    ids, texts = place.ids, place.texts
    return {
        "a draft's file": f"matters/{ids['Matter.draft']}/files/{texts['sha256']}",
        "a newer version's file": f"matters/{ids['Matter.posted']}/files/{texts['sha256']}",
        "a posted version's file": f"matters/{ids['Matter.posted']}/files/{texts['posted sha256']}",
        "a waiting bulletin's file": (
            f"bulletins/{ids['Bulletin.proposal']}/files/{texts['posted sha256']}"
        ),
        "a board's photo": f"boards/{ids['PostingReceipt']}",
        "a report": f"reports/{place.code}/{clock.today().year}-2/report.xlsx",
        "a milestone's photo": f"milestones/{ids['Milestone']}/files/{texts['sha256']}",
        "a need's photo": f"opinions/{ids['Opinion']}/files/{texts['sha256']}",
        "a paper of a meeting about what was not posted": (
            f"meetings/{ids['Meeting.review']}/files/{texts['paper sha256']}"
        ),
        "a meeting's paper": f"meetings/{ids['Meeting']}/files/{texts['paper sha256']}",
    }


def _reads(role: Role, row: str) -> bool:
    """Say whether a role reads an object, a field of one that is cut for some, or a query."""
    if row in sheet.cut_fields():
        return sheet.cut_fields()[row][role] == "whole"
    kind = "Node" if ("Node", row) in sheet.lines() else "Query"
    return sheet.lines()[kind, row].cells[role] == "yes"


def _expected(world: World, role: Role) -> Iterator[tuple[str, str, int]]:
    county = place_digits(role) <= len(world.county.code)
    for place, covered in ((world.here, True), (world.there, county), (world.elsewhere, False)):
        for name, address in addresses(place).items():
            may = covered and _reads(role, ROWS[name])
            yield f"{name} of {place.code}", address, FOUND if may else NOT_THERE


async def _wrong(client: httpx.AsyncClient, world: World, who: str, **headers: str) -> list[str]:
    role = Role(who) if who in list(Role) else Role.VILLAGER
    found = []
    for name, address, expected in _expected(world, role):
        wanted = expected if who in list(Role) else NOT_THERE
        url = f"/{world.county.code}/{address}"
        got = (await client.get(url, headers=headers)).status_code
        if got != wanted:
            found.append(f"{name} as {who}: {got}, but the matrix says {wanted}")
    return found


async def of_role(client: httpx.AsyncClient, world: World, role: Role) -> list[str]:
    """Fetch everything as the holder of a role; return what was answered wrongly."""
    cookie = f"{session_cookie()}={world.people[role].token}"
    return await _wrong(client, world, role, Cookie=cookie)


async def of_nobody(client: httpx.AsyncClient, world: World) -> list[str]:
    """The same for who has not signed in, and for a program that records, but reads no matters."""
    program = f"Bearer {world.programs['records here']}"
    return [
        *await _wrong(client, world, "nobody"),
        *await _wrong(client, world, "a program", Authorization=program),
    ]
