"""The closed list of audit tags, `capability:object:verb`, alphabetical by value."""

from enum import StrEnum


class AuditTag(StrEnum):
    TRANSPARENCY_CHECKPOINT_SIGN = "transparency:checkpoint:sign"
    TRANSPARENCY_LOG_REWIND = "transparency:log:rewind"
