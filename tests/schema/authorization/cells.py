"""The cells of the matrix: one field, one role, one place; asked, and compared with the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import httpx

from tenants.authorization.roles import Role, place_digits
from tests.schema.authorization import asking, sheet
from tests.schema.authorization.asking import Answer
from tests.schema.authorization.samples import SAMPLES, Aim
from tests.schema.authorization.sheet import Line
from tests.schema.authorization.world import World

UNSEEN = {
    "Matter": "Matter.draft",
    "Meeting": "Meeting.review",
    "MeetingMember": "MeetingMember.review",
    "Vote": "Vote.review",
}
FACTOR = {"second": "SECOND_FACTOR_NEEDED", "again": "STEP_UP_NEEDED"}


@dataclass(frozen=True)
class Cell:
    """One question; `session` is which of the person's browsers asks."""

    line: Line
    role: Role
    place: str
    session: str = "token"

    @property
    def expected(self) -> str:
        """Return what the file says."""
        if self.session in {"one_factor", "stale"} and self.place == "own place":
            return self._with_less()
        if self.place == "another village" and self._covers_it():
            return sheet.expected(self.line, self.role, "own place")
        return sheet.expected(self.line, self.role, self.place)

    def _covers_it(self) -> bool:
        return place_digits(self.role) <= 6 and self.line.cells[self.role] == "yes"

    def _with_less(self) -> str:
        """Return the answer to a session with the password alone, or with an old second factor."""
        full = sheet.expected(self.line, self.role, "own place")
        asked = "second" if self.session == "one_factor" else "again"
        own_account = self.line.name == "Account" and self.line.cells[self.role] == "own"
        if full != "answered" or own_account:
            return full
        due = {"second", "again"} if asked == "second" else {"again"}
        return FACTOR[asked] if self.line.factor in due else full

    def __str__(self) -> str:
        return f"{self.line.kind}.{self.line.name} as {self.role} · {self.place} ({self.session})"


def fits(cell: Cell, answer: Answer) -> bool:
    """Say whether an answer is the one in the file."""
    got, wanted = answer.verdict, cell.expected
    if got == wanted:
        return True
    kind = cell.line.cells[cell.role]
    if wanted == "answered" and got == "nothing":
        # Lists of one's own may be empty, and nothing public is there under a foreign id.
        return cell.line.about == "asker" or (kind == "public" and cell.place != "own place")
    # An account is simply not there for a session with the password alone.
    return got == "nothing" and wanted in FACTOR.values() and cell.line.kind == "Node"


def _uses_unseen(line: Line, world: World) -> bool:
    """Say whether the question is about a matter, a meeting or a vote at all."""
    if line.kind == "Node" or line.name not in SAMPLES[line.kind]:
        return False
    make = SAMPLES[line.kind][line.name]
    return make(Aim(world.here)) != make(Aim(world.here, unseen=UNSEEN))


def outside(role: Role) -> bool:
    """Say whether the role reads matters, but only posted ones."""
    read = sheet.lines()["Node", "Matter"].cells[role]
    return read == "yes" and sheet.lines()["Node", "Matter.draft"].cells[role] == "-"


def of_role(role: Role, world: World) -> list[Cell]:
    """Return every cell of a role at every place; nobody is asked elsewhere."""
    found = []
    for line in sheet.lines().values():
        found += [Cell(line, role, place) for place in sheet.PLACES[:3]]
        if outside(role) and line.cells[role] == "yes" and _uses_unseen(line, world):
            found.append(Cell(line, role, "not posted yet"))
    return found


def aim_of(cell: Cell, world: World) -> Aim:
    """Return what the question is about."""
    places = {"another village": world.there, "another county": world.elsewhere}
    place = places.get(cell.place, world.here)
    own = world.people[cell.role].own if place is world.here else {}
    if cell.line.kind == "Node" and cell.line.cells[cell.role] == "yes":
        own = {}
    return Aim(place, own, UNSEEN if cell.place == "not posted yet" else {})


async def ask(
    client: httpx.AsyncClient, world: World, cells: Sequence[Cell], token: str | None = None
) -> list[tuple[Cell, Answer]]:
    """Ask the cells of one person, each by its own session, and return the answers."""

    def shown(cell: Cell) -> str:
        if token is not None or cell.place == "nobody":
            return token or ""
        return str(getattr(world.people[cell.role], cell.session))

    found = []
    for who in dict.fromkeys(shown(cell) for cell in cells):
        mine = [cell for cell in cells if shown(cell) == who]
        roots = [cell for cell in mine if cell.line.kind != "Node"]
        for cell in roots:
            field = (cell.line.kind, cell.line.name)
            aim = aim_of(cell, world)
            found.append((cell, await asking.ask(client, world.county, field, aim, session=who)))
        nodes = [cell for cell in mine if cell.line.kind == "Node"]
        ids = [aim_of(cell, world).gid(cell.line.name) for cell in nodes]
        answers = await asking.ask_nodes(client, world.county, ids, session=who)
        found += zip(nodes, answers, strict=True)
    return found


def wrong(answers: Iterable[tuple[Cell, Answer]]) -> list[str]:
    """Say which answers are not those of the file."""
    return [
        f"{cell}: {answer.verdict} {answer.told}, but the file says {cell.expected}"
        for cell, answer in answers
        if not fits(cell, answer)
    ]


async def told_apart(
    client: httpx.AsyncClient, world: World, role: Role, rows: frozenset[str] = frozenset()
) -> list[str]:
    """Say of what it is told that it is there, although not the asker's."""

    def at(place: str) -> list[Cell]:
        found = [one for one in of_role(role, world) if one.place == place]
        found = [one for one in found if one.expected == "nothing" and one.line.kind == "Mutation"]
        return [one for one in found if not rows or one.line.name in rows]

    absent = {
        one.line.name: answer.told for one, answer in await ask(client, world, at("another county"))
    }
    hidden = await ask(client, world, [*at("another village"), *at("not posted yet")])
    return [
        f"{cell}: {answer.told}, but of what does not exist: {absent[cell.line.name]}"
        for cell, answer in hidden
        if answer.told != absent[cell.line.name]
    ]
