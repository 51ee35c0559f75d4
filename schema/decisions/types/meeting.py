"""A meeting: its frozen roll, who is here, whether it may open, and what it would take to pass."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra.errors import NotFound
from schema.core.context import Info
from schema.core.node import Node
from schema.decisions import loaders, visibility
from schema.decisions.meeting_verbs import verbs_of
from schema.decisions.names import body_name, in_language
from schema.decisions.types import matter as matter_types
from schema.decisions.types import vote as vote_types
from schema.decisions.types.minutes import Minutes
from schema.decisions.types.parts import Derivation, lines_of
from schema.decisions.words import Body, MeetingState, Stake
from services.decisions import models, rules, service
from services.decisions.law import Rule
from services.decisions.vocabulary import POPULATION_NAMES, Population
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
    how: str = strawberry.field(description="How presence was recorded: self, qr, clerk, or empty.")
    excuse: str | None = strawberry.field(description="Why they are away; null for outsiders.")
    recusal: Stake | None = strawberry.field(
        description="Whose stake keeps them out of the room; null: nobody's."
    )
    recusal_reason: str | None = strawberry.field(description="What it is; null for outsiders.")

    @classmethod
    def from_row(cls, row: models.MeetingMember, *, inside: bool) -> Self:
        """Show one member; the reason for an absence stays among those who work on matters."""
        return cls(
            id=row.id,
            name=row.name,
            capacity=row.capacity,
            present_at=row.present_at,
            how=row.how,
            excuse=row.excuse if inside else None,
            recusal=Stake(row.recusal) if row.recusal else None,
            recusal_reason=row.recusal_reason if inside else None,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return nothing: a member is seen through the meeting."""
        return [None for _ in ids]


@strawberry.type(description="How many of one part of a body are needed.")
class Requirement:
    of: str = strawberry.field(description="Which part: everybody, representatives, households.")
    count: int = strawberry.field(description="How many.")

    @classmethod
    def all_of(cls, required: Mapping[Population, int], locale: Locale) -> list[Self]:
        """Show what is needed of each part."""
        return [
            cls(of=in_language(locale, POPULATION_NAMES[part]), count=count)
            for part, count in required.items()
        ]


@strawberry.type(description="Whether enough are here for the meeting to open.")
class Quorum:
    met: bool = strawberry.field(description="Whether the meeting may open.")
    due: int = strawberry.field(description="How many should come.")
    present: int = strawberry.field(description="How many are here.")
    needed: int = strawberry.field(description="How many of everybody must be here.")
    missing: int = strawberry.field(description="How many more must come.")
    lines: list[Derivation] = strawberry.field(description="Each rule with its reckoning.")

    @classmethod
    def of(cls, found: service.Quorum, locale: Locale) -> Self:
        """Show the meter of a meeting."""
        judged = found.judgement
        missing = judged.missing if judged.derivation else 0
        return cls(
            met=judged.passed,
            due=found.attendance.due,
            present=found.attendance.present,
            needed=max(found.required.values(), default=0),
            missing=missing,
            lines=lines_of(judged.derivation, locale),
        )


@strawberry.type(description="What it would take if so many came: the judge's own function.")
class Calculation:
    required_present: int = strawberry.field(description="How many of everybody must be here.")
    required_in_favour: int = strawberry.field(description="How many must agree to pass.")
    present: list[Requirement] = strawberry.field(description="Needed to open, by part.")
    in_favour: list[Requirement] = strawberry.field(description="Needed to pass, by part.")
    rules: list[str] = strawberry.field(description="The rules behind it, with their articles.")
    text: str = strawberry.field(
        description="In one sentence: how many more must come, how many must then agree."
    )

    @classmethod
    def of(cls, found: service.Calculation, locale: Locale) -> Self:
        """Show what a vote would need."""
        opening = Requirement.all_of(found.required_present, locale)
        passing = Requirement.all_of(found.required_in_favour, locale)
        return cls(
            required_present=max(found.required_present.values(), default=0),
            required_in_favour=max(found.required_in_favour.values(), default=0),
            present=opening,
            in_favour=passing,
            rules=[_rule_text(rule, locale) for rule in found.rules],
            text=in_language(locale, (found.zh, found.en)),
        )


