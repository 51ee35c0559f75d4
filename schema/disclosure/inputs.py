"""What the mutations of disclosure take."""

from datetime import datetime

import strawberry
from strawberry import relay


@strawberry.input(description="The draft to approve and publish.")
class BulletinApproveInput:
    bulletin_id: relay.GlobalID = strawberry.field(description="The bulletin.")


@strawberry.input(description="The bulletin to take back.")
class BulletinWithdrawInput:
    bulletin_id: relay.GlobalID = strawberry.field(description="The bulletin.")
    reason: str = strawberry.field(description="Why; everybody can read it.")


@strawberry.input(description="One field of a record with its new value.")
class FieldChangeInput:
    field: str = strawberry.field(description="The path, as `correctable` names it.")
    value: str = strawberry.field(description="The new value; amounts in fen, days as ISO.")


@strawberry.input(description="What was wrong in a published bulletin.")
class BulletinCorrectInput:
    bulletin_id: relay.GlobalID = strawberry.field(description="The published bulletin.")
    changes: list[FieldChangeInput] = strawberry.field(description="What it should say instead.")
    reason: str = strawberry.field(description="Why; everybody can read it.")


@strawberry.input(description="A photo of the sheet on its board.")
class BulletinPostingReceiptInput:
    bulletin_id: relay.GlobalID = strawberry.field(description="The published bulletin.")
    photo: str = strawberry.field(description="JPEG or PNG in base64, at most 8 MB.")
    board: str = strawberry.field(description="Which board.")
    posted_at: datetime | None = strawberry.field(
        default=None, description="When it was put up; now if left out."
    )


@strawberry.input(description="A question about a published bulletin.")
class QuestionAskInput:
    bulletin_id: relay.GlobalID = strawberry.field(description="The bulletin.")
    text: str = strawberry.field(description="The question, 1 to 1,000 characters.")


@strawberry.input(description="An answer to a question.")
class QuestionAnswerInput:
    question_id: relay.GlobalID = strawberry.field(description="The question.")
    text: str = strawberry.field(description="The answer, 1 to 1,000 characters.")
