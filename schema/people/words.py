"""The closed lists of the people face: the service's own enums, shown to GraphQL."""

import enum

import strawberry

from infra.texts import standing_alone
from services.people.assignments.rules import FindingKind
from services.people.ending import END_NAMES, TermEnd
from services.people.interests.models import InterestKind
from services.people.kin import Relation
from services.people.roll.rules import RollAct
from services.people.service.persons import ELSEWHERE
from services.people.workflow import (
    OFFICE_NAMES,
    Filling,
    Gender,
    Office,
    ResidentState,
    VillageState,
)
from tenants.divisions import catalogue


class VillageChangeKind(enum.StrEnum):
    ADDED = "added"
    RENAMED = "renamed"
    MERGED = "merged"
    CLOSED = "closed"


class Departure(enum.StrEnum):
    MOVED = "moved"
    DIED = "died"


class Arrival(enum.StrEnum):
    BORN = "born"
    ENTERED = "entered"


class CorrectedField(enum.StrEnum):
    NAME = "name"
    GENDER = "gender"
    BIRTH_DATE = "birth_date"
    RELATION = "relation"
    PHONE = "phone"


class CorrectionState(enum.StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


class RollFormat(enum.StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


strawberry.enum(Arrival, description="How somebody came onto the roll.")
strawberry.enum(CorrectedField, description="What of a person's record can be corrected.")
strawberry.enum(CorrectionState, description="What became of a request for correction.")
strawberry.enum(RollAct, description="What happened to a roll.")
strawberry.enum(RollFormat, description="The kind of file of an exported roll.")
strawberry.enum(Departure, description="Why somebody is on the roll no longer.")
strawberry.enum(Filling, description="What an office rests on.")
strawberry.enum(Gender, description="The gender on the household roll.")
strawberry.enum(FindingKind, description="What is wrong with who holds what.")
strawberry.enum(InterestKind, description="What is declared: a near relative or a firm.")
strawberry.enum(Relation, description="Near relatives: Civil Code article 1045.")
strawberry.enum(Office, description="An office that a resident can hold in the village.")
strawberry.enum(ResidentState, description="Whether somebody still lives in the village.")
strawberry.enum(TermEnd, description="Why a term of office ended.")
strawberry.enum(VillageChangeKind, description="What happened to a village.")
strawberry.enum(VillageState, description="Whether a village exists, was closed, or was merged.")


_FIELD_NAMES = {
    CorrectedField.NAME: ("姓名", "name"),
    CorrectedField.GENDER: ("性别", "gender"),
    CorrectedField.BIRTH_DATE: ("出生日期", "date of birth"),
    CorrectedField.RELATION: ("与户主关系", "relation to the head"),
    CorrectedField.PHONE: ("手机", "phone"),
}
_ACT_NAMES = {
    RollAct.AWAY: ("外出", "away from home"),
    RollAct.BORN: ("出生", "born"),
    RollAct.CORRECTED: ("更正", "corrected"),
    RollAct.DIED: ("去世", "died"),
    RollAct.ENTERED: ("迁入", "came to live here"),
    RollAct.HEAD_CHANGED: ("换户主", "another head"),
    RollAct.HOUSEHOLD_MERGED: ("并户", "household merged"),
    RollAct.HOUSEHOLD_SPLIT: ("分户", "household split"),
    RollAct.IMPORTED: ("名册导入", "roll imported"),
    RollAct.MOVED: ("县内迁移", "moved within the county"),
    RollAct.MOVED_OUT: ("迁出", "left the county"),
    RollAct.OPENED: ("建册", "history began"),
    RollAct.REGROUPED: ("换社（组）", "moved to another group"),
    RollAct.RETURNED: ("外出返乡", "back home"),
    RollAct.VILLAGE_MERGED: ("并村", "village merged"),
}


_RELATION_NAMES = {
    Relation.SPOUSE: ("配偶", "spouse"),
    Relation.PARENT: ("父母", "parent"),
    Relation.CHILD: ("子女", "child"),
    Relation.SIBLING: ("兄弟姐妹", "sibling"),
    Relation.GRANDPARENT: ("祖父母、外祖父母", "grandparent"),
    Relation.GRANDCHILD: ("孙子女、外孙子女", "grandchild"),
}


def relation_name(relation: str, locale: str) -> str:
    """Return what a relative is to somebody; empty for a firm."""
    return _RELATION_NAMES[Relation(relation)][locale != "zh"] if relation else ""


def act_name(act: RollAct, locale: str) -> str:
    """Return what happened to a roll in the viewer's language."""
    return _ACT_NAMES[act][locale != "zh"]


def field_name(field: CorrectedField, locale: str) -> str:
    """Return what of a record is meant in the viewer's language."""
    return _FIELD_NAMES[field][locale != "zh"]


def province_name(code: str | None, locale: str) -> str:
    """Return where somebody is for now; empty at home."""
    if not code:
        return ""
    if code == ELSEWHERE:
        return "国外或港澳台" if locale == "zh" else "abroad"
    return catalogue.find(code).name


def end_name(reason: TermEnd, locale: str) -> str:
    """Return why a term ended in the viewer's language."""
    zh, en = END_NAMES[reason]
    return standing_alone(zh if locale == "zh" else en)


def office_name(office: str, locale: str) -> str:
    """Return what an office is called in the viewer's language."""
    zh, en = OFFICE_NAMES[Office(office)]
    return standing_alone(zh if locale == "zh" else en)


__all__ = [
    "Arrival",
    "CorrectedField",
    "CorrectionState",
    "Departure",
    "Filling",
    "FindingKind",
    "Gender",
    "InterestKind",
    "Office",
    "Relation",
    "ResidentState",
    "RollAct",
    "RollFormat",
    "TermEnd",
    "VillageChangeKind",
    "VillageState",
    "act_name",
    "end_name",
    "field_name",
    "office_name",
    "province_name",
    "relation_name",
]
