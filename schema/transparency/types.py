"""The public log as the API shows it."""

import asyncio
from datetime import date, datetime
from enum import Enum
from typing import Self

import strawberry

from schema.core.context import Info
from schema.disclosure.types import Bulletin
from services.transparency import code as codes
from services.transparency import record as records
from services.transparency import service
from services.transparency.service import Published
from tenants.viewer import Locale

WITHDRAWAL = "withdrawal"


@strawberry.enum(description="What a verification code leads to.")
class VerificationResult(Enum):
    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    NOT_FOUND = "not_found"
    MALFORMED = "malformed"
    FORGED = "forged"


_WORDS: dict[tuple[VerificationResult, Locale], str] = {
    (VerificationResult.GENUINE, "zh"): "真实有效。公开日志里有这一条，内容没有被改动。",
    (VerificationResult.GENUINE, "en"): "Genuine. The public log holds it and it was not changed.",
    (VerificationResult.SUPERSEDED, "zh"): "当时属实，后来已经更正。请以更正后的为准。",
    (VerificationResult.SUPERSEDED, "en"): (
        "It was published, and corrected later. Go by the corrected one."
    ),
    (VerificationResult.NOT_FOUND, "zh"): (
        "没有公布过这个校验码。请逐位核对；如果纸上就是这个号，请不要相信，并告诉村务监督委员会。"
    ),
    (VerificationResult.NOT_FOUND, "en"): (
        "Nothing was published under this code. Compare it digit by digit; if the paper says just "
        "this, do not trust it and tell the supervisory board."
    ),
    (VerificationResult.MALFORMED, "zh"): (
        "校验码对不上：可能输错了一位，也可能选错了县。请看着纸上的县名和 12 位数字再查一次。"
    ),
    (VerificationResult.MALFORMED, "en"): (
        "The digits do not fit together: one may be wrong, or the notice is another county's. Look "
        "at the county's name and the 12 digits on the paper and try again."
    ),
    (VerificationResult.FORGED, "zh"): (
        "二维码里的内容不是县里签发的，或者被人改过。不要相信这张纸，先拍照，再告诉村务监督委员会。"
    ),
    (VerificationResult.FORGED, "en"): (
        "The county did not sign what this QR code says, or somebody changed it. Do not trust the "
        "paper: take a photo and tell the supervisory board."
    ),
}
_WITHDRAWN: dict[Locale, str] = {
    "zh": "当时属实，后来已经撤回。请以村里的最新公告为准。",
    "en": "It was published, and taken back later. Go by the village's newest notice.",
}


@strawberry.type(description="A signed head of the county's public log.")
class LogCheckpoint:
    origin: str = strawberry.field(description="Whose log it is: mingbai/ and the county's code.")
    size: int = strawberry.field(description="How many leaves it covers.")
    root_hash: str = strawberry.field(description="The root over them: SHA-256 in hexadecimal.")
    note: str = strawberry.field(description="The signed note (C2SP tlog-checkpoint); keep a copy.")
    public_key: str = strawberry.field(description="The key to check it with (C2SP verifier key).")
    signed_at: datetime = strawberry.field(description="When it was signed.")

    @strawberry.field(
        description="Since when nothing is signed or published, because the database holds less "
        "than was shown before, or something else; null while all is well."
    )
    async def still_since(self, info: Info) -> datetime | None:
        since = await asyncio.to_thread(service.still_since, info.context.tenant.log)
        return datetime.fromisoformat(since) if since else None

    @classmethod
    def from_row(cls, row: service.LogCheckpoint, log: str) -> Self:
        """Show a head with the key that signed it."""
        key = service.verifier(log)
        return cls(
            origin=key.name,
            size=row.size,
            root_hash=row.root.hex(),
            note=row.note,
            public_key=key.text,
            signed_at=row.at,
        )


