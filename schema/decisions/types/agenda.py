"""The agenda of a meeting: each item is read, reckoned and voted by itself."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

import strawberry
from strawberry import relay

from infra.errors import NotFound
from schema.core.context import Info
from schema.decisions import loaders, sittings, visibility
from schema.decisions.types import matter as matter_types
from schema.decisions.types import vote as vote_types
from schema.decisions.types.parts import MatterVersion
from schema.decisions.types.reckoning import Calculation, Quorum
from schema.decisions.words import Stake
from services.decisions import models, service
from services.decisions.blocking import Outcome
from services.decisions.vocabulary import ItemEnd
from services.people.workflow import RosterEntry
from tenants.authorization.permissions import Permission

if TYPE_CHECKING:
    from schema.decisions.types.matter import Matter
    from schema.decisions.types.vote import Vote

_Matter = Annotated["Matter", strawberry.lazy("schema.decisions.types.matter")]
_Vote = Annotated["Vote", strawberry.lazy("schema.decisions.types.vote")]


@strawberry.enum(description="How far an item of an agenda has come.")
class AgendaState(StrEnum):
    WAITING = "waiting"
    VOTING = "voting"
    DECIDED = "decided"
    DROPPED = "dropped"


@strawberry.type(description="That a member has a stake in an item and leaves the room for it.")
class MeetingRecusal:
    name: str = strawberry.field(description="Who.")
    stake: Stake = strawberry.field(description="Whose interest it is.")
    reason: str | None = strawberry.field(description="What it is; null for outsiders.")


@strawberry.type(description="That the register of interests shows a stake of somebody here.")
class MeetingConflict:
    member_id: relay.GlobalID = strawberry.field(description="The member of the meeting.")
    name: str = strawberry.field(description="Who.")
    stake: Stake = strawberry.field(description="Whose interest it is.")


@strawberry.type(description="One matter on the agenda of a meeting; it is voted by itself.")
class AgendaItem:
    row: strawberry.Private[models.AgendaItem]
    place: strawberry.Private[str]
    position: int = strawberry.field(description="Its place on the agenda, from 1.")
    matter_id: relay.GlobalID = strawberry.field(description="The matter it is about.")
    version_no: int = strawberry.field(description="The version that is dealt with.")

    @strawberry.field(description="How far it has come.")
    async def state(self, info: Info) -> AgendaState:
        if self.row.ended:
            voted = self.row.ended == ItemEnd.VOTED.value
            return AgendaState.DECIDED if voted else AgendaState.DROPPED
        row = await self._vote_row(info)
        voting = row is not None and row.outcome == Outcome.OPEN.value
        return AgendaState.VOTING if voting else AgendaState.WAITING

    @strawberry.field(description="What it is called; null if it is not the viewer's to read.")
    async def title(self, info: Info) -> str | None:
        row = await self._text_row(info)
        return row.title if row else None

    @strawberry.field(description="The text as it was when the meeting was called; null: not read.")
    async def text(self, info: Info) -> MatterVersion | None:
        row, county = await self._text_row(info), info.context.tenant.code
        folder = f"/{county}/meetings/{self.row.meeting_id}/files"
        return MatterVersion.from_row(row, county, folder) if row else None

    @strawberry.field(description="The matter; null if the viewer sees only the meeting.")
    async def matter(self, info: Info) -> _Matter | None:
        return (await matter_types.Matter.load_visible(info, [self.row.matter_id]))[0]

    @strawberry.field(description="The vote on it; null: none yet, or not the viewer's to read.")
    async def vote(self, info: Info) -> _Vote | None:
        if not await self._is_readable(info):
            return None
        row = await self._vote_row(info)
        return vote_types.Vote.from_row(row) if row else None

    @strawberry.field(description="Whether enough are here for it, by which rule, of what base.")
    async def quorum(self, info: Info) -> Quorum:
        found = await info.context.loader(loaders.quorums).load(self.row.id)
        if found is None:
            raise NotFound
        return Quorum.of(found, info.context.viewer.locale)

    @strawberry.field(description="What it would take to pass if so many came.")
    async def calculator(self, info: Info, present: int | None = None) -> Calculation:
        async with info.context.unit_of_work() as uow:
            found = await service.calculate(uow, self.row.id, present)
        return Calculation.of(found, info.context.viewer.locale)

    @strawberry.field(description="Who has a stake in it and leaves the room.")
    async def recusals(self, info: Info) -> list[MeetingRecusal]:
        inside = visibility.is_inside(info.context.viewer, self.place)
        members = await info.context.loader(loaders.members).load(self.row.meeting_id)
        names = {one.id: one.name for one in members}
        return [
            MeetingRecusal(
                name=names.get(row.member_id, ""),
                stake=Stake(row.stake),
                reason=row.reason if inside else None,
            )
            for row in await self._recusals(info)
        ]

    @strawberry.field(
        description="Who of those here has a stake by the register of interests and has not "
        "recused; only for who presides or keeps the record. With whom is not said."
    )
    async def conflicts(self, info: Info) -> list[MeetingConflict]:
        viewer = info.context.viewer
        presides = viewer.may(Permission.MEETING_PRESIDE, self.place)
        if self.row.ended or not (presides or viewer.may(Permission.MEETING_RECORD, self.place)):
            return []
        members = await info.context.loader(loaders.members).load(self.row.meeting_id)
        recused = {row.member_id for row in await self._recusals(info)}
        here = [one for one in members if one.here and one.id not in recused]
        async with info.context.unit_of_work() as uow:
            found = (await service.staked_on(uow, [self.row.matter_id], here))[self.row.matter_id]
        return [
            MeetingConflict(
                member_id=relay.GlobalID("MeetingMember", str(one.id)),
                name=one.name,
                stake=Stake(found[one.id]),
            )
            for one in here
            if one.id in found
        ]

    @strawberry.field(description="Whether the viewer has a stake in it.")
    async def is_recused(self, info: Info) -> bool:
        (seen,) = await sittings.seen(info, [self.row.meeting_id])
        rows = await self._recusals(info)
        return seen.own is not None and any(row.member_id == seen.own.id for row in rows)

    @classmethod
    def from_row(cls, row: models.AgendaItem, place: str) -> Self:
        """Show an item of a meeting that the viewer may see."""
        return cls(
            row=row,
            place=place,
            position=row.position,
            matter_id=relay.GlobalID("Matter", str(row.matter_id)),
            version_no=row.version_no,
        )

    async def _recusals(self, info: Info) -> list[models.Recusal]:
        rows = await info.context.loader(loaders.recusals).load(self.row.meeting_id)
        return [row for row in rows if row.item_id == self.row.id]

    async def _is_readable(self, info: Info) -> bool:
        (seen,) = await sittings.seen(info, [self.row.meeting_id])
        return self.row.matter_id in seen.readable

    async def _text_row(self, info: Info) -> models.MatterVersion | None:
        if not await self._is_readable(info):
            return None
        rows = await info.context.loader(loaders.versions).load(self.row.matter_id)
        return next((row for row in rows if row.version_no == self.row.version_no), None)

    async def _vote_row(self, info: Info) -> models.Vote | None:
        rows = await info.context.loader(loaders.votes_in).load(self.row.meeting_id)
        return next((row for row in rows if row.matter_id == self.row.matter_id), None)


@strawberry.type(description="Somebody who could be named to preside over a meeting.")
class PresiderOption:
    resident_id: relay.GlobalID = strawberry.field(description="What `meetingCall` takes.")
    name: str = strawberry.field(description="The name.")

    @classmethod
    def of(cls, one: RosterEntry) -> Self:
        """Show one."""
        return cls(resident_id=relay.GlobalID("Resident", str(one.resident_id)), name=one.name)
