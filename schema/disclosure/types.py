"""Bulletins and questions as the API shows them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

import strawberry
from strawberry import relay

from infra.documents import qr
from schema.core.context import Info
from schema.core.node import Node
from schema.disclosure import loaders
from schema.disclosure.attachments import Attachment, folder_of
from schema.disclosure.parts import (
    BulletinChange,
    BulletinCount,
    BulletinDerivation,
    BulletinFact,
    BulletinFile,
    BulletinPreview,
    BulletinStep,
    OutgoingText,
    PostingReceipt,
)
from schema.disclosure.visibility import is_official, may_read
from services.disclosure import service, sheets
from services.disclosure.models import Bulletin as Row
from services.disclosure.models import Question as QuestionRow
from services.disclosure.service import posting
from services.disclosure.workflow import Kind, State
from services.transparency import code as codes
from tenants.authorization.permissions import Permission


def _content(row: Row) -> dict[str, Any]:
    """Return what the record says; a withdrawn bulletin says nothing any more."""
    return {} if row.state == State.WITHDRAWN else dict(service.readable(row)["content"])


@strawberry.type(description="One published record: page, sheets, texts and log leaf in one.")
class Bulletin(Node):
    read_permission: ClassVar[Permission | None] = None

    row: strawberry.Private[Row]
    content: strawberry.Private[Mapping[str, Any]]
    id: relay.NodeID[UUID]
    kind: Kind = strawberry.field(description="What is published.")
    state: State = strawberry.field(description="How far it is.")
    number: str = strawberry.field(description="Year and number within the village.")
    title: str = strawberry.field(description="What it is about.")
    village_code: str = strawberry.field(description="The 12-digit code of the village.")
    village_name: str = strawberry.field(description="The village's name on the sheet.")
    township_name: str = strawberry.field(description="The township's name on the sheet.")
    code: str | None = strawberry.field(description="The verification code, 12 digits.")
    code_printed: str | None = strawberry.field(description="The code in groups of four.")
    log_index: int | None = strawberry.field(description="Its place in the public log, from 0.")
    statement_url: str = strawberry.field(description="What the QR code on the sheet says.")
    published_at: datetime | None = strawberry.field(description="When it was published.")
    posted_until: date | None = strawberry.field(description="The last day on the board.")
    withdrawable_until: datetime | None = strawberry.field(
        description="Until then it can be taken back and no text goes out."
    )
    withdrawn_at: datetime | None = strawberry.field(description="When it was taken back.")
    reason: str = strawberry.field(description="Why it was corrected or taken back.")

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Show a bulletin that the viewer may see."""
        return cls(
            row=row,
            content=_content(row),
            id=row.id,
            kind=Kind(row.kind),
            state=State(row.state),
            number=row.number,
            title=row.title,
            village_code=row.village_code,
            village_name=str(row.record["village"]),
            township_name=str(row.record["township"]),
            code=row.code,
            code_printed=codes.printed(row.code) if row.code else None,
            log_index=row.log_index,
            statement_url=row.statement_url,
            published_at=row.published_at,
            posted_until=posting.posted(row)[1] if row.posted_until else None,
            withdrawable_until=row.send_after,
            withdrawn_at=row.withdrawn_at,
            reason=row.reason,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return the bulletins that are public, or the viewer's business."""
        rows = await info.context.loader(loaders.bulletins).load_many(list(ids))
        viewer = info.context.viewer
        return [cls.from_row(row) if row and may_read(viewer, row) else None for row in rows]

    @strawberry.field(description="The ledger of facts, in the order of the sheet.")
    def facts(self) -> list[BulletinFact]:
        return [
            BulletinFact(label=one["label"], text=one["text"]) for one in sheets.facts(self.content)
        ]

    @strawberry.field(description="Files that hang with it, at most 10.")
    def attachments(self, info: Info) -> list[Attachment]:
        folder = folder_of(info.context.tenant.code, self.id)
        return [Attachment.of(one, folder) for one in service.attached_in(self.content)]

    @strawberry.field(description="How many were due, came and voted; empty without a vote.")
    def counts(self) -> list[BulletinCount]:
        return [
            BulletinCount(label=one["label"], value=int(one["value"]))
            for one in sheets.counts(self.content)
        ]

    @strawberry.field(description="How it was counted.")
    def derivation(self, info: Info) -> list[BulletinDerivation]:
        locale = info.context.viewer.locale
        lines = self.content.get("derivation") or []
        return [BulletinDerivation.from_json(line, locale) for line in lines]

    @strawberry.field(description="The steps of the method when it was drafted.")
    def rail(self, info: Info) -> list[BulletinStep]:
        locale = info.context.viewer.locale
        return [BulletinStep.from_json(step, locale) for step in self.content.get("rail") or []]

    @strawberry.field(description="What a correction changes, row by row.")
    def difference(self) -> list[BulletinChange]:
        shown = self.row.difference if self.content else []
        return [BulletinChange.from_json(row) for row in shown]

    @strawberry.field(description="Every field that a correction may change, as it stands.")
    def correctable(self) -> list[BulletinChange]:
        return [
            BulletinChange(field=path, label=sheets.field_label(path), before=value, after=value)
            for path, value in sheets.correctable(self.content)
        ]

    @strawberry.field(description="The QR code of the sheet as SVG; null before it is logged.")
    def qr_svg(self) -> str | None:
        return qr.svg(self.statement_url).decode() if self.statement_url else None

    @strawberry.field(description="The printed sheets; empty before publication.")
    async def files(self, info: Info) -> list[BulletinFile]:
        if self.code is None or self.state != State.PUBLISHED:
            return []
        rows = await info.context.loader(loaders.files).load(self.id)
        county = info.context.tenant.code
        return [BulletinFile.from_row(row, self.code, county) for row in rows]

    @strawberry.field(description="Whether the viewer drafted it, and so may not approve it.")
    def is_mine(self, info: Info) -> bool:
        return self.row.maker_id is not None and self.row.maker_id == info.context.viewer.account_id

    @strawberry.field(description="The photos of the boards.")
    async def receipts(self, info: Info) -> list[PostingReceipt]:
        rows = await info.context.loader(loaders.receipts).load(self.id)
        county = info.context.tenant.code
        return [PostingReceipt.from_row(row, county) for row in rows]

    @strawberry.field(description="The short texts and their states; empty for the public.")
    async def texts(self, info: Info) -> list[OutgoingText]:
        if not is_official(info.context.viewer, self.village_code):
            return []
        rows = await info.context.loader(loaders.texts).load(self.id)
        return [OutgoingText.from_row(row) for row in rows]

    @strawberry.field(description="The four texts side by side; null for the public.")
    async def preview(self, info: Info) -> BulletinPreview | None:
        if not is_official(info.context.viewer, self.village_code):
            return None
        return BulletinPreview.from_preview(service.previewed(self.row))

    @strawberry.field(description="The published bulletin that corrects this one, if any.")
    async def corrected_by(self, info: Info) -> "Bulletin | None":
        row = await info.context.loader(loaders.corrections).load(self.id)
        return Bulletin.from_row(row) if row and row.published_at else None

    @strawberry.field(description="The bulletin that this one corrects.")
    async def corrects(self, info: Info) -> "Bulletin | None":
        if self.row.corrects_id is None:
            return None
        row = await info.context.loader(loaders.bulletins).load(self.row.corrects_id)
        return Bulletin.from_row(row) if row else None

    @strawberry.field(description="What people asked about it; nobody sees who asked.")
    async def questions(self, info: Info) -> "list[Question]":
        rows = await info.context.loader(loaders.questions_of).load(self.id)
        return [Question.from_row(row) for row in rows]


@strawberry.type(description="A question about a bulletin; who asked is not shown.")
class Question(Node):
    read_permission: ClassVar[Permission | None] = None

    row: strawberry.Private[QuestionRow]
    id: relay.NodeID[UUID]
    village_code: str = strawberry.field(description="The 12-digit code of the village.")
    text: str = strawberry.field(description="The question.")
    asked_at: datetime = strawberry.field(description="When it was asked.")
    due_at: datetime = strawberry.field(description="Until when it must be answered.")
    answered: bool = strawberry.field(description="Whether it was answered.")
    answered_at: datetime | None = strawberry.field(description="When it was answered.")

    @classmethod
    def from_row(cls, row: QuestionRow) -> Self:
        """Show a question."""
        return cls(
            row=row,
            id=row.id,
            village_code=row.village_code,
            text=row.text,
            asked_at=row.asked_at,
            due_at=row.due_at,
            answered=row.state == "answered",
            answered_at=row.answered_at,
        )

    @classmethod
    async def load_visible(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return questions; each is about a published bulletin and so public."""
        rows = await info.context.loader(loaders.questions).load_many(list(ids))
        return [cls.from_row(row) if row else None for row in rows]

    @strawberry.field(description="The bulletin that the question is about.")
    async def bulletin(self, info: Info) -> Bulletin | None:
        row = await info.context.loader(loaders.bulletins).load(self.row.bulletin_id)
        return Bulletin.from_row(row) if row else None

    @strawberry.field(
        description="The answer; for others than the asker and officials once it is published."
    )
    async def answer(self, info: Info) -> str:
        viewer = info.context.viewer
        asked = self.row.asker_id is not None and self.row.asker_id == viewer.resident_id
        if asked or viewer.may(Permission.QUESTION_ANSWER, self.village_code):
            return self.row.answer
        return self.row.answer if await _published_answer(info, self.row) else ""

    @strawberry.field(description="The bulletin that publishes the answer, once it is out.")
    async def answer_bulletin(self, info: Info) -> Bulletin | None:
        row = await _published_answer(info, self.row)
        return Bulletin.from_row(row) if row else None


async def _published_answer(info: Info, question: QuestionRow) -> Row | None:
    """Return the bulletin of an answer that somebody else has approved (SECURITY 24)."""
    if question.answer_bulletin_id is None:
        return None
    row = await info.context.loader(loaders.bulletins).load(question.answer_bulletin_id)
    return row if row and row.state == State.PUBLISHED else None
