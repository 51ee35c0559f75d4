"""A meeting: its agenda, its frozen roll, who is here, and whether it may open."""

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra import clock
from infra.documents import qr
from infra.errors import NotFound
from infra.settings import settings
from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import Node, local_id
from schema.core.paging import page_of
from schema.decisions import loaders, sittings, visibility
from schema.decisions.meeting_verbs import verbs_of
from schema.decisions.names import body_name, in_language
from schema.decisions.types import matter as matter_types
from schema.decisions.types import vote as vote_types
from schema.decisions.types.agenda import AgendaItem
from schema.decisions.types.minutes import Minutes
from schema.decisions.types.notice import NoticeProof, SignInQr
from schema.decisions.types.parts import Derivation, lines_of
from schema.decisions.types.reckoning import Calculation, Quorum
from schema.decisions.words import (
    Body,
    MeetingState,
    MeetingUnit,
    NoticeChannel,
    ShortenedBy,
    Stake,
)
from schema.disclosure.attachments import Attachment
from services.decisions import agenda, arrival, models, service, shortening
from services.decisions.blocking import Outcome
from services.decisions.vocabulary import CHANNEL_NAMES
from tenants.authorization.permissions import Permission
from tenants.viewer import Locale, Viewer

if TYPE_CHECKING:
    from schema.decisions.types.matter import Matter
    from schema.decisions.types.vote import Vote

_Matter = Annotated["Matter", strawberry.lazy("schema.decisions.types.matter")]
_Vote = Annotated["Vote", strawberry.lazy("schema.decisions.types.vote")]


