"""A demand as the API shows it: counts and days for everybody, never who signed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.decisions.loaders import village_name
from schema.initiatives import loaders, parts, visibility
from schema.initiatives.acts import acts_of
from schema.initiatives.parts import last_day, said
from schema.initiatives.words import AnswerKind, DemandAct, DemandKind, DemandState
from services.initiatives import models, rules, service
from services.initiatives.vocabulary import KIND_NAMES, STATE_NAMES
from tenants.authorization.permissions import Permission


@strawberry.type(description="What villagers or representatives demand, and what came of it.")
class Demand(Node):
    read_permission: ClassVar[Permission | None] = None

    row: strawberry.Private[models.Demand]
    id: relay.NodeID[UUID]
    kind: DemandKind = strawberry.field(description="What is demanded.")
    village_code: str = strawberry.field(description="The 12-digit code of the village.")
    state: DemandState = strawberry.field(description="How far it is.")
    opened_at: datetime = strawberry.field(description="When it was opened.")
    gathers_until: date = strawberry.field(description="The last day for signing.")
    villagers: int = strawberry.field(description="Villagers of age on the day of opening.")
    representatives: int = strawberry.field(description="Representatives on that day.")
    base_sha256: str = strawberry.field(description="The hash of who may sign, frozen that day.")
    reached_at: datetime | None = strawberry.field(description="When the number was reached.")
    duty_due: date | None = strawberry.field(description="The last day for acting on it.")
    overdue: bool = strawberry.field(description="Whether nobody acted in time.")
    ordered_at: datetime | None = strawberry.field(description="When the township ordered it.")
    order_document: str = strawberry.field(description="The number of the order.")
    order_due: date | None = strawberry.field(description="The last day that the order gives.")
    answered_at: datetime | None = strawberry.field(description="When an answer was recorded.")
    answer_kind: AnswerKind | None = strawberry.field(description="What answered it.")
    answer_text: str = strawberry.field(description="The answer in writing, if it was one.")
    refuted: int = strawberry.field(description="How many answers were found to be none.")
    lapsed_at: datetime | None = strawberry.field(description="When it ended for want of names.")

    @classmethod
    def from_row(cls, row: models.Demand) -> Self:
        """Show a demand; its words are cut where the viewer may not read them yet."""
        return cls(
            row=row,
            id=row.id,
            kind=DemandKind(row.kind),
            village_code=row.village_code,
            state=DemandState(row.state),
            opened_at=row.opened_at,
            gathers_until=last_day(row.gathers_until),
            villagers=row.villagers,
            representatives=row.representatives,
            base_sha256=row.base_sha256,
            reached_at=row.reached_at,
            duty_due=last_day(row.duty_due) if row.duty_due else None,
            overdue=service.is_overdue(row),
            ordered_at=row.ordered_at,
            order_document=row.order_document,
            order_due=last_day(row.order_due) if row.order_due else None,
            answered_at=row.answered_at,
            answer_kind=AnswerKind(row.answer_kind) if row.answer_kind else None,
            answer_text=row.answer_text,
            refuted=row.refuted,
            lapsed_at=row.lapsed_at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the demands; that one exists is public."""
        rows = await info.context.loader(loaders.demands).load_many(list(ids))
        return [cls.from_row(row) if row else None for row in rows]

    @strawberry.field(description="What it is about; empty for those who may not read it yet.")
    def title(self, info: Info) -> str:
        return self.row.title if visibility.reads_words(info.context.viewer, self.row) else ""

    @strawberry.field(description="What is demanded and why; empty as the title is.")
    def text(self, info: Info) -> str:
        return self.row.text if visibility.reads_words(info.context.viewer, self.row) else ""

    @strawberry.field(description="Whose recall is demanded; empty as the title is.")
    async def target_name(self, info: Info) -> str:
        target = self.row.target_id
        if target is None or not visibility.reads_words(info.context.viewer, self.row):
            return ""
        return await info.context.loader(loaders.names).load(target)

    @strawberry.field(description="The village's name.")
    async def village_name(self, info: Info) -> str:
        return await village_name(info, self.village_code)

    @strawberry.field(description="What is demanded, in the viewer's language.")
    def kind_name(self, info: Info) -> str:
        return said(KIND_NAMES[self.kind], info.context.viewer.locale)

    @strawberry.field(description="How far it is, in the viewer's language.")
    def state_name(self, info: Info) -> str:
        return said(STATE_NAMES[self.state], info.context.viewer.locale)

    @strawberry.field(description="What must be done once the number is there, and by whom.")
    def duty(self, info: Info) -> str:
        duty = rules.duty(self.kind)
        return said((duty.zh, duty.en), info.context.viewer.locale)

    @strawberry.field(
        description="Within how many days it must be done: as it held when it was reached."
    )
    async def duty_days(self, info: Info) -> int:
        return (await info.context.loader(loaders.duties).load(self.id)).days

    @strawberry.field(description="What the duty and its days rest on.")
    async def duty_citation(self, info: Info) -> str:
        return (await info.context.loader(loaders.duties).load(self.id)).citation_zh

    @strawberry.field(description="What can answer it, from the viewer, now.")
    def accepts(self, info: Info) -> list[AnswerKind]:
        above = visibility.is_above(info.context.viewer, self.village_code)
        return sorted(service.accepted(self.row, by_township=above))

    @strawberry.field(description="The matters that are named for it: meetings on them answer it.")
    async def matters(self, info: Info) -> list[parts.DemandMatter]:
        rows = await info.context.loader(loaders.matters).load(self.id)
        return [
            parts.DemandMatter(
                matter_id=relay.GlobalID("Matter", str(row.matter_id)),
                number=number,
                named_at=row.named_at,
            )
            for row, number in rows
        ]

    @strawberry.field(description="What could be named for it, newest first, for who may name it.")
    async def my_nameable(self, info: Info) -> list[parts.DemandNameable]:
        acts = acts_of(info.context.viewer, self.row, None)
        if not {DemandAct.NAME, DemandAct.CONVENE} & set(acts):
            return []
        async with info.context.unit_of_work() as uow:
            found = await service.nameable(uow, self.row)
        return [
            parts.DemandNameable(matter_id=relay.GlobalID("Matter", str(key)), name=name)
            for key, name in found
        ]

    @strawberry.field(description="Until when those who signed can say that its answer is none.")
    def disputable_until(self) -> date | None:
        until = service.disputable_until(self.row)
        return last_day(until) if until else None

    @strawberry.field(description="What was said against its answers, and what was decided.")
    async def disputes(self, info: Info) -> list[parts.DemandDispute]:
        viewer = info.context.viewer
        rows = await info.context.loader(loaders.disputes).load(self.id)
        judge = viewer.may(Permission.INITIATIVE_JUDGE, self.village_code)
        own = viewer.resident_id
        return [
            parts.DemandDispute.of(row, whole=judge or (own is not None and row.resident_id == own))
            for row in rows
        ]

    @strawberry.field(description="How many names were struck from paper.")
    async def struck(self, info: Info) -> int:
        return (await info.context.loader(loaders.progress).load(self.id)).struck

    @strawberry.field(description="The reckoning: as it stands, or as it stood when reached.")
    async def lines(self, info: Info) -> list[parts.DemandLine]:
        locale = info.context.viewer.locale
        if self.row.derivation:
            return [parts.DemandLine.of(one, locale) for one in self.row.derivation]
        so_far = await info.context.loader(loaders.progress).load(self.id)
        return [parts.DemandLine.of(one.as_json(), locale) for one in so_far.lines]

    @strawberry.field(description="How many signatures the nearest way wants; 0 when reached.")
    async def missing(self, info: Info) -> int:
        return (await info.context.loader(loaders.progress).load(self.id)).missing

    @strawberry.field(description="The code of the notice that says it; empty until it is shown.")
    async def notice_code(self, info: Info) -> str:
        if self.row.bulletin_id is None:
            return ""
        return await info.context.loader(loaders.notice_codes).load(self.row.bulletin_id)

    @strawberry.field(description="What the answer points to, in words; empty for a text.")
    async def answer_name(self, info: Info) -> str:
        kind, key = self.answer_kind, self.row.answer_id
        if kind is None or key is None:
            return ""
        async with info.context.unit_of_work() as uow:
            found = await service.find_candidate(uow, kind, key)
        return said(found.name, info.context.viewer.locale)

    @strawberry.field(description="The code of the notice that answers it; else empty.")
    async def answer_code(self, info: Info) -> str:
        if self.answer_kind is not AnswerKind.BULLETIN or self.row.answer_id is None:
            return ""
        return await info.context.loader(loaders.notice_codes).load(self.row.answer_id)

    @strawberry.field(description="How the viewer counts; null for who is not among the base.")
    async def my_voice(self, info: Info) -> parts.DemandVoice | None:
        found = await info.context.loader(loaders.own_voices).load(self.id)
        return parts.DemandVoice.of(found) if found else None

    @strawberry.field(description="What was done since and would answer it, for who may answer.")
    async def my_options(self, info: Info) -> list[parts.DemandOption]:
        if DemandAct.ANSWER not in acts_of(info.context.viewer, self.row, None):
            return []
        async with info.context.unit_of_work() as uow:
            found = await service.candidates(uow, self.row)
        return [parts.DemandOption.of(one, info.context.viewer.locale) for one in found]

    @strawberry.field(description="What the viewer may do with it now.")
    async def can(self, info: Info) -> list[DemandAct]:
        voice = await info.context.loader(loaders.own_voices).load(self.id)
        return acts_of(info.context.viewer, self.row, voice)
