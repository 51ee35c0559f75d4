"""Removes one gate at a time from the running code: the mutants that the matrix must notice."""

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from schema import verdicts
from schema.core import gate
from schema.core.context import Info
from tenants.authorization.permissions import Permission

ROOT = Path(__file__).parents[3]
SOURCES = (
    *sorted((ROOT / "schema").glob("*/**/*.py")),
    ROOT / "tenants" / "accounts.py",
    ROOT / "tenants" / "api_tokens.py",
    ROOT / "tenants" / "appointments.py",
    ROOT / "tenants" / "viewer.py",
    ROOT / "services" / "decisions" / "counting.py",
    *sorted((ROOT / "services" / "decisions" / "service").glob("*.py")),
    ROOT / "services" / "disclosure" / "workflow.py",
    ROOT / "services" / "elections" / "dossiers.py",
    ROOT / "services" / "elections" / "service" / "handover.py",
    ROOT / "services" / "people" / "service" / "offices.py",
)
NOT_HERE = {"gate.py"}
# These say what to offer on a page; what is done is gated where it is done.
OFFERS = {"acts.py", "matter_verbs.py", "meeting_verbs.py", "todo.py", "todos.py"}
OFFERED = {
    "Bulletin.is_mine",
    "Demand.can",
    "Election.certificates",  # shown to everybody; each says whether it is the reader's own
    "Election.my_plan",
    "Election.my_run",
    "Matter.my_tracker_options",
    "MatterTracking.of",  # the same: whether it is the reader
}
# These look for a row of somebody who is named, or count them, and let nobody in: what goes wrong
# with another's row is tried where they are tested.
COUNTED = {
    "objecting.py raise_objection",
    "recusing.py _member",
    "signing_in.py _lines",
    "signing_in.py _present",
    "signing_in.py sign_in_by_clerk",
    "sittings.py home_of",
    "sittings.py lines_of",
    "sittings.py own_line",
}
SAYS_YES = {
    "_is_inside",
    "_is_own",
    "_knows_author",
    "_sees",
    "_within",
    "_works",
    "covers",
    "is_inside",
    "is_official",
    "may",
    "may_read",
    "may_see",
    "names_candidates",
    "plans",
    "reaches",
    "reads_words",
    "runs",
    "sees",
    "works_on",
    "writes",
}
RAISES = {
    "require": "may",
    "require_factors": "prefixes",
    "require_second_factor": "prefixes",
}
# Refusals that keep two duties apart, or hide what was not posted.
REFUSALS = {
    "MakerIsChecker",
    "NotOnElectionCommittee",
    "NotTheAuthor",
    "OfficesIncompatible",
    "OwnAccount",
    "OwnOffice",
    "OwnRole",
    "OwnWorkReviewed",
    "RoleNeedsElection",
    "RolesIncompatible",
    "SecondFactorNeeded",
    "SeparationOfAdministrators",
    "SignInNeeded",
    "StepUpNeeded",
    "SupervisorIsCommitteeMember",
    "TellersNotDistinct",
    "TokenTooWide",
    "_barred",
    "_not_by",
}
OWNERS = {"account_id", "resident_id"}


@dataclass(frozen=True)
class Site:
    """A place in the sources where somebody is let in or kept out."""

    path: Path
    function: str
    line: int
    column: int
    text: str

    @property
    def name(self) -> str:
        """Return what stays the same when lines move."""
        return f"{self.path.relative_to(ROOT)} {self.function} {self.text.splitlines()[0]}"

    def __str__(self) -> str:
        where = f"{self.path.relative_to(ROOT)}:{self.line}:{self.column}"
        return f"{where} {self.function}"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_asker(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id in {*OWNERS, "own"}
    return isinstance(node, ast.Attribute) and "viewer" in ast.unparse(node.value)


def _refuses(node: ast.AST) -> bool:
    """Say whether this is one of the refusals that go as a whole."""
    if not (isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise) and node.body[0].exc):
        return False
    return _last_name(node.body[0].exc) in REFUSALS


def _asks_for_any(node: ast.AST) -> bool:
    """Say whether this is `not viewer.prefixes(...)`: nowhere at all."""
    return (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.Not)
        and isinstance(node.operand, ast.Call)
        and _last_name(node.operand) == "prefixes"
    )


def _is_gate(node: ast.AST, *, offers: bool) -> bool:
    """Say whether this node lets somebody in: a question, a list of places, or a refusal."""
    if isinstance(node, ast.Call):
        name = _last_name(node)
        if name == "prefixes":
            return isinstance(node.func, ast.Attribute) and not offers
        return name in RAISES or (name in SAYS_YES and not offers)
    if _refuses(node) or _asks_for_any(node):
        return True
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In):
        names = {_last_name(node.left), *(_last_name(one) for one in node.comparators)}
        asker = any(_is_asker(one) for one in (node.left, *node.comparators))
        return not offers and ("seen" in names or (bool(names & OWNERS) and asker))
    return False