@strawberry.type(description="All that is needed to check one published item without this site.")
class LogProof:
    code: str = strawberry.field(description="The item's verification code.")
    log_index: int = strawberry.field(description="Its place in the log, from 0.")
    leaf_hash: str = strawberry.field(description="SHA-256 of its leaf, in hexadecimal.")
    item: str = strawberry.field(
        description="The item as canonical JSON; the text of `items/CODE.json` in the export."
    )
    proof: str = strawberry.field(description="The proof file (c2sp.org/tlog-proof@v1).")
    public_key: str = strawberry.field(description="The key to check it with (C2SP verifier key).")


@strawberry.type(description="What the county signed inside a notice's QR code; compare the paper.")
class SignedStatement:
    village_code: str = strawberry.field(description="The 12-digit code of the village.")
    number: str = strawberry.field(description="Year and number within the village.")
    day: date = strawberry.field(description="The first day on the board.")
    facts: str = strawberry.field(
        description="Votes in favour:against:abstained and the amount in fen, cut if need be."
    )

    @classmethod
    def from_claim(cls, claim: service.Statement) -> Self:
        """Show a statement whose signature holds."""
        return cls(
            village_code=claim.village_code, number=claim.number, day=claim.day, facts=claim.facts
        )


@strawberry.type(description="The answer to a verification code.")
class Verification:
    item: strawberry.Private[Published | None]
    newest: strawberry.Private[Published | None]
    result: VerificationResult = strawberry.field(description="What the code leads to.")
    code: str = strawberry.field(description="The code as it was understood: digits alone.")
    code_printed: str = strawberry.field(description="The code in groups of four.")
    text: str = strawberry.field(description="The result in words, with what to do next.")
    kind: str | None = strawberry.field(description="What kind of item the log holds.")
    published_at: datetime | None = strawberry.field(description="When it entered the log.")
    log_index: int | None = strawberry.field(description="Its place in the log, from 0.")
    leaf_hash: str | None = strawberry.field(description="SHA-256 of its leaf, in hexadecimal.")
    tree_size: int | None = strawberry.field(description="How many leaves the newest head covers.")
    root_hash: str | None = strawberry.field(description="The newest head's root, in hexadecimal.")
    statement: SignedStatement | None = strawberry.field(
        description="What the scanned QR says under the county's signature; null for typed digits."
    )

    @classmethod
    def of(
        cls, found: service.Verification, head: service.LogCheckpoint | None, locale: Locale
    ) -> Self:
        """Show a verification in the viewer's language."""
        result, item = VerificationResult(found.result), found.item
        forged = result == VerificationResult.FORGED
        withdrawn = not forged and found.newest is not None and found.newest.kind == WITHDRAWAL
        claim = SignedStatement.from_claim(found.claim) if found.claim else None
        return cls(
            item=item,
            newest=found.newest,
            result=result,
            code=found.code,
            code_printed=codes.printed(found.code),
            text=_WITHDRAWN[locale]
            if withdrawn and result != VerificationResult.FORGED
            else _WORDS[result, locale],
            kind=item.kind if item else None,
            published_at=item.at if item else None,
            log_index=item.index if item else None,
            leaf_hash=item.leaf_hash.hex() if item else None,
            tree_size=head.size if head and item else None,
            root_hash=head.root.hex() if head and item else None,
            statement=claim,
        )

    @strawberry.field(description="The record in the log as JSON text; null where nothing is.")
    def record(self) -> str | None:
        return records.canonical(self.item.public["record"]).decode() if self.item else None

    @strawberry.field(description="The bulletin that the item belongs to, if it is one.")
    async def bulletin(self, info: Info) -> Bulletin | None:
        return await _bulletin(info, self.item)

    @strawberry.field(description="The bulletin in force, if a correction replaced this one.")
    async def superseded_by(self, info: Info) -> Bulletin | None:
        if self.newest is self.item or self.newest is None or self.newest.kind == WITHDRAWAL:
            return None
        return await _bulletin(info, self.newest)


async def _bulletin(info: Info, item: Published | None) -> Bulletin | None:
    if item is None:
        return None
    return (await Bulletin.load_visible(info, [item.subject]))[0]
