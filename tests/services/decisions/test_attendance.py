"""From a roll to numbers: parts of a body, the frozen hash, and the rules that apply to it."""

from datetime import date

from infra import clock
from infra.ids import new_id
from services.decisions import method
from services.decisions.attendance import attendance_of, roll_hash, rules_for
from services.decisions.dossiers import Dossier
from services.decisions.models import Matter, MeetingMember
from services.decisions.rules import Headcount
from services.decisions.vocabulary import Population, RuleKind

MEETING = new_id()


def member(*, representative: bool = True, woman: bool = False, here: bool = True) -> MeetingMember:
    return MeetingMember(
        meeting_id=MEETING,
        resident_id=new_id(),
        name="某人",
        capacity="representative" if representative else "committee_member",
        representative=representative,
        woman=woman,
        present_at=clock.now() if here else None,
        how="self" if here else "",
    )


def dossier_in(village_code: str) -> Dossier:
    found = method.find("siquansizhi")
    matter = Matter(
        village_code=village_code,
        year=2026,
        serial=1,
        title="修路",
        matter_type="public_welfare",
        body="representatives_meeting",
        method_id=found.id,
        method_version=found.version,
        method_hash=found.hash,
        law_version="OL2018",
        step_key="vote",
        proposer="某人",
    )
    return Dossier(matter=matter, method=found)


def quorum_rules(village_code: str, roll: list[MeetingMember]) -> list[str]:
    dossier = dossier_in(village_code)
    step = dossier.method.step("vote")
    day = date(2026, 11, 22)
    found = rules_for(dossier, step, RuleKind.QUORUM, attendance_of(roll), day)
    return [rule.id for rule in found]


def test_a_roll_is_counted_as_a_whole_and_in_its_parts() -> None:
    roll = [
        member(woman=True),
        member(woman=True, here=False),
        member(),
        member(representative=False, woman=True, here=False),
    ]

    counted = attendance_of(roll)

    assert (counted.all, counted.due, counted.present) == (4, 4, 2)
    assert counted.of(Population.REPRESENTATIVES) == Headcount(3, 3, 2)
    assert counted.of(Population.WOMEN_REPRESENTATIVES) == Headcount(2, 2, 1)


def test_the_hash_of_a_roll_depends_on_the_people_and_on_who_is_here() -> None:
    roll = [member(), member(here=False)]
    before = roll_hash(roll, presence=True)
    assert roll_hash(reversed(roll), presence=True) == before

    roll[1].present_at = clock.now()

    assert roll_hash(roll, presence=True) != before
    assert roll_hash(roll, presence=False) == roll_hash(reversed(roll), presence=False)
    assert roll_hash(roll[:1], presence=False) != roll_hash(roll, presence=False)


def test_shandong_also_asks_for_two_thirds_of_the_women_representatives() -> None:
    with_women = [member(woman=True), member()]
    without = [member(), member()]

    assert quorum_rules("371721101201", with_women) == ["OL18-26-quorum", "SD-BF-24-women"]
    assert quorum_rules("371721101201", without) == ["OL18-26-quorum"]
    assert quorum_rules("150523108201", with_women) == ["OL18-26-quorum"]
