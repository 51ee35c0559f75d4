"""The object types of the people face."""

from schema.people.types.bars import CountyBar, LegalBar, NamedOffice
from schema.people.types.collective import CollectiveMember
from schema.people.types.imports import ClaimSlip, RollProblem, RollUpload
from schema.people.types.interests import AssignmentFinding, Interest
from schema.people.types.life import (
    CorrectionRequest,
    IdentityReading,
    MyRecord,
    NaturalVillage,
    RollCount,
    RollEvent,
)
from schema.people.types.offices import OfficeKind
from schema.people.types.places import Officer, Township, Village, VillageChange
from schema.people.types.rights import RightsLoss
from schema.people.types.roll import (
    Household,
    HouseholdAnswer,
    OfficeTerm,
    RepresentedHousehold,
    Resident,
    VillagerGroup,
)
from schema.people.types.townships import TownshipMember

__all__ = [
    "AssignmentFinding",
    "ClaimSlip",
    "CollectiveMember",
    "CorrectionRequest",
    "CountyBar",
    "Household",
    "HouseholdAnswer",
    "IdentityReading",
    "Interest",
    "LegalBar",
    "MyRecord",
    "NamedOffice",
    "NaturalVillage",
    "OfficeKind",
    "OfficeTerm",
    "Officer",
    "RepresentedHousehold",
    "Resident",
    "RightsLoss",
    "RollCount",
    "RollEvent",
    "RollProblem",
    "RollUpload",
    "Township",
    "TownshipMember",
    "Village",
    "VillageChange",
    "VillagerGroup",
]