class _Without(ast.NodeTransformer):
    """Takes the gate at one place out."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.done = False

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """Keep every row where the gate is what rows must pass."""
        for at, test in enumerate(node.ifs):
            here = (test.lineno, test.col_offset) == (self.site.line, self.site.column)
            if here and isinstance(test, ast.Compare) and ast.unparse(test) == self.site.text:
                node.ifs[at] = ast.fix_missing_locations(ast.copy_location(_always(test), test))
                self.done = True
                return node
        return self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        here = (getattr(node, "lineno", 0), getattr(node, "col_offset", -1))
        found = here == (self.site.line, self.site.column) and not isinstance(node, ast.Expr)
        if found and ast.unparse(node) == self.site.text:
            self.done = True
            return ast.fix_missing_locations(ast.copy_location(_open(node), node))
        return super().generic_visit(node)


def _open(node: ast.AST) -> ast.AST:
    """Return the node with everybody let in; every name in it is still used."""
    if isinstance(node, ast.If):
        node.test = _never(node.test)
        return node
    if isinstance(node, ast.UnaryOp):
        return _never(node)
    if isinstance(node, ast.Compare):
        return _never(node) if isinstance(node.ops[0], ast.NotEq) else _always(node)
    assert isinstance(node, ast.Call)
    if _last_name(node) == "prefixes":
        assert isinstance(node.func, ast.Attribute)
        county = ast.parse(f"({ast.unparse(node.func.value)}.tenant.code,)", mode="eval").body
        return ast.BoolOp(ast.And(), [node, county])
    if _last_name(node) in RAISES:
        assert isinstance(node.func, ast.Attribute)
        node.func.attr = RAISES[node.func.attr]
        node.args = node.args[:2]
        return node
    return _always(node)


def _always(node: ast.expr) -> ast.expr:
    return ast.BoolOp(ast.Or(), [node, ast.Constant(True)])


def _never(node: ast.expr) -> ast.expr:
    return ast.BoolOp(ast.And(), [node, ast.Constant(False)])


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Return the functions of a module and the methods of its classes, by their full names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{inner.name}", inner


@cache
def sites() -> tuple[Site, ...]:
    """Return every gate in the sources but the one on each root field."""
    return tuple(
        Site(path, function, node.lineno, node.col_offset, ast.unparse(node))  # type: ignore[attr-defined]
        for path in SOURCES
        if path.name not in NOT_HERE
        for function, body in _functions(ast.parse(path.read_text("utf-8")))
        if function not in OFFERED and f"{path.name} {function}" not in COUNTED
        for node in _unguarded(body)
        if _is_gate(node, offers=path.name in OFFERS)
    )


def _unguarded(body: ast.AST) -> Iterator[ast.AST]:
    """Walk through a function, but not into what goes as a whole.

    What guards a refusal lets nobody in when it is always true: the refusal itself goes.
    """
    inside: set[ast.AST] = set()
    for node in ast.walk(body):
        if isinstance(node, ast.If) and _refuses(node):
            inside |= {one for one in ast.walk(node.test) if isinstance(one, ast.Compare)}
        if isinstance(node, ast.UnaryOp) and _asks_for_any(node):
            inside.add(node.operand)
        if isinstance(node, ast.Await):  # a promise is never false: the refusal around it goes
            inside.add(node.value)
        if node not in inside:
            yield node


def _code_of(code: CodeType, name: str) -> CodeType:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_qualname == name:
                return one
            if name.startswith(f"{one.co_qualname}."):
                return _code_of(one, name)
    raise LookupError(name)


def _running(site: Site) -> list[FunctionType]:
    """Return the function objects that run this function's code."""
    gc.unfreeze()  # a built application froze its functions, which hides them from what follows
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType)
        and one.__code__.co_filename == str(site.path)
        and one.__code__.co_qualname == site.function
    ]


@cache
def _planted(site: Site) -> tuple[list[FunctionType], CodeType]:
    """Return the functions that have this gate, and the code without it."""
    change = _Without(site)
    tree = change.visit(ast.parse(site.path.read_text("utf-8")))
    assert change.done, f"{site} is not where it was"
    mutated = _code_of(compile(tree, str(site.path), "exec"), site.function)
    running = _running(site)
    assert running, f"nobody runs {site.function}"
    return running, mutated


@contextmanager
def without(site: Site) -> Iterator[None]:
    """Run with one gate taken out."""
    running, mutated = _planted(site)
    kept = [one.__code__ for one in running]
    for one in running:
        one.__code__ = mutated
    try:
        yield
    finally:
        for one, code in zip(running, kept, strict=True):
            one.__code__ = code


@contextmanager
def without_root_gate(name: str) -> Iterator[None]:
    """Run with the gate of one root field open."""
    real = gate.admit

    def admit(info: Info, permission: Permission | None) -> None:
        if info.field_name != name:
            real(info, permission)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "admit", admit)
        yield


def root_gates() -> list[str]:
    """Return the names of the root fields that have a gate."""
    gates: dict[str, Any] = {**verdicts.root_gates("Query"), **verdicts.root_gates("Mutation")}
    return [name for name, permission in gates.items() if permission]
