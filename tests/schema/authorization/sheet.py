"""Reads the checked-in matrix, which says what every answer must be."""

from dataclasses import dataclass
from functools import cache

from schema.matrix import FILE
from tenants.authorization.roles import Role

PLACES = ("own place", "another village", "another county", "not posted yet", "nobody")
KINDS = {"Queries": "Query", "Mutations": "Mutation", "Objects by id, `node(id:)`": "Node"}


@dataclass(frozen=True)
class Line:
    """One row: a field or an object."""

    kind: str
    name: str
    needs: str
    about: str
    factor: str
    anonymous: str
    cells: dict[Role, str]


def _tables() -> dict[str, list[list[str]]]:
    """Return the rows of the tables by the title above them."""
    found: dict[str, list[list[str]]] = {}
    title = ""
    for text in FILE.read_text("utf-8").splitlines():
        if text.startswith("## "):
            title = text.removeprefix("## ")
        elif text.startswith("| ") and not text.startswith("|---"):
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            found.setdefault(title, []).append(cells)
    return found


@cache
def lines() -> dict[tuple[str, str], Line]:
    """Return every row of the three great tables."""
    found = {}
    for title, kind in KINDS.items():
        header, *rows = _tables()[title]
        roles = [Role(name) for name in header[5:]]
        for name, needs, about, factor, anonymous, *cells in rows:
            by_role = dict(zip(roles, cells, strict=True))
            found[kind, name] = Line(kind, name, needs, about, factor, anonymous, by_role)
    return found


@cache
def answers() -> dict[tuple[str, str], dict[str, str]]:
    """Return what a cell means, by what the field is about, place by place."""
    header, *rows = _tables()["What a cell means, place by place"][:11]
    assert tuple(header[2:]) == PLACES
    return {(row[0], row[1]): dict(zip(PLACES, row[2:], strict=True)) for row in rows}


@cache
def cut_fields() -> dict[str, dict[Role, str]]:
    """Return the fields that some readers do not see whole."""
    header, *rows = _tables()["Fields that not every reader of their object sees whole"]
    roles = [Role(name) for name in header[3:]]
    return {row[0]: dict(zip(roles, row[3:], strict=True)) for row in rows}


@cache
def separation() -> dict[str, str]:
    """Return the rules of the separation of duties with the answer of each."""
    _, *rows = _tables()["Separation of duties"]
    return {row[0]: row[3] for row in rows}


def expected(line: Line, role: Role, place: str) -> str:
    """Return what the file says about one cell at one place."""
    cell = line.cells[role]
    if place == "nobody" and cell == "public":
        return "answered"
    about = "any" if cell == "-" else line.about
    answer = answers()[cell, about][place]
    if line.kind == "Node" and answer in {"NOT_ALLOWED", "SIGN_IN_NEEDED"}:
        return "nothing"
    return answer
