"""The table of written proxies, each by its photographed paper."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from infra import clock
from infra.database import Timestamp
from infra.ids import new_id
from services.decisions.columns import INSERT_ONLY


class MeetingProxy(SQLModel, table=True):
    """That a member let somebody of their household act for them (collective law art. 27).

    One that is taken back stays (`meeting_change`).
    """

    __tablename__ = "meeting_proxy"
    __table_args__ = (
        ForeignKeyConstraint(
            ["member_id", "meeting_id"],
            ["meeting_member.id", "meeting_member.meeting_id"],
            name="meeting_proxy_of_a_member_of_the_meeting",
        ),
        CheckConstraint("sheet_sha256 ~ '^[0-9a-f]{64}$'", name="meeting_proxy_sheet_is_sha256"),
        Index("meeting_proxy_meeting", "meeting_id", "id"),
        INSERT_ONLY,
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID
    member_id: UUID
    holder_id: UUID
    holder: str
    sheet_key: str
    sheet_sha256: str
    recorded_by: str
    at: datetime = Field(default_factory=clock.now, sa_type=Timestamp)
