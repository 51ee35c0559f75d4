"""What anybody may know of a matter: an allow-list of what was published, with no persons."""

from collections.abc import Awaitable, Sequence
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import Node
from schema.core.scalars import Fen
from schema.decisions import loaders
from schema.decisions.names import body_name, in_language
from schema.decisions.types.execution import EvaluationRound
from schema.decisions.types.parts import (
    Derivation,
    FundingSource,
    attachments_of,
    funding_of,
    lines_of,
)
from schema.decisions.types.rail import RailStep
from schema.decisions.types.vote import Tally
from schema.decisions.words import Body, MatterType, Outcome, Publication, State
from schema.disclosure.attachments import Attachment, folder_of
from schema.disclosure.types import Bulletin
from services.decisions import models, routing, workflow
from services.decisions.dossiers import Dossier
from services.decisions.models import Posting
from services.decisions.vocabulary import ANNULLER_NAMES, ANNULMENT_BASES, Annuller
from services.disclosure.workflow import State as BulletinState
from tenants.authorization.permissions import Permission
from tenants.viewer import Locale


@strawberry.type(description="A version that was published.")
class PublicVersion:
    version_no: int = strawberry.field(description="Counts from 1.")
    title: str = strawberry.field(description="The title of this version.")
    text: str = strawberry.field(description="The proposal.")
    budget_fen: Fen = strawberry.field(description="The whole budget, in fen.")
    funding_sources: list[FundingSource] = strawberry.field(description="Where the money is from.")
    change_note: str = strawberry.field(description="What changed against the version before.")
    attachments: list[Attachment] = strawberry.field(
        description="Files of this version, at most 10."
    )
    sha256: str = strawberry.field(description="Hash of the contents.")
    posted_at: datetime | None = strawberry.field(description="When it was first posted.")


@strawberry.type(description="How a published version was voted on.")
class PublicVote:
    version_no: int = strawberry.field(description="The version that was voted on.")
    body_name: str = strawberry.field(description="The body, in the viewer's language.")
    due_count: int = strawberry.field(description="How many were due.")
    present_count: int = strawberry.field(description="How many were present.")
    tally: Tally = strawberry.field(description="The counts.")
    outcome: Outcome = strawberry.field(description="Passed or failed.")
    derivation: list[Derivation] = strawberry.field(description="How it was reckoned.")
    closed_at: datetime | None = strawberry.field(description="When it was closed.")


@strawberry.type(description="A published resolution with the representatives who signed it.")
class PublicResolution:
    number: str = strawberry.field(description="Year and count in the village.")
    text: str = strawberry.field(description="The resolution.")
    version_no: int = strawberry.field(description="The version that was passed.")
    signed_by: list[str] = strawberry.field(description="Representatives who signed.")


@strawberry.type(description="A piece of the work.")
class PublicMilestone:
    title: str = strawberry.field(description="What is to be done.")
    due_on: date | None = strawberry.field(description="The day it should be done.")
    done_at: datetime | None = strawberry.field(description="When it was reported done.")
    spent_fen: Fen = strawberry.field(description="Money spent on it, in fen.")


@strawberry.type(description="By whose decision a matter was set aside, and by which articles.")
class PublicAnnulment:
    annuller_name: str = strawberry.field(description="Who set it aside, in the viewer's language.")
    basis: str = strawberry.field(description="The articles, in the viewer's language.")
    document: str = strawberry.field(description="The document that says so.")
    decided_on: date = strawberry.field(description="The day of that decision.")
    reason: str = strawberry.field(description="Why.")

    @classmethod
    def from_row(cls, row: models.Annulment, locale: Locale) -> Self:
        """Show an annulment without who entered it."""
        annuller = Annuller(row.annuller)
        return cls(
            annuller_name=in_language(locale, ANNULLER_NAMES[annuller]),
            basis=in_language(locale, ANNULMENT_BASES[annuller]),
            document=row.document,
            decided_on=row.decided_on,
            reason=row.reason,
        )


