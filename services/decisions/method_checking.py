"""A method checked as it is typed: its mistakes by line, and how it stands to the law."""

from dataclasses import dataclass

from services.decisions import comparing, law, method_reading
from services.decisions import method as methods
from services.decisions.comparing import Comparison, Verdict
from services.decisions.errors import LawVersionEmpty, LawVersionUnknown
from services.decisions.method_types import Method
from services.decisions.vocabulary import Body, StepKind
from services.decisions.yaml_reading import Problem


@dataclass(frozen=True)
class Checked:
    """What can be read of a text, what is wrong with it, and its numbers beside the law's."""

    method: Method
    problems: tuple[Problem, ...]
    comparison: tuple[Comparison, ...]


def check(text: str) -> Checked:
    """Check a text that may be half written; nothing is refused, everything is said."""
    method, problems = method_reading.attempt(text)
    try:
        floor = law.load(method.law_version)
    except (LawVersionEmpty, LawVersionUnknown) as error:
        found = Problem(0, error.message("zh"), error.message("en"))
        return Checked(method, (*_by_line(problems), found), ())
    comparison = comparing.compare(method, floor)
    laxer = tuple(_laxer(line) for line in comparison if line.verdict is Verdict.LAXER)
    return Checked(method, (*_by_line(problems), *laxer), comparison)


def _by_line(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line)


def _laxer(line: Comparison) -> Problem:
    cited = (line.rule.citation_zh, line.rule.citation_en) if line.rule else ("", "")
    return Problem(
        0,
        f"“{line.step.name_zh}”的要求比法律宽：{cited[0]}",
        f"“{line.step.name_en}” asks for less than the law: {cited[1]}",
    )


def fits(method: Method, body: Body) -> bool:
    """Say whether the method lets a body decide; one without a vote fits none."""
    votes = any(step.kind is StepKind.RESOLVE for step in method.steps)
    return votes and methods.fits(method, body)
