"""How a meeting was announced, how its notice may be shortened, and the code at its door."""

from datetime import datetime
from typing import Self

import strawberry
from strawberry import relay

from schema.decisions.names import in_language
from schema.decisions.words import NoticeChannel, ShortenedBy
from services.decisions import models, service
from services.decisions.shortening import Exceptional
from services.decisions.vocabulary import CHANNEL_NAMES
from tenants.viewer import Locale


@strawberry.type(description="A matter that could stand on the same agenda.")
class MeetableMatter:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    number: str = strawberry.field(description="The number people say.")
    title: str = strawberry.field(description="What it is about.")

    @classmethod
    def from_row(cls, row: models.Matter) -> Self:
        """Show what is needed to choose it."""
        return cls(
            matter_id=relay.GlobalID("Matter", str(row.id)), number=row.number, title=row.title
        )


@strawberry.type(description="A named exception by which a meeting may be held earlier.")
class ShorterNoticeInfo:
    key: ShortenedBy = strawberry.field(description="Which.")
    name: str = strawberry.field(description="In the viewer's language.")
    earliest_at: datetime = strawberry.field(description="When the meeting may then be held.")

    @classmethod
    def of(cls, found: Exceptional, at: datetime, locale: Locale) -> Self:
        """Show an exception."""
        return cls(key=found.key, name=in_language(locale, (found.zh, found.en)), earliest_at=at)


@strawberry.type(description="That a meeting was announced to everybody at once.")
class MeetingNotice:
    channel: NoticeChannel = strawberry.field(description="How.")
    channel_name: str = strawberry.field(description="The same, in the viewer's language.")
    told_at: datetime = strawberry.field(description="When.")
    note: str | None = strawberry.field(description="Where; null for outsiders.")

    @classmethod
    def from_row(cls, row: models.MeetingNotice, locale: Locale, *, inside: bool) -> Self:
        """Show a notice to all."""
        channel = NoticeChannel(row.channel)
        return cls(
            channel=channel,
            channel_name=in_language(locale, CHANNEL_NAMES[channel]),
            told_at=row.told_at,
            note=row.note if inside else None,
        )


@strawberry.type(description="Who of a roll is proved to have been told.")
class NoticeProof:
    due: int = strawberry.field(description="How many should be told.")
    told: int = strawberry.field(description="Of how many it is on record.")
    late: int = strawberry.field(description="How many of these were told too late.")
    to_all: list[MeetingNotice] = strawberry.field(description="What everybody could see or hear.")

    @classmethod
    def of(cls, proof: service.Proof, due: int, locale: Locale, *, inside: bool) -> Self:
        """Show what proves the notice of a meeting."""
        return cls(
            due=due,
            told=len(proof.first),
            late=len(proof.late),
            to_all=[MeetingNotice.from_row(one, locale, inside=inside) for one in proof.to_all],
        )


@strawberry.type(description="The QR code by which one signs in to a meeting.")
class SignInQr:
    svg: str = strawberry.field(description="The code as SVG.")
    expires_at: datetime | None = strawberry.field(
        description="When it is no longer taken; null: good while the meeting takes signatures."
    )
