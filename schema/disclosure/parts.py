"""The small values that a bulletin is made of."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Self

import strawberry

from services.disclosure import sheets
from services.disclosure.models import BulletinFile as FileRow
from services.disclosure.models import OutgoingText as TextRow
from services.disclosure.models import PostingReceipt as ReceiptRow
from services.disclosure.service import Preview
from services.disclosure.workflow import Kind, State
from tenants.viewer import Locale

strawberry.enum(Kind, name="BulletinKind", description="What is published.")
strawberry.enum(
    State,
    name="BulletinState",
    description="How far a bulletin is; from QUEUED to RENDERING only the worker moves it.",
)


@strawberry.enum(description="A printed sheet: A3 or A4, in colour or black and white.")
class SheetFormat(Enum):
    A3 = "a3"
    A4 = "a4"
    A3_BW = "a3_bw"
    A4_BW = "a4_bw"


@strawberry.type(description="A printed sheet of a published bulletin.")
class BulletinFile:
    format: SheetFormat = strawberry.field(description="Paper and ink.")
    path: str = strawberry.field(description="Where it is downloaded, below the site's address.")
    sha256: str = strawberry.field(description="The SHA-256 of its bytes, in hex.")
    size_bytes: int = strawberry.field(description="Its size in bytes, at most 400,000.")

    @classmethod
    def from_row(cls, row: FileRow, code: str, county: str) -> Self:
        """Show a sheet with its address."""
        return cls(
            format=SheetFormat(row.format),
            path=f"/{county}/c/{code}/{row.format}.pdf",
            sha256=row.sha256,
            size_bytes=row.size_bytes,
        )


@strawberry.type(description="What one channel says: sms, loudspeaker or wechat.")
class OutgoingText:
    channel: str = strawberry.field(description="sms, loudspeaker or wechat.")
    text: str = strawberry.field(description="The words.")
    state: str = strawberry.field(description="waiting, sent or cancelled.")
    send_after: datetime = strawberry.field(description="Not before this; until then it can stop.")
    sent_at: datetime | None = strawberry.field(description="When it went out.")

    @classmethod
    def from_row(cls, row: TextRow) -> Self:
        """Show a text with its state."""
        return cls(
            channel=row.channel,
            text=row.text,
            state=row.state,
            send_after=row.send_after,
            sent_at=row.sent_at,
        )


@strawberry.type(description="A dated photo of the sheet on its board.")
class PostingReceipt:
    board: str = strawberry.field(description="Which board.")
    posted_at: datetime = strawberry.field(description="When the sheet was put up.")
    sha256: str = strawberry.field(description="The SHA-256 of the photo, in hex.")
    path: str = strawberry.field(description="Where officials find the photo on this site.")

    @classmethod
    def from_row(cls, row: ReceiptRow, county: str) -> Self:
        """Show a receipt."""
        path = f"/{county}/boards/{row.id}"
        return cls(board=row.board, posted_at=row.posted_at, sha256=row.sha256, path=path)


@strawberry.type(description="A labelled line of a bulletin, in Chinese as on the sheet.")
class BulletinFact:
    label: str = strawberry.field(description="What it is about.")
    text: str = strawberry.field(description="What it says.")


@strawberry.type(description="A count of people in a vote.")
class BulletinCount:
    label: str = strawberry.field(description="Who was counted.")
    value: int = strawberry.field(description="How many.")


@strawberry.type(description="A line of how it was counted.")
class BulletinDerivation:
    text: str = strawberry.field(description="The line, in the viewer's language.")
    met: bool = strawberry.field(description="Whether the rule is met.")
    citation: str = strawberry.field(description="The statute and article, or the method.")

    @classmethod
    def from_json(cls, line: Mapping[str, Any], locale: Locale) -> Self:
        """Show a line of the record."""
        return cls(
            text=str(line.get(locale) or line.get("zh", "")),
            met=bool(line.get("met")),
            citation=str(line.get(f"citation_{locale}") or line.get("citation_zh") or ""),
        )


@strawberry.type(description="A step of the method, as it stood when the bulletin was drafted.")
class BulletinStep:
    label: str = strawberry.field(description="The step, in the viewer's language.")
    state: str = strawberry.field(description="done, now, late or todo.")
    on: str = strawberry.field(description="The day, ISO; empty while it is to come.")

    @classmethod
    def from_json(cls, step: Mapping[str, Any], locale: Locale) -> Self:
        """Show a step of the record."""
        return cls(
            label=str(step.get(locale) or step.get("zh", "")),
            state=str(step.get("state", "todo")),
            on=str(step.get("on") or ""),
        )


@strawberry.type(description="One row of what a correction changes.")
class BulletinChange:
    field: str = strawberry.field(description="The path of the field, as a correction takes it.")
    label: str = strawberry.field(description="The field, in words.")
    before: str = strawberry.field(description="What it said.")
    after: str = strawberry.field(description="What it says now.")

    @classmethod
    def from_json(cls, row: Mapping[str, str]) -> Self:
        """Show a row of the difference."""
        return cls(
            field=row["field"],
            label=sheets.field_label(row["field"]),
            before=sheets.changed_value(row, "before"),
            after=sheets.changed_value(row, "after"),
        )


@strawberry.type(description="The four texts of one record before anything is sent.")
class BulletinPreview:
    title: str = strawberry.field(description="The sheet's title.")
    period: str = strawberry.field(description="The sheet's line about the days on the board.")
    sms: str = strawberry.field(description="The SMS, at most 70 characters.")
    sms_parts: int = strawberry.field(description="As how many messages it is charged.")
    loudspeaker: str = strawberry.field(description="What the announcer reads, at most 300.")
    wechat: list[BulletinFact] = strawberry.field(description="The fields of the WeChat template.")
    missing_columns: list[str] = strawberry.field(
        description="What the catalogue asks for and the record lacks; empty when complete."
    )

    @classmethod
    def from_preview(cls, preview: Preview) -> Self:
        """Show a preview."""
        return cls(
            title=preview.poster["title"],
            period=preview.poster["period"],
            sms=preview.sms,
            sms_parts=preview.sms_parts,
            loudspeaker=preview.loudspeaker,
            wechat=[BulletinFact(label=name, text=value) for name, value in preview.wechat.items()],
            missing_columns=list(preview.missing_columns),
        )
