"""The types of decisions, by what they are about."""

from schema.decisions.types.execution import Milestone
from schema.decisions.types.matter import Matter
from schema.decisions.types.meeting import Meeting, MeetingMember
from schema.decisions.types.method import Delegation, MatterTypeInfo, WorkMethod
from schema.decisions.types.opinion import Opinion
from schema.decisions.types.public import PublicMatter
from schema.decisions.types.resolution import Resolution
from schema.decisions.types.todo import TodoItem
from schema.decisions.types.vote import Vote

__all__ = [
    "Delegation",
    "Matter",
    "MatterTypeInfo",
    "Meeting",
    "MeetingMember",
    "Milestone",
    "Opinion",
    "PublicMatter",
    "Resolution",
    "TodoItem",
    "Vote",
    "WorkMethod",
]
