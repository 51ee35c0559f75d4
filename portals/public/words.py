"""The closed words of the public pages."""

from collections.abc import Mapping
from types import MappingProxyType

from portals.kit.language import N_

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "PROPOSAL": N_("方案公示"),
        "RESOLUTION": N_("决议公告"),
        "RESULT": N_("结果公开"),
        "ANSWER": N_("答复公开"),
        "CORRECTION": N_("更正公告"),
        "ELECTION": N_("选举公告"),
        "ELECTION_RESULT": N_("选举结果公告"),
        "INITIATIVE": N_("联名公告"),
    }
)
