"""Pure rules about villages, residents and offices: no session, no clock, no settings."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from tenants.authorization.roles import Role


class VillageState(StrEnum):
    ACTIVE = "active"
    CLOSED = "closed"
    MERGED = "merged"


class ResidentState(StrEnum):
    LIVING = "living"
    MOVED = "moved"
    DIED = "died"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


class Office(StrEnum):
    CLERK = "clerk"
    COLLECTIVE_HEAD = "collective_head"
    COLLECTIVE_MANAGER = "collective_manager"
    COLLECTIVE_SUPERVISOR = "collective_supervisor"
    COMMITTEE_DIRECTOR = "committee_director"
    COMMITTEE_MEMBER = "committee_member"
    EXECUTIVE_CHAIR = "executive_chair"
    FINANCE_MEMBER = "finance_member"
    GROUP_HEAD = "group_head"
    MEMBER_REPRESENTATIVE = "member_representative"
    PARTY_COMMITTEE_MEMBER = "party_committee_member"
    PARTY_MEMBER = "party_member"
    PARTY_PROBATIONARY = "party_probationary"
    PARTY_SECRETARY = "party_secretary"
    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"
    SUPERVISOR_DIRECTOR = "supervisor_director"


# What each office may do here: sign-in turns a resident's current offices into these roles.
ROLE_OF_OFFICE: dict[Office, Role] = {
    Office.CLERK: Role.CLERK,
    Office.COLLECTIVE_HEAD: Role.VILLAGER,
    Office.COLLECTIVE_MANAGER: Role.VILLAGER,
    Office.COLLECTIVE_SUPERVISOR: Role.VILLAGER,
    Office.COMMITTEE_DIRECTOR: Role.COMMITTEE_DIRECTOR,
    Office.COMMITTEE_MEMBER: Role.COMMITTEE_MEMBER,
    Office.EXECUTIVE_CHAIR: Role.EXECUTIVE_CHAIR,
    Office.FINANCE_MEMBER: Role.VILLAGER,
    Office.GROUP_HEAD: Role.VILLAGER,
    Office.MEMBER_REPRESENTATIVE: Role.VILLAGER,
    Office.PARTY_COMMITTEE_MEMBER: Role.PARTY_MEMBER,
    Office.PARTY_MEMBER: Role.PARTY_MEMBER,
    Office.PARTY_PROBATIONARY: Role.VILLAGER,
    Office.PARTY_SECRETARY: Role.PARTY_SECRETARY,
    Office.REPRESENTATIVE: Role.REPRESENTATIVE,
    Office.SUPERVISOR: Role.SUPERVISOR,
    Office.SUPERVISOR_DIRECTOR: Role.SUPERVISOR,
}

OFFICE_NAMES: dict[Office, tuple[str, str]] = {
    Office.CLERK: ("文书", "clerk"),
    Office.COLLECTIVE_HEAD: ("理事长", "head of the collective's board"),
    Office.COLLECTIVE_MANAGER: ("理事", "member of the collective's board"),
    Office.COLLECTIVE_SUPERVISOR: ("监事", "supervisor of the collective"),
    Office.COMMITTEE_DIRECTOR: ("村委会主任", "director of the villagers' committee"),
    Office.COMMITTEE_MEMBER: ("村委会委员", "member of the villagers' committee"),
    Office.EXECUTIVE_CHAIR: ("执行主席", "executive chair of the representatives"),
    Office.FINANCE_MEMBER: ("民主理财小组成员", "member of the finance group"),
    Office.GROUP_HEAD: ("村民小组组长", "head of a villagers' group"),
    Office.MEMBER_REPRESENTATIVE: ("成员代表", "representative of the collective's members"),
    Office.PARTY_COMMITTEE_MEMBER: ("党支部委员", "member of the branch committee"),
    Office.PARTY_MEMBER: ("党员", "party member"),
    Office.PARTY_PROBATIONARY: ("预备党员", "probationary party member"),
    Office.PARTY_SECRETARY: ("党支部书记", "party secretary"),
    Office.REPRESENTATIVE: ("村民代表", "villagers' representative"),
    Office.SUPERVISOR: ("村务监督委员会委员", "member of the supervisory board"),
    Office.SUPERVISOR_DIRECTOR: ("村务监督委员会主任", "director of the supervisory board"),
}

COMMITTEE = frozenset({Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER})
SUPERVISION = frozenset({Office.SUPERVISOR_DIRECTOR, Office.SUPERVISOR})
SINGLE_HOLDER = frozenset(
    {
        Office.COMMITTEE_DIRECTOR,
        Office.EXECUTIVE_CHAIR,
        Office.PARTY_SECRETARY,
        Office.SUPERVISOR_DIRECTOR,
    }
)

# Organic Law (2018) art. 11: nobody may appoint, send or replace; only a vote fills these seats.
ELECTED_AT_THE_POLLS = COMMITTEE
# Chosen by a meeting: art. 25 (representatives), 28 (heads of groups), 32 (supervisory board);
# the finance group and the executive chair by the county's work method [our default]; the
# representatives of the collective's members as its charter says (collective law art. 28).
CHOSEN_BY_A_MEETING = SUPERVISION | {
    Office.EXECUTIVE_CHAIR,
    Office.FINANCE_MEMBER,
    Office.GROUP_HEAD,
    Office.MEMBER_REPRESENTATIVE,
    Office.REPRESENTATIVE,
}
ELECTIVE = ELECTED_AT_THE_POLLS | CHOSEN_BY_A_MEETING


class Filling(StrEnum):
    """What an office rests on, and so where its holder is entered."""

    DOCUMENT = "document"
    LIST = "list"
    MEETING = "meeting"
    POLLS = "polls"


def filling(office: Office) -> Filling:
    """Return how an office is filled: at the polls, by a list that hung, a meeting, or a document.

    Organic Law (2018) art. 11 (polls), 25 (the list of representatives), 28 and 32 (a meeting).
    """
    if office in ELECTED_AT_THE_POLLS:
        return Filling.POLLS
    if office is Office.REPRESENTATIVE:
        return Filling.LIST
    return Filling.MEETING if office in CHOSEN_BY_A_MEETING else Filling.DOCUMENT


# Offices of self-government are posted on the wall; who belongs to the party is not.
PUBLIC_OFFICES: tuple[Office, ...] = (
    Office.PARTY_SECRETARY,
    Office.COMMITTEE_DIRECTOR,
    Office.COMMITTEE_MEMBER,
    Office.CLERK,
    Office.SUPERVISOR_DIRECTOR,
    Office.SUPERVISOR,
    Office.FINANCE_MEMBER,
    Office.COLLECTIVE_HEAD,
    Office.COLLECTIVE_MANAGER,
    Office.COLLECTIVE_SUPERVISOR,
    Office.MEMBER_REPRESENTATIVE,
    Office.EXECUTIVE_CHAIR,
    Office.REPRESENTATIVE,
    Office.GROUP_HEAD,
)

# Organic Law (2018) art. 25.
HOUSEHOLDS_PER_REPRESENTATIVE = range(5, 16)

_BRANCH = (Office.PARTY_SECRETARY, Office.PARTY_COMMITTEE_MEMBER)
_VILLAGE_COMMITTEE = (Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER)

# What a county's own bars cannot name: who belongs to the party, or is to.
NOT_BARRABLE = frozenset({Office.PARTY_MEMBER, Office.PARTY_PROBATIONARY})

# Who sits in a meeting, in the order in which a person with two capacities is entered. The meeting
# of representatives is the representatives and the committee's members (Organic Law art. 25); one
# who is both is entered as a representative, because methods count votes among representatives.
# A probationary member of the party has no vote (Party Constitution art. 7) and is on no roll.
BODIES: dict[str, tuple[Office, ...]] = {
    "committee": _VILLAGE_COMMITTEE,
    "joint_committee": (*_BRANCH, *_VILLAGE_COMMITTEE),
    "party_branch_committee": _BRANCH,
    "party_members": (*_BRANCH, Office.PARTY_MEMBER),
    "representatives_meeting": (Office.REPRESENTATIVE, *_VILLAGE_COMMITTEE),
    "representatives_only": (Office.REPRESENTATIVE,),
    "supervisory_board": (Office.SUPERVISOR_DIRECTOR, Office.SUPERVISOR),
}


class RosterEntry(NamedTuple):
    """One person who belongs to a body, once, in the capacity that counts there."""

    resident_id: UUID
    name: str
    capacity: str


def roster(body: str, holders: Iterable[tuple[UUID, str, str]]) -> list[RosterEntry]:
    """Return a body's members from (resident, name, office) facts, each person once."""
    rank = {office.value: place for place, office in enumerate(BODIES[body])}
    seats: dict[UUID, RosterEntry] = {}
    for resident_id, name, office in holders:
        held = seats.get(resident_id)
        if office in rank and (held is None or rank[office] < rank[held.capacity]):
            seats[resident_id] = RosterEntry(resident_id, name, office)
    return sorted(seats.values(), key=lambda entry: (rank[entry.capacity], entry.resident_id))


# The national list uses village numbers up to 599; what a county adds itself starts at 900, so
# that a newer national list never meets a code that was given out here.
_ADDED_NUMBERS = range(900, 1000)


def free_village_code(township_code: str, taken: Collection[str]) -> str | None:
    """Return the next code for a village that a county adds; a code is never used twice."""
    codes = (f"{township_code}{number}" for number in _ADDED_NUMBERS)
    return next((code for code in codes if code not in taken), None)
