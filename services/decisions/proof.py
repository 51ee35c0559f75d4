"""Who of a roll is proved to have been told of a meeting, how, when and whether in time: pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.decisions import shortening
from services.decisions.models import Meeting, MeetingMember, MeetingNotice


@dataclass(frozen=True)
class Proof:
    """How a meeting was announced, and who of its roll was told when."""

    to_all: Sequence[MeetingNotice]
    first: dict[UUID, MeetingNotice]
    late: frozenset[UUID]

    def untold(self, members: Collection[MeetingMember]) -> list[MeetingMember]:
        """Return those of whom nothing proves that they were told."""
        return [one for one in members if one.id not in self.first]


def proof_of(meeting: Meeting, notices: Collection[MeetingNotice]) -> Proof:
    """Return the earliest proof of each person; late: too few days were left for them."""
    first: dict[UUID, MeetingNotice] = {}
    for row in sorted(notices, key=lambda one: one.told_at):
        if row.member_id is not None:
            first.setdefault(row.member_id, row)
    late = {
        member
        for member, row in first.items()
        if shortening.earliest(meeting.notice_days, row.told_at) > meeting.scheduled_at
    }
    return Proof([one for one in notices if one.member_id is None], first, frozenset(late))
