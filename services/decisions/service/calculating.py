"""The calculator before a meeting and the meter in it: the same functions as the judge."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from infra import clock
from services.decisions import dossiers, forecast, repository, rules
from services.decisions.attendance import attendance_of, rules_for
from services.decisions.law import Rule
from services.decisions.models import Meeting, MeetingMember
from services.decisions.rules import Attendance, Headcount, Judgement
from services.decisions.service.meetings import judge_quorum
from services.decisions.vocabulary import Population, RuleKind
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Quorum:
    """The meter of a meeting: who is here, how many must be, and how that is reckoned."""

    attendance: Attendance
    required: Mapping[Population, int]
    judgement: Judgement


@dataclass(frozen=True)
class Calculation:
    """What a vote would need if so many were present."""

    required_present: Mapping[Population, int]
    required_in_favour: Mapping[Population, int]
    rules: tuple[Rule, ...]
    zh: str
    en: str


async def load_many_quorums(uow: UnitOfWork, meeting_ids: Collection[UUID]) -> dict[UUID, Quorum]:
    """Load the meters of many meetings in a fixed number of queries."""
    meetings = await repository.meetings_by_ids(uow.session, meeting_ids)
    matter_ids = {meeting.matter_id for meeting in meetings}
    matters = await repository.matters_by_ids(uow.session, matter_ids)
    files = await dossiers.load(uow, matters)
    members = await repository.members_of(uow.session, meeting_ids)
    return {
        meeting.id: _quorum(
            files[meeting.matter_id],
            meeting,
            [member for member in members if member.meeting_id == meeting.id],
        )
        for meeting in meetings
    }


def _quorum(dossier: dossiers.Dossier, meeting: Meeting, members: list[MeetingMember]) -> Quorum:
    judged = judge_quorum(dossier, meeting, members)
    attendance = attendance_of(members)
    asked = [line.rule for line in judged.derivation]
    return Quorum(attendance, rules.required_present(asked, attendance), judged)


async def calculate(uow: UnitOfWork, meeting_id: UUID, present: int | None = None) -> Calculation:
    """Say how many must come and how many must agree if so many members are present.

    With no number given, as many as a meeting needs to open, or as are here if they are more.
    """
    (meeting,) = await repository.meetings_by_ids(uow.session, [meeting_id])
    matters = await repository.matters_by_ids(uow.session, [meeting.matter_id])
    dossier = (await dossiers.load(uow, matters))[meeting.matter_id]
    members = await repository.members_of(uow.session, [meeting_id])
    now = _quorum(dossier, meeting, list(members))
    roll, here = now.attendance, _expected(now, present)
    then = Attendance(
        roll.all, roll.due, here, {name: _at_most(part, here) for name, part in roll.parts.items()}
    )
    step, on = dossier.method.step(meeting.step_key), clock.today()
    asked = [line.rule for line in now.judgement.derivation]
    passing = rules_for(dossier, step, RuleKind.PASS, then, on)
    in_favour = rules.required_in_favour(passing, then)
    return Calculation(
        rules.required_present(asked, then),
        in_favour,
        (*asked, *passing),
        *forecast.words(now.judgement, in_favour, here),
    )


def _expected(now: Quorum, present: int | None) -> int:
    """Return how many to reckon with, never more than are due."""
    opening = now.required.get(Population.MEMBERS) or max(now.required.values(), default=0)
    wanted = max(now.attendance.present, opening) if present is None else present
    return min(max(wanted, 0), now.attendance.due)


def _at_most(part: Headcount, present: int) -> Headcount:
    return Headcount(part.all, part.due, min(part.due, present))