def _rule_text(rule: Rule, locale: Locale) -> str:
    zh, en = rules.asked(rule)
    if locale == "zh":
        return f"{zh}（{rule.citation_zh}）"
    return f"{en} ({rule.citation_en})"


@strawberry.type(description="A meeting about one matter.")
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

    @strawberry.field(description="The matter; null if the viewer sees only the meeting.")
    async def matter(self, info: Info) -> _Matter | None:
        return (await matter_types.Matter.load_visible(info, [self.row.matter_id]))[0]

    @strawberry.field(description="How many are on the roll.")
    async def due_count(self, info: Info) -> int:
        return len(await self._members(info))

    @strawberry.field(description="How many are in the room.")
    async def present_count(self, info: Info) -> int:
        return sum(row.in_the_room for row in await self._members(info))

    @strawberry.field(description="The roll, with who is here; at most a few hundred.")
    async def members(self, info: Info) -> list[MeetingMember]:
        inside = self._is_inside(info.context.viewer)
        return [MeetingMember.from_row(row, inside=inside) for row in await self._members(info)]

    @strawberry.field(description="The viewer's own line of the roll.")
    async def me(self, info: Info) -> MeetingMember | None:
        row = await self._own_line(info)
        return MeetingMember.from_row(row, inside=True) if row else None

    @strawberry.field(description="Whether enough are here, by which rule and of what base.")
    async def quorum(self, info: Info) -> Quorum:
        found = await info.context.loader(loaders.quorums).load(self.id)
        if found is None:
            raise NotFound
        return Quorum.of(found, info.context.viewer.locale)

    @strawberry.field(
        description="What it would take to open and to pass if so many came; with no number, "
        "as many as it takes to open, or as are here."
    )
    async def calculator(self, info: Info, present: int | None = None) -> Calculation:
        async with info.context.unit_of_work() as uow:
            found = await service.calculate(uow, self.id, present)
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
        dossier = await loaders.dossier(info, self.row.matter_id)
        return [vote_types.Vote.from_row(row) for row in dossier.votes if row.meeting_id == self.id]

    @strawberry.field(description="The six digits shown in the room; only for who presides.")
    def sign_in_code(self, info: Info) -> str | None:
        viewer, place = info.context.viewer, self.village_code
        presides = viewer.may(Permission.MEETING_PRESIDE, place)
        records = viewer.may(Permission.MEETING_RECORD, place)
        return self.row.sign_in_code if presides or records else None

    @strawberry.field(
        description="What this viewer may do with it right now: sign_in, sign_in_member, excuse, "
        "recuse, open, adjourn, open_vote, cast, record_count, close_vote, sign_minutes, "
        "object_minutes."
    )
    async def can(self, info: Info) -> list[str]:
        dossier = await loaders.dossier(info, self.row.matter_id)
        return await verbs_of(info, dossier, self.row, await self._own_line(info))

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
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the meetings about matters that the viewer may see, and those they belong to."""
        viewer = info.context.viewer
        rows = await info.context.loader(loaders.meetings).load_many(list(ids))
        seen = await visibility.seen_matters(info, [row.matter_id for row in rows if row])
        rolls = await info.context.loader(loaders.members).load_many(list(ids))
        return [
            cls.from_row(row, viewer.locale)
            if row and (row.matter_id in seen or own_line(viewer, roll))
            else None
            for row, roll in zip(rows, rolls, strict=True)
        ]

    async def _members(self, info: Info) -> Sequence[models.MeetingMember]:
        return await info.context.loader(loaders.members).load(self.id)

    async def _own_line(self, info: Info) -> models.MeetingMember | None:
        return own_line(info.context.viewer, await self._members(info))

    def _is_inside(self, viewer: Viewer) -> bool:
        return visibility.is_inside(viewer, self.village_code)


def own_line(
    viewer: Viewer, members: Sequence[models.MeetingMember]
) -> models.MeetingMember | None:
    """Return the viewer's line of a roll."""
    own = viewer.resident_id
    return next((row for row in members if own is not None and row.resident_id == own), None)
