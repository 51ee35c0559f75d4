"""From a roll of people to the numbers that rules are judged by, and the rules of a meeting."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from services.decisions import method as methods
from services.decisions.dossiers import Dossier
from services.decisions.law import Rule
from services.decisions.method_types import Step
from services.decisions.models import MeetingMember
from services.decisions.rules import Attendance, Headcount
from services.decisions.vocabulary import Body, MeetingUnit, Population, RuleKind


def attendance_of(members: Iterable[MeetingMember], recused: Collection[UUID] = ()) -> Attendance:
    """Count a roll for one item: everybody, and the parts that some rule counts by themselves.

    `recused` are the members who have a stake in this item.
    """
    roll = list(members)
    representatives = [member for member in roll if member.representative]
    women = [member for member in representatives if member.woman]
    parts = {
        Population.REPRESENTATIVES: _heads(representatives, recused),
        Population.WOMEN_REPRESENTATIVES: _heads(women, recused),
    }
    if any(member.household_id for member in roll):
        parts[Population.HOUSEHOLDS] = _homes(roll, recused)
    heads = _heads(roll, recused)
    return Attendance(heads.all, heads.due, heads.present, parts)


def _heads(members: Sequence[MeetingMember], recused: Collection[UUID]) -> Headcount:
    """Count one part: whoever recuses stays a member, but is neither due nor here (our reading).

    So the rule's own base says whether a stake shrinks it: `all` does not, `due` and `present` do.
    """
    free = [member for member in members if member.id not in recused]
    return Headcount(len(members), len(free), sum(member.here for member in free))


def _homes(members: Sequence[MeetingMember], recused: Collection[UUID]) -> Headcount:
    """Count the households on a roll: one is due, or here, as soon as somebody of it is."""
    free = [member for member in members if member.id not in recused]
    return Headcount(
        len({member.household_id for member in members}),
        len({member.household_id for member in free}),
        len({member.household_id for member in free if member.here}),
    )


def roll_hash(
    members: Iterable[MeetingMember], *, presence: bool, recused: Collection[UUID] = ()
) -> str:
    """Return the hash that freezes a roll: who belongs, in what capacity, and who is here."""
    rows = sorted(
        [
            str(member.resident_id),
            member.capacity,
            member.representative,
            (member.here and member.id not in recused) if presence else None,
        ]
        for member in members
    )
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def body_of(dossier: Dossier, step: Step) -> Body:
    """Return the body of a step: its own, or the one that the matter was routed to."""
    return Body(dossier.matter.body) if step.body is None else step.body


def rules_for(
    dossier: Dossier,
    step: Step,
    kind: RuleKind,
    attendance: Attendance,
    on: date,
    unit: MeetingUnit = MeetingUnit.PERSON,
) -> tuple[Rule, ...]:
    """Return the rules of a meeting of this step, law and method together.

    Where each household sends one, the villagers who stayed at home are on no roll: of the two
    quorums of organic law art. 22 and 28 only that of households can be judged.

    A rule about women representatives is left out where the roll knows of none: nothing can be
    asked of nobody, and the missing women are a matter of composition (organic law art. 25).
    """
    matter = dossier.matter
    found = methods.rules_of(
        step,
        kind,
        dossier.floor,
        body_of(dossier, step),
        place=matter.village_code,
        about=matter.matter_type,
        on=on,
    )
    women = attendance.of(Population.WOMEN_REPRESENTATIVES)
    return tuple(
        rule
        for rule in found
        if (rule.of is not Population.WOMEN_REPRESENTATIVES or women.all)
        and (unit is MeetingUnit.PERSON or not of_villagers(rule))
    )


def of_villagers(rule: Rule) -> bool:
    """Say whether a rule is the villagers' half of two alternatives (organic law art. 22, 28)."""
    return bool(rule.alternative) and rule.of is Population.MEMBERS
