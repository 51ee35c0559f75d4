"""Any body, absences, stakes and proxies, item by item, against sums written down separately.

The oracle below knows neither the rules' data nor the engine: it states each article in its own
words and counts with fractions.
"""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from infra import clock
from infra.ids import new_id
from services.decisions import counting, law, method
from services.decisions.attendance import attendance_of, rules_for
from services.decisions.dossiers import Dossier
from services.decisions.models import AgendaItem, Matter, Meeting, MeetingMember, Recusal, Vote
from services.decisions.rules import Tally
from services.decisions.service.sittings import Sitting
from services.decisions.vocabulary import MeetingUnit, RuleKind, Stake

AT = clock.now()
VILLAGE = "150523108201"


@dataclass(frozen=True)
class Person:
    """What is drawn about one line of a roll."""

    representative: bool
    home: int
    came: bool
    left: bool
    proxy: bool
    staked: tuple[bool, bool, bool]
    votes: tuple[int, int, int]  # 0 in favour, 1 against, 2 abstain, 3 none

    @property
    def here(self) -> bool:
        return self.came and not self.left

    def takes_part(self, item: int) -> bool:
        return self.here and not self.staked[item]


PEOPLE = st.builds(
    Person,
    representative=st.booleans(),
    home=st.integers(0, 12),
    came=st.booleans() | st.just(True),
    left=st.just(False) | st.booleans(),
    proxy=st.booleans(),
    staked=st.tuples(*[st.just(False) | st.booleans()] * 3),
    votes=st.tuples(*[st.integers(0, 3) | st.just(0)] * 3),
)
ROLLS = st.lists(PEOPLE, min_size=1, max_size=40)
# Body, kind of matter, method, step, and whether each line is a household.
CASES = st.sampled_from(
    [
        ("representatives_meeting", "public_welfare", "siyi_lianggongkai", "vote", False),
        ("representatives_meeting", "land_to_outsiders", "siyi_lianggongkai", "vote", False),
        ("villagers_assembly", "village_rules", "siyi_lianggongkai", "vote", False),
        ("villagers_assembly", "village_rules", "siyi_lianggongkai", "vote", True),
        ("group_meeting", "group_affair", "siyi_lianggongkai", "vote", False),
        ("group_meeting", "group_affair", "siyi_lianggongkai", "vote", True),
        ("members_assembly", "land_compensation", "siyi_lianggongkai", "vote", False),
        ("members_assembly", "non_member_benefits", "siyi_lianggongkai", "vote", False),
    ]
)


def share(part: int, whole: int) -> Fraction:
    """Return a part of a whole; nobody is no part of nobody: what is asked of them is not met."""
    return Fraction(part, whole) if whole else Fraction(0)


def may_begin(body: str, by_home: bool, roll: list[Person], item: int) -> bool:
    """Say in the words of the articles whether enough are here for an item."""
    here = [one for one in roll if one.takes_part(item)]
    homes, homes_here = {one.home for one in roll}, {one.home for one in here}
    if body == "representatives_meeting":  # 组织法 26: two thirds of its members
        return share(len(here), len(roll)) >= Fraction(2, 3)
    if body == "members_assembly":  # 集体法 27: two thirds of the members
        return share(len(here), len(roll)) >= Fraction(2, 3)
    enough_homes = share(len(homes_here), len(homes)) >= Fraction(2, 3)
    if by_home:
        return enough_homes
    if body == "villagers_assembly":  # 组织法 22: more than half of the villagers, or the homes
        return 2 * len(here) > len(roll) or enough_homes
    return share(len(here), len(roll)) >= Fraction(2, 3) or enough_homes  # 组织法 28


def has_passed(body: str, matter: str, roll: list[Person], item: int) -> bool:
    """Say in the words of the articles whether an item has passed."""
    here = [one for one in roll if one.takes_part(item)]
    yes = [one for one in here if one.votes[item] == 0]
    if body == "members_assembly":
        quarter = matter == "non_member_benefits"  # 集体法 15: three quarters of all members
        least = Fraction(3, 4) if quarter else Fraction(2, 3)
        return share(len(yes), len(roll)) >= least
    if not 2 * len(yes) > len(here):  # more than half of those present
        return False
    if matter == "land_to_outsiders":  # 承包法 52 of the representatives, 集体法 28 of all by 64
        of_them = [one for one in roll if one.representative]
        agreed = [one for one in yes if one.representative]
        of_all = share(len(yes), len(roll)) >= Fraction(2, 3)
        return of_all and share(len(agreed), len(of_them)) >= Fraction(2, 3)
    return True