@strawberry.type(description="A matter as everybody may see it, once something was published.")
class PublicMatter(Node):
    read_permission: ClassVar[Permission | None] = None

    dossier: strawberry.Private[Dossier]
    published: strawberry.Private[tuple[Posting, ...]]
    id: relay.NodeID[UUID]
    number: str = strawberry.field(description="Year and count in the village: 2026-003.")
    type_key: MatterType = strawberry.field(description="The kind of matter.")
    type_name: str = strawberry.field(description="The kind, in the viewer's language.")
    method_name: str = strawberry.field(description="The work method, in the viewer's language.")
    state: State = strawberry.field(description="Where it stands.")
    state_name: str = strawberry.field(description="The same, in the viewer's language.")
    body_name: str = strawberry.field(description="The body that decides.")
    village_code: str = strawberry.field(description="The village's 12-digit code.")

    @strawberry.field(description="The title of the newest published version.")
    async def title(self, info: Info) -> str:
        found = await self._versions(info)
        return found[-1].title if found else ""

    @strawberry.field(description="The village's name.", graphql_type=str)
    def village_name(self, info: Info) -> Awaitable[str]:
        return loaders.village_name(info, self.village_code)

    @strawberry.field(description="The steps of the work method in order.")
    def rail(self, info: Info) -> list[RailStep]:
        return RailStep.all_of(self.dossier, info.context.viewer.locale)

    @strawberry.field(description="The versions that were published, oldest first.")
    async def versions(self, info: Info) -> list[PublicVersion]:
        return await self._versions(info)

    @strawberry.field(description="Closed votes on published versions, oldest first.")
    async def votes(self, info: Info) -> list[PublicVote]:
        locale, numbers = info.context.viewer.locale, self._numbers()
        bodies = {one.id: Body(one.body) for one in self.dossier.meetings}
        return [
            _vote(row, bodies.get(row.meeting_id), locale)
            for row in self.dossier.votes
            if row.version_no in numbers and row.outcome != Outcome.OPEN.value
        ]

    @strawberry.field(description="The resolution, once it was published.")
    async def resolution(self, info: Info) -> PublicResolution | None:
        posted = [p for p in self.published if p.kind == Publication.RESOLUTION.value]
        row = next(
            (
                one
                for one in self.dossier.resolutions
                for p in posted
                if p.version_no == one.version_no
            ),
            None,
        )
        if row is None:
            return None
        signed = await info.context.loader(loaders.signatures).load(row.id)
        names = [one.name for one in signed if one.capacity == "representative"]
        return PublicResolution(
            number=row.number, text=row.text, version_no=row.version_no, signed_by=names
        )

    @strawberry.field(description="Pieces of the work, in the order they were planned.")
    def milestones(self) -> list[PublicMilestone]:
        return [
            PublicMilestone(
                title=row.title,
                due_on=row.due_on,
                done_at=row.done_at,
                spent_fen=Fen(row.spent_fen),
            )
            for row in self.dossier.milestones
        ]

    @strawberry.field(description="What came of each time that villagers were asked, oldest first.")
    async def evaluations(self, info: Info) -> list[EvaluationRound]:
        return await EvaluationRound.all_of(info, self.dossier)

    @strawberry.field(description="By whose decision it was set aside; null: it was not.")
    def annulment(self, info: Info) -> PublicAnnulment | None:
        row = self.dossier.annulment
        return PublicAnnulment.from_row(row, info.context.viewer.locale) if row else None

    @strawberry.field(description="What was published about it, oldest first.")
    async def bulletins(self, info: Info) -> list[Bulletin]:
        found = await Bulletin.load_visible(info, [one.bulletin_id for one in self.published])
        return [one for one in found if one]

    @classmethod
    def of(cls, dossier: Dossier, published: tuple[Posting, ...], locale: Locale) -> Self:
        """Show a matter of which something was published."""
        row, method = dossier.matter, dossier.method
        kind, state = MatterType(row.matter_type), State(row.state)
        route = routing.route(kind)
        return cls(
            dossier=dossier,
            published=published,
            id=row.id,
            number=row.number,
            type_key=kind,
            type_name=in_language(locale, (route.zh, route.en)),
            method_name=in_language(locale, (method.name_zh, method.name_en)),
            state=state,
            state_name=in_language(locale, workflow.STATE_NAMES[state]),
            body_name=body_name(Body(row.body), locale),
            village_code=row.village_code,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the matters of which something was published; to everybody alike."""
        found = await info.context.loader(loaders.dossiers).load_many(list(ids))
        postings = [p for one in found if one for p in one.postings]
        keys = list(dict.fromkeys(p.bulletin_id for p in postings))
        rows = await info.context.loader(loaders.bulletins).load_many(keys)
        shown = {row.id for row in rows if row and row.state == BulletinState.PUBLISHED.value}
        return [cls._if_published(one, shown, info) if one else None for one in found]

    @classmethod
    def _if_published(cls, dossier: Dossier, shown: set[UUID], info: Info) -> Self | None:
        published = tuple(p for p in dossier.postings if p.bulletin_id in shown)
        return cls.of(dossier, published, info.context.viewer.locale) if published else None

    def _numbers(self) -> frozenset[int]:
        return frozenset(one.version_no for one in self.published)

    async def _versions(self, info: Info) -> list[PublicVersion]:
        numbers = self._numbers()
        rows = await info.context.loader(loaders.versions).load(self.id)
        county = info.context.tenant.code
        return [self._version(row, county) for row in rows if row.version_no in numbers]

    def _version(self, row: models.MatterVersion, county: str) -> PublicVersion:
        posted = [one for one in self.published if one.version_no == row.version_no]
        folder = folder_of(county, posted[0].bulletin_id)
        return PublicVersion(
            version_no=row.version_no,
            title=row.title,
            text=row.text,
            budget_fen=Fen(row.budget_fen),
            funding_sources=funding_of(row.funding),
            change_note=row.change_note,
            attachments=attachments_of(row.attachments, folder),
            sha256=row.sha256,
            posted_at=min((one.posted_at for one in posted), default=None),
        )


def _vote(row: models.Vote, body: Body | None, locale: Locale) -> PublicVote:
    return PublicVote(
        version_no=row.version_no,
        body_name=body_name(body, locale),
        due_count=row.due,
        present_count=row.present,
        tally=Tally.from_row(row),
        outcome=Outcome(row.outcome),
        derivation=lines_of(row.derivation, locale),
        closed_at=row.closed_at,
    )