@strawberry.type(description="Somebody on the roll of a meeting.")
class MeetingMember(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ
    by_id: ClassVar[bool] = False

    id: relay.NodeID[UUID]
    name: str = strawberry.field(description="The person's name.")
    capacity: str = strawberry.field(description="In what capacity they sit here.")
    present_at: datetime | None = strawberry.field(description="When they signed in; null: not.")
    how: str = strawberry.field(
        description="How presence was recorded: self, code, qr, clerk, or empty."
    )
    left_at: datetime | None = strawberry.field(description="When they left early; null: not.")
    acting: str = strawberry.field(
        description="Who came in their place, by proxy or for the household; empty: nobody."
    )
    told_at: datetime | None = strawberry.field(
        description="When they are first proved to have been told; null: no proof, or an outsider."
    )
    told_how: str | None = strawberry.field(
        description="How, in the viewer's language; null as before."
    )
    told_late: bool = strawberry.field(description="Whether too few days were left for them.")
    excuse: str | None = strawberry.field(description="Why they are away; null for outsiders.")
    recusal: Stake | None = strawberry.field(
        description="Whose stake keeps them out of the room for the item dealt with; null: none."
    )
    recusal_reason: str | None = strawberry.field(description="What it is; null for outsiders.")

    @classmethod
    def from_row(cls, row: models.MeetingMember, about: "About", *, inside: bool) -> Self:
        """Show one member; the reason for an absence stays among those who work on matters."""
        stake, told = about.staked.get(row.id), about.proof.first.get(row.id) if inside else None
        return cls(
            id=row.id,
            name=row.name,
            capacity=row.capacity,
            present_at=row.present_at,
            how=row.how,
            left_at=row.left_at,
            acting=row.acting,
            told_at=told.told_at if told else None,
            told_how=_channel(told.channel, about.locale) if told else None,
            told_late=inside and row.id in about.proof.late,
            excuse=row.excuse if inside else None,
            recusal=Stake(stake.stake) if stake else None,
            recusal_reason=stake.reason if stake and inside else None,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return nothing: a member is seen through the meeting."""
        return [None for _ in ids]


@strawberry.type(description="Somebody who could hold a member's written proxy.")
class ProxyHolder:
    resident_id: relay.GlobalID = strawberry.field(description="The resident.")
    name: str = strawberry.field(description="The name.")


class About(NamedTuple):
    """What is known of the members of a meeting beside their lines of the roll."""

    staked: dict[UUID, models.Recusal]
    proof: service.Proof
    locale: Locale


def _channel(key: str, locale: Locale) -> str:
    return in_language(locale, CHANNEL_NAMES[NoticeChannel(key)])


@strawberry.type(description="A meeting of a body about the matters on its agenda.")
class Meeting(Node):
    read_permission: ClassVar[Permission | None] = Permission.MATTER_READ

    row: strawberry.Private[models.Meeting]
    id: relay.NodeID[UUID]
    body: Body = strawberry.field(description="The body that meets.")
    body_name: str = strawberry.field(description="The same, in the viewer's language.")
    scheduled_at: datetime = strawberry.field(description="When it begins.")
    notice_at: datetime = strawberry.field(description="When it was announced.")
    place: str = strawberry.field(description="Where.")
    state: MeetingState = strawberry.field(description="Where it stands.")
    version_no: int = strawberry.field(description="The version it is about.")
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    presider_name: str = strawberry.field(description="Who presides.")
    roll_hash: str | None = strawberry.field(description="Hash of the roll once it is frozen.")
    adjourn_reason: str = strawberry.field(description="Why it was broken off, if it was.")
    notice_days: int = strawberry.field(description="Days of notice that were kept.")
    unit: MeetingUnit = strawberry.field(description="What a line of its roll stands for.")
    due_days: int = strawberry.field(description="Days of notice without an exception.")
    shortened_reason: str = strawberry.field(description="Why notice was shortened; empty: not.")

    @strawberry.field(description="What the village is called.", graphql_type=str)
    def village_name(self, info: Info) -> Awaitable[str]:
        return loaders.village_name(info, self.village_code)

    @strawberry.field(description="What it is about, in its order; at most ten items.")
    async def items(self, info: Info) -> list[AgendaItem]:
        rows = await info.context.loader(loaders.items).load(self.id)
        return [AgendaItem.from_row(row, self.village_code) for row in rows]

    @strawberry.field(description="Papers that went with the notice, in the order attached.")
    async def papers(self, info: Info) -> list[Attachment]:
        folder = f"/{info.context.tenant.code}/meetings/{self.id}/files"
        rows = await info.context.loader(loaders.meeting_papers).load(self.id)
        return [Attachment.of(row, folder) for row in rows]

    @strawberry.field(
        description="The matter by which it was called; null if the viewer sees only the meeting."
    )
    async def matter(self, info: Info) -> _Matter | None:
        return (await matter_types.Matter.load_visible(info, [self.row.matter_id]))[0]

    @strawberry.field(
        description="How the representatives were made up when it was called (Organic Law art. "
        "25), line by line; empty for other bodies."
    )
    def composition(self, info: Info) -> list[Derivation]:
        return lines_of(self.row.composition, info.context.viewer.locale)

    @strawberry.field(description="How many are on the roll.")
    async def due_count(self, info: Info) -> int:
        return len(await self._members(info))

    @strawberry.field(description="How many are in the room for the item dealt with.")
    async def present_count(self, info: Info) -> int:
        staked = await self._staked(info)
        members = await self._members(info)
        return sum(row.here and row.id not in staked for row in members)

    @strawberry.field(
        description="The first 100 lines of the roll; `dueCount` says how many there are.",
        deprecation_reason="Use roll. Removed after 2027-06.",
    )
    async def members(self, info: Info) -> list[MeetingMember]:
        inside, about = self._is_inside(info.context.viewer), await self._about(info)
        rows = (await self._members(info))[: connection.MOST]
        return [MeetingMember.from_row(row, about, inside=inside) for row in rows]

    @strawberry.field(description="One line of the roll; null where there is none.")
    async def line(self, info: Info, member_id: relay.GlobalID) -> MeetingMember | None:
        key = local_id(member_id, MeetingMember, "memberId")
        inside, about = self._is_inside(info.context.viewer), await self._about(info)
        found = next((row for row in await self._members(info) if row.id == key), None)
        return MeetingMember.from_row(found, about, inside=inside) if found else None

    @strawberry.field(
        description="The roll by pages of 1 to 100, in no order that means anything; `search` "
        "finds a part of a name, `untold` those whose notice is not proved."
    )
    async def roll(
        self,
        info: Info,
        first: int = connection.DEFAULT,
        after: str | None = None,
        search: str = "",
        untold: bool = False,
    ) -> Connection[MeetingMember]:
        inside, about = self._is_inside(info.context.viewer), await self._about(info)
        rows = [
            row
            for row in await self._members(info)
            if search in row.name and not (untold and row.id in about.proof.first)
        ]
        return await page_of(
            first, after, rows, lambda row: MeetingMember.from_row(row, about, inside=inside)
        )

    @strawberry.field(
        description="The lines on which the viewer votes: their own, and those they act for."
    )
    async def my_lines(self, info: Info) -> list[MeetingMember]:
        about, viewer = await self._about(info), info.context.viewer
        rows = sittings.lines_of(viewer, await self._members(info))
        return [MeetingMember.from_row(row, about, inside=True) for row in rows]

    @strawberry.field(
        description="Who of a member's household could hold a written proxy; only for the clerk."
    )
    async def proxy_holders(self, info: Info, member_id: relay.GlobalID) -> list[ProxyHolder]:
        if not info.context.viewer.may(Permission.MEETING_RECORD, self.village_code):
            return []
        key = local_id(member_id, MeetingMember, "memberId")
        rows = {row.id: row for row in await self._members(info)}
        if key not in rows:
            return []
        async with info.context.unit_of_work() as uow:
            found = await service.may_hold(uow, rows[key], self.row)
        return [
            ProxyHolder(resident_id=relay.GlobalID("Resident", str(one.id)), name=one.name)
            for one in found
        ]

    @strawberry.field(description="The villagers' group, where it is one's meeting; else empty.")
    async def group_name(self, info: Info) -> str:
        if self.row.group_id is None:
            return ""
        return await info.context.loader(loaders.group_names).load(self.row.group_id)

    @strawberry.field(description="The viewer's own line of the roll.")
    async def me(self, info: Info) -> MeetingMember | None:
        row = await self._own_line(info)
        return MeetingMember.from_row(row, await self._about(info), inside=True) if row else None

    @strawberry.field(
        description="Whether enough are here for the item dealt with; before it opens, for the "
        "item that needs the fewest more: enough for one is enough to open."
    )
    async def quorum(self, info: Info) -> Quorum:
        rows = await info.context.loader(loaders.items).load(self.id)
        if self.state is not MeetingState.CALLED:
            rows = [await self._current(info)]
        found = await info.context.loader(loaders.quorums).load_many([row.id for row in rows])
        meters = [Quorum.of(one, info.context.viewer.locale) for one in found if one]
        return min(meters, key=lambda meter: (not meter.met, meter.missing))

    @strawberry.field(
        description="What it would take to open, and to pass the item dealt with, if so many came; "
        "with no number, as many as it takes to open, or as are here."
    )
    async def calculator(self, info: Info, present: int | None = None) -> Calculation:
        item = await self._current(info)
        async with info.context.unit_of_work() as uow:
            found = await service.calculate(uow, item.id, present)
        return Calculation.of(found, info.context.viewer.locale)

    @strawberry.field(
        description="Its minutes; null until it is over, and for whoever does not belong to it."
    )
    async def minutes(self, info: Info) -> Minutes | None:
        if not self._is_inside(info.context.viewer) and await self._own_line(info) is None:
            return None
        found = await info.context.loader(loaders.minutes).load(self.id)
        return Minutes.of(found) if found else None

    @strawberry.field(description="Votes taken in it, oldest first.")
    async def votes(self, info: Info) -> list[_Vote]:
        (seen,) = await sittings.seen(info, [self.id])
        rows = await info.context.loader(loaders.votes_in).load(self.id)
        return [vote_types.Vote.from_row(row) for row in rows if row.matter_id in seen.readable]

    @strawberry.field(description="The six digits shown in the room; only for who presides.")
    def sign_in_code(self, info: Info) -> str | None:
        return self.sign_in_code_of(info.context.viewer)

    def sign_in_code_of(self, viewer: Viewer) -> str | None:
        """Return the digits for who presides or keeps the record."""
        place = self.village_code
        presides = viewer.may(Permission.MEETING_PRESIDE, place)
        records = viewer.may(Permission.MEETING_RECORD, place)
        return self.row.sign_in_code if presides or records else None

    @strawberry.field(description="How it was announced, and of how many that is proved.")
    async def notice(self, info: Info) -> NoticeProof:
        proof, locale = (await self._about(info)).proof, info.context.viewer.locale
        members, inside = await self._members(info), self._is_inside(info.context.viewer)
        return NoticeProof.of(proof, len(members), locale, inside=inside)

    @strawberry.field(
        description="By which exception it is held before its notice has run; null: none."
    )
    def shortened_by(self, info: Info) -> str | None:
        if not self.row.shortened_by:
            return None
        found = shortening.catalogue()[ShortenedBy(self.row.shortened_by)]
        return in_language(info.context.viewer.locale, (found.zh, found.en))

    @strawberry.field(
        description="The QR code to sign in by: for the screen, renewed every two minutes, or for "
        "a sheet at the door; only for who presides or keeps the record."
    )
    def sign_in_qr(self, info: Info, sheet: bool = False) -> SignInQr | None:
        if self.sign_in_code_of(info.context.viewer) is None:
            return None
        county, now = info.context.tenant.code, clock.now()
        token = arrival.sheet_token(county, self.id)
        if not sheet:
            token = arrival.live_token(county, self.id, now)
        page = f"{settings().base_url}/{county}/meetings/{relay.to_base64('Meeting', self.id)}"
        return SignInQr(
            svg=qr.svg(f"{page}/arrive?qr={token}").decode(),
            expires_at=None if sheet else arrival.expires_at(now),
        )

    @strawberry.field(
        description="What this viewer may do with it right now: acknowledge, record_notice, "
        "record_proxy, end_proxy, sign_in, leave, sign_in_member, excuse, recuse, open, adjourn, "
        "hand_over, open_vote, cast, record_count, strike_count, close_vote, attach, "
        "sign_minutes, object_minutes."
    )
    async def can(self, info: Info) -> list[str]:
        return await verbs_of(info, self.row, await self._own_line(info))

    @classmethod
    def from_row(cls, row: models.Meeting, locale: Locale) -> Self:
        """Show a meeting that the viewer may see."""
        body = Body(row.body)
        return cls(
            row=row,
            id=row.id,
            body=body,
            body_name=body_name(body, locale),
            scheduled_at=row.scheduled_at,
            notice_at=row.notice_at,
            place=row.place,
            state=MeetingState(row.state),
            version_no=row.version_no,
            village_code=row.village_code,
            presider_name=row.presider,
            roll_hash=row.roll_hash or None,
            adjourn_reason=row.reason,
            notice_days=row.notice_days,
            unit=MeetingUnit(row.unit),
            due_days=row.due_days,
            shortened_reason=row.shortened_reason,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the meetings about matters that the viewer may see, and those they belong to."""
        locale = info.context.viewer.locale
        rows = await info.context.loader(loaders.meetings).load_many(list(ids))
        seen = await sittings.seen(info, ids)
        return [
            cls.from_row(row, locale) if row and one.visible else None
            for row, one in zip(rows, seen, strict=True)
        ]

    async def _members(self, info: Info) -> Sequence[models.MeetingMember]:
        return await info.context.loader(loaders.members).load(self.id)

    async def _own_line(self, info: Info) -> models.MeetingMember | None:
        return await sittings.own_of(info, await self._members(info))

    async def _current(self, info: Info) -> models.AgendaItem:
        """Return the item that is dealt with now."""
        rows = await info.context.loader(loaders.items).load(self.id)
        votes = await info.context.loader(loaders.votes_in).load(self.id)
        return agenda.current(
            rows, [one.matter_id for one in votes if one.outcome == Outcome.OPEN.value]
        )

    async def _about(self, info: Info) -> About:
        proof = await info.context.loader(loaders.proofs).load(self.id)
        if proof is None:
            raise NotFound
        return About(await self._staked(info), proof, info.context.viewer.locale)

    async def _staked(self, info: Info) -> dict[UUID, models.Recusal]:
        """Return who has a stake in the item that is dealt with, by member."""
        item = await self._current(info)
        rows = await info.context.loader(loaders.recusals).load(self.id)
        return {row.member_id: row for row in rows if row.item_id == item.id}

    def _is_inside(self, viewer: Viewer) -> bool:
        return visibility.is_inside(viewer, self.village_code)