def dossier_of(body: str, matter_type: str, name: str, step: str) -> Dossier:
    found = method.find(name)
    matter = Matter(
        village_code=VILLAGE,
        year=2026,
        serial=1,
        title="某事",
        matter_type=matter_type,
        body=body,
        method_id=found.id,
        method_version=found.version,
        method_hash=found.hash,
        law_version="OL2018",
        step_key=step,
        state="in_steps",
        proposer="某人",
    )
    return Dossier(matter=matter, method=found, floor=law.load())


def lines_of(roll: list[Person], by_home: bool, meeting_id: UUID, body: str) -> list[MeetingMember]:
    homes = {number: new_id() for number in range(13)}
    return [
        MeetingMember(
            meeting_id=meeting_id,
            resident_id=new_id(),
            name="某人",
            capacity="household_representative" if by_home else "villager",
            representative=one.representative and body == "representatives_meeting",
            household_id=None if body == "representatives_meeting" else homes[one.home],
            acting_id=new_id() if one.proxy else None,
            acting="某亲属" if one.proxy else "",
            present_at=AT if one.came else None,
            left_at=AT if one.came and one.left else None,
            how="clerk" if one.came else "",
        )
        for one in roll
    ]


@given(case=CASES, roll=ROLLS)
@settings(max_examples=400, deadline=None)
def test_each_item_is_judged_as_its_articles_say(
    case: tuple[str, str, str, str, bool], roll: list[Person]
) -> None:
    body, matter_type, name, step, by_home = case
    if by_home:  # one line a household
        roll = list({one.home: one for one in roll}.values())
    meeting = Meeting(
        matter_id=new_id(),
        village_code=VILLAGE,
        step_key=step,
        version_no=1,
        body=body,
        unit=(MeetingUnit.HOUSEHOLD if by_home else MeetingUnit.PERSON).value,
        scheduled_at=AT,
        place="村部",
        presider="某人",
        sign_in_code="000000",
        called_by="某人",
    )
    members = lines_of(roll, by_home, meeting.id, body)
    dossiers = [dossier_of(body, matter_type, name, step) for _ in range(3)]
    items = [
        AgendaItem(
            meeting_id=meeting.id,
            matter_id=dossier.matter.id,
            position=number,
            step_key=step,
            version_no=1,
        )
        for number, dossier in enumerate(dossiers, start=1)
    ]
    recusals = [
        Recusal(
            meeting_id=meeting.id,
            item_id=item.id,
            member_id=member.id,
            stake=Stake.OWN.value,
            reason="本人",
            recorded_by="某人",
        )
        for number, item in enumerate(items)
        for member, person in zip(members, roll, strict=True)
        if person.staked[number]
    ]
    files = {dossier.matter.id: dossier for dossier in dossiers}
    sitting = Sitting(meeting, items, files, members, recusals)

    for number, item in enumerate(items):
        expected = may_begin(body, by_home, roll, number)
        assert sitting.quorum(item).passed is expected
        judged = _closed(sitting, item, roll, number)
        assert judged is has_passed(body, matter_type, roll, number)
    begins = any(may_begin(body, by_home, roll, number) for number in range(3))
    assert sitting.opening().passed is begins


def _closed(sitting: Sitting, item: AgendaItem, roll: list[Person], number: int) -> bool:
    """Freeze a vote on an item as the service does, and judge what was cast."""
    dossier = sitting.dossier(item)
    attendance = attendance_of(sitting.members, sitting.recused(item))
    step = dossier.method.step(item.step_key)
    rules = rules_for(dossier, step, RuleKind.PASS, attendance, AT.date(), sitting.unit)
    vote = Vote(
        meeting_id=item.meeting_id,
        matter_id=item.matter_id,
        version_no=1,
        question="某问",
        question_sha256="0" * 64,
        form="named",
        thresholds=[rule.as_json() for rule in rules],
        roll_hash="",
        members=attendance.all,
        due=attendance.due,
        present=attendance.present,
        parts=counting.parts_json(attendance),
        opened_by="某人",
    )
    words = ("in_favour", "against", "abstain")
    cast = [
        (words[one.votes[number]], member.representative, 1)
        for one, member in zip(roll, sitting.members, strict=True)
        if one.takes_part(number) and one.votes[number] < len(words)
    ]
    tally: Tally = counting.tally_of_ballots(cast)
    return counting.judge(vote, tally).passed
