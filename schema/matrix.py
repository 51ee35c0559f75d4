"""Writes who may ask what, from the live schema: `python -m schema.matrix [--check]`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from schema import cut_fields, separation
from schema.verdicts import Row, node_gates, node_rows, root_gates, root_rows
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import Role

__all__ = ["FILE", "is_current", "node_gates", "rendered", "root_gates"]

FILE = Path(__file__).parent.parent / "docs" / "authorization-matrix.md"
_HEAD = """\
# Who may ask what

Written by `python -m schema.matrix` from the live schema and `tenants/authorization/roles.csv`.
Do not edit. `tests/schema/authorization` asks every cell of it over HTTP, as somebody who holds
that role alone, and looks that a refusal changed nothing and queued nothing.
"""
_ANSWERS = """\
## What a cell means, place by place

*own place*: the object lies where the role is held, or below. *another village*: in the same
county, under another township; a post of the county or above covers it too, and it counts as its
own place. *another county*: the id, code or place belongs to another county. *not posted yet*: in
the own place, asked by somebody who does not work on matters there (only villagers do not).
*nobody*: not signed in, or by a session that expired, was ended or belongs to another county; an
API token that expired or belongs to another county is answered with 401 throughout.

*answered*: no gate refuses; a rule about the object may still (whose turn it is, what is missing).
*nothing*: the very same answer as for something that does not exist.

| cell | about | own place | another village | another county | not posted yet | nobody |
|---|---|---|---|---|---|---|
| yes | object | answered | nothing | nothing | nothing | SIGN_IN_NEEDED |
| yes | asker | answered | answered | answered | answered | SIGN_IN_NEEDED |
| yes | county | answered | answered | answered | answered | SIGN_IN_NEEDED |
| low | county | nothing | nothing | nothing | nothing | SIGN_IN_NEEDED |
| own | object | answered | nothing | nothing | nothing | SIGN_IN_NEEDED |
| signed | object | answered | nothing | nothing | answered | SIGN_IN_NEEDED |
| signed | asker | answered | answered | answered | answered | SIGN_IN_NEEDED |
| public | object | answered | answered | answered | answered | answered |
| public | asker | answered | answered | answered | answered | answered |
| - | any | NOT_ALLOWED | NOT_ALLOWED | NOT_ALLOWED | NOT_ALLOWED | SIGN_IN_NEEDED |

`low`: the permission is held, but for less than the whole county that this is about. `own`: what
belongs to the asker; that of others is nothing. Objects by id answer `nothing` in place of
NOT_ALLOWED and of SIGN_IN_NEEDED.

The column *factor* says what a session must have shown besides the password, in the own place:
`second` a second factor, or SECOND_FACTOR_NEEDED; `again` in the last 15 minutes, or
STEP_UP_NEEDED.
"""
_OBJECTS = """
A name with a point is the same kind in a state that changes who sees what of it: `Matter.draft`
was not posted, and so is no `PublicMatter.draft`; of `Matter.posted` a newer version is being
written; the answer of `Question.answered` and the `Bulletin.draft` wait for their approval;
`Meeting.review` and `Vote.review` are about a matter that was not posted; an `Election.branch`
elects a party branch's committee. A `MeetingMember` is seen through its meeting only.
"""
_FIELDS = """
## Fields that not every reader of their object sees whole

`whole`: as it is; `cut`: without what is named. A role without a mark cannot read the object.
Every other field shows the same to everybody who may read its object, except the fields about the
reader (`can`, `me`, and those that begin with `my`).
"""
_SEPARATION = """
## Separation of duties

Each line is tried over HTTP as well. 三权分立: system, security and audit administration are three
people, and none of them has a hand in the others' work.
"""


def _table(title: str, rows: Iterable[Row]) -> Iterator[str]:
    yield f"\n## {title}\n"
    named = " | ".join(role.value for role in Role)
    yield f"| name | needs | about | factor | anonymous | {named} |"
    yield "|---" * (len(Role) + 5) + "|"
    for row in rows:
        start = f"| {row.name} | {row.needs} | {row.about} | {row.factor} | {row.anonymous} | "
        yield start + " | ".join(row.cells) + " |"


def _cut_fields() -> Iterator[str]:
    yield _FIELDS
    yield "| field | cut | who sees it whole | " + " | ".join(role.value for role in Role) + " |"
    yield "|---" * (len(Role) + 3) + "|"
    for row in cut_fields.rows():
        yield f"| {row.field} | {row.cut} | {row.needs} | " + " | ".join(row.cells) + " |"


def _separation() -> Iterator[str]:
    yield _SEPARATION
    yield "| rule | who | may not | answer | from |\n|---|---|---|---|---|"
    for one in separation.RULES:
        yield f"| {one.key} | {one.who} | {one.may_not} | {one.answer} | {one.basis} |"


def rendered() -> str:
    """Return the whole file."""
    roles = (f"| {role.value} | {ROLE_NAMES[role][0]} |" for role in Role)
    lines = [
        _HEAD,
        _ANSWERS,
        "| role | 中文 |\n|---|---|",
        *roles,
        *_table("Queries", root_rows("Query")),
        *_table("Mutations", root_rows("Mutation")),
        *_table("Objects by id, `node(id:)`", node_rows()),
        _OBJECTS,
        *_cut_fields(),
        *_separation(),
    ]
    return "\n".join(lines) + "\n"


def is_current() -> bool:
    """Say whether the file holds the matrix as the code makes it."""
    return FILE.exists() and FILE.read_text(encoding="utf-8") == rendered()


def main(arguments: list[str]) -> int:
    """Write the file, or check it; return the exit status."""
    if "--check" not in arguments:
        FILE.write_text(rendered(), encoding="utf-8")
        return 0
    if is_current():
        return 0
    sys.stderr.write("authorization-matrix.md is out of date: run `python -m schema.matrix`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
