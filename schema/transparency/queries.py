"""What anybody can ask of the public log."""

from schema.core.context import Info
from schema.core.queries import query
from schema.transparency.types import LogCheckpoint, LogProof, Verification
from services.transparency import record as records
from services.transparency import service


@query(None, description="The newest signed head of the county's log; null before the first.")
async def log_checkpoint(info: Info) -> LogCheckpoint | None:
    async with info.context.unit_of_work() as uow:
        row = await service.latest_checkpoint(uow)
    return LogCheckpoint.from_row(row, info.context.tenant.log) if row else None


@query(None, description="An item with its proof under the newest head; null if there is none.")
async def log_proof(info: Info, code: str) -> LogProof | None:
    async with info.context.unit_of_work() as uow:
        item = await service.find_by_code(uow, code)
        if item is None:
            return None
        proof = await service.proof_text(uow, item.code)
    return LogProof(
        code=item.code,
        log_index=item.index,
        leaf_hash=item.leaf_hash.hex(),
        item=records.canonical(item.public).decode(),
        proof=proof,
        public_key=service.verifier(info.context.tenant.log).text,
    )


@query(
    None,
    description="Whether a notice is genuine: the 12 digits as typed, or the text of its QR code.",
)
async def verification(info: Info, code: str) -> Verification:
    async with info.context.unit_of_work() as uow:
        found = await service.verify(uow, code)
        head = await service.latest_checkpoint(uow)
    return Verification.of(found, head, info.context.viewer.locale)


@query(
    None,
    description="The hashes (hexadecimal, RFC 9162) that show that the log of `second` leaves "
    "continues the one of `first` leaves; at most 63.",
)
async def log_consistency(info: Info, first: int, second: int) -> list[str]:
    async with info.context.unit_of_work() as uow:
        steps = await service.consistency_proof(uow, first, second)
    return [step.hex() for step in steps]


FIELDS = [log_checkpoint, log_proof, verification, log_consistency]
