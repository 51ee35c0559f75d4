"""Fields that readers of the same object see differently, and who sees them whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schema.disclosure.visibility import OFFICIAL
from schema.verdicts import node_rows, works_inside
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role

Whole = Callable[[Role], bool]


@dataclass(frozen=True)
class Row:
    """One field: what is left out for whom."""

    field: str
    cut: str
    needs: str
    cells: tuple[str, ...]


def _holds(*permissions: Permission) -> tuple[str, Whole]:
    needs = " or ".join(permission.value for permission in permissions)
    return needs, lambda role: any(one in permissions_of(role) for one in permissions)


_INSIDE = ("work on matters", works_inside)
_PLANS = _holds(Permission.ELECTION_PLAN)
_RUNS_A_BRANCH = (
    f"{_PLANS[0]}, or the branch's secretary",
    lambda role: role is Role.PARTY_SECRETARY or _PLANS[1](role),
)
_WORDS_OF_ONE = ("empty until the number is reached", _holds(Permission.MATTER_READ))
_CUT: dict[str, tuple[str, tuple[str, Whole]]] = {
    "Bulletin.preview": ("null", _holds(*OFFICIAL)),
    "Bulletin.texts": ("empty", _holds(*OFFICIAL)),
    "ClaimSlip.code": ("null, but for who issued it, within the hour", ("nobody", lambda _: False)),
    "Demand.targetName": _WORDS_OF_ONE,
    "Demand.text": _WORDS_OF_ONE,
    "Demand.title": _WORDS_OF_ONE,
    "Election.audits": ("without the keys of people, but for the election's committee", _PLANS),
    "Election.branch.missing": ("empty", _RUNS_A_BRANCH),
    "Election.branch.reason": ("empty", _RUNS_A_BRANCH),
    "Election.contests": ("without nominees, but for the election's committee", _PLANS),
    "Election.counts": ("empty, but for the election's committee", _PLANS),
    "Election.handover": ("without what was noted, but for the election's committee", _PLANS),
    "Election.missing": ("empty, but for the election's committee", _PLANS),
    "Election.objections": ("empty, but for the election's committee", _PLANS),
    "Election.reason": ("empty, but for the election's committee", _PLANS),
    "Election.voters": ("empty, but for the election's committee", _PLANS),
    "Matter.bulletins": ("without those that are not published", _holds(*OFFICIAL)),
    "Matter.comments": ("names masked", _holds(Permission.MATTER_RECORD_HEARD)),
    "Matter.current": ("what was not posted", _INSIDE),
    "Matter.heard": ("empty", _INSIDE),
    "Matter.opinion": ("null", _holds(Permission.OPINION_READ)),
    "Matter.objections": (
        "names masked, but for who raised one",
        _holds(Permission.MATTER_ADVANCE),
    ),
    "Matter.papers": ("empty", _INSIDE),
    "Matter.parties": ("empty", _INSIDE),
    "Matter.sheets": ("empty", _INSIDE),
    "Matter.title": ("the last one that was posted", _INSIDE),
    "Matter.versions": ("without those not posted", _INSIDE),
    "Matter.visits": ("names masked", _INSIDE),
    "Meeting.members": ("without the excuses", _INSIDE),
    "Meeting.signInCode": (
        "null",
        _holds(Permission.MEETING_PRESIDE, Permission.MEETING_RECORD),
    ),
    "Meeting.notice": ("without the words", _INSIDE),
    "Meeting.signInQr": (
        "null",
        _holds(Permission.MEETING_PRESIDE, Permission.MEETING_RECORD),
    ),
    "Matter.opinions": ("empty", _holds(Permission.OPINION_READ)),
    "Opinion.authorName": ("masked", _holds(Permission.OPINION_ANSWER)),
    "Opinion.files": ("empty, but for author and writer", _holds(Permission.OPINION_ANSWER)),
    "Opinion.recordedBy": ("null, but for author and writer", _holds(Permission.OPINION_ANSWER)),
    "Question.answer": (
        "empty until it is published, but for who asked",
        _holds(Permission.QUESTION_ANSWER),
    ),
    "Vote.paperCount": ("null while the vote is open", _holds(Permission.VOTE_RECORD)),
}


def rows() -> Iterator[Row]:
    """Return a row for each field that is cut for somebody."""
    readers = {row.name: row.cells for row in node_rows()}
    for field, (cut, (needs, whole)) in _CUT.items():
        reads = readers[field.rpartition(".")[0]]
        cells = tuple(
            ("whole" if whole(role) else "cut") if cell != "-" else ""
            for role, cell in zip(Role, reads, strict=True)
        )
        yield Row(field, cut, needs, cells)
