"""What the mutations about a matter's files take."""

import strawberry
from strawberry import relay


@strawberry.input(description="A file to attach to the text being written.")
class MatterAttachInput:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    title: str = strawberry.field(description="What it is, at most 40 characters.")
    file: str = strawberry.field(
        description="PDF, JPEG or PNG in base64, at most 5 MB; the content decides its type."
    )


@strawberry.input(description="A file to remove from the text being written.")
class MatterDetachInput:
    matter_id: relay.GlobalID = strawberry.field(description="The matter.")
    sha256: str = strawberry.field(description="The hash by which the file is listed.")
