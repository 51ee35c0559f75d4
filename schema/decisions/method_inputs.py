"""What the mutations take by which a county sets its methods and numbers."""

from datetime import date

import strawberry

from schema.decisions.words import Base, Body, Evidence, Population, Publication, StepKind

_KEY = "The method's key."


@strawberry.input(description="A method to begin as a copy of another.")
class MethodBeginInput:
    based_on: str = strawberry.field(description="The key of the method that is copied.")
    method_key: str = strawberry.field(description="Its own key: small letters, digits, _.")


@strawberry.input(description="The text of a method that is being written.")
class MethodWriteInput:
    method_key: str = strawberry.field(description=_KEY)
    text: str = strawberry.field(description="YAML, at most 20,000 characters; kept as typed.")


@strawberry.input(description="An exact share.")
class ShareInput:
    numerator: int = strawberry.field(description="Of two thirds: 2.")
    denominator: int = strawberry.field(description="Of two thirds: 3.")
    strict: bool = strawberry.field(default=False, description="More than the share, not just it.")
    base: Base = strawberry.field(default=Base.ALL, description="What it is taken of.")
    of: Population = strawberry.field(default=Population.MEMBERS, description="Whom it counts.")


@strawberry.input(description="One step of a method, as a form has it.")
class MethodStepWriteInput:
    method_key: str = strawberry.field(description=_KEY)
    step_key: str = strawberry.field(default="", description="The step to change; empty: add one.")
    after: str = strawberry.field(
        default="", description="Where to add it: after this step; empty: as the first."
    )
    key: str = strawberry.field(description="The step's key.")
    kind: StepKind = strawberry.field(description="What happens in it.")
    name_zh: str = strawberry.field(description="Its name in Chinese.")
    name_en: str = strawberry.field(description="Its name in English.")
    actor: str = strawberry.field(description="The key of the role whose turn it is.")
    body: Body | None = strawberry.field(default=None, description="Who meets; null: by the kind.")
    on_reject: str = strawberry.field(default="", description="A step, suspend or reject.")
    publishes: Publication | None = strawberry.field(default=None, description="What is posted.")
    notice_days: int | None = strawberry.field(default=None, description="Whole days of notice.")
    posting_days: int | None = strawberry.field(default=None, description="Days on the wall.")
    deadline_days: int | None = strawberry.field(default=None, description="Days to be closed in.")
    quorum: ShareInput | None = strawberry.field(default=None, description="To open the meeting.")
    passing: ShareInput | None = strawberry.field(default=None, description="To pass.")
    responses: ShareInput | None = strawberry.field(default=None, description="Sheets to come in.")
    evidence: list[Evidence] = strawberry.field(
        default_factory=list, description="What must be on record first."
    )


@strawberry.input(description="A step to take out.")
class MethodStepRemoveInput:
    method_key: str = strawberry.field(description=_KEY)
    step_key: str = strawberry.field(description="The step.")


@strawberry.input(description="A draft to publish as the next version.")
class MethodPublishInput:
    method_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="A method to take out of use for new matters, or back into it.")
class MethodAllowInput:
    method_key: str = strawberry.field(description=_KEY)
    allowed: bool = strawberry.field(description="Whether new matters may choose it.")
    reason: str = strawberry.field(description="Why; who cannot choose it reads this.")


@strawberry.input(description="A number that the county makes stricter.")
class CountyParameterSetInput:
    key: str = strawberry.field(description="The number's key.")
    value: int = strawberry.field(description="From today on; never laxer than the province.")
    source: str = strawberry.field(description="The county's paper.")


@strawberry.input(description="Whether a village has a collective economic organisation.")
class CollectiveRecordInput:
    village_code: str = strawberry.field(description="The village's 12-digit code.")
    exists: bool = strawberry.field(description="Whether there is one.")
    since: date = strawberry.field(description="From which day.")
    source: str = strawberry.field(description="The register or paper that says so.")


@strawberry.input(description="A township's review of a period that is over.")
class TownshipReviewRecordInput:
    township_code: str = strawberry.field(description="The township's 9-digit code.")
    method_key: str = strawberry.field(description="The township's method.")
    key: str = strawberry.field(description="The review's key.")
    period: str = strawberry.field(description="The period as the calendar names it.")
    finding: str = strawberry.field(description="What was found.")
