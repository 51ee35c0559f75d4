"""The closed list of audit tags, `capability:object:verb`, alphabetical by value."""

from enum import StrEnum


class AuditTag(StrEnum):
    PEOPLE_DIVISION_SEED = "people:division:seed"
    PEOPLE_GROUP_ADD = "people:group:add"
    PEOPLE_REPRESENTATION_RECORD = "people:representation:record"
    PEOPLE_ROLL_IMPORT = "people:roll:import"
    PEOPLE_ROLL_PREVIEW = "people:roll:preview"
    PEOPLE_SLIP_ISSUE = "people:slip:issue"
    PEOPLE_SLIP_REDEEM = "people:slip:redeem"
    PEOPLE_TERM_BEGIN = "people:term:begin"
    PEOPLE_TERM_END = "people:term:end"
    PEOPLE_VILLAGE_ADDED = "people:village:added"
    PEOPLE_VILLAGE_CLOSED = "people:village:closed"
    PEOPLE_VILLAGE_MERGED = "people:village:merged"
    PEOPLE_VILLAGE_RENAMED = "people:village:renamed"
    TRANSPARENCY_CHECKPOINT_SIGN = "transparency:checkpoint:sign"
    TRANSPARENCY_LEAF_APPEND = "transparency:leaf:append"
    TRANSPARENCY_VALUE_ERASE = "transparency:value:erase"
